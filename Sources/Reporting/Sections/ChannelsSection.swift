/// The channels' figures, a row each, in the order of the registry.
enum ChannelsSection {
  static let fields: [Field<ReportModel>] = [
    .flag("isEmpty") { model, _ in model.channels.isEmpty },
    .list("rows", rows) { model, _ in model.channels },
  ]

  private static let rows: [Field<ReportModel.Channel>] = [
    .text("anchor") { channel, _ in Anchor.channel(channel.channel) },
    .text("name") { channel, scene in scene.clipped(channel.channelName) },
    .flag("isUnregistered") { channel, _ in !channel.registered },
    .text("total") { channel, scene in scene.language.number(channel.totalTasks) },
    .text("approved") { channel, scene in scene.language.number(channel.tasksApproved) },
    .text("rejected") { channel, scene in scene.language.number(channel.tasksRejected) },
    .text("completed") { channel, scene in scene.language.number(channel.tasksCompleted) },
    .group("approval", Rate.fields) { channel, _ in
      Rate(
        percent: channel.approvalRate, count: channel.tasksApproved, total: channel.totalTasks,
        interval: channel.approvalInterval)
    },
    .group("completion", Rate.fields) { channel, _ in
      Rate(
        percent: channel.completionRate, count: channel.tasksCompleted, total: channel.totalTasks,
        interval: channel.completionInterval)
    },
    .figure("average") { channel, scene in
      Figure(channel.avgCompletionTime.map(scene.language.duration(hours:)), else: "reason-none-completed")
    },
    .group("times", ReportModel.Times.fields) { channel, _ in channel.executionTime },
    .text("activeAgents") { channel, scene in scene.language.number(channel.activeAgents) },
    .figure("topAgent") { channel, scene in
      Figure(channel.topAgent.map(scene.agentName), else: "reason-no-tasks")
    },
    .text("advice") { channel, scene in
      let words = channel.recommendations.map { scene.word("recommendation-short", $0.code) }
      return words.isEmpty ? scene.text("recommendations-none") : words.joined(separator: ", ")
    },
  ]
}
