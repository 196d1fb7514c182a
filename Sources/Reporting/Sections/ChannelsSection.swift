internal import Charts

/// The channels' figures, a row each, in the order of the registry.
enum ChannelsSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty") { model, _ in model.channels.isEmpty },
    .group("chart", Picture.fields) { model, scene in RatesPicture.channels(model, scene) },
    .list("rows", rows) { model, _ in Row.all(model) },
    .list("mailRows", MailRow.fields) { model, scene in scene.mailed(model.channels).map { MailRow($0, scene) } },
    .group("mailCut", CutNote.fields) { model, scene in
      scene.remainder(total: model.channels.count, shown: scene.mailed(model.channels).count, "mail-cut")
    },
  ]

  /// A channel beside the trend of what was completed on it.
  private struct Row: Sendable {
    let channel: ReportModel.Channel
    /// Completed tasks of each period; empty where the input has no such times.
    let completed: [Double?]

    static func all(_ model: ReportModel) -> [Row] {
      let periods = Periods(model).all
      let known = Set(model.daily.filter { $0.completed != nil }.map(\.channel))
      return model.channels.map { channel in
        Row(
          channel: channel,
          completed: known.contains(channel.channel)
            ? periods.map { Double($0.completedByChannel[channel.channel] ?? 0) } : [])
      }
    }
  }

  private static let rows: [Field<Row>] = [
    .flag("hasTrend") { row, _ in row.completed.count > 1 },
    .markup("trend") { row, _ in Sparkline.svg(row.completed) ?? "" },
    .text("anchor") { row, _ in Anchor.channel(row.channel.channel) },
    .text("name") { row, scene in scene.clipped(row.channel.channelName) },
    .flag("isUnregistered") { row, _ in !row.channel.registered },
    .text("total") { row, scene in scene.language.number(row.channel.totalTasks) },
    .text("approved") { row, scene in scene.language.number(row.channel.tasksApproved) },
    .text("rejected") { row, scene in scene.language.number(row.channel.tasksRejected) },
    .text("completed") { row, scene in scene.language.number(row.channel.tasksCompleted) },
    .group("approval", Rate.fields) { row, _ in
      Rate(
        percent: row.channel.approvalRate, count: row.channel.tasksApproved, total: row.channel.totalTasks,
        interval: row.channel.approvalInterval)
    },
    .group("completion", Rate.fields) { row, _ in
      Rate(
        percent: row.channel.completionRate, count: row.channel.tasksCompleted, total: row.channel.totalTasks,
        interval: row.channel.completionInterval)
    },
    .figure("average") { row, scene in
      Figure(row.channel.avgCompletionTime, else: "reason-none-completed", text: scene.language.duration(hours:))
    },
    .group("times", ReportModel.Times.fields) { row, _ in row.channel.executionTime },
    .text("activeAgents") { row, scene in scene.language.number(row.channel.activeAgents) },
    .figure("topAgent") { row, scene in
      Figure(row.channel.topAgent.map(scene.agentName), else: "reason-no-tasks")
    },
    .text("advice") { row, scene in
      let words = row.channel.recommendations.map { scene.word("recommendation-short", $0.code) }
      return words.isEmpty ? scene.text("recommendations-none") : words.joined(separator: ", ")
    },
  ]
}
