extension AgentOrchestrator {
  /// The plans that have a response in the window, by time.
  func plans(_ said: SettledOutput, _ world: World, _ progress: [Progress?]) -> [OrchestrationPlan] {
    var gathered: [String: GatheredPlan] = [:]
    let involved = involvedAgents
    var member = 0
    for (i, response) in said.responses.enumerated() {
      let first = member
      while member < said.members.count, said.members[member].response == i { member += 1 }
      if !isCounted(response) { continue }
      var plan = gathered[planID(response)] ?? GatheredPlan()
      plan.latest = max(plan.latest, response.time)
      let agent = Int(response.source.agent)
      if agent < involved.count, involved[agent] {
        plan.succeeded[agent] = plan.succeeded[agent] == true || response.source.outcome == .tasks
        plan.tasks += said.members[first..<member].map(\.task)
      }
      gathered[planID(response)] = plan
    }
    return gathered.map { id, plan in stated(id, plan, world, progress) }
      .sorted { a, b in
        a.timestamp != b.timestamp
          ? (a.timestamp?.milliseconds ?? .min) < (b.timestamp?.milliseconds ?? .min)
          : a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
      }
  }

  private struct GatheredPlan {
    var latest = TaskRecord.none
    /// By number of an involved agent: some response of it holds tasks.
    var succeeded: [Int: Bool] = [:]
    /// Tasks of its responses; one that several propose stands here several times.
    var tasks: [Int] = []
  }

  /// By number: the agent is of a channel that was chosen.
  private var involvedAgents: [Bool] {
    names.registry.agents.map { agent in
      let channel = names.registry.channel(named: agent.channel).map { names.registry.channels[$0].id }
      return channels.contains(channel ?? agent.channel)
    }
  }

  /// The output's own plan id, else one of the day, in UTC, on which the response was given.
  private func planID(_ response: SettledOutput.Response) -> String {
    let plan = Int(response.source.plan)
    if planIDs.indices.contains(plan) { return planIDs[plan] }
    guard let time = instant(response.time) else { return OrchestrationPlan.undatedID }
    return OrchestrationPlan.id(ofDayOf: time)
  }

  private func stated(
    _ id: String, _ plan: GatheredPlan, _ world: World, _ progress: [Progress?]
  ) -> OrchestrationPlan {
    let counted = Set(plan.tasks).filter { world.present[$0] != .ambiguous }
    let succeeded = plan.succeeded.values.count { $0 }
    let status: OrchestrationPlan.Status =
      if plan.succeeded.isEmpty {
        .planning
      } else if succeeded == 0 {
        .failed
      } else if !counted.isEmpty, counted.allSatisfy({ progress[$0]?.status.isTerminal == true }) {
        .completed
      } else {
        .executing
      }
    return OrchestrationPlan(
      id: id, timestamp: instant(plan.latest), channels: channels,
      agents: plan.succeeded.keys.sorted().map { names.registry.agents[$0].id }, generated: counted.count,
      approved: counted.count { progress[$0]?.isApproved == true }, status: status, succeeded: succeeded,
      failed: plan.succeeded.count - succeeded)
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

  /// How the plan went, in English: `2 of 2 agents succeeded, 12 tasks generated, 10 approved`.
  package var summary: String {
    "\(succeeded) of \(succeeded + failed) agents succeeded, \(generated) tasks generated, \(approved) approved"
  }
}
