/// The agents' figures, a row each, in the order of the registry: not a ranking.
enum AgentsSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty", "whether there is no agent") { model, _ in model.agents.isEmpty },
    .group("chart", "approval against completion, a mark an agent; left out without rates", Picture.fields) {
      model, scene in RatesPicture.agents(model, scene)
    },
    .list("rows", "each agent", rows) { model, _ in model.agents },
    .list("mailRows", "the agents that the mail has room for", MailRow.fields) { model, scene in
      scene.mailed(model.agents).map { MailRow($0, scene) }
    },
    .group("mailCut", "how many agents the mail leaves out", CutNote.fields) { model, scene in
      scene.remainder(total: model.agents.count, shown: scene.mailed(model.agents).count, "mail-cut")
    },
    .flag("hasSmallSamples", "whether an agent's rates rest on few tasks") { model, scene in
      model.agents.contains { $0.tasksGenerated > 0 && $0.smallSample }
    },
    .text("score", "how the score is made, with the settings filled in") { _, scene in Formula.text("score", scene) },
    .group("persons", "how many tasks persons made, which are in no row; left out when none", CutNote.fields) {
      model, scene in
      let count = model.system.totalTasksGenerated.subtractingReportingOverflow(
        model.agents.map(\.tasksGenerated).total)
      return count.partialValue > 0
        ? CutNote(text: scene.language.text("agents-persons", count: count.partialValue)) : nil
    },
    .flag("overlap", "whether the completion rates of some two agents cannot be told apart") { model, _ in
      overlap(model.agents)
    },
  ]

  private static let rows: [Field<ReportModel.Agent>] = [
    .text("anchor", "the row's id, to link to") { agent, _ in Anchor.agent(agent.agentId) },
    .text("name", "what the agent is called") { agent, scene in scene.clipped(agent.agentName) },
    .flag("isUnregistered", "whether the registry does not have it") { agent, _ in !agent.registered },
    .figure("channel", "its own channel's name") { agent, scene in
      Figure(agent.channel.map(scene.channelName), else: "reason-no-channel")
    },
    .text("status", "its status as a word") { agent, scene in scene.word("status", agent.status.rawValue) },
    .text("statusCode", "its status as report.json has it: `active`, `idle`, `error`") { agent, _ in
      agent.status.rawValue
    },
    .figure("score", "its performance score, 0 to 100; none without tasks") { agent, scene in
      agent.tasksGenerated > 0 ? .known(scene.language.score(agent.performanceScore)) : .missing("reason-no-tasks")
    },
    .group("bar", "the score as a length; left out without tasks", Bar.fields) { agent, _ in
      agent.tasksGenerated > 0 ? Bar(percent: agent.performanceScore) : nil
    },
    .flag("isBottleneck", "whether it is a bottleneck") { agent, _ in agent.bottleneck },
    .flag("nothingCompleted", "whether it has tasks and none of them is completed") { agent, _ in
      agent.tasksGenerated > 0 && agent.tasksCompleted == 0
    },
    .text("generated", "its tasks") { agent, scene in scene.language.number(agent.tasksGenerated) },
    .text("approved", "how many were approved at some time") { agent, scene in
      scene.language.number(agent.tasksApproved)
    },
    .text("rejected", "how many are rejected") { agent, scene in scene.language.number(agent.tasksRejected) },
    .text("completed", "how many are completed") { agent, scene in scene.language.number(agent.tasksCompleted) },
    .text("pending", "how many wait for a decision") { agent, scene in scene.language.number(agent.tasksPending) },
    .group("approval", "its approval rate", Rate.fields) { agent, _ in
      Rate(
        percent: agent.approvalRate, count: agent.tasksApproved, total: agent.tasksGenerated,
        interval: agent.approvalInterval)
    },
    .group("completion", "its completion rate", Rate.fields) { agent, _ in
      Rate(
        percent: agent.completionRate, count: agent.tasksCompleted, total: agent.tasksGenerated,
        interval: agent.completionInterval)
    },
    .group("times", "its execution times, created to completed", ReportModel.Times.fields) { agent, _ in
      agent.executionTime
    },
    .text("errors", "its responses that yielded no task") { agent, scene in scene.language.number(agent.errors) },
    .flag("hasErrors", "whether there are such responses") { agent, _ in agent.errors > 0 },
    .figure("lastActivity", "when something last happened to one of its tasks") { agent, scene in
      Figure(agent.lastActivity, else: "reason-no-activity", scene)
    },
  ]

  /// Whether some two agents cannot be told apart by their completion rates.
  private static func overlap(_ agents: [ReportModel.Agent]) -> Bool {
    let intervals = agents.compactMap(\.completionInterval).sorted { ($0.low, $0.high) < ($1.low, $1.high) }
    return zip(intervals, intervals.dropFirst()).contains { $0.high >= $1.low }
  }
}

extension ReportModel.Times {
  static let fields: [Field<ReportModel.Times>] = [
    .text("count", "how many tasks have both times") { times, scene in scene.language.number(times.count) },
    .flag("isKnown", "whether any has") { times, _ in times.count > 0 },
    .figure("mean", "their mean") { times, scene in duration(times.meanMinutes, scene) },
    .figure("median", "their median") { times, scene in duration(times.p50Minutes, scene) },
    .figure("p90", "their 90th percentile, nearest rank") { times, scene in duration(times.p90Minutes, scene) },
    .figure("p95", "their 95th percentile") { times, scene in duration(times.p95Minutes, scene) },
    .figure("max", "the longest") { times, scene in duration(times.maxMinutes, scene) },
  ]

  private static func duration(_ minutes: Double?, _ scene: Scene) -> Figure {
    Figure(minutes, else: "reason-no-data", text: scene.language.duration(minutes:))
  }
}
