import Testing

@testable import Tasks

/// The instant that `2026-02-24T09:45` or `2026-02-24` (midnight) names, in UTC.
func at(_ text: String) -> Instant {
  let parts = text.split(separator: "T")
  let date = parts.first.map { $0.split(separator: "-").compactMap { Int($0) } } ?? []
  let time = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int64($0) } : [0, 0]
  guard date.count == 3, time.count >= 2, let day = CalendarDay(year: date[0], month: date[1], day: date[2]) else {
    Issue.record("\(text) is no time")
    return Instant(milliseconds: 0)
  }
  let seconds = time[0] * 3600 + time[1] * 60 + (time.count > 2 ? time[2] : 0)
  return Instant(milliseconds: day.start.milliseconds + seconds * 1000)
}

/// The day that `2026-02-24` names.
func day(_ text: String) -> CalendarDay { CalendarDay(instant: at(text)) }

/// The id of a text of 1 to 16 bytes.
func id(_ text: String) -> TaskID {
  let bytes = Array(text.utf8)
  guard let id = TaskID(shortText: bytes.span, 0..<bytes.count) else {
    Issue.record("\(text) is no short id")
    return TaskID(uuidHigh: 0, low: 0)
  }
  return id
}

/// Instants in hours after 2026-03-01T00:00Z, which is a Sunday.
func hour(_ hours: Double) -> Instant {
  Instant(milliseconds: at("2026-03-01").milliseconds + Int64(hours * 3_600_000))
}

/// A task record of the built-in registry's first channel and agent, with what a test is about.
func record(
  _ status: TaskStatus, id name: String = "t", created: Instant = hour(0), _ times: [TaskTime: Instant] = [:],
  approval: Approval = .absent, agent: Int32 = 0, channel: Int32 = 0, input: UInt32 = 0, offset: Int64 = 0
) -> TaskRecord {
  var record = TaskRecord(
    id: id(name), status: status, channel: channel, agent: agent, created: created,
    origin: RecordOrigin(input: input, offset: offset, count: 1))
  for (time, at) in times { record[time] = at.milliseconds }
  record.approval = approval
  return record
}

/// An event of an event export.
func event(_ kind: EventKind, _ at: Instant, id name: String = "t", hours: Int64 = TaskRecord.none) -> TaskEvent {
  TaskEvent(
    id: id(name), kind: kind, at: at, actualHours: hours,
    origin: RecordOrigin(input: 9, offset: at.milliseconds, count: 1))
}

extension TaskExport {
  /// Records and events under the built-in registry.
  init(_ records: [TaskRecord], _ events: [TaskEvent] = []) {
    self.init(records: records, events: events, names: Names(registry: .builtIn))
  }
}
