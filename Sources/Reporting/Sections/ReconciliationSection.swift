/// What each agent said it would do against what was stored, approved and done.
enum ReconciliationSection {
  static let fields: [Field<ReportModel.Reconciliation>] = [
    .text("summary") { reconciliation, scene in
      let language = scene.language
      return language.text(
        "reconciliation-summary", count: reconciliation.agentOutputTasks,
        [
          "matched": language.number(reconciliation.matched), "unsaved": language.number(reconciliation.unsaved),
          "ambiguous": language.number(reconciliation.ambiguous),
        ])
    },
    .list("rows", rows) { reconciliation, _ in reconciliation.byAgent },
    .flag("hasUnsaved") { reconciliation, _ in !reconciliation.unsavedTasks.tasks.isEmpty },
    .list("unsaved", TaskFields.rows) { reconciliation, scene in scene.cut(reconciliation.unsavedTasks.tasks) },
    .group("unsavedCut", CutNote.fields) { reconciliation, scene in
      let list = reconciliation.unsavedTasks
      return scene.remainder(total: list.total, shown: scene.cut(list.tasks).count)
    },
  ]

  private static let rows: [Field<ReportModel.AgentReconciliation>] = [
    .text("agent") { row, scene in scene.agentName(row.agentId) },
    .text("said") { row, scene in scene.language.number(row.agentOutputTasks) },
    .text("unsaved") { row, scene in scene.language.number(row.unsaved) },
    .text("matched") { row, scene in scene.language.number(row.matched) },
    .text("ambiguous") { row, scene in scene.language.number(row.ambiguous) },
    .text("approved") { row, scene in scene.language.number(row.approved) },
    .text("completed") { row, scene in scene.language.number(row.completed) },
  ]
}

/// Tasks as lists show them.
enum TaskFields {
  static let rows: [Field<ReportModel.TaskRow>] = [
    .text("id") { task, _ in task.id },
    .figure("title") { task, scene in scene.title(task.title) },
    .figure("agent") { task, scene in Figure(task.agentId.map(scene.agentName), else: "reason-person") },
    .text("channel") { task, scene in scene.channelName(task.channel) },
    .text("status") { task, scene in scene.word("task-status", task.status) },
    .figure("priority") { task, scene in
      Figure(task.priority.map { scene.clipped(scene.word("priority", $0)) }, else: "reason-not-given")
    },
    .text("createdAt") { task, scene in scene.language.moment(task.createdAt) },
    .figure("age") { task, scene in Figure(task.ageDays.map(scene.language.duration(days:)), else: "reason-no-time") },
  ]
}

/// Tasks that wait for a decision, oldest first.
enum PendingSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty") { model, _ in model.pendingApproval.tasks.isEmpty },
    .text("summary") { model, scene in scene.language.text("pending-summary", count: model.pendingApproval.total) },
    .list("rows", TaskFields.rows) { model, scene in scene.cut(model.pendingApproval.tasks) },
    .group("rowsCut", CutNote.fields) { model, scene in
      let list = model.pendingApproval
      return scene.remainder(total: list.total, shown: scene.cut(list.tasks).count)
    },
  ]
}

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
