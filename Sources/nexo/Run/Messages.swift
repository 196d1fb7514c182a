import Reporting
import Tasks

/// The findings of a report as messages for whoever runs it.
enum Messages {
  /// One message an example; what is not shown is counted.
  static func all(_ findings: [ReportModel.Finding]) -> [ErrorMessage] {
    findings.flatMap { finding -> [ErrorMessage] in
      var messages = finding.examples.map { message(finding, $0, text(finding, $0)) }
      let more = finding.count - messages.count
      if more > 0 {
        let text =
          messages.isEmpty
          ? "\(finding.message): \(counted(more, "time", "times"))" : "\(more) more: \(finding.message)"
        messages.append(ErrorMessage(finding.severity, text, code: finding.code))
      }
      if !messages.isEmpty { messages[messages.count - 1].hint = finding.hint }
      return messages
    }
  }

  /// One message a finding, with its first place and how often it was made. What to do is said where records were lost.
  static func brief(_ findings: [ReportModel.Finding]) -> [ErrorMessage] {
    findings.compactMap { finding in
      guard let first = finding.examples.first else { return all([finding]).first }
      let text = text(finding, first) + (finding.count > 1 ? "; the first of \(finding.count)" : "")
      var message = message(finding, first, text)
      if finding.severity == .error { message.hint = finding.hint }
      return message
    }
  }

  private static func message(
    _ finding: ReportModel.Finding, _ example: ReportModel.Example, _ text: String
  ) -> ErrorMessage {
    ErrorMessage(
      finding.severity,
      at: example.path.map { ErrorMessage.Place(path: $0, line: example.line, column: example.column) },
      text, code: finding.code)
  }

  private static func text(_ finding: ReportModel.Finding, _ example: ReportModel.Example) -> String {
    var text = finding.message
    if !example.detail.isEmpty { text += ": " + example.detail }
    if let record = example.record { text += " (\(record.count > 60 ? record.prefix(60) + "..." : record))" }
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
    numbers[.agentErrors] = Double(model.agentErrors.total)
    numbers[.unsaved] = Double(model.reconciliation.unsaved)
    numbers[.errors] = Double(model.findings.filter { $0.severity == .error }.reduce(0) { $0 + $1.count })
    numbers[.warnings] = Double(model.findings.filter { $0.severity == .warning }.reduce(0) { $0 + $1.count })
  }
}
