/// Responses of agents that yielded no task.
enum AgentErrorsSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty") { model, _ in model.agentErrors.entries.isEmpty },
    .list("rows", rows) { model, scene in scene.cut(model.agentErrors.entries) },
    .group("rowsCut", CutNote.fields) { model, scene in
      let errors = model.agentErrors
      return scene.remainder(total: errors.total, shown: scene.cut(errors.entries).count)
    },
  ]

  private static let rows: [Field<ReportModel.AgentError>] = [
    .figure("agent") { error, scene in Figure(error.agentId.map(scene.agentName), else: "reason-no-agent") },
    .text("code") { error, _ in error.code },
    .text("message") { error, scene in scene.word("finding", error.code) },
    .text("place") { error, scene in
      scene.role.maySee(.inputs)
        ? error.path + (error.line.map { ":\($0)" } ?? "") : scene.text("reason-withheld")
    },
    .figure("time") { error, scene in Figure(error.timestamp.map(scene.language.moment), else: "reason-no-time") },
    .text("detail") { error, scene in scene.clipped(error.detail) },
  ]
}
