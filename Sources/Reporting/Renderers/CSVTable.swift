import Tasks

/// A table as a spreadsheet or a script reads it: RFC 4180 with a header row, in UTF-8. Lines end in LF, which every
/// reader takes and which line-based tools want. Figures are those of report.json, unrounded, with a decimal point;
/// empty where there is none.
struct CSVTable: Sendable {
  let name: String
  private let list: String
  /// What a cell holds, by its column: keys of report.json, `a.b` for a key within an object, `a.0` within a list.
  private let columns: [Column]

  private struct Column {
    let title: String
    let path: [String]

    init(_ title: String) {
      self.title = title
      path = title.split(separator: ".").map(String.init)
    }

    init(_ title: String, _ path: [String]) {
      self.title = title
      self.path = path
    }
  }

  func bytes(_ document: JSONValue) -> [UInt8] {
    var text = CSVText.line(columns.map { .text($0.title) })
    if case .array(let rows) = document[list] {
      for row in rows { text += CSVText.line(columns.map { CSVTable.value(row, $0.path) }) }
    }
    return Array(text.utf8)
  }

  private static func value(_ row: JSONValue, _ path: [String]) -> JSONValue {
    path.reduce(row) { value, key in
      if case .array(let elements) = value, let i = Int(key) { return i < elements.count ? elements[i] : .null }
      return value[key] ?? .null
    }
  }
}

extension CSVTable {
  static let all = [agents, channels, daily]

  private static let counts = [
    "tasksApproved", "tasksRejected", "tasksCompleted", "tasksCancelled", "tasksPending", "tasksApprovedOpen",
    "tasksInProgress",
  ].map { Column($0) }

  private static let agents = CSVTable(
    name: "agents.csv", list: "agents",
    columns: ["agentId", "agentName", "channel", "registered", "status", "tasksGenerated"].map { Column($0) } + counts
      + [Column("approvalRate")] + interval("approvalInterval") + [Column("completionRate")]
      + interval("completionInterval") + [Column("smallSample"), Column("averageExecutionTime")]
      + times("executionTime") + stages
      + [
        "performanceScore", "bottleneck", "estimate.tasks", "estimate.estimatedHours", "estimate.actualHours",
        "estimate.ratio", "errors", "lastActivity",
      ].map { Column($0) })

  private static let channels = CSVTable(
    name: "channels.csv", list: "channels",
    columns: ["channel", "channelName", "registered", "totalTasks"].map { Column($0) } + counts
      + [Column("approvalRate")] + interval("approvalInterval") + [Column("completionRate")]
      + interval("completionInterval")
      + ["smallSample", "avgCompletionTime", "activeAgents", "topAgent"].map { Column($0) }
      + times("executionTime") + stages + [Column("recommendations")])

  private static let daily = CSVTable(
    name: "daily.csv", list: "daily",
    columns: ["date", "channel", "created", "approved", "rejected", "started", "completed", "avgCompletionTime"]
      .map { Column($0) })

  private static func interval(_ key: String) -> [Column] {
    [Column(key + ".low", [key, "0"]), Column(key + ".high", [key, "1"])]
  }

  private static func times(_ key: String) -> [Column] {
    ["count", "meanMinutes", "p50Minutes", "p90Minutes", "p95Minutes", "maxMinutes"].map { Column(key + "." + $0) }
  }

  private static let stages = ["approvalWait", "queueTime", "cycleTime", "deliveryTime"].flatMap {
    times("stages." + $0)
  }
}
