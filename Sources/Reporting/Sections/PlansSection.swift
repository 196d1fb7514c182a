/// What activating the orchestrator gave, plan by plan, the latest first.
enum PlansSection {
  static let fields: [Field<ReportModel>] = [
    .list("rows", "the plans, latest first, as many as `listRows`", rows) { model, scene in
      scene.cut(model.plans.reversed())
    },
    .group("rowsCut", "how many plans are not shown", CutNote.fields) { model, scene in
      scene.remainder(total: model.plans.count, shown: scene.cut(model.plans).count)
    },
  ]

  private static let rows: [Field<ReportModel.Plan>] = [
    .text("id", "the plan's id") { plan, _ in plan.planId },
    .figure("time", "when it was made") { plan, scene in
      Figure(plan.timestamp.map(scene.language.moment), else: "reason-no-time")
    },
    .text("status", "how it ended, as a word") { plan, scene in scene.word("plan-status", plan.status) },
    .text("agents", "the agents that took part") { plan, scene in
      plan.agentsInvolved.map(scene.agentName).joined(separator: ", ")
    },
    .text("generated", "the tasks of the plan") { plan, scene in scene.language.number(plan.totalTasksGenerated) },
    .text("approved", "how many were approved at some time") { plan, scene in
      scene.language.number(plan.totalTasksApproved)
    },
    .text("succeeded", "agents with a response that yielded tasks") { plan, scene in
      scene.language.number(plan.result.successCount)
    },
    .text("failed", "agents without one") { plan, scene in scene.language.number(plan.result.failureCount) },
  ]
}
