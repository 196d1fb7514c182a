/// What happens to a task, in the order of the state machine's table, which also orders events of one instant.
package enum EventKind: UInt8, CaseIterable, Sendable, Comparable, BitwiseCopyable {
  case created, submitted, approved, rejected, assigned, started, completed, cancelled, reopened

  /// The name in event exports.
  package var name: String {
    switch self {
    case .created: "created"
    case .submitted: "submitted"
    case .approved: "approved"
    case .rejected: "rejected"
    case .assigned: "assigned"
    case .started: "started"
    case .completed: "completed"
    case .cancelled: "cancelled"
    case .reopened: "reopened"
    }
  }

  package static func < (a: EventKind, b: EventKind) -> Bool { a.rawValue < b.rawValue }

  /// The kinds that a record's timestamps state, by `TaskTime`; `updated_at`, the last of those, states none.
  @inline(__always)
  package static var timed: InlineArray<7, EventKind> {
    [.created, .submitted, .approved, .rejected, .started, .completed, .cancelled]
  }

  /// By kind: the record's own timestamp of such an event, or `TaskRecord.none`.
  @inline(__always)
  static func times(of record: TaskRecord) -> InlineArray<9, Int64> {
    let (times, none) = (record.times, TaskRecord.none)
    return [times[0], times[1], times[2], times[3], none, times[4], times[5], times[6], none]
  }

  /// The kind that a record's timestamp states; nil for `updated_at`.
  package init?(_ time: TaskTime) {
    guard time != .updated else { return nil }
    self = EventKind.timed[time.rawValue]
  }

  /// The record's own timestamp of such an event, where records have one.
  package var time: TaskTime? {
    switch self {
    case .created: .created
    case .submitted: .submitted
    case .approved: .approved
    case .rejected: .rejected
    case .started: .started
    case .completed: .completed
    case .cancelled: .cancelled
    case .assigned, .reopened: nil
    }
  }
}

/// An event that an event export states.
package struct TaskEvent: Sendable, BitwiseCopyable {
  package var at: Int64
  /// Ten-thousandths of an hour, or `TaskRecord.none`.
  package var actualHours: Int64
  package var origin: RecordOrigin
  package var id: TaskID
  package var kind: EventKind

  package init(id: TaskID, kind: EventKind, at: Instant, actualHours: Int64, origin: RecordOrigin) {
    self.id = id
    self.kind = kind
    self.at = at.milliseconds
    self.actualHours = actualHours
    self.origin = origin
  }

  /// By task, time, kind; of equal ones the one that counts comes first.
  package static func precedes(_ a: TaskEvent, _ b: TaskEvent) -> Bool {
    if a.id != b.id { return (a.id.form, a.id.high, a.id.low) < (b.id.form, b.id.high, b.id.low) }
    if a.at != b.at { return a.at < b.at }
    if a.kind != b.kind { return a.kind < b.kind }
    if a.actualHours != b.actualHours { return a.actualHours > b.actualHours }
    return a.origin < b.origin
  }
}
