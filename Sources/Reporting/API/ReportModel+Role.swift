extension ReportModel {
  /// The report as a role may see it: what is withheld is gone, so that no template can show it.
  func seen(by role: Role?) -> ReportModel {
    var model = self
    if !role.maySee(.plans) { model.plans = [] }
    if !role.maySee(.titles) {
      for i in model.pendingApproval.tasks.indices { model.pendingApproval.tasks[i].title = nil }
      for i in model.slowest.tasks.indices { model.slowest.tasks[i].title = nil }
      for i in model.reconciliation.unsavedTasks.tasks.indices {
        model.reconciliation.unsavedTasks.tasks[i].title = nil
      }
    }
    if !role.maySee(.inputs) {
      // Examples of findings and details of errors quote what the inputs hold, titles among it.
      for i in model.findings.indices { model.findings[i].examples = [] }
      for i in model.agentErrors.entries.indices {
        model.agentErrors.entries[i].path = ""
        model.agentErrors.entries[i].line = nil
        model.agentErrors.entries[i].detail = ""
      }
      for i in model.inputs.indices { model.inputs[i].path = "" }
    }
    return model
  }
}
