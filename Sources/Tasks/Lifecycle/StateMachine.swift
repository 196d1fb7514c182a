/// The task manager's state machine, as one table.
package enum StateMachine {
  /// The statuses that an event may leave; nil stands for a task that does not exist yet.
  package static func allowed(_ kind: EventKind, from status: TaskStatus?) -> Bool {
    guard let status else { return kind == .created }
    return table[Int(kind.rawValue)].from & (1 << status.rawValue) != 0
  }

  /// The status that an event leads to.
  package static func target(_ kind: EventKind) -> TaskStatus { table[Int(kind.rawValue)].to }

  /// The statuses that the event may leave, in rank order.
  package static func sources(_ kind: EventKind) -> [TaskStatus] {
    TaskStatus.allCases.filter { allowed(kind, from: $0) }
  }

  /// The events that are allowed in a status, in the table's order.
  package static func events(from status: TaskStatus) -> [EventKind] {
    EventKind.allCases.filter { allowed($0, from: status) }
  }

  /// By `EventKind`: the statuses it may leave, as bits by rank, and the one it leads to.
  private static let table: [(from: UInt8, to: TaskStatus)] = [
    (set(), .pending),
    (set(.pending), .awaitingApproval),
    (set(.pending, .awaitingApproval), .approved),
    (set(.pending, .awaitingApproval, .approved), .rejected),
    (set(.approved), .inProgress),
    (set(.approved), .inProgress),
    (set(.approved, .inProgress), .completed),
    (set(.pending, .awaitingApproval, .approved, .inProgress), .cancelled),
    (set(.completed, .rejected, .cancelled), .pending),
  ]

  private static func set(_ statuses: TaskStatus...) -> UInt8 {
    statuses.reduce(0) { $0 | 1 << $1.rawValue }
  }
}
