/// Why a proposed task is taken for a stored one.
package enum MatchReason: Sendable, Equatable {
  /// Both have the same id.
  case id
  /// Agent, title and plan agree.
  case plan
  /// Agent and title agree, and the times lie so many milliseconds apart.
  case time(Int64)
  /// Agent and title agree, and no other task has them.
  case onlyCandidate
}

/// What became of a task that an agent proposed.
package enum ProposedFate: Sendable, Equatable {
  /// No stored task is it.
  case unsaved
  /// Several may be it, or it and another are equally near to one.
  case ambiguous
  /// It is the task of that id.
  case stored(TaskID, MatchReason)
  /// It is proposed later than the period's instant.
  case notYet
}

/// The tasks that agents proposed, for those who look at single ones.
package struct ProposedTasks: Sendable {
  package let said: SettledOutput
  private let world: AgentOrchestrator.World
  private let orchestrator: AgentOrchestrator

  init(_ said: SettledOutput, _ world: AgentOrchestrator.World, _ orchestrator: AgentOrchestrator) {
    self.said = said
    self.world = world
    self.orchestrator = orchestrator
  }

  /// What became of a task, as of the period's instant. By its place in `said.tasks`.
  package func fate(_ i: Int) -> ProposedFate {
    let task = said.tasks[i]
    if !orchestrator.exists(task.created) { return .notYet }
    switch world.present[i] {
    case .unsaved: return .unsaved
    case .ambiguous: return .ambiguous
    case .stored(let number):
      let stored = world.stored[number]
      return .stored(stored.record.id, reason(task, stored))
    }
  }

  private func reason(_ task: SettledOutput.Task, _ stored: StoredTask) -> MatchReason {
    if stored.record.id == task.id { return .id }
    if task.plan != AgentResponse.none, task.plan == stored.plan { return .plan }
    if task.ownTime != TaskRecord.none { return .time(abs(task.ownTime - stored.record.created)) }
    return .onlyCandidate
  }

  /// A task as a record: what it was when it was proposed.
  package func record(_ i: Int) -> TaskRecord { orchestrator.record(said.tasks[i]) }

  /// The responses that propose a task.
  package func responses(of task: Int) -> [SettledOutput.Response] {
    said.members.filter { $0.task == task }.map { said.responses[$0.response] }
  }

  /// The places of the tasks that have the id, or are the stored task of that id.
  package func places(of id: TaskID) -> [Int] {
    said.tasks.indices.filter { i in
      if said.tasks[i].id == id { return true }
      if case .stored(id, _) = fate(i) { return true }
      return false
    }
  }

  /// The id of a plan that a response names; nil when it names none.
  package func planID(_ number: Int32) -> String? {
    let i = Int(number)
    return orchestrator.planIDs.indices.contains(i) ? orchestrator.planIDs[i] : nil
  }

  /// Whether there are task exports to compare with.
  package var isCompared: Bool { orchestrator.hasTaskExports }
}

extension AgentOrchestrator {
  /// Settles and matches what agents proposed, as `orchestrate` does.
  package func proposedTasks(
    _ table: ResponseTable, candidates: [StoredCandidate], parts: [TaskTablePart]
  ) -> ProposedTasks {
    let said = SettledOutput(table, asOf: period.asOf)
    return ProposedTasks(
      said, World(said, parts.stored(candidates), parts, asOf: period.asOf?.milliseconds), self)
  }
}

extension TaskListing {
  /// Takes in the tasks that agents proposed and nobody stored.
  package mutating func add(_ proposed: ProposedTasks, events parts: inout [TaskTablePart]) {
    var replay = Replay()
    for (i, task) in proposed.said.tasks.enumerated() where proposed.fate(i) == .unsaved {
      let record = proposed.record(i)
      // A run without any time has no events either: there is nothing to replay.
      let state =
        record.created == TaskRecord.none
        ? Replay.State(proposed: record)
        : replay.run(
          record, events: parts.events(of: task.id), observed: record.created, until: period.asOf?.milliseconds)
      if let state { add(record, state, ordinal: task.ordinal) }
    }
  }
}
