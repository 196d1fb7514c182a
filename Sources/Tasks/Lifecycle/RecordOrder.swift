/// Which of two records of one task was observed last.
package struct RecordOrder: Sendable {
  /// By input: its export time in milliseconds, or `TaskRecord.none`.
  package let exportTimes: [Int64]
  private let agentID: @Sendable (Int32) -> String
  private let channelID: @Sendable (Int32) -> String

  /// - Parameters:
  ///   - agentID: the id behind a record's agent, `channelID` behind its channel. Numbers are given out in the order
  ///     in which names are met, so records are compared by the ids behind them.
  package init(
    exportTimes: [Int64], agentID: @escaping @Sendable (Int32) -> String,
    channelID: @escaping @Sendable (Int32) -> String
  ) {
    self.exportTimes = exportTimes
    self.agentID = agentID
    self.channelID = channelID
  }

  /// When the record was observed: updated_at, else the file's export time, else the latest of its own timestamps.
  package func observed(_ record: TaskRecord) -> Int64 {
    if record[.updated] != TaskRecord.none { return record[.updated] }
    let export = exportTime(record)
    return export != TaskRecord.none ? export : record.latestTime
  }

  /// The export time of the record's file, or `TaskRecord.none`.
  package func exportTime(_ record: TaskRecord) -> Int64 {
    let i = Int(record.origin.input)
    return i < exportTimes.count ? exportTimes[i] : TaskRecord.none
  }

  /// Compares by observation, export time, latest own timestamp and status rank: positive when `a` comes later.
  package func compareKeys(_ a: TaskRecord, _ b: TaskRecord) -> Int {
    let x = (observed(a), exportTime(a), a.latestTime, Int64(a.status.rawValue))
    let y = (observed(b), exportTime(b), b.latestTime, Int64(b.status.rawValue))
    return x == y ? 0 : x > y ? 1 : -1
  }

  /// Compares the fields that enter figures, in the order of the specification's table; absent is the lowest.
  package func compareFigures(_ a: TaskRecord, _ b: TaskRecord) -> Int {
    if a.channel != b.channel {
      let (x, y) = (channelID(a.channel), channelID(b.channel))
      if x != y { return x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1 }
    }
    if a.agent != b.agent {
      let x = a.agent == TaskRecord.noAgent ? "" : agentID(a.agent)
      let y = b.agent == TaskRecord.noAgent ? "" : agentID(b.agent)
      if x != y { return x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1 }
    }
    if a.approval != b.approval { return a.approval.rawValue < b.approval.rawValue ? -1 : 1 }
    for i in 0..<8 where a.times[i] != b.times[i] { return a.times[i] < b.times[i] ? -1 : 1 }
    if a.estimatedHours != b.estimatedHours { return a.estimatedHours < b.estimatedHours ? -1 : 1 }
    if a.actualHours != b.actualHours { return a.actualHours < b.actualHours ? -1 : 1 }
    return 0
  }
}
