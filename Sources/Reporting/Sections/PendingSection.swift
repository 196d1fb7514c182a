/// Tasks as lists show them.
enum TaskFields {
  static let rows: [Field<ReportModel.TaskRow>] = [
    .text("id", "the task's id") { task, _ in task.id },
    .figure("title", "its title, where the role may see it") { task, scene in scene.title(task.title) },
    .figure("agent", "who made it") { task, scene in Figure(task.agentId.map(scene.agentName), else: "reason-person") },
    .figure("channel", "what it is for") { task, scene in
      Figure(task.channel.map(scene.channelName), else: "reason-no-channel")
    },
    .text("status", "its status as a word") { task, scene in scene.word("task-status", task.status) },
    .flag("isUnsaved", "whether it was said and never stored") { task, scene in scene.unsaved.contains(task.id) },
    .figure("priority", "its priority") { task, scene in
      Figure(task.priority.map { scene.clipped(scene.word("priority", $0)) }, else: "reason-not-given")
    },
    .figure("createdAt", "when it was created") { task, scene in Figure(task.createdAt, else: "reason-no-time", scene)
    },
    .figure("age", "for how long it has been there, as of the report") { task, scene in
      Figure(task.ageDays, else: "reason-no-time", text: scene.language.duration(days:))
    },
  ]
}

/// Tasks that wait for a decision, oldest first.
enum PendingSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty", "whether none waits") { model, _ in model.pendingApproval.tasks.isEmpty },
    .group("chart", "how old they are; left out when none waits", Picture.fields) { model, scene in
      AgePictures.pending(model, scene)
    },
    .text("summary", "how many wait, in a sentence") { model, scene in
      scene.language.text("pending-summary", count: model.pendingApproval.total)
    },
    .list("rows", "the tasks, oldest first, as many as `listRows`", TaskFields.rows) { model, scene in
      scene.cut(model.pendingApproval.tasks)
    },
    .group("rowsCut", "how many tasks are not shown", CutNote.fields) { model, scene in
      let list = model.pendingApproval
      return scene.remainder(total: list.total, shown: scene.cut(list.tasks).count)
    },
  ]
}
