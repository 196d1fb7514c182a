/// Hours that were estimated against hours that it took, for agents that have both.
enum EstimatesSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isKnown", "whether a completed task has both hours") { model, _ in
      model.agents.contains { $0.estimate.tasks > 0 }
    },
    .list("rows", "each agent that has such tasks", rows) { model, _ in model.agents.filter { $0.estimate.tasks > 0 } },
  ]

  private static let rows: [Field<ReportModel.Agent>] = [
    .text("agent", "what the agent is called") { agent, scene in scene.clipped(agent.agentName) },
    .text("tasks", "its completed tasks that have both hours") { agent, scene in
      scene.language.number(agent.estimate.tasks)
    },
    .text("estimated", "their estimated hours") { agent, scene in hours(agent.estimate.estimatedHours, scene) },
    .text("actual", "their actual hours") { agent, scene in hours(agent.estimate.actualHours, scene) },
    .figure("ratio", "actual by estimated hours; none when 0 hours were estimated") { agent, scene in
      Figure(agent.estimate.ratio.map { scene.language.number($0, places: 2) }, else: "reason-no-estimate")
    },
  ]

  private static func hours(_ value: Double, _ scene: Scene) -> String {
    scene.text("hours", ["hours": scene.language.number(value, places: 1)])
  }
}
