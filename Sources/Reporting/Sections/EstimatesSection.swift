/// Hours that were estimated against hours that it took, for agents that have both.
enum EstimatesSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isKnown") { model, _ in model.agents.contains { $0.estimate.tasks > 0 } },
    .list("rows", rows) { model, _ in model.agents.filter { $0.estimate.tasks > 0 } },
  ]

  private static let rows: [Field<ReportModel.Agent>] = [
    .text("agent") { agent, scene in scene.clipped(agent.agentName) },
    .text("tasks") { agent, scene in scene.language.number(agent.estimate.tasks) },
    .text("estimated") { agent, scene in hours(agent.estimate.estimatedHours, scene) },
    .text("actual") { agent, scene in hours(agent.estimate.actualHours, scene) },
    .figure("ratio") { agent, scene in
      Figure(agent.estimate.ratio.map { scene.language.number($0, places: 2) }, else: "reason-no-estimate")
    },
  ]

  private static func hours(_ value: Double, _ scene: Scene) -> String {
    scene.text("hours", ["hours": scene.language.number(value, places: 1)])
  }
}
