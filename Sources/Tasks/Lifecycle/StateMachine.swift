/// The task manager's state machine, as one table.
package enum StateMachine {
  /// The statuses that an event may leave; nil stands for a task that does not exist yet.
  @inline(__always)
  package static func allowed(_ kind: EventKind, from status: TaskStatus?) -> Bool {
    guard let status else { return kind == .created }
    return step(kind).from & (1 << status.rawValue) != 0
  }

  /// The status that an event leads to.
  @inline(__always)
  package static func target(_ kind: EventKind) -> TaskStatus { step(kind).to }

  /// The statuses that the event may leave, in rank order.
  package static func sources(_ kind: EventKind) -> [TaskStatus] {
    TaskStatus.allCases.filter { allowed(kind, from: $0) }
  }

  /// The events that are allowed in a status, in the table's order.
  package static func events(from status: TaskStatus) -> [EventKind] {
    EventKind.allCases.filter { allowed($0, from: status) }
  }

  /// The statuses that an event may leave, as bits by rank, and the one it leads to.
  @inline(__always)
  private static func step(_ kind: EventKind) -> (from: UInt8, to: TaskStatus) {
    switch kind {
    case .created: (0, .pending)
    case .submitted: (pending, .awaitingApproval)
    case .approved: (pending | awaiting, .approved)
    case .rejected: (pending | awaiting | approved, .rejected)
    case .assigned: (approved, .inProgress)
    case .started: (approved, .inProgress)
    case .completed: (approved | inProgress, .completed)
    case .cancelled: (pending | awaiting | approved | inProgress, .cancelled)
    case .reopened: (completed | rejected | cancelled, .pending)
    }
  }

  private static var pending: UInt8 { 1 << TaskStatus.pending.rawValue }
  private static var awaiting: UInt8 { 1 << TaskStatus.awaitingApproval.rawValue }
  private static var approved: UInt8 { 1 << TaskStatus.approved.rawValue }
  private static var inProgress: UInt8 { 1 << TaskStatus.inProgress.rawValue }
  private static var completed: UInt8 { 1 << TaskStatus.completed.rawValue }
  private static var rejected: UInt8 { 1 << TaskStatus.rejected.rawValue }
  private static var cancelled: UInt8 { 1 << TaskStatus.cancelled.rawValue }
}
