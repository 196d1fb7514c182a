/// What a new task is made from.
package struct TaskDraft: Sendable, Equatable {
  package var id: TaskID
  package var title: String
  package var description: String
  /// A channel's id or alias; nil: the agent's own channel.
  package var channel: String?
  /// The id or alias of the agent that made the task; nil: a person did.
  package var agent: String?
  package var priority: String?
  package var category: String?
  package var estimatedHours: Hours?
  package var tags: [String]
  package var planID: String?

  package init(
    id: TaskID, title: String, description: String = "", channel: String? = nil, agent: String? = nil,
    priority: String? = nil, category: String? = nil, estimatedHours: Hours? = nil, tags: [String] = [],
    planID: String? = nil
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.channel = channel
    self.agent = agent
    self.priority = priority
    self.category = category
    self.estimatedHours = estimatedHours
    self.tags = tags
    self.planID = planID
  }
}

/// A task as the task manager holds it: its texts, where it stands, and everything that happened to it.
package struct ManagedTask: Sendable, Equatable {
  /// Something that happened to the task.
  package struct Event: Sendable, Equatable {
    package let kind: EventKind
    package let at: Instant
    /// Who did it.
    package var actor: String?
    /// Why a task was rejected or cancelled.
    package var reason: String?
    /// What a completion took.
    package var actualHours: Hours?
  }

  package let id: TaskID
  package let title: String
  package let description: String
  /// Id of the channel.
  package let channel: String
  /// Id of the agent that made the task; nil: a person did.
  package let agent: String?
  package let priority: String?
  package let category: String?
  package let estimatedHours: Hours?
  package let tags: [String]
  package let planID: String?

  package private(set) var status: TaskStatus
  /// An administrator approved the task, and nobody rejected or reopened it since.
  package private(set) var adminApproved = false
  package private(set) var approvedBy: String?
  package private(set) var rejectionReason: String?
  package private(set) var assignedTo: String?
  package private(set) var assignedBy: String?
  /// Of the latest completion that states any; a reopening does not undo the work.
  package private(set) var actualHours: Hours?
  /// In order of time; the first is the creation.
  package private(set) var history: [Event]

  init(_ draft: TaskDraft, channel: String, agent: String?, at: Instant) {
    id = draft.id
    title = draft.title
    description = draft.description
    self.channel = channel
    self.agent = agent
    priority = draft.priority
    category = draft.category
    estimatedHours = draft.estimatedHours
    tags = draft.tags
    planID = draft.planID
    status = StateMachine.target(.created)
    history = [Event(kind: .created, at: at)]
    created = at
    updated = at
  }

  package let created: Instant
  /// When something last happened to the task.
  package private(set) var updated: Instant

  /// When something of a kind last happened, reopenings considered: one makes the steps before it void.
  package func time(_ kind: EventKind) -> Instant? {
    if kind == .created { return created }
    let valid = history.lastIndex { $0.kind == .reopened } ?? 0
    return history[valid...].last { $0.kind == kind }?.at
  }

  /// The earliest instant for the next event: replays order events of one instant by the table, which puts a
  /// reopening last, so nothing may follow one within its millisecond.
  var earliestNext: Instant {
    history.last?.kind == .reopened ? Instant(milliseconds: updated.milliseconds + 1) : updated
  }

  /// Takes in an event that the state machine allows.
  mutating func take(_ event: Event, assignee: String? = nil) {
    status = StateMachine.target(event.kind)
    updated = event.at
    history.append(event)
    switch event.kind {
    case .approved:
      adminApproved = true
      approvedBy = event.actor
    case .rejected:
      adminApproved = false
      rejectionReason = event.reason
    case .assigned:
      assignedTo = assignee
      assignedBy = event.actor
    case .completed:
      actualHours = event.actualHours ?? actualHours
    case .reopened:
      adminApproved = false
      approvedBy = nil
      rejectionReason = nil
      assignedTo = nil
      assignedBy = nil
    case .created, .submitted, .started, .cancelled: break
    }
  }
}
