/// Tasks as lists show them.
enum TaskFields {
  static let rows: [Field<ReportModel.TaskRow>] = [
    .text("id") { task, _ in task.id },
    .figure("title") { task, scene in scene.title(task.title) },
    .figure("agent") { task, scene in Figure(task.agentId.map(scene.agentName), else: "reason-person") },
    .figure("channel") { task, scene in Figure(task.channel.map(scene.channelName), else: "reason-no-channel") },
    .text("status") { task, scene in scene.word("task-status", task.status) },
    .flag("isUnsaved") { task, scene in scene.unsaved.contains(task.id) },
    .figure("priority") { task, scene in
      Figure(task.priority.map { scene.clipped(scene.word("priority", $0)) }, else: "reason-not-given")
    },
    .figure("createdAt") { task, scene in Figure(task.createdAt, else: "reason-no-time", scene) },
    .figure("age") { task, scene in Figure(task.ageDays, else: "reason-no-time", text: scene.language.duration(days:))
    },
  ]
}

/// Tasks that wait for a decision, oldest first.
enum PendingSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty") { model, _ in model.pendingApproval.tasks.isEmpty },
    .group("chart", Picture.fields) { model, scene in AgePictures.pending(model, scene) },
    .text("summary") { model, scene in scene.language.text("pending-summary", count: model.pendingApproval.total) },
    .list("rows", TaskFields.rows) { model, scene in scene.cut(model.pendingApproval.tasks) },
    .group("rowsCut", CutNote.fields) { model, scene in
      let list = model.pendingApproval
      return scene.remainder(total: list.total, shown: scene.cut(list.tasks).count)
    },
  ]
}
