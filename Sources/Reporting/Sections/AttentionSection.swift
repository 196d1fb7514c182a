import Tasks

/// What somebody should do something about, with the figures that say so.
struct Concern: Sendable {
  let text: String
  let evidence: String
  let anchor: String
  /// The section's anchor, for pages that have none for a row.
  let section: String

  /// The section of the orchestration report that comes nearest.
  private var nearest: String { section == "agents" ? "status" : "totals" }

  static let fields: [Field<Concern>] = [
    .text("text") { concern, _ in concern.text },
    .text("evidence") { concern, _ in concern.evidence },
    .text("anchor") { concern, _ in concern.anchor },
    // From the way in: to the row of the performance report, or to what the reader has instead.
    .text("link") { concern, scene in
      scene.role.maySee(.performance) ? "performance.html#" + concern.anchor : "orchestration.html#" + concern.nearest
    },
    .text("section") { concern, _ in concern.section },
    .text("sectionTitle") { concern, scene in scene.text("heading-" + concern.section) },
  ]

  /// Bottlenecks, worst first, then the system's recommendations, then the channels'.
  static func all(_ scene: Scene) -> [Concern] {
    bottlenecks(scene) + scene.model.system.recommendations.map { system($0, scene) }
      + scene.model.channels.flatMap { channel in channel.recommendations.map { of(channel, $0, scene) } }
  }

  /// Bottlenecks, worst first.
  static func bottlenecks(_ scene: Scene) -> [Concern] {
    let agents = Dictionary(scene.model.agents.map { ($0.agentId, $0) }) { first, _ in first }
    return scene.model.system.bottlenecks.map { id in
      Concern(
        text: scene.text("bottleneck", ["agent": scene.agentName(id)]),
        evidence: agents[id].map { agent in
          scene.language.text(
            "evidence-bottleneck", count: agent.tasksGenerated,
            [
              "score": scene.language.score(agent.performanceScore),
              "threshold": scene.language.number(exactly: scene.settings.bottleneckScore),
            ])
        } ?? "",
        anchor: Anchor.agent(id), section: "agents")
    }
  }

  private static func system(_ recommendation: ReportModel.Recommendation, _ scene: Scene) -> Concern {
    Concern(
      text: scene.word("recommendation", recommendation.code),
      evidence: evidence(recommendation, scene), anchor: "agents", section: "agents")
  }

  private static func of(
    _ channel: ReportModel.Channel, _ recommendation: ReportModel.Recommendation, _ scene: Scene
  ) -> Concern {
    Concern(
      text: scene.text(
        "channel-concern",
        ["channel": scene.clipped(channel.channelName), "text": scene.word("recommendation", recommendation.code)]),
      evidence: evidence(recommendation, scene), anchor: Anchor.channel(channel.channel), section: "channels")
  }

  private static func evidence(_ recommendation: ReportModel.Recommendation, _ scene: Scene) -> String {
    let evidence = recommendation.evidence
    guard let figure = Quantity(code: recommendation.code) else {
      return "\(evidence.figure): \(Quantity.number.text(evidence.value, scene))"
    }
    if evidence.threshold == nil { return scene.text("evidence-no-tasks") }
    let values = [
      "value": figure.text(evidence.value, scene), "threshold": figure.text(limit: evidence.threshold, scene),
      "figure": scene.word("evidence-figure", recommendation.code),
    ]
    // Where the figure is itself a count, its n would only repeat it.
    guard figure != .number, let n = evidence.n else { return scene.text("evidence", values) }
    let counted = recommendation.code.hasPrefix("review") || recommendation.code.hasPrefix("optimize")
    return scene.language.text(counted ? "evidence-agents" : "evidence-tasks", count: n, values)
  }

  /// How the figure behind a recommendation is written.
  private enum Quantity {
    case number, percent, hours

    init?(code: String) {
      switch code {
      case "activate-agents", "low-volume", "no-activity": self = .number
      case "review-approval", "optimize-workflow", "low-completion": self = .percent
      case "slow-completion": self = .hours
      default: return nil
      }
    }

    /// Settings are shown with as many decimals as they have.
    func text(limit: Double?, _ scene: Scene) -> String {
      guard let limit else { return "-" }
      return switch self {
      case .number: scene.language.number(exactly: limit)
      case .percent: scene.language.number(exactly: limit) + "%"
      case .hours: scene.language.span(minutes: limit * 60)
      }
    }

    func text(_ value: Double?, _ scene: Scene) -> String {
      guard let value else { return "-" }
      return switch self {
      case .number: scene.language.number(exactly: value)
      case .percent: scene.language.percent(value)
      case .hours: scene.language.duration(hours: value)
      }
    }
  }
}
