import Reporting
import Tasks

/// The findings of a report as messages for whoever runs it.
enum Messages {
  /// One message an example; what is not shown is counted.
  static func of(_ findings: [ReportModel.Finding]) -> [ErrorMessage] {
    findings.flatMap { finding -> [ErrorMessage] in
      var messages = finding.examples.map { example in
        ErrorMessage(
          finding.severity,
          at: example.path.map { ErrorMessage.Place(path: $0, line: example.line, column: example.column) },
          text(finding, example), code: finding.code)
      }
      let more = finding.count - messages.count
      if more > 0 {
        messages.append(
          ErrorMessage(finding.severity, "\(more) more: \(finding.message)", code: finding.code))
      }
      if !messages.isEmpty { messages[messages.count - 1].hint = finding.hint }
      return messages
    }
  }

  private static func text(_ finding: ReportModel.Finding, _ example: ReportModel.Example) -> String {
    var text = finding.message
    if !example.detail.isEmpty { text += ": " + example.detail }
    if let record = example.record { text += " (\(record))" }
    return text
  }
}

extension GateFigures {
  /// The figures of a report that gates are judged by.
  init(_ model: ReportModel) {
    self.init()
    let system = model.system
    health = HealthWord(rawValue: system.systemHealth.rawValue)
    numbers[.approval] = system.averageApprovalRate
    numbers[.completion] = system.averageCompletionRate
    numbers[.overallApproval] = system.overallApprovalRate
    numbers[.overallCompletion] = system.overallCompletionRate
    numbers[.generated] = Double(system.totalTasksGenerated)
    numbers[.quarantined] = Double(model.records.quarantined)
    numbers[.pending] = Double(model.pendingApproval.total)
    numbers[.bottlenecks] = Double(system.bottlenecks.count)
    numbers[.activeAgents] = Double(system.activeAgents)
    numbers[.unsaved] = Double(model.reconciliation.unsaved)
    numbers[.errors] = Double(model.findings.filter { $0.severity == .error }.reduce(0) { $0 + $1.count })
    numbers[.warnings] = Double(model.findings.filter { $0.severity == .warning }.reduce(0) { $0 + $1.count })
  }
}
