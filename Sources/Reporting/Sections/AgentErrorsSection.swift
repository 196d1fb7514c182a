/// Responses of agents that yielded no task.
enum AgentErrorsSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty", "whether there is none") { model, _ in model.agentErrors.entries.isEmpty },
    .list("rows", "the errors, as many as `listRows`", rows) { model, scene in scene.cut(model.agentErrors.entries) },
    .group("rowsCut", "how many errors are not shown", CutNote.fields) { model, scene in
      let errors = model.agentErrors
      return scene.remainder(total: errors.total, shown: scene.cut(errors.entries).count)
    },
  ]

  private static let rows: [Field<ReportModel.AgentError>] = [
    .figure("agent", "whose response it was") { error, scene in
      Figure(error.agentId.map(scene.agentName), else: "reason-no-agent")
    },
    .text("code", "the finding's code: `agent-error`") { error, _ in error.code },
    .text("message", "what the code means") { error, scene in scene.word("finding", error.code) },
    .text("place", "file and line, where the role may see them") { error, scene in
      scene.role.maySee(.inputs)
        ? error.path + (error.line.map { ":\($0)" } ?? "") : scene.text("reason-withheld")
    },
    .figure("time", "when the response was made") { error, scene in
      Figure(error.timestamp.map(scene.language.moment), else: "reason-no-time")
    },
    .text("detail", "what the provider or the model said") { error, scene in scene.clipped(error.detail) },
  ]
}
