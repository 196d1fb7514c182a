internal import Charts
import Tasks

/// Approval against completion, a mark each.
enum RatesPicture {
  static func agents(_ model: ReportModel, _ scene: Scene) -> Picture? {
    picture(
      "agents",
      model.agents.filter { $0.tasksGenerated > 0 }.compactMap { agent in
        mark(
          scene.agentName(agent.agentId), agent.approvalRate, agent.approvalInterval, agent.completionRate,
          agent.completionInterval, isMarked: agent.bottleneck, isUncertain: agent.smallSample)
      }, scene)
  }

  static func channels(_ model: ReportModel, _ scene: Scene) -> Picture? {
    picture(
      "channels",
      model.channels.filter { $0.totalTasks > 0 }.compactMap { channel in
        mark(
          scene.channelName(channel.channel), channel.approvalRate, channel.approvalInterval, channel.completionRate,
          channel.completionInterval, isMarked: !channel.recommendations.isEmpty, isUncertain: channel.smallSample)
      }, scene)
  }

  private static func mark(
    _ label: String, _ approval: Double?, _ approvalInterval: ReportModel.Interval?, _ completion: Double?,
    _ completionInterval: ReportModel.Interval?, isMarked: Bool, isUncertain: Bool
  ) -> RatesChart.Mark? {
    guard let approval, let completion else { return nil }
    func range(_ interval: ReportModel.Interval?) -> ClosedRange<Double>? {
      interval.flatMap { $0.low <= $0.high ? $0.low...$0.high : nil }
    }
    return RatesChart.Mark(
      label: label, x: completion, y: approval, xInterval: range(completionInterval),
      yInterval: range(approvalInterval),
      isMarked: isMarked, isUncertain: isUncertain)
  }

  private static func picture(_ id: String, _ marks: [RatesChart.Mark], _ scene: Scene) -> Picture? {
    let target = scene.settings.targetRate
    let values = ["target": scene.language.number(exactly: target) + "%", "total": scene.language.number(marks.count)]
    let reached = marks.filter { $0.x >= target && $0.y >= target }
    let small = reached.filter(\.isUncertain).count
    let title =
      reached.isEmpty
      ? scene.text("chart-\(id)-none", values) : scene.language.text("chart-\(id)-some", count: reached.count, values)
    return Picture(
      id: id,
      title: small == 0
        ? title
        : title + " "
          + (small == reached.count ? scene.text("chart-small-all") : scene.language.text("chart-small", count: small)),
      description: scene.text("chart-\(id)-description", values),
      chart: RatesChart(
        marks: marks, xTitle: scene.text("axis-completion"), yTitle: scene.text("axis-approval"), target: target,
        targetLabel: scene.text("axis-target", values),
        ticks: stride(from: 0, through: 100, by: 20).map { (Double($0), scene.language.number($0) + "%") }),
      table: nil)
  }
}
