/// The statuses of a task; the raw value is the rank that decides between records that tie.
package enum TaskStatus: UInt8, CaseIterable, Sendable, Comparable, BitwiseCopyable {
  case pending, awaitingApproval, approved, inProgress, completed, rejected, cancelled

  /// The name in exports and reports: `awaiting_approval`.
  package var name: String {
    switch self {
    case .pending: "pending"
    case .awaitingApproval: "awaiting_approval"
    case .approved: "approved"
    case .inProgress: "in_progress"
    case .completed: "completed"
    case .rejected: "rejected"
    case .cancelled: "cancelled"
    }
  }

  package static func < (a: TaskStatus, b: TaskStatus) -> Bool { a.rawValue < b.rawValue }

  /// Nothing but a reopening follows.
  package var isTerminal: Bool { self >= .completed }
}
