/// 0.5 x approvalRate + 0.3 x completionRate + 0.2 x speed, with the weights of the settings; 0 without tasks.
func performanceScore(_ group: GroupFigures, _ settings: Settings) -> Double {
  guard let approval = group.approvalRate, let completion = group.completionRate else { return 0 }
  if let exact = exactScore(group, settings) { return exact.value }
  var speed = 0.0
  if let mean = group.execution.meanMinutes, settings.speedCeilingMinutes > 0 {
    speed = max(0, 100 * (1 - mean / settings.speedCeilingMinutes))
  }
  return settings.approvalWeight * approval + settings.completionWeight * completion + settings.speedWeight * speed
}

/// The score as a fraction; nil when 128 bits do not hold it, or a setting is no short decimal.
private func exactScore(_ group: GroupFigures, _ settings: Settings) -> Fraction? {
  guard let approval = percentage(group.approved, of: group.generated),
    let completion = percentage(group.completed, of: group.generated), let speed = exactSpeed(group, settings)
  else { return nil }
  let terms = [
    (settings.approvalWeight, approval), (settings.completionWeight, completion), (settings.speedWeight, speed),
  ]
  let weighted = terms.compactMap { weight, figure in Fraction(decimal: weight)?.multiplied(by: figure) }
  return weighted.count == terms.count ? weighted.exactSum() : nil
}

/// 100 x (1 - mean execution time / ceiling), at least 0; 0 without execution times.
private func exactSpeed(_ group: GroupFigures, _ settings: Settings) -> Fraction? {
  guard let mean = group.execution.exactMean else { return group.execution.count == 0 ? Fraction.zero : nil }
  guard let ceiling = Fraction(decimal: settings.speedCeilingMinutes), ceiling != .zero,
    let share = Fraction(ceiling.denominator, ceiling.numerator)?.multiplied(by: mean)
  else { return nil }
  if share.numerator >= share.denominator { return Fraction.zero }
  return Fraction(share.denominator - share.numerator, share.denominator)?.multiplied(by: .hundred)
}

/// 100 x count / n; nil for n = 0.
private func percentage(_ count: Int, of n: Int) -> Fraction? {
  Fraction(UInt128(count), UInt128(n))?.multiplied(by: .hundred)
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
    let approval = meanRate(active.map { ($0.group.approved, $0.group.generated) })
    let completion = meanRate(active.map { ($0.group.completed, $0.group.generated) })
    // Agents come in their order, and the sort is told to keep it among equals.
    let bottlenecks = agents.enumerated().filter(\.element.isBottleneck)
      .sorted { ($0.element.performanceScore, $0.offset) < ($1.element.performanceScore, $1.offset) }
    return SystemFigures(
      totalAgents: names.registry.agents.count, activeAgents: active.count, group: all,
      averageApprovalRate: approval, averageCompletionRate: completion,
      health: health(approval, completion), bottlenecks: bottlenecks.map(\.element.id),
      recommendations: systemRecommendations(active.count, approval, completion))
  }

  /// The plain mean of rates, in percent; nil when there are none.
  private func meanRate(_ rates: [(count: Int, of: Int)]) -> Double? {
    if rates.isEmpty { return nil }
    let exact = rates.compactMap { percentage($0.count, of: $0.of) }
    if exact.count == rates.count,
      let mean = exact.exactSum().flatMap({ sum in Fraction(1, UInt128(rates.count))?.multiplied(by: sum) })
    {
      return mean.value
    }
    return rates.reduce(0) { $0 + 100 * Double($1.count) / Double($1.of) } / Double(rates.count)
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
