/// 0.5 x approvalRate + 0.3 x completionRate + 0.2 x speed, with the weights of the settings; 0 without tasks.
func performanceScore(_ group: GroupFigures, _ settings: Settings) -> Double {
  guard let approval = group.approvalRate, let completion = group.completionRate else { return 0 }
  var speed = 0.0
  if group.completed > 0, let mean = group.execution.meanMinutes, settings.speedCeilingMinutes > 0 {
    speed = max(0, 100 * (1 - mean / settings.speedCeilingMinutes))
  }
  return settings.approvalWeight * approval + settings.completionWeight * completion + settings.speedWeight * speed
}

func channelRecommendations(_ group: GroupFigures, hours: Double?, _ settings: Settings) -> [Recommendation] {
  let n = group.generated
  if n == 0 { return [Recommendation(code: .noActivity, figure: "totalTasks", value: 0, threshold: 1, n: 0)] }
  var out: [Recommendation] = []
  if let rate = group.completionRate, rate < settings.lowCompletionBelow {
    out.append(
      Recommendation(
        code: .lowCompletion, figure: "completionRate", value: rate, threshold: settings.lowCompletionBelow, n: n))
  }
  if let hours, hours > settings.slowCompletionAboveHours {
    out.append(
      Recommendation(
        code: .slowCompletion, figure: "avgCompletionTime", value: hours, threshold: settings.slowCompletionAboveHours,
        n: group.execution.count))
  }
  if n < settings.lowVolumeBelow {
    out.append(
      Recommendation(
        code: .lowVolume, figure: "totalTasks", value: Double(n), threshold: Double(settings.lowVolumeBelow), n: n))
  }
  return out
}

extension PerformanceMonitor {
  /// The system's figures: sums over all tasks, means over the registered agents that have any.
  func systemFigures(_ all: GroupFigures, agents: [AgentFigures], names: Names) -> SystemFigures {
    let active = agents.filter { $0.isRegistered && $0.group.generated > 0 }
    func mean(_ rate: (AgentFigures) -> Double?) -> Double? {
      active.isEmpty ? nil : active.reduce(0) { $0 + (rate($1) ?? 0) } / Double(active.count)
    }
    let approval = mean(\.group.approvalRate)
    let completion = mean(\.group.completionRate)
    // Agents come in their order, and the sort is told to keep it among equals.
    let bottlenecks = agents.enumerated().filter(\.element.isBottleneck)
      .sorted { ($0.element.performanceScore, $0.offset) < ($1.element.performanceScore, $1.offset) }
    return SystemFigures(
      totalAgents: names.registry.agents.count, activeAgents: active.count, group: all,
      averageApprovalRate: approval, averageCompletionRate: completion,
      health: health(approval, completion), bottlenecks: bottlenecks.map(\.element.id),
      recommendations: systemRecommendations(active.count, approval, completion))
  }

  private func health(_ approval: Double?, _ completion: Double?) -> SystemHealth {
    guard let approval, let completion else { return .noData }
    if approval >= settings.excellentRate && completion >= settings.excellentRate { return .excellent }
    if approval >= settings.goodRate && completion >= settings.goodRate { return .good }
    return approval >= settings.fairApprovalRate && completion >= settings.fairCompletionRate ? .fair : .poor
  }

  private func systemRecommendations(_ active: Int, _ approval: Double?, _ completion: Double?) -> [Recommendation] {
    var out: [Recommendation] = []
    if active < settings.activateAgentsBelow {
      out.append(
        Recommendation(
          code: .activateAgents, figure: "activeAgents", value: Double(active),
          threshold: Double(settings.activateAgentsBelow), n: active))
    }
    if let approval, approval < settings.reviewApprovalBelow {
      out.append(
        Recommendation(
          code: .reviewApproval, figure: "averageApprovalRate", value: approval,
          threshold: settings.reviewApprovalBelow, n: active))
    }
    if let completion, completion < settings.optimizeWorkflowBelow {
      out.append(
        Recommendation(
          code: .optimizeWorkflow, figure: "averageCompletionRate", value: completion,
          threshold: settings.optimizeWorkflowBelow, n: active))
    }
    return out
  }
}
