/// An agent or a channel in the mail, which has room for few figures and few rows.
struct MailRow: Sendable {
  let name: String
  let isUnregistered: Bool
  /// Why it needs attention.
  let mark: String?
  /// The score of an agent, the tasks of a channel.
  let first: Figure
  let approval: Rate
  let completion: Rate
  let times: ReportModel.Times

  static let fields: [Field<MailRow>] = [
    .text("name", "what the agent or the channel is called, cut to 60 characters") { row, _ in row.name },
    .flag("isUnregistered", "whether the registry does not have it") { row, _ in row.isUnregistered },
    .flag("isMarked", "whether it needs attention") { row, _ in row.mark != nil },
    .text("mark", "why it needs attention; empty when it does not") { row, _ in row.mark ?? "" },
    .figure("first", "the score of an agent, the tasks of a channel") { row, _ in row.first },
    .group("approval", "its approval rate", Rate.fields) { row, _ in row.approval },
    .group("completion", "its completion rate", Rate.fields) { row, _ in row.completion },
    .figure("median", "the median of its execution times") { row, scene in
      Figure(row.times.p50Minutes, else: "reason-no-data", text: scene.language.duration(minutes:))
    },
  ]

  init(_ agent: ReportModel.Agent, _ scene: Scene) {
    name = scene.clipped(agent.agentName, to: 60)
    isUnregistered = !agent.registered
    mark = agent.bottleneck ? scene.text("tag-bottleneck") : nil
    first =
      agent.tasksGenerated > 0 ? .known(scene.language.score(agent.performanceScore)) : .missing("reason-no-tasks")
    approval = Rate(
      percent: agent.approvalRate, count: agent.tasksApproved, total: agent.tasksGenerated,
      interval: agent.approvalInterval)
    completion = Rate(
      percent: agent.completionRate, count: agent.tasksCompleted, total: agent.tasksGenerated,
      interval: agent.completionInterval)
    times = agent.executionTime
  }

  init(_ channel: ReportModel.Channel, _ scene: Scene) {
    name = scene.clipped(channel.channelName, to: 60)
    isUnregistered = !channel.registered
    let words = channel.recommendations.map { scene.word("recommendation-short", $0.code) }
    mark = words.isEmpty ? nil : words.joined(separator: ", ")
    first = .known(scene.language.number(channel.totalTasks))
    approval = Rate(
      percent: channel.approvalRate, count: channel.tasksApproved, total: channel.totalTasks,
      interval: channel.approvalInterval)
    completion = Rate(
      percent: channel.completionRate, count: channel.tasksCompleted, total: channel.totalTasks,
      interval: channel.completionInterval)
    times = channel.executionTime
  }
}

extension Scene {
  /// Rows of the mail: those that a list shows, and no more than keep it below what mail programs cut off.
  func mailed<Row>(_ rows: [Row]) -> [Row] { Array(cut(rows).prefix(20)) }
}
