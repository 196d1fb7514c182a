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
  private let world: OutputWorld
  private let orchestrator: AgentOrchestrator
  /// By number of a task: the place of the response that proposes it; nil where that response was given again.
  private var responsePlaces: [Int?]

  init(_ said: SettledOutput, _ world: OutputWorld, _ orchestrator: AgentOrchestrator) {
    self.said = said
    self.world = world
    self.orchestrator = orchestrator
    responsePlaces = Array(repeating: nil, count: said.tasks.count)
    for (place, response) in said.responses.enumerated() {
      for task in response.tasks { responsePlaces[task] = place }
    }
  }

  /// The numbers of the tasks, each id once, in order of their places.
  package var numbers: [Int] {
    said.responses.flatMap(\.tasks).filter { said.standIn(for: $0) == $0 }
  }

  /// The response that proposes a task.
  package func response(of task: Int) -> SettledOutput.Response? { responsePlaces[task].map { said.responses[$0] } }

  /// What became of a task, as of the period's instant.
  package func fate(_ task: Int) -> ProposedFate {
    guard let response = response(of: task), orchestrator.exists(response.time) else { return .notYet }
    switch world.present[task] {
    case .unsaved: return .unsaved
    case .ambiguous: return .ambiguous
    case .stored(let number):
      let stored = world.stored[number]
      return .stored(stored.record.id, reason(task, response, stored))
    }
  }

  private func reason(_ task: Int, _ response: SettledOutput.Response, _ stored: StoredTask) -> MatchReason {
    if stored.record.id == said.tasks[task].id { return .id }
    if response.source.plan != AgentResponse.none, response.source.plan == stored.plan { return .plan }
    if response.source.ownTime != TaskRecord.none {
      return .time(abs(response.source.ownTime - stored.record.created))
    }
    return .onlyCandidate
  }

  /// A task as a record: what it was when it was proposed.
  package func record(_ task: Int) -> TaskRecord? {
    guard let response = response(of: task) else { return nil }
    var record = orchestrator.record(response)
    record.id = said.tasks[task].id
    record.estimatedHours = said.tasks[task].estimatedHours
    return record
  }

  /// The responses that propose a task, by place.
  package func responses(of task: Int) -> [SettledOutput.Response] {
    if !said.isShared(task) { return response(of: task).map { [$0] } ?? [] }
    return said.responses.filter { $0.tasks.contains { said.standIn(for: $0) == task } }
  }

  /// The numbers of the tasks that have the id, or are the stored task of that id.
  package func numbers(of id: TaskID) -> [Int] {
    numbers.filter { task in
      if said.tasks[task].id == id { return true }
      if case .stored(id, _) = fate(task) { return true }
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
      said, OutputWorld(said, parts.stored(candidates), parts, asOf: period.asOf?.milliseconds), self)
  }
}

extension TaskListing {
  /// Takes in the tasks that agents proposed and nobody stored.
  package mutating func add(_ proposed: ProposedTasks, events parts: inout [TaskTablePart]) {
    var replay = Replay()
    for task in proposed.numbers where proposed.fate(task) == .unsaved {
      guard let record = proposed.record(task) else { continue }
      // A run without any time has no events either: there is nothing to replay.
      let state =
        record.created == TaskRecord.none
        ? Replay.State(proposed: record)
        : replay.run(
          record, events: parts.events(of: record.id), observed: record.created, until: period.asOf?.milliseconds)
      if let state { add(record, state, ordinal: proposed.said.tasks[task].ordinal) }
    }
  }
}
