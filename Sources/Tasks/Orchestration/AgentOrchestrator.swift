/// Makes plans, agents' statuses and the reconciliation from what agents said and what was stored.
package struct AgentOrchestrator: Sendable {
  package var period: ReportPeriod
  package var settings: Settings
  package var names: Names
  /// By number of a registered agent: the number of its channel.
  package var ownChannels: [Int32]
  /// The channels whose agents' plans are told, by id.
  package var channels: [String]
  /// By number: ids of plans, and names of models.
  package var planIDs: [String]
  package var models: [String]
  /// The run has task exports, so a task that none of them holds was never stored.
  package var hasTaskExports: Bool
  /// How many inputs the run has.
  package var inputs: Int

  package init(
    period: ReportPeriod, settings: Settings, names: Names, ownChannels: [Int32], channels: [String]? = nil,
    planIDs: [String], models: [String], hasTaskExports: Bool, inputs: Int
  ) {
    self.period = period
    self.settings = settings
    self.names = names
    self.ownChannels = ownChannels
    self.channels = channels ?? names.registry.channels.map(\.id)
    self.planIDs = planIDs
    self.models = models
    self.hasTaskExports = hasTaskExports
    self.inputs = inputs
  }

  /// Replays what agents said against what was stored.
  ///
  /// - Parameters:
  ///   - candidates: the records of which some output has agent and title.
  ///   - parts: the table of tasks, merged and settled; events of tasks that only agents proposed are claimed in it.
  package func orchestrate(
    _ table: ResponseTable, candidates: [StoredCandidate], parts: inout [TaskTablePart], order: RecordOrder
  ) -> Orchestration {
    let said = SettledOutput(table, asOf: period.asOf)
    var out = Orchestration(said, period: period, settings: settings, inputs: inputs, names: names)
    out.reconciliation.unsavedTasks = .oldest(limit: settings.listRows)
    tallyResponses(said, into: &out)
    let world = OutputWorld(said, parts.stored(candidates), parts, asOf: period.asOf?.milliseconds)
    if hasTaskExports {
      out.unsavedExamples = tally(.unsaved, said, world.whole, .unsaved, into: &out)
      out.ambiguousExamples = tally(.ambiguousMatch, said, world.whole, .ambiguous, into: &out)
    }
    let progress = follow(said, world, &parts, order, into: &out)
    addResponses(said, into: &out)
    addReconciliation(said, world, progress, into: &out)
    out.plans = plans(said, world, progress)
    return out
  }

  /// Counts the tasks of a fate under a finding, and returns the first few.
  private func tally(
    _ code: FindingCode, _ said: SettledOutput, _ fates: OutputWorld.Fates, _ fate: Reconciliation.Fate,
    into out: inout Orchestration
  ) -> [Orchestration.Example] {
    var count = 0
    var places = SmallestOrigins(limit: settings.maxExamples)
    var examples: [Orchestration.Example] = []
    // Responses stand by place, so the first that are met are the first of all.
    for response in said.responses {
      for task in response.tasks where fates[task] == fate && said.standIn(for: task) == task {
        count += 1
        if examples.count == settings.maxExamples { continue }
        let proposed = said.tasks[task]
        places.note(response.source.origin)
        examples.append(
          Orchestration.Example(
            id: proposed.id, proposal: Proposal(origin: response.source.origin, ordinal: proposed.ordinal)))
      }
    }
    out.tally.add(code, count: count, places: places)
    return examples
  }

  /// Whether what stands at a time exists as of the period's instant.
  func exists(_ time: Int64) -> Bool { time <= period.asOf?.milliseconds ?? .max }

  /// Whether what stands at a time lies in the window; without any time only when the window has no beginning.
  func holds(_ time: Int64) -> Bool { period.holds(time) }

  /// The responses that figures are about: those of the window, given by the period's instant.
  func isCounted(_ response: SettledOutput.Response) -> Bool { exists(response.time) && holds(response.time) }
}
