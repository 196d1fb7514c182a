import Reporting
import Tasks

/// Tells how each figure of an agent adds up.
struct AgentExplanation {
  let row: ReportModel.Agent
  let measured: Measured
  let model: ReportModel

  private var settings: Settings { model.settings.thresholds }

  var explanation: Explanation {
    let asOf = model.asOf.map { "as of \($0)" } ?? "in an input without times"
    return Explanation(
      title: "agent \(row.agentId) (\(row.agentName)\(row.registered ? "" : ", not registered")), \(asOf)\(window)",
      sections: [
        .init(heading: "Tasks", lines: tasks), .init(heading: "Rates", lines: rates),
        .init(heading: "Times", lines: times), .init(heading: "Score", lines: score),
        .init(heading: "Estimates", lines: estimates), .init(heading: "Outputs", lines: outputs),
        .init(heading: "To see the tasks", lines: ["nexo tasks INPUT... --agent \(row.agentId)"]),
      ],
      document: document)
  }

  private var window: String {
    let from = model.window.from.map { ", from \($0)" } ?? ""
    let to = model.window.to.map { ", before \($0)" } ?? ""
    return from + to
  }

  private func exactly(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private var tasks: [String] {
    let counts = TaskStatus.allCases.map { "\(measured.count($0)) \($0.name)" }
    return [
      "generated = \(measured.generated) = " + counts.joined(separator: " + "),
      "approved = \(measured.approved): not rejected, and admin_approved, or without it an approval or a status that needs one",
      "pending = \(row.tasksPending) = \(measured.count(.pending)) pending + "
        + "\(measured.count(.awaitingApproval)) awaiting_approval",
      "last activity = \(row.lastActivity.map(\.description) ?? "none")",
    ]
  }

  private var rates: [String] {
    guard let approval = row.approvalRate, let completion = row.completionRate else {
      return ["none: nothing was generated"]
    }
    func interval(_ ends: ReportModel.Interval?) -> String {
      ends.map { "; 95% interval \(exactly($0.low)) to \(exactly($0.high))" } ?? ""
    }
    var lines = [
      "approvalRate = 100 x \(measured.approved) / \(measured.generated) = \(exactly(approval))"
        + interval(row.approvalInterval),
      "completionRate = 100 x \(row.tasksCompleted) / \(measured.generated) = \(exactly(completion))"
        + interval(row.completionInterval),
    ]
    if row.smallSample { lines.append("a small sample: fewer than \(settings.smallSampleBelow) tasks") }
    return lines
  }

  private static let kinds: [(kind: DurationKind, name: String, rule: String)] = [
    (.execution, "executionTime", "created to completed, of completed tasks"),
    (.approvalWait, "approvalWait", "created to approved"), (.queueTime, "queueTime", "approved to started"),
    (.cycleTime, "cycleTime", "started to completed, of completed tasks"),
    (.deliveryTime, "deliveryTime", "approved to completed, of completed tasks"),
  ]

  private var times: [String] {
    Self.kinds.map { kind, name, rule in
      let (count, sum) = measured.sum(kind)
      guard count > 0 else { return "\(name) (\(rule)): none has both times" }
      let mean = Double(sum) / Double(count) / 60_000
      return "\(name) (\(rule)): \(sum) ms over \(count) tasks / \(count) / 60000 = \(exactly(mean)) minutes on average"
    }
  }

  private var score: [String] {
    guard let approval = row.approvalRate, let completion = row.completionRate else {
      return ["performanceScore = 0: nothing was generated"]
    }
    let ceiling = settings.speedCeilingMinutes
    var speed = 0.0
    var lines: [String] = []
    if let mean = row.averageExecutionTime, ceiling > 0 {
      speed = max(0, 100 * (1 - mean / ceiling))
      lines.append("speed = max(0, 100 x (1 - \(exactly(mean)) / \(exactly(ceiling)))) = \(exactly(speed))")
    } else {
      lines.append("speed = 0: nothing was completed that has an execution time")
    }
    lines.append(
      "performanceScore = \(exactly(settings.approvalWeight)) x \(exactly(approval)) + "
        + "\(exactly(settings.completionWeight)) x \(exactly(completion)) + "
        + "\(exactly(settings.speedWeight)) x \(exactly(speed)) = \(exactly(row.performanceScore))")
    lines.append(
      row.bottleneck
        ? "a bottleneck: below \(exactly(settings.bottleneckScore))"
        : "no bottleneck: not below \(exactly(settings.bottleneckScore))")
    return lines
  }

  private var estimates: [String] {
    guard measured.estimatedTasks > 0 else { return ["none: no completed task states both hours"] }
    var line = "\(measured.estimatedTasks) completed tasks state both: \(measured.actualHours) actual / "
    line += "\(measured.estimatedHours) estimated, in ten-thousandths of an hour"
    if let ratio = row.estimate.ratio { line += " = \(exactly(ratio))" }
    return [line]
  }

  private var outputs: [String] {
    responses
      + model.agentErrors.entries.filter { $0.agentId == row.agentId }.map { error in
        let place = error.path + (error.line.map { ":\($0)" } ?? "")
        return "\(place): \(error.code)\(error.detail.isEmpty ? "" : ": " + error.detail)"
      }
  }

  /// What became of its responses, and how its errors add up.
  private var responses: [String] {
    var lines = ["status = \(row.status.rawValue)"]
    guard let ledger = model.ledger.first(where: { $0.agentId == row.agentId }) else {
      return lines + ["errors = \(row.errors): no response in the window"]
    }
    lines.append(
      "errors = \(row.errors) = \(ledger.withoutTasks) without a task + \(ledger.refused) refused + "
        + "\(ledger.failed) failed")
    lines.append(
      "responses = \(ledger.responses) = \(ledger.parsed) read as they stand + \(ledger.repaired) repaired + "
        + "\(ledger.truncated) cut off + \(row.errors) errors; \(ledger.tasksFound) tasks found, "
        + "\(ledger.defaultsUsed) defaults used")
    return lines
  }

  private var document: JSONValue {
    [
      "agent": .text(row.agentId), "asOf": .optional(model.asOf?.description),
      "from": .optional(model.window.from?.description), "to": .optional(model.window.to?.description),
      "byStatus": .members(TaskStatus.allCases.map { ($0.name, .integer(Int64(measured.count($0)))) }),
      "generated": .integer(Int64(measured.generated)), "approved": .integer(Int64(measured.approved)),
      "approvalRate": row.approvalRate.map(JSONValue.number) ?? .null,
      "completionRate": row.completionRate.map(JSONValue.number) ?? .null,
      "durations": .members(
        Self.kinds.map { kind, name, _ in
          let (count, sum) = measured.sum(kind)
          return (name, ["count": .integer(Int64(count)), "sumMilliseconds": .integer(Int64(clamping: sum))])
        }),
      "averageExecutionTime": row.averageExecutionTime.map(JSONValue.number) ?? .null,
      "weights": [
        "approval": .number(settings.approvalWeight), "completion": .number(settings.completionWeight),
        "speed": .number(settings.speedWeight), "speedCeilingMinutes": .number(settings.speedCeilingMinutes),
      ],
      "performanceScore": .number(row.performanceScore), "bottleneck": .bool(row.bottleneck),
      "estimate": [
        "tasks": .integer(Int64(measured.estimatedTasks)),
        "estimatedTenThousandths": .integer(Int64(clamping: measured.estimatedHours)),
        "actualTenThousandths": .integer(Int64(clamping: measured.actualHours)),
      ],
      "status": .text(row.status.rawValue), "errors": .integer(Int64(row.errors)),
      "lastActivity": .optional(row.lastActivity?.description),
    ]
  }
}
