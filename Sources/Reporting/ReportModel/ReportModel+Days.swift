package import Tasks

extension ReportModel {
  /// What happened on a channel on a day; null where no task of the input has such a time.
  package struct Day: Decodable, Sendable, Equatable {
    package var date: CalendarDay
    package var channel: String
    @OrNull package var created: Int?
    @OrNull package var approved: Int?
    @OrNull package var rejected: Int?
    @OrNull package var started: Int?
    @OrNull package var completed: Int?
    /// In hours.
    @OrNull package var avgCompletionTime: Double?

    package init(
      date: CalendarDay, channel: String, created: Int?, approved: Int?, rejected: Int?, started: Int?, completed: Int?,
      avgCompletionTime: Double?
    ) {
      self.date = date
      self.channel = channel
      self.created = created
      self.approved = approved
      self.rejected = rejected
      self.started = started
      self.completed = completed
      self.avgCompletionTime = avgCompletionTime
    }
  }

  /// Tasks in each status at the end of a day.
  package struct Flow: Decodable, Sendable, Equatable {
    package var date: CalendarDay
    package var pending: Int
    package var awaitingApproval: Int
    package var approved: Int
    package var inProgress: Int
    package var completed: Int
    package var rejected: Int
    package var cancelled: Int

    package init(
      date: CalendarDay, pending: Int, awaitingApproval: Int, approved: Int, inProgress: Int, completed: Int,
      rejected: Int, cancelled: Int
    ) {
      self.date = date
      self.pending = pending
      self.awaitingApproval = awaitingApproval
      self.approved = approved
      self.inProgress = inProgress
      self.completed = completed
      self.rejected = rejected
      self.cancelled = cancelled
    }

    private enum CodingKeys: String, CodingKey {
      case date
      case pending
      case awaitingApproval = "awaiting_approval"
      case approved
      case inProgress = "in_progress"
      case completed
      case rejected
      case cancelled
    }
  }

  /// The distributions that are drawn.
  package struct Histograms: Decodable, Sendable, Equatable {
    package var executionTime: [Bin]

    package init(executionTime: [Bin]) {
      self.executionTime = executionTime
    }
  }

  /// Tasks whose execution time lies from `fromMinutes` up to, not including, `toMinutes`.
  package struct Bin: Decodable, Sendable, Equatable {
    package var fromMinutes: Double
    /// Null in the last one, which has no end.
    @OrNull package var toMinutes: Double?
    package var count: Int

    package init(fromMinutes: Double, toMinutes: Double?, count: Int) {
      self.fromMinutes = fromMinutes
      self.toMinutes = toMinutes
      self.count = count
    }
  }

  /// Open tasks of a status whose age lies from `fromDays` up to, not including, `toDays`.
  package struct AgeGroup: Decodable, Sendable, Equatable {
    package var status: String
    package var fromDays: Double
    /// Null in the last one, which has no end.
    @OrNull package var toDays: Double?
    package var count: Int

    package init(status: String, fromDays: Double, toDays: Double?, count: Int) {
      self.status = status
      self.fromDays = fromDays
      self.toDays = toDays
      self.count = count
    }
  }
}

extension ReportModel.Day: JSONRepresentable {
  var json: JSONValue {
    [
      "date": date.json, "channel": channel.json, "created": created.json, "approved": approved.json,
      "rejected": rejected.json, "started": started.json, "completed": completed.json,
      "avgCompletionTime": avgCompletionTime.json,
    ]
  }
}

extension ReportModel.Flow: JSONRepresentable {
  var json: JSONValue {
    [
      "date": date.json, "pending": pending.json, "awaiting_approval": awaitingApproval.json,
      "approved": approved.json, "in_progress": inProgress.json, "completed": completed.json,
      "rejected": rejected.json, "cancelled": cancelled.json,
    ]
  }
}

extension ReportModel.Histograms: JSONRepresentable {
  var json: JSONValue {
    ["executionTime": executionTime.json]
  }
}

extension ReportModel.Bin: JSONRepresentable {
  var json: JSONValue {
    ["fromMinutes": fromMinutes.json, "toMinutes": toMinutes.json, "count": count.json]
  }
}

extension ReportModel.AgeGroup: JSONRepresentable {
  var json: JSONValue {
    ["status": status.json, "fromDays": fromDays.json, "toDays": toDays.json, "count": count.json]
  }
}
