/// The agents' figures, a row each, in the order of the registry: not a ranking.
enum AgentsSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty") { model, _ in model.agents.isEmpty },
    .group("chart", Picture.fields) { model, scene in RatesPicture.agents(model, scene) },
    .list("rows", rows) { model, _ in model.agents },
    .list("mailRows", MailRow.fields) { model, scene in scene.mailed(model.agents).map { MailRow($0, scene) } },
    .group("mailCut", CutNote.fields) { model, scene in
      scene.remainder(total: model.agents.count, shown: scene.mailed(model.agents).count, "mail-cut")
    },
    .flag("hasSmallSamples") { model, scene in
      model.agents.contains { $0.tasksGenerated > 0 && $0.smallSample }
    },
    .text("score") { _, scene in Formula.text("score", scene) },
    .group("persons", CutNote.fields) { model, scene in
      let count = model.system.totalTasksGenerated.subtractingReportingOverflow(
        model.agents.map(\.tasksGenerated).total)
      return count.partialValue > 0
        ? CutNote(text: scene.language.text("agents-persons", count: count.partialValue)) : nil
    },
    .flag("overlap") { model, _ in overlap(model.agents) },
  ]

  private static let rows: [Field<ReportModel.Agent>] = [
    .text("anchor") { agent, _ in Anchor.agent(agent.agentId) },
    .text("name") { agent, scene in scene.clipped(agent.agentName) },
    .flag("isUnregistered") { agent, _ in !agent.registered },
    .figure("channel") { agent, scene in Figure(agent.channel.map(scene.channelName), else: "reason-no-channel") },
    .text("status") { agent, scene in scene.word("status", agent.status.rawValue) },
    .text("statusCode") { agent, _ in agent.status.rawValue },
    .figure("score") { agent, scene in
      agent.tasksGenerated > 0 ? .known(scene.language.score(agent.performanceScore)) : .missing("reason-no-tasks")
    },
    .group("bar", Bar.fields) { agent, _ in agent.tasksGenerated > 0 ? Bar(percent: agent.performanceScore) : nil },
    .flag("isBottleneck") { agent, _ in agent.bottleneck },
    .flag("nothingCompleted") { agent, _ in agent.tasksGenerated > 0 && agent.tasksCompleted == 0 },
    .text("generated") { agent, scene in scene.language.number(agent.tasksGenerated) },
    .text("approved") { agent, scene in scene.language.number(agent.tasksApproved) },
    .text("rejected") { agent, scene in scene.language.number(agent.tasksRejected) },
    .text("completed") { agent, scene in scene.language.number(agent.tasksCompleted) },
    .text("pending") { agent, scene in scene.language.number(agent.tasksPending) },
    .group("approval", Rate.fields) { agent, _ in
      Rate(
        percent: agent.approvalRate, count: agent.tasksApproved, total: agent.tasksGenerated,
        interval: agent.approvalInterval)
    },
    .group("completion", Rate.fields) { agent, _ in
      Rate(
        percent: agent.completionRate, count: agent.tasksCompleted, total: agent.tasksGenerated,
        interval: agent.completionInterval)
    },
    .group("times", ReportModel.Times.fields) { agent, _ in agent.executionTime },
    .text("errors") { agent, scene in scene.language.number(agent.errors) },
    .flag("hasErrors") { agent, _ in agent.errors > 0 },
    .figure("lastActivity") { agent, scene in
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
    .text("count") { times, scene in scene.language.number(times.count) },
    .flag("isKnown") { times, _ in times.count > 0 },
    .figure("mean") { times, scene in duration(times.meanMinutes, scene) },
    .figure("median") { times, scene in duration(times.p50Minutes, scene) },
    .figure("p90") { times, scene in duration(times.p90Minutes, scene) },
    .figure("p95") { times, scene in duration(times.p95Minutes, scene) },
    .figure("max") { times, scene in duration(times.maxMinutes, scene) },
  ]

  private static func duration(_ minutes: Double?, _ scene: Scene) -> Figure {
    Figure(minutes, else: "reason-no-data", text: scene.language.duration(minutes:))
  }
}
