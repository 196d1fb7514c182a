/// What activating the orchestrator gave, plan by plan, the latest first.
enum PlansSection {
  static let fields: [Field<ReportModel>] = [
    .list("rows", rows) { model, scene in scene.cut(model.plans.reversed()) },
    .group("rowsCut", CutNote.fields) { model, scene in
      scene.remainder(total: model.plans.count, shown: scene.cut(model.plans).count)
    },
  ]

  private static let rows: [Field<ReportModel.Plan>] = [
    .text("id") { plan, _ in plan.planId },
    .figure("time") { plan, scene in Figure(plan.timestamp.map(scene.language.moment), else: "reason-no-time") },
    .text("status") { plan, scene in scene.word("plan-status", plan.status) },
    .text("agents") { plan, scene in plan.agentsInvolved.map(scene.agentName).joined(separator: ", ") },
    .text("generated") { plan, scene in scene.language.number(plan.totalTasksGenerated) },
    .text("approved") { plan, scene in scene.language.number(plan.totalTasksApproved) },
    .text("succeeded") { plan, scene in scene.language.number(plan.result.successCount) },
    .text("failed") { plan, scene in scene.language.number(plan.result.failureCount) },
  ]
}
