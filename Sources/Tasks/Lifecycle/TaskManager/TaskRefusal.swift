/// Why the task manager refuses what it was asked for. Nothing has changed then.
package enum TaskRefusal: Error, Equatable, Sendable {
  /// The task that was asked about, as it stands.
  package struct Subject: Equatable, Sendable {
    package let id: TaskID
    package let title: String
    package let status: TaskStatus

    init(_ task: ManagedTask) {
      id = task.id
      title = task.title
      status = task.status
    }

    /// The events that the state machine allows in the task's status.
    package var allowed: [EventKind] { StateMachine.events(from: status) }
  }

  /// No task has this id.
  case unknownTask(TaskID)
  /// A new task has the id of a task that exists.
  case takenID(Subject)
  /// The state machine has no such step from the task's status.
  case notAllowed(EventKind, Subject)
  /// The event would lie before what has happened to the task already.
  case tooEarly(EventKind, Subject, at: Instant, notBefore: Instant)
  /// The instant lies outside of the years 1970 to 2262.
  case outOfRange(Instant)
  /// Neither the draft nor its agent names a channel.
  case noChannel(TaskID)
  /// A rejection says why.
  case noReason
}

/// Why a batch was refused: every task of it that stands in the way, in the order asked for.
package struct BatchRefusal: Error, Equatable, Sendable {
  package let refusals: [TaskRefusal]
}

extension TaskRefusal: CustomStringConvertible {
  /// In English: the task, its status, and what is allowed.
  package var description: String {
    switch self {
    case .unknownTask(let id): "no task has the id \(TaskRefusal.text(id))"
    case .takenID(let task): "\(task) and exists already; \(task.advice)"
    case .notAllowed(let kind, let task): "\(task) and cannot be \(kind.name); \(task.advice)"
    case .tooEarly(let kind, let task, let at, let notBefore):
      "\(task) and cannot be \(kind.name) at \(at), but from \(notBefore) on; \(task.advice)"
    case .outOfRange(let at): "the time is not of the years 1970 to 2262: \(at.milliseconds) ms"
    case .noChannel(let id): "task \(TaskRefusal.text(id)) has neither a channel nor an agent that has one"
    case .noReason: "a rejection needs a reason"
    }
  }

  fileprivate static func text(_ id: TaskID) -> String {
    id.text ?? "with the digest \(String(id.high, radix: 16))\(String(id.low, radix: 16))"
  }
}

extension TaskRefusal.Subject: CustomStringConvertible {
  /// `task 7 ("Fotos") is pending`
  package var description: String { "task \(TaskRefusal.text(id)) (\"\(title)\") is \(status.name)" }

  fileprivate var advice: String { "allowed now: \(allowed.map(\.name).joined(separator: ", "))" }
}

extension BatchRefusal: CustomStringConvertible {
  package var description: String { refusals.map(\.description).joined(separator: "\n") }
}
