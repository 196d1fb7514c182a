extension AgentOrchestrator {
  /// The plans that have a response in the window, by time.
  func plans(_ said: SettledOutput, _ world: OutputWorld, _ progress: Progress) -> [OrchestrationPlan] {
    var numbers: [String: Int] = [:]
    var gathered: [GatheredPlan] = []
    var names = PlanNames(planIDs)
    let involved = involvedAgents
    for response in said.responses where isCounted(response) {
      let id = names.id(response)
      let number = numbers[id] ?? gathered.count
      if number == gathered.count {
        numbers[id] = number
        gathered.append(GatheredPlan(id: id))
      }
      gathered[number].latest = max(gathered[number].latest, response.time)
      let agent = Int(response.source.agent)
      guard agent < involved.count, involved[agent] else { continue }
      gathered[number].add(response, agent: agent, said, world, progress)
    }
    return gathered.map(stated)
      .sorted { a, b in
        a.timestamp != b.timestamp
          ? (a.timestamp?.milliseconds ?? .min) < (b.timestamp?.milliseconds ?? .min)
          : a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
      }
  }

  private struct GatheredPlan {
    let id: String
    var latest = TaskRecord.none
    /// By number of an involved agent: some response of it holds tasks.
    var succeeded: [Int: Bool] = [:]
    var generated = 0
    var approved = 0
    var ended = 0
    /// Tasks that several responses propose, those counted already.
    private var shared: Set<Int> = []

    init(id: String) { self.id = id }

    mutating func add(
      _ response: SettledOutput.Response, agent: Int, _ said: SettledOutput, _ world: OutputWorld,
      _ progress: Progress
    ) {
      if succeeded[agent] != true { succeeded[agent] = response.source.outcome == .tasks }
      for number in response.tasks {
        let task = said.standIn(for: number)
        if said.isShared(number), !shared.insert(task).inserted { continue }
        if world.present[task] == .ambiguous { continue }
        generated += 1
        guard let state = progress[task] else { continue }
        if state.isApproved { approved += 1 }
        if state.status.isTerminal { ended += 1 }
      }
    }
  }

  /// The plans' ids by the responses: the output's own, else one of the day, in UTC, on which the response was given.
  private struct PlanNames {
    private let own: [String]
    private var byDay: [Int32: String] = [:]

    init(_ own: [String]) { self.own = own }

    mutating func id(_ response: SettledOutput.Response) -> String {
      let plan = Int(response.source.plan)
      if own.indices.contains(plan) { return own[plan] }
      if response.time == TaskRecord.none { return OrchestrationPlan.undatedID }
      let time = Instant(milliseconds: response.time)
      let day = CalendarDay(instant: time).number
      if let known = byDay[day] { return known }
      let made = OrchestrationPlan.id(ofDayOf: time)
      byDay[day] = made
      return made
    }
  }

  /// By number: the agent is of a channel that was chosen.
  private var involvedAgents: [Bool] {
    names.registry.agents.map { agent in
      let channel = names.registry.channel(named: agent.channel).map { names.registry.channels[$0].id }
      return channels.contains(channel ?? agent.channel)
    }
  }

  private func stated(_ plan: GatheredPlan) -> OrchestrationPlan {
    let succeeded = plan.succeeded.values.count { $0 }
    let status: OrchestrationPlan.Status =
      if plan.succeeded.isEmpty {
        .planning
      } else if succeeded == 0 {
        .failed
      } else if plan.generated > 0, plan.ended == plan.generated {
        .completed
      } else {
        .executing
      }
    return OrchestrationPlan(
      id: plan.id, timestamp: instant(plan.latest), channels: channels,
      agents: plan.succeeded.keys.sorted().map { names.registry.agents[$0].id }, generated: plan.generated,
      approved: plan.approved, status: status, succeeded: succeeded, failed: plan.succeeded.count - succeeded)
  }
}

extension OrchestrationPlan {
  /// Who makes plans, and how they are carried out.
  package static let orchestrator = "nexo"
  package static let strategy = "multi-channel-synchronized"

  /// The plan of responses of which nobody knows the time.
  package static let undatedID = "plan-undated"

  /// The id of a plan that the output gives none: by the beginning of the instant's day in UTC.
  package static func id(ofDayOf instant: Instant) -> String {
    "plan-\(CalendarDay(instant: instant).start.milliseconds)"
  }

  /// A plan that nobody has begun.
  package static func planning(channels: [String], asOf: Instant?) -> OrchestrationPlan {
    OrchestrationPlan(
      id: asOf.map { id(ofDayOf: $0) } ?? undatedID, timestamp: asOf, channels: channels, agents: [], generated: 0,
      approved: 0, status: .planning, succeeded: 0, failed: 0)
  }

  /// How the plan went, in English: `2 of 2 agents succeeded, 12 tasks generated, 10 approved`.
  package var summary: String {
    "\(succeeded) of \(succeeded + failed) agents succeeded, \(generated) tasks generated, \(approved) approved"
  }
}
