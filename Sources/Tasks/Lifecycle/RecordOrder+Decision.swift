/// What decides which of two records of one task counts, highest first.
package enum RecordKey: Sendable, Equatable {
  /// updated_at, else the file's export time, else the latest of the record's own timestamps.
  case observed
  case exportTime
  /// The latest of the record's own timestamps.
  case latestTime
  case statusRank
  /// A field that enters a figure, by its name.
  case figure(String)
}

extension RecordOrder {
  /// What says that one of two records counts and the other does not; nil when their texts, or their places, have to.
  package func deciding(_ a: TaskRecord, _ b: TaskRecord) -> RecordKey? {
    if observed(a) != observed(b) { return .observed }
    if exportTime(a) != exportTime(b) { return .exportTime }
    if a.latestTime != b.latestTime { return .latestTime }
    if a.status != b.status { return .statusRank }
    if compareFigures(a, b) == 0 { return nil }
    return .figure(firstFigure(a, b))
  }

  private func firstFigure(_ a: TaskRecord, _ b: TaskRecord) -> String {
    if a.channel != b.channel { return "channel" }
    if a.agent != b.agent { return "created_by_agent" }
    if a.approval != b.approval { return "admin_approved" }
    for time in TaskTime.allCases where a[time] != b[time] { return time.field }
    return a.estimatedHours != b.estimatedHours ? "estimated_hours" : "actual_hours"
  }

  /// Where the record's time of observation comes from.
  package func observation(_ record: TaskRecord) -> (at: Int64, source: String) {
    if record[.updated] != TaskRecord.none { return (record[.updated], TaskTime.updated.field) }
    let export = exportTime(record)
    return export != TaskRecord.none
      ? (export, "the file's export time") : (record.latestTime, "its latest own timestamp")
  }
}
