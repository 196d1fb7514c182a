/// What each agent said it would do against what was stored, approved and done.
enum ReconciliationSection {
  static let fields: [Field<ReportModel.Reconciliation>] = [
    .text("summary", "what was said and what of it was stored, in a sentence") { reconciliation, scene in
      let language = scene.language
      let said = reconciliation.agentOutputTasks
      if !isCompared(reconciliation) { return language.text("reconciliation-alone", count: said) }
      return language.text(
        "reconciliation-summary", count: said,
        [
          "matched": language.number(reconciliation.matched), "unsaved": language.number(reconciliation.unsaved),
          "ambiguous": language.number(reconciliation.ambiguous),
        ])
    },
    .group("chart", "how far the tasks came that were said", Picture.fields) { reconciliation, scene in
      let isCompared = isCompared(reconciliation)
      return FunnelPicture.picture(
        FunnelStep.all(reconciliation, isCompared: isCompared), isCompared: isCompared, scene)
    },
    .list("funnel", "the same as rows", FunnelStep.fields) { reconciliation, _ in
      FunnelStep.all(reconciliation, isCompared: isCompared(reconciliation))
    },
    .list("rows", "each agent that said something", rows) { reconciliation, _ in reconciliation.byAgent },
    .flag("hasUnsaved", "whether a task was said and never stored") { reconciliation, _ in
      !reconciliation.unsavedTasks.tasks.isEmpty
    },
    .list("unsaved", "those tasks, as many as `listRows`", TaskFields.rows) { reconciliation, scene in
      scene.cut(reconciliation.unsavedTasks.tasks)
    },
    .group("unsavedCut", "how many of them are not shown", CutNote.fields) { reconciliation, scene in
      let list = reconciliation.unsavedTasks
      return scene.remainder(total: list.total, shown: scene.cut(list.tasks).count)
    },
  ]

  private static let rows: [Field<ReportModel.AgentReconciliation>] = [
    .text("agent", "what the agent is called") { row, scene in scene.agentName(row.agentId) },
    .text("said", "tasks in its output") { row, scene in scene.language.number(row.agentOutputTasks) },
    .figure("unsaved", "those that were never stored; none without task exports") { row, scene in
      compared(row.unsaved, scene)
    },
    .figure("matched", "those that were stored; none without task exports") { row, scene in compared(row.matched, scene)
    },
    .figure("ambiguous", "those that two stored tasks fit equally; none without task exports") { row, scene in
      compared(row.ambiguous, scene)
    },
    .text("approved", "those that were approved at some time") { row, scene in scene.language.number(row.approved) },
    .text("completed", "those that are completed") { row, scene in scene.language.number(row.completed) },
  ]

  private static func compared(_ count: Int, _ scene: Scene) -> Figure {
    isCompared(scene.model.reconciliation) ? .known(scene.language.number(count)) : .missing("reason-no-task-export")
  }

  /// Whether the run had task exports to compare with: without them nothing is matched, unsaved or ambiguous.
  private static func isCompared(_ reconciliation: ReportModel.Reconciliation) -> Bool {
    [reconciliation.matched, reconciliation.unsaved, reconciliation.ambiguous].contains { $0 > 0 }
  }
}

/// How many of the tasks that were said came so far.
struct FunnelStep: Sendable {
  let code: String
  let count: Int
  let said: Int

  static let fields: [Field<FunnelStep>] = [
    .text("label", "the step") { step, scene in scene.text("funnel-" + step.code) },
    .text("count", "how many tasks came so far") { step, scene in scene.language.number(step.count) },
    .text("percent", "their share of what was said") { step, scene in
      scene.language.percent(step.said > 0 ? 100 * Double(step.count) / Double(step.said) : 0)
    },
    .group("bar", "the share as a length", Bar.fields) { step, _ in Bar(step.count, of: step.said) },
  ]

  static func all(_ reconciliation: ReportModel.Reconciliation, isCompared: Bool) -> [FunnelStep] {
    let said = reconciliation.agentOutputTasks
    var steps = [("said", said)]
    if isCompared { steps.append(("stored", reconciliation.matched)) }
    steps.append(("approved", reconciliation.byAgent.map(\.approved).total))
    steps.append(("done", reconciliation.byAgent.map(\.completed).total))
    return steps.map { FunnelStep(code: $0.0, count: $0.1, said: said) }
  }
}
