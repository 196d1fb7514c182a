import Tasks

/// What somebody should do something about, with the figures that say so.
struct Concern: Sendable {
  let text: String
  let evidence: String
  /// Where more is said: the report, and its anchor.
  let page: Page
  let anchor: String
  /// The section's anchor, for documents that have none for a row.
  let section: String

  static let fields: [Field<Concern>] = [
    .text("text", "what somebody should do something about") { concern, _ in concern.text },
    .text("evidence", "the figures that say so: value, threshold, n") { concern, _ in concern.evidence },
    // From each page to where more is said.
    .text("fromPerformance", "a link to where more is said, from the performance report") { concern, scene in
      concern.link(from: .performance, scene)
    },
    .text("fromOrchestration", "the same from the orchestration report") { concern, scene in
      concern.link(from: .orchestration, scene)
    },
    .text("link", "the same from the way in") { concern, scene in concern.link(from: .index, scene) },
    // In Markdown: the document, empty for the one that it stands in, and the section.
    .text(
      "documentFromPerformance", "in Markdown: the document where more is said; empty within the performance report"
    ) { concern, scene in concern.document(from: .performance, "md", scene) },
    .text("documentFromOrchestration", "the same; empty within the orchestration report") { concern, scene in
      concern.document(from: .orchestration, "md", scene)
    },
    .text("section", "the id of the section where more is said: `agents`") { concern, scene in
      concern.isSeen(scene) ? concern.section : concern.nearest
    },
    .text("sectionTitle", "the heading of the section that it is about") { concern, scene in
      scene.text("heading-" + concern.section)
    },
  ]

  /// A reader who may not see the performance report is led to what comes nearest.
  private var nearest: String { section == "agents" ? "status" : "totals" }

  private func isSeen(_ scene: Scene) -> Bool { scene.role.maySee(page.part) }

  private func document(from origin: Page, _ ending: String, _ scene: Scene) -> String {
    let target = isSeen(scene) ? page : .orchestration
    return target == origin ? "" : "\(target.rawValue).\(ending)"
  }

  private func link(from origin: Page, _ scene: Scene) -> String {
    document(from: origin, "html", scene) + "#" + (isSeen(scene) ? anchor : nearest)
  }

  /// The gravest first: bottlenecks, agents that fail, the system's recommendations, the channels', work that lies.
  static func all(_ scene: Scene) -> [Concern] {
    bottlenecks(scene) + failing(scene) + scene.model.system.recommendations.map { system($0, scene) }
      + scene.model.channels.flatMap { channel in channel.recommendations.map { of(channel, $0, scene) } }
      + lying(scene)
  }

  /// Agents that return errors instead of tasks.
  private static func failing(_ scene: Scene) -> [Concern] {
    scene.model.agents.filter { $0.status == .error }.map { agent in
      Concern(
        text: scene.text("concern-errors", ["agent": scene.agentName(agent.agentId)]),
        evidence: scene.language.text(
          "evidence-errors", count: agent.errors, ["generated": scene.language.number(agent.tasksGenerated)]),
        page: .performance, anchor: Anchor.agent(agent.agentId), section: "agents")
    }
  }

  /// Decisions and work that wait, and tasks that nobody can work on.
  private static func lying(_ scene: Scene) -> [Concern] {
    let (all, model) = (scene.model.openAges, scene.model)
    func late(_ isWaiting: Bool) -> (old: Int, total: Int) {
      let groups = all.filter { ($0.status == "pending" || $0.status == "awaiting_approval") == isWaiting }
      return (groups.filter { $0.fromDays >= AgePictures.old }.map(\.count).total, groups.map(\.count).total)
    }
    func evidence(_ part: Int, of total: Int, _ key: String) -> String {
      scene.language.text(
        key, count: part,
        ["total": scene.language.number(total), "days": scene.language.number(exactly: AgePictures.old)])
    }
    let (decisions, work) = (late(true), late(false))
    var concerns: [Concern] = []
    if decisions.old > 0 {
      concerns.append(
        Concern(
          text: scene.text("concern-decisions"), evidence: evidence(decisions.old, of: decisions.total, "evidence-old"),
          page: .orchestration, anchor: "pending", section: "pending"))
    }
    if work.old > 0 {
      concerns.append(
        Concern(
          text: scene.text("concern-work"), evidence: evidence(work.old, of: work.total, "evidence-old"),
          page: .performance, anchor: "ages", section: "flow"))
    }
    if model.reconciliation.unsaved > 0 {
      concerns.append(
        Concern(
          text: scene.text("concern-unsaved"),
          evidence: evidence(
            model.reconciliation.unsaved, of: model.reconciliation.agentOutputTasks, "evidence-unsaved"),
          page: .orchestration, anchor: "reconciliation", section: "reconciliation"))
    }
    return concerns
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
        page: .performance, anchor: Anchor.agent(id), section: "agents")
    }
  }

  private static func system(_ recommendation: ReportModel.Recommendation, _ scene: Scene) -> Concern {
    Concern(
      text: scene.word("recommendation", recommendation.code),
      evidence: evidence(recommendation, scene), page: .performance, anchor: "agents", section: "agents")
  }

  private static func of(
    _ channel: ReportModel.Channel, _ recommendation: ReportModel.Recommendation, _ scene: Scene
  ) -> Concern {
    Concern(
      text: scene.text(
        "channel-concern",
        ["channel": scene.clipped(channel.channelName), "text": scene.word("recommendation", recommendation.code)]),
      // A count is what it is, however small.
      evidence: evidence(recommendation, scene)
        + (channel.smallSample && recommendation.code.hasSuffix("completion") ? "; " + scene.text("small-sample") : ""),
      page: .performance, anchor: Anchor.channel(channel.channel), section: "channels")
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
    let key = counted ? "evidence-agents" : figure == .hours ? "evidence-completed" : "evidence-tasks"
    return scene.language.text(key, count: n, values)
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
