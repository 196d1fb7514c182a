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
    var out = Orchestration(period: period, settings: settings, inputs: inputs)
    out.reconciliation.unsavedTasks = .oldest(limit: settings.listRows)
    tallyResponses(said, into: &out)
    let world = World(said, parts.stored(candidates), parts, asOf: period.asOf?.milliseconds)
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

  /// What was stored, and which proposed task is which of it: in the whole input, and as of the period's instant.
  struct World {
    let stored: [StoredTask]
    let whole: [Reconciliation.Fate]
    let present: [Reconciliation.Fate]

    init(_ said: SettledOutput, _ candidates: [StoredTask], _ parts: [TaskTablePart], asOf: Int64?) {
      var stored = candidates
      var sameID: [Int: Int] = [:]
      let numbers = Dictionary(
        candidates.indices.map { (candidates[$0].record.id, $0) }, uniquingKeysWith: { first, _ in first })
      // What has the same id is the same task, whatever has become of its title.
      for (i, task) in said.tasks.enumerated() {
        guard let record = parts.winner(of: task.id) else { continue }
        if let known = numbers[task.id] {
          sameID[i] = known
        } else {
          sameID[i] = stored.count
          stored.append(StoredTask(record: record, titleKey: task.titleKey, plan: AgentResponse.none))
        }
      }
      self.stored = stored
      whole = Reconciliation(said.tasks, stored, titled: candidates.count, sameID: sameID, asOf: nil).fates
      let limit = asOf ?? .max
      let isAllPresent =
        said.tasks.allSatisfy { $0.created <= limit } && stored.allSatisfy { $0.record.created <= limit }
      present =
        isAllPresent
        ? whole
        : Reconciliation(said.tasks, stored, titled: candidates.count, sameID: sameID, asOf: asOf).fates
    }
  }

  /// Counts the tasks of a fate under a finding, and returns the first few.
  private func tally(
    _ code: FindingCode, _ said: SettledOutput, _ fates: [Reconciliation.Fate], _ fate: Reconciliation.Fate,
    into out: inout Orchestration
  ) -> [Orchestration.Example] {
    var examples: [Orchestration.Example] = []
    for (i, task) in said.tasks.enumerated() where fates[i] == fate {
      out.tally.add(code, at: task.origin)
      let example = Orchestration.Example(id: task.id, proposal: Proposal(origin: task.origin, ordinal: task.ordinal))
      if examples.count >= settings.maxExamples {
        guard let last = examples.last, example.proposal < last.proposal else { continue }
        examples.removeLast()
      }
      let at = examples.firstIndex { example.proposal < $0.proposal } ?? examples.count
      examples.insert(example, at: at)
    }
    return examples
  }

  /// How far a proposed task has come as of the period's instant.
  struct Progress {
    var status: TaskStatus
    var isApproved: Bool
  }

  /// Follows each proposed task, or the stored one that it is, through its life. By task; nil for an ambiguous one and
  /// for one that does not exist yet.
  private func follow(
    _ said: SettledOutput, _ world: World, _ parts: inout [TaskTablePart], _ order: RecordOrder,
    into out: inout Orchestration
  ) -> [Progress?] {
    var replay = Replay()
    var progress = [Progress?](repeating: nil, count: said.tasks.count)
    for (i, task) in said.tasks.enumerated() {
      var state: Replay.State?
      if case .stored(let number) = world.present[i] {
        if exists(task.created) {
          let record = world.stored[number].record
          state = replay.run(
            record, events: parts.events(of: record.id), observed: order.observed(record),
            until: period.asOf?.milliseconds)
        }
      }
      let isWhole = world.whole[i] == .unsaved
      let isPresent = world.present[i] == .unsaved && exists(task.created)
      if isWhole || isPresent {
        let record = record(task)
        if isWhole { parts.claimEvents(of: task.id) }
        let own = out.measured.add(
          proposed: record, events: parts.events(of: task.id), whole: isWhole, present: isPresent)
        if isPresent {
          state = own
          out.proposals[task.id] = Proposal(origin: task.origin, ordinal: task.ordinal)
          if hasTaskExports, holds(task.created) {
            out.reconciliation.unsavedTasks.add(
              ShownTask(
                id: task.id, origin: task.origin, agent: task.agent, channel: record.channel,
                status: own?.status ?? .pending, created: task.created, execution: nil))
          }
        }
      }
      progress[i] = state.map { Progress(status: $0.status, isApproved: $0.isApproved) }
    }
    return progress
  }

  /// A proposed task as a record: what it was when it was proposed.
  private func record(_ task: SettledOutput.Task) -> TaskRecord {
    let agent = Int(task.agent)
    var record = TaskRecord(
      id: task.id, status: .pending, channel: agent < ownChannels.count ? ownChannels[agent] : TaskRecord.noChannel,
      agent: task.agent, created: Instant(milliseconds: task.created), origin: task.origin)
    record.estimatedHours = task.estimatedHours
    return record
  }

  /// Whether what stands at a time exists as of the period's instant.
  func exists(_ time: Int64) -> Bool { time <= period.asOf?.milliseconds ?? .max }

  /// Whether what stands at a time lies in the window; without any time only when the window has no beginning.
  func holds(_ time: Int64) -> Bool { period.holds(time) }

  /// The responses that figures are about: those of the window, given by the period's instant.
  func isCounted(_ response: SettledOutput.Response) -> Bool { exists(response.time) && holds(response.time) }
}
