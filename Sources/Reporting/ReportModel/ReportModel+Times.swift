extension ReportModel {
  /// How long something took, over all tasks for which it is known.
  package struct Times: Decodable, Sendable, Equatable {
    package var count: Int
    @OrNull package var meanMinutes: Double?
    /// Nearest rank, as the other percentiles.
    @OrNull package var p50Minutes: Double?
    @OrNull package var p90Minutes: Double?
    @OrNull package var p95Minutes: Double?
    @OrNull package var maxMinutes: Double?

    package init(
      count: Int, meanMinutes: Double?, p50Minutes: Double?, p90Minutes: Double?, p95Minutes: Double?,
      maxMinutes: Double?
    ) {
      self.count = count
      self.meanMinutes = meanMinutes
      self.p50Minutes = p50Minutes
      self.p90Minutes = p90Minutes
      self.p95Minutes = p95Minutes
      self.maxMinutes = maxMinutes
    }
  }

  /// Where the time goes, stage by stage.
  package struct Stages: Decodable, Sendable, Equatable {
    /// From created to approved.
    package var approvalWait: Times
    /// From approved to started.
    package var queueTime: Times
    /// From started to completed.
    package var cycleTime: Times
    /// From approved to completed.
    package var deliveryTime: Times

    package init(approvalWait: Times, queueTime: Times, cycleTime: Times, deliveryTime: Times) {
      self.approvalWait = approvalWait
      self.queueTime = queueTime
      self.cycleTime = cycleTime
      self.deliveryTime = deliveryTime
    }
  }

  /// Hours that were estimated and hours that it took, over completed tasks that have both.
  package struct Estimate: Decodable, Sendable, Equatable {
    package var tasks: Int
    package var estimatedHours: Double
    package var actualHours: Double
    /// Actual hours per estimated hour.
    @OrNull package var ratio: Double?

    package init(tasks: Int, estimatedHours: Double, actualHours: Double, ratio: Double?) {
      self.tasks = tasks
      self.estimatedHours = estimatedHours
      self.actualHours = actualHours
      self.ratio = ratio
    }
  }

  /// A 95% confidence interval in percent; `[low, high]` in the document.
  package struct Interval: Decodable, Sendable, Equatable {
    package var low: Double
    package var high: Double

    package init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }

    package init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      low = try values.decode(Double.self)
      high = try values.decode(Double.self)
      guard values.isAtEnd else {
        throw DecodingError.dataCorruptedError(in: values, debugDescription: "an interval has two ends")
      }
    }
  }
}

extension ReportModel.Times: JSONRepresentable {
  var json: JSONValue {
    [
      "count": count.json, "meanMinutes": meanMinutes.json, "p50Minutes": p50Minutes.json,
      "p90Minutes": p90Minutes.json, "p95Minutes": p95Minutes.json, "maxMinutes": maxMinutes.json,
    ]
  }
}

extension ReportModel.Stages: JSONRepresentable {
  var json: JSONValue {
    [
      "approvalWait": approvalWait.json, "queueTime": queueTime.json, "cycleTime": cycleTime.json,
      "deliveryTime": deliveryTime.json,
    ]
  }
}

extension ReportModel.Estimate: JSONRepresentable {
  var json: JSONValue {
    ["tasks": tasks.json, "estimatedHours": estimatedHours.json, "actualHours": actualHours.json, "ratio": ratio.json]
  }
}

extension ReportModel.Interval: JSONRepresentable {
  var json: JSONValue { [low.json, high.json] }
}
