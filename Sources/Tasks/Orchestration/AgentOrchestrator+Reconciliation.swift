extension AgentOrchestrator {
  /// Counts what became of the tasks that agents proposed in the window.
  func addReconciliation(
    _ said: SettledOutput, _ world: OutputWorld, _ progress: Progress, into out: inout Orchestration
  ) {
    var byAgent: [Int32: ReconciliationFigures.Row] = [:]
    for response in said.responses where isCounted(response) && !response.tasks.isEmpty {
      var row = ReconciliationFigures.Row(agent: "")
      for task in response.tasks where said.standIn(for: task) == task {
        row.said += 1
        if hasTaskExports {
          switch world.present[task] {
          case .stored: row.matched += 1
          case .unsaved: row.unsaved += 1
          case .ambiguous: row.ambiguous += 1
          }
        }
        guard let state = progress[task] else { continue }
        if state.isApproved { row.approved += 1 }
        if state.status == .completed { row.completed += 1 }
      }
      if row.said > 0 { byAgent[response.source.agent, default: ReconciliationFigures.Row(agent: "")].merge(row) }
    }
    for row in byAgent.values { out.reconciliation.total.merge(row) }
    let rows = AgentRows(Set(byAgent.keys), names, limit: settings.unregisteredRows)
    out.reconciliation.byAgent = rows.sums(byAgent) { $0.merge($1) }.map { id, row in
      var row = row
      row.agent = id
      return row
    }
  }
}

extension ReconciliationFigures.Row {
  mutating func merge(_ other: ReconciliationFigures.Row) {
    said += other.said
    matched += other.matched
    unsaved += other.unsaved
    ambiguous += other.ambiguous
    approved += other.approved
    completed += other.completed
  }
}
