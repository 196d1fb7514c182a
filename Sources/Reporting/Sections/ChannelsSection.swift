internal import Charts

/// The channels' figures, a row each, in the order of the registry.
enum ChannelsSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty", "whether there is no channel") { model, _ in model.channels.isEmpty },
    .group("chart", "approval against completion, a mark a channel; left out without rates", Picture.fields) {
      model, scene in RatesPicture.channels(model, scene)
    },
    .list("rows", "each channel", rows) { model, _ in Row.all(model) },
    .list("mailRows", "the channels that the mail has room for", MailRow.fields) { model, scene in
      scene.mailed(model.channels).map { MailRow($0, scene) }
    },
    .group("mailCut", "how many channels the mail leaves out", CutNote.fields) { model, scene in
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
    .flag("hasTrend", "whether there is a trend to draw") { row, _ in row.completed.count > 1 },
    .markup("trend", "completed tasks over the periods, a small SVG line") { row, _ in
      Sparkline.svg(row.completed) ?? ""
    },
    .text("anchor", "the row's id, to link to") { row, _ in Anchor.channel(row.channel.channel) },
    .text("name", "what the channel is called") { row, scene in scene.clipped(row.channel.channelName) },
    .flag("isUnregistered", "whether the registry does not have it") { row, _ in !row.channel.registered },
    .text("total", "the tasks on it") { row, scene in scene.language.number(row.channel.totalTasks) },
    .text("approved", "how many were approved at some time") { row, scene in
      scene.language.number(row.channel.tasksApproved)
    },
    .text("rejected", "how many are rejected") { row, scene in scene.language.number(row.channel.tasksRejected) },
    .text("completed", "how many are completed") { row, scene in scene.language.number(row.channel.tasksCompleted) },
    .group("approval", "its approval rate", Rate.fields) { row, _ in
      Rate(
        percent: row.channel.approvalRate, count: row.channel.tasksApproved, total: row.channel.totalTasks,
        interval: row.channel.approvalInterval)
    },
    .group("completion", "its completion rate", Rate.fields) { row, _ in
      Rate(
        percent: row.channel.completionRate, count: row.channel.tasksCompleted, total: row.channel.totalTasks,
        interval: row.channel.completionInterval)
    },
    .figure("average", "the mean time from created to completed; none without completed tasks") { row, scene in
      Figure(row.channel.avgCompletionTime, else: "reason-none-completed", text: scene.language.duration(hours:))
    },
    .group("times", "the execution times of its tasks, created to completed", ReportModel.Times.fields) { row, _ in
      row.channel.executionTime
    },
    .text("activeAgents", "how many agents have a task on it") { row, scene in
      scene.language.number(row.channel.activeAgents)
    },
    .figure("topAgent", "the agent with the most tasks on it") { row, scene in
      Figure(row.channel.topAgent.map(scene.agentName), else: "reason-no-tasks")
    },
    .text("advice", "what is recommended for it, in short; says so when nothing is") { row, scene in
      let words = row.channel.recommendations.map { scene.word("recommendation-short", $0.code) }
      return words.isEmpty ? scene.text("recommendations-none") : words.joined(separator: ", ")
    },
  ]
}
