package import Tasks

extension ReportModel {
  /// A task of a list.
  package struct TaskRow: Decodable, Sendable, Equatable {
    package var id: String
    @OrNull package var title: String?
    /// Null when a person made the task.
    @OrNull package var agentId: String?
    /// Null when only an unregistered agent's output proposes it.
    @OrNull package var channel: String?
    package var status: String
    @OrNull package var priority: String?
    @OrNull package var category: String?
    /// Null in a run without any time.
    @OrNull package var createdAt: Instant?
    @OrNull package var ageDays: Double?

    package init(
      id: String, title: String?, agentId: String?, channel: String?, status: String, priority: String?,
      category: String?, createdAt: Instant?, ageDays: Double?
    ) {
      self.id = id
      self.title = title
      self.agentId = agentId
      self.channel = channel
      self.status = status
      self.priority = priority
      self.category = category
      self.createdAt = createdAt
      self.ageDays = ageDays
    }
  }

  /// A completed task of the list of the slowest.
  package struct SlowTask: Decodable, Sendable, Equatable {
    package var id: String
    @OrNull package var title: String?
    /// Null when a person made the task.
    @OrNull package var agentId: String?
    /// Null when only an unregistered agent's output proposes it.
    @OrNull package var channel: String?
    package var status: String
    @OrNull package var priority: String?
    @OrNull package var category: String?
    package var createdAt: Instant
    @OrNull package var ageDays: Double?
    package var executionMinutes: Double

    package init(
      id: String, title: String?, agentId: String?, channel: String?, status: String, priority: String?,
      category: String?, createdAt: Instant, ageDays: Double?, executionMinutes: Double
    ) {
      self.id = id
      self.title = title
      self.agentId = agentId
      self.channel = channel
      self.status = status
      self.priority = priority
      self.category = category
      self.createdAt = createdAt
      self.ageDays = ageDays
      self.executionMinutes = executionMinutes
    }
  }

  /// The first rows of a list, and how many it has.
  package struct TaskList<Row: Decodable & Sendable & Equatable>: Decodable, Sendable, Equatable {
    package var total: Int
    package var tasks: [Row]

    package init(total: Int, tasks: [Row]) {
      self.total = total
      self.tasks = tasks
    }
  }
}

extension ReportModel.TaskRow: JSONRepresentable {
  var json: JSONValue {
    [
      "id": id.json, "title": title.json, "agentId": agentId.json, "channel": channel.json, "status": status.json,
      "priority": priority.json, "category": category.json, "createdAt": createdAt.json, "ageDays": ageDays.json,
    ]
  }
}

extension ReportModel.SlowTask: JSONRepresentable {
  var json: JSONValue {
    [
      "id": id.json, "title": title.json, "agentId": agentId.json, "channel": channel.json, "status": status.json,
      "priority": priority.json, "category": category.json, "createdAt": createdAt.json, "ageDays": ageDays.json,
      "executionMinutes": executionMinutes.json,
    ]
  }
}

extension ReportModel.TaskList: JSONRepresentable where Row: JSONRepresentable {
  var json: JSONValue {
    ["total": total.json, "tasks": tasks.json]
  }
}
