/// What became of the agents' responses, and what they used.
enum LedgerSection {
  static let fields: [Field<ReportModel>] = [
    .text("summary", "how many responses there are, in a sentence") { model, scene in
      scene.language.text("ledger-summary", count: model.ledger.map(\.responses).total)
    },
    .list("rows", "each agent that answered", rows) { model, _ in model.ledger },
    .list("usage", "tokens by agent and model, as many rows as `listRows`", usage) { model, scene in
      scene.cut(model.usage)
    },
    .group("usageCut", "how many rows of tokens are not shown", CutNote.fields) { model, scene in
      scene.remainder(total: model.usage.count, shown: scene.cut(model.usage).count)
    },
  ]

  private static let rows: [Field<ReportModel.LedgerEntry>] = [
    .text("agent", "what the agent is called") { row, scene in scene.agentName(row.agentId) },
    .text("responses", "its responses") { row, scene in scene.language.number(row.responses) },
    .text("parsed", "those whose tasks were read as they stood") { row, scene in scene.language.number(row.parsed) },
    .text("repaired", "those whose tasks were read after a repair") { row, scene in scene.language.number(row.repaired)
    },
    .text("truncated", "those that broke off, with tasks in what is left") { row, scene in
      scene.language.number(row.truncated)
    },
    .text("withoutTasks", "those that hold no task") { row, scene in scene.language.number(row.withoutTasks) },
    .text("refused", "those that are refusals") { row, scene in scene.language.number(row.refused) },
    .text("failed", "those that are a provider's errors") { row, scene in scene.language.number(row.failed) },
    .text("tasksFound", "the tasks found in all of them") { row, scene in scene.language.number(row.tasksFound) },
    .text("defaultsUsed", "fields of these tasks for which a default stands") { row, scene in
      scene.language.number(row.defaultsUsed)
    },
  ]

  private static let usage: [Field<ReportModel.Usage>] = [
    .text("agent", "what the agent is called") { row, scene in scene.agentName(row.agentId) },
    .figure("model", "the model, as its provider calls it") { row, scene in
      Figure(row.model.map { scene.clipped($0) }, else: "reason-not-stated")
    },
    .text("responses", "its responses") { row, scene in scene.language.number(row.responses) },
    .figure("input", "tokens that it was sent; none where no count is stated") { row, scene in
      tokens(row.inputTokens, row, scene)
    },
    .figure("output", "tokens that it wrote, likewise") { row, scene in tokens(row.outputTokens, row, scene) },
    .figure("cacheRead", "input tokens read from the provider's cache, likewise") { row, scene in
      tokens(row.cacheReadTokens, row, scene)
    },
    .figure("cacheWrite", "input tokens written to it, likewise") { row, scene in
      tokens(row.cacheWriteTokens, row, scene)
    },
    .figure("reasoning", "output tokens spent on reasoning, likewise") { row, scene in
      tokens(row.reasoningTokens, row, scene)
    },
  ]

  /// A response that counts nothing at all did not say what it used.
  private static func tokens(_ count: Int, _ row: ReportModel.Usage, _ scene: Scene) -> Figure {
    let counts = [row.inputTokens, row.outputTokens, row.cacheReadTokens, row.cacheWriteTokens, row.reasoningTokens]
    return counts.contains { $0 != 0 } ? .known(scene.language.number(count)) : .missing("reason-not-stated")
  }
}
