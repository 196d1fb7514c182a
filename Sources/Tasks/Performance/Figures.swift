/// What the reports state, before it is rounded or put into words. Rates are in percent; nil where there is no figure.
package struct Figures: Sendable {
  package var system: SystemFigures
  package var agents: [AgentFigures]
  package var channels: [ChannelFigures]
  package var daily: [DailyFigures]
  package var flow: [FlowFigures]
  package var executionHistogram: [Int]
  /// By open status (pending, awaiting_approval, approved, in_progress), then by bucket of age.
  package var openAges: [[Int]]
  package var pendingApproval: ShownTasks
  package var slowest: ShownTasks
}

/// The counts, rates and times of a group of tasks.
package struct GroupFigures: Sendable {
  package var generated = 0
  package var approved = 0
  package var rejected = 0
  package var completed = 0
  package var cancelled = 0
  package var pending = 0
  package var approvedOpen = 0
  package var inProgress = 0
  package var approvalRate: Double?
  package var completionRate: Double?
  package var approvalInterval: (low: Double, high: Double)?
  package var completionInterval: (low: Double, high: Double)?
  package var execution: DurationFigures
  package var approvalWait: DurationFigures
  package var queueTime: DurationFigures
  package var cycleTime: DurationFigures
  package var deliveryTime: DurationFigures
  package var estimatedTasks = 0
  /// Hours.
  package var estimatedHours = 0.0
  package var actualHours = 0.0
  package var estimateRatio: Double?
  package var lastActivity: Instant?

  /// - Parameter durations: their figures, by `DurationKind`.
  fileprivate init(_ parts: [Measured], _ durations: ArraySlice<DurationFigures>) {
    func sum(_ value: (Measured) -> Int) -> Int { parts.reduce(0) { $0 + value($1) } }
    generated = sum(\.generated)
    approved = sum(\.approved)
    rejected = sum { $0.count(.rejected) }
    completed = sum { $0.count(.completed) }
    cancelled = sum { $0.count(.cancelled) }
    pending = sum { $0.count(.pending) + $0.count(.awaitingApproval) }
    approvedOpen = sum { $0.count(.approved) }
    inProgress = sum { $0.count(.inProgress) }
    if generated > 0 {
      approvalRate = 100 * Double(approved) / Double(generated)
      completionRate = 100 * Double(completed) / Double(generated)
    }
    approvalInterval = WilsonInterval.percent(approved, of: generated)
    completionInterval = WilsonInterval.percent(completed, of: generated)
    func times(_ kind: DurationKind) -> DurationFigures { durations[durations.startIndex + kind.rawValue] }
    execution = times(.execution)
    approvalWait = times(.approvalWait)
    queueTime = times(.queueTime)
    cycleTime = times(.cycleTime)
    deliveryTime = times(.deliveryTime)
    estimatedTasks = sum(\.estimatedTasks)
    let estimated = parts.reduce(Int128(0)) { $0 + $1.estimatedHours }
    let actual = parts.reduce(Int128(0)) { $0 + $1.actualHours }
    estimatedHours = Double(estimated) / 10_000
    actualHours = Double(actual) / 10_000
    if estimated > 0 { estimateRatio = Double(actual) / Double(estimated) }
    let last = parts.reduce(TaskRecord.none) { max($0, $1.lastActivity) }
    if last != TaskRecord.none { lastActivity = Instant(milliseconds: last) }
  }
}

extension GroupFigures {
  /// Calls its second argument with each number below the first, several at the same time perhaps, and gives what that
  /// gives, in the order of the numbers.
  package typealias Division = (Int, @escaping @Sendable (Int) -> DurationFigures) -> [DurationFigures]

  /// Fewer durations than this are counted sooner than a thread begins.
  private static let worthDividing = 100_000

  /// The figures of groups of tasks, in their order. Counting the durations takes nearly all of the time, and is divided.
  static func all(_ groups: [[Measured]], _ divide: Division) -> [GroupFigures] {
    let kinds = DurationKind.allCases.count
    let figures: @Sendable (Int) -> DurationFigures = { number in
      DurationFigures(groups[number / kinds].map { $0.durations[number % kinds] })
    }
    var count = 0
    for group in groups { for part in group { for kind in 0..<kinds { count += part.durations[kind].count } } }
    let pieces = groups.count * kinds
    let durations = count < worthDividing ? (0..<pieces).map(figures) : divide(pieces, figures)
    return groups.indices.map { GroupFigures(groups[$0], durations[($0 * kinds)..<(($0 + 1) * kinds)]) }
  }
}

package enum AgentStatus: String, Sendable { case active, idle, error }

package struct AgentFigures: Sendable {
  package var id: String
  package var name: String
  /// nil for an unregistered agent.
  package var channel: String?
  package var isRegistered: Bool
  package var status: AgentStatus
  package var group: GroupFigures
  package var isSmallSample: Bool
  package var performanceScore: Double
  package var isBottleneck: Bool
  package var errors: Int
}

package struct ChannelFigures: Sendable {
  package var id: String
  package var name: String
  package var isRegistered: Bool
  package var group: GroupFigures
  package var isSmallSample: Bool
  /// Hours.
  package var averageCompletionHours: Double?
  package var activeAgents: Int
  package var topAgent: String?
  package var recommendations: [Recommendation]
}

package enum SystemHealth: String, Sendable, CaseIterable {
  case excellent, good, fair, poor
  case noData = "no_data"
}

package struct SystemFigures: Sendable {
  package var totalAgents: Int
  package var activeAgents: Int
  package var group: GroupFigures
  package var averageApprovalRate: Double?
  package var averageCompletionRate: Double?
  package var health: SystemHealth
  package var bottlenecks: [String]
  package var recommendations: [Recommendation]
}

/// Something to do, with the figure that it rests on.
package struct Recommendation: Sendable, Equatable {
  package enum Code: String, Sendable, CaseIterable {
    case activateAgents = "activate-agents"
    case reviewApproval = "review-approval"
    case optimizeWorkflow = "optimize-workflow"
    case noActivity = "no-activity"
    case lowCompletion = "low-completion"
    case slowCompletion = "slow-completion"
    case lowVolume = "low-volume"
  }
  package var code: Code
  /// The key of the figure in the report.
  package var figure: String
  package var value: Double?
  package var threshold: Double?
  /// How many tasks (or agents) the figure is taken over.
  package var n: Int
}

package struct DailyFigures: Sendable {
  package var day: CalendarDay
  package var channel: String
  /// nil: no task of the input has such a timestamp.
  package var created: Int?
  package var approved: Int?
  package var rejected: Int?
  package var started: Int?
  package var completed: Int?
  /// Hours.
  package var averageCompletionHours: Double?
}

/// Tasks of the window in each status at a day's end.
package struct FlowFigures: Sendable {
  package var day: CalendarDay
  /// By the rank of the status.
  package var counts: [Int]
}
