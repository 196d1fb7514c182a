/// What became of the agents' responses, and what they used.
enum LedgerSection {
  static let fields: [Field<ReportModel>] = [
    .text("summary") { model, scene in
      scene.language.text("ledger-summary", count: model.ledger.map(\.responses).total)
    },
    .list("rows", rows) { model, _ in model.ledger },
    .list("usage", usage) { model, scene in scene.cut(model.usage) },
    .group("usageCut", CutNote.fields) { model, scene in
      scene.remainder(total: model.usage.count, shown: scene.cut(model.usage).count)
    },
  ]

  private static let rows: [Field<ReportModel.LedgerEntry>] = [
    .text("agent") { row, scene in scene.agentName(row.agentId) },
    .text("responses") { row, scene in scene.language.number(row.responses) },
    .text("parsed") { row, scene in scene.language.number(row.parsed) },
    .text("repaired") { row, scene in scene.language.number(row.repaired) },
    .text("truncated") { row, scene in scene.language.number(row.truncated) },
    .text("withoutTasks") { row, scene in scene.language.number(row.withoutTasks) },
    .text("refused") { row, scene in scene.language.number(row.refused) },
    .text("failed") { row, scene in scene.language.number(row.failed) },
    .text("tasksFound") { row, scene in scene.language.number(row.tasksFound) },
    .text("defaultsUsed") { row, scene in scene.language.number(row.defaultsUsed) },
  ]

  private static let usage: [Field<ReportModel.Usage>] = [
    .text("agent") { row, scene in scene.agentName(row.agentId) },
    .figure("model") { row, scene in Figure(row.model.map { scene.clipped($0) }, else: "reason-not-stated") },
    .text("responses") { row, scene in scene.language.number(row.responses) },
    .figure("input") { row, scene in tokens(row.inputTokens, row, scene) },
    .figure("output") { row, scene in tokens(row.outputTokens, row, scene) },
    .figure("cacheRead") { row, scene in tokens(row.cacheReadTokens, row, scene) },
    .figure("cacheWrite") { row, scene in tokens(row.cacheWriteTokens, row, scene) },
    .figure("reasoning") { row, scene in tokens(row.reasoningTokens, row, scene) },
  ]

  /// A response that counts nothing at all did not say what it used.
  private static func tokens(_ count: Int, _ row: ReportModel.Usage, _ scene: Scene) -> Figure {
    let counts = [row.inputTokens, row.outputTokens, row.cacheReadTokens, row.cacheWriteTokens, row.reasoningTokens]
    return counts.contains { $0 != 0 } ? .known(scene.language.number(count)) : .missing("reason-not-stated")
  }
}
