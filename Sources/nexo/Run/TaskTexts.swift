import Ingestion
import Reporting
import Tasks

/// Reads the texts of the few tasks that a list shows, from their records or from what agents said.
struct TaskTexts {
  let names: Names
  let lookup: RecordLookup
  let asOf: Instant?
  let orchestration: Orchestration

  /// A list with the texts of its rows.
  func list(_ tasks: ShownTasks) throws(SourceError) -> ReportModel.TaskList<ReportModel.TaskRow> {
    var rows: [ReportModel.TaskRow] = []
    for task in tasks.rows { rows.append(try row(task)) }
    return ReportModel.TaskList(total: tasks.total, tasks: rows)
  }

  /// Where the texts of lists stand.
  func origins(_ lists: [ShownTasks]) -> [RecordOrigin] {
    lists.flatMap(\.rows).map { orchestration.proposal(of: $0)?.origin ?? $0.origin }
  }

  func row(_ task: ShownTask) throws(SourceError) -> ReportModel.TaskRow {
    let text = try texts(task)
    let isDated = task.created != TaskRecord.none
    return ReportModel.TaskRow(
      id: task.id.text ?? text["id"] ?? "", title: text["title"],
      agentId: task.agent == TaskRecord.noAgent ? nil : names.agentID(task.agent),
      channel: task.channel == TaskRecord.noChannel ? nil : names.channelID(task.channel), status: task.status.name,
      priority: text["priority"], category: text["category"],
      createdAt: isDated ? Instant(milliseconds: task.created) : nil,
      ageDays: isDated ? asOf.map { Double($0.milliseconds - task.created) / Double(Instant.millisecondsPerDay) } : nil)
  }

  private func texts(_ task: ShownTask) throws(SourceError) -> [String: String] {
    if let proposal = orchestration.proposal(of: task) {
      return try lookup.proposedTask(Int(proposal.ordinal), at: proposal.origin)
    }
    return try lookup.texts(task.origin)
  }
}
