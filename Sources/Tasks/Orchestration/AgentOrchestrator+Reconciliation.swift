extension AgentOrchestrator {
  /// Counts what became of the tasks that agents proposed in the window.
  func addReconciliation(
    _ said: SettledOutput, _ world: World, _ progress: [Progress?], into out: inout Orchestration
  ) {
    var byAgent: [Int32: ReconciliationFigures.Row] = [:]
    for (i, task) in said.tasks.enumerated() where exists(task.created) && holds(task.created) {
      var row = ReconciliationFigures.Row(agent: "", said: 1)
      if hasTaskExports {
        switch world.present[i] {
        case .stored: row.matched = 1
        case .unsaved: row.unsaved = 1
        case .ambiguous: row.ambiguous = 1
        }
      }
      if progress[i]?.isApproved == true { row.approved = 1 }
      if progress[i]?.status == .completed { row.completed = 1 }
      byAgent[task.agent, default: ReconciliationFigures.Row(agent: "")].merge(row)
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
