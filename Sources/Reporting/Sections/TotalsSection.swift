/// The system's counts, which sum to what was generated.
struct Total: Sendable {
  let code: String
  let count: Int
  let generated: Int

  static let fields: [Field<Total>] = [
    .text("label", "what is counted") { total, scene in scene.text("total-" + total.code) },
    .text("count", "how many tasks") { total, scene in scene.language.number(total.count) },
    .figure("percent", "their share of what was generated") { total, scene in
      total.generated > 0
        ? .known(scene.language.percent(100 * Double(total.count) / Double(total.generated)))
        : .missing("reason-no-tasks")
    },
    .group("bar", "the share as a length", Bar.fields) { total, _ in Bar(total.count, of: total.generated) },
  ]

  static func all(_ system: ReportModel.System) -> [Total] {
    [
      ("generated", system.totalTasksGenerated), ("approved", system.totalTasksApproved),
      ("pending", system.totalTasksPending), ("approvedOpen", system.totalTasksApprovedOpen),
      ("inProgress", system.totalTasksInProgress), ("completed", system.totalTasksCompleted),
      ("rejected", system.totalTasksRejected), ("cancelled", system.totalTasksCancelled),
    ].map { Total(code: $0.0, count: $0.1, generated: system.totalTasksGenerated) }
  }
}
