import Tasks
import TestSupport

@testable import Reporting

/// Models for tests: made up, but of the shape and size of real ones, and the same on every run.
enum SampleModel {
  static let saoPaulo = ZoneOffsets(
    name: "America/Sao_Paulo", entries: [.init(from: Instant(milliseconds: .min), offsetSeconds: -3 * 3600)])

  static func instant(_ text: String) -> Instant { Instant(printed: text) ?? Instant(milliseconds: 0) }

  /// Nothing was read at all.
  static let empty = ReportModel(
    tool: .init(name: "Nexo", version: "0.1.0"), asOf: nil, window: .init(from: nil, to: nil), timezone: "UTC",
    settings: ReportSettings(thresholds: Settings()), inputs: [],
    records: .init(read: 0, accepted: 0, superseded: 0, quarantined: 0), findings: [],
    system: system(agents: [], recommendations: []), agents: [], channels: [], daily: [], flow: [],
    histograms: .init(executionTime: []), openAges: [], pendingApproval: .init(total: 0, tasks: []),
    slowest: .init(total: 0, tasks: []), plans: [], agentErrors: .init(total: 0, entries: []), usage: [],
    reconciliation: .init(
      agentOutputTasks: 0, matched: 0, unsaved: 0, ambiguous: 0, byAgent: [], unsavedTasks: .init(total: 0, tasks: [])),
    ledger: [])

  /// Three weeks of six agents: one idle, one a bottleneck, one not registered.
  static let nightly = model(agents: 6, days: 21, seed: 2)

  static func model(agents count: Int, days: Int, seed: UInt64) -> ReportModel {
    var random = SeededGenerator(seed: seed)
    var model = empty
    let asOf = instant("2026-02-24T12:45:30.123Z")
    model.asOf = asOf
    model.timezone = saoPaulo.name
    model.inputs = ["csv", "json", "xml"].flatMap { format in
      (1...3).map { night in
        ReportModel.Input(
          path: "Fixtures/scenarios/nightly/input/2026-02-0\(night)/tasks.\(format)", kind: "tasks", format: format,
          bytes: 12_345 * night + 400, sha256: String(repeating: "0123456789abcdef", count: 4),
          exportTime: Instant(milliseconds: asOf.milliseconds - Int64(night) * Instant.millisecondsPerDay),
          records: 120 + night, accepted: 100, superseded: 17 + night, quarantined: 3, complete: true)
      }
    }.sorted { $0.path < $1.path }
    model.records = .init(read: 1098, accepted: 900, superseded: 171, quarantined: 27)
    model.findings = findings
    model.agents = (0..<count).map { agent($0, of: count, asOf: asOf, &random) }
    model.channels = model.agents.map { channel(of: $0) }
    model.system = system(
      agents: model.agents,
      recommendations: [
        .init(
          code: "review-approval", evidence: .init(figure: "averageApprovalRate", value: 61.25, threshold: 70, n: 5)),
        .init(
          code: "optimize-workflow", evidence: .init(figure: "averageCompletionRate", value: 43.75, threshold: 60, n: 5)
        ),
      ])
    let last = saoPaulo.day(of: asOf)
    for day in (0..<days).map({ CalendarDay(number: last.number - Int32(days - 1 - $0)) }) {
      for channel in model.channels.prefix(6) {
        model.daily.append(
          .init(
            date: day, channel: channel.channel, created: Int.random(in: 0...5, using: &random),
            approved: Int.random(in: 0...4, using: &random), rejected: Int.random(in: 0...2, using: &random),
            started: nil, completed: Int.random(in: 0...3, using: &random),
            avgCompletionTime: Double.random(in: 0...50, using: &random)))
      }
      model.flow.append(
        .init(
          date: day, pending: 12, awaitingApproval: 8, approved: 10, inProgress: 9, completed: 100, rejected: 30,
          cancelled: 4))
    }
    let bounds: [Double] = [0, 60, 240, 720, 1440, 2880, 10080]
    model.histograms.executionTime = bounds.enumerated().map { i, from in
      .init(fromMinutes: from, toMinutes: i + 1 < bounds.count ? bounds[i + 1] : nil, count: 7 * (i + 1) % 23)
    }
    let ages: [Double] = [0, 1, 3, 7, 14, 30]
    model.openAges = ["pending", "awaiting_approval", "approved", "in_progress"].flatMap { status in
      ages.enumerated().map { i, from in
        ReportModel.AgeGroup(
          status: status, fromDays: from, toDays: i + 1 < ages.count ? ages[i + 1] : nil,
          count: Int.random(in: 0...9, using: &random))
      }
    }
    model.pendingApproval = .init(total: 37, tasks: (0..<20).map { task($0, asOf: asOf) })
    model.slowest = .init(
      total: 120,
      tasks: (0..<20).map { i in
        let task = task(i, asOf: asOf)
        return .init(
          id: task.id, title: task.title, agentId: task.agentId, channel: task.channel, status: "completed",
          priority: task.priority, category: task.category, createdAt: task.createdAt ?? asOf, ageDays: task.ageDays,
          executionMinutes: 5003.4 - 200 * Double(i))
      })
    return model
  }

  /// Every list of the model holds something, so that every part of every template is written.
  static let full: ReportModel = {
    var model = nightly
    let asOf = instant("2026-02-24T12:45:30.123Z")
    model.window = .init(from: instant("2026-02-01T03:00:00.000Z"), to: instant("2026-02-25T03:00:00.000Z"))
    model.settings.thresholds.targetRate = 82.5
    model.settings.statusMap = ["feito": "completed", "aberto": "pending"]
    model.inputs[0].complete = false
    model.inputs[1].sha256 = nil
    model.agents[1].status = .error
    model.agents[1].errors = 3
    model.plans = [
      .init(
        planId: "plan-1771891200000", timestamp: asOf, orchestrator: "nexo", channels: ["amazon", "shopee"],
        agentsInvolved: ["alex", "sunny"], totalTasksGenerated: 12, totalTasksApproved: 9,
        executionStrategy: "multi-channel-synchronized", status: "executing",
        result: .init(successCount: 2, failureCount: 0, summary: "2 agents"))
    ]
    model.agentErrors = .init(
      total: 30,
      entries: [
        .init(
          agentId: "marina", code: "refusal", path: "out/marina.json", line: 3, timestamp: asOf,
          detail: "I cannot help with that"),
        .init(agentId: nil, code: "agent-error", path: "out/x.ndjson", line: nil, timestamp: nil, detail: "overloaded"),
      ])
    model.usage = [
      .init(
        agentId: "alex", model: "a-model", responses: 3, inputTokens: 10, outputTokens: 20, cacheReadTokens: 0,
        cacheWriteTokens: 0, reasoningTokens: 5)
    ]
    model.reconciliation = .init(
      agentOutputTasks: 40, matched: 30, unsaved: 8, ambiguous: 2,
      byAgent: [
        .init(agentId: "alex", agentOutputTasks: 40, matched: 30, unsaved: 8, ambiguous: 2, approved: 20, completed: 9)
      ], unsavedTasks: .init(total: 8, tasks: (0..<4).map { task($0, asOf: asOf) }))
    model.reconciliation.unsavedTasks.tasks[3].channel = nil
    model.reconciliation.unsavedTasks.tasks[3].createdAt = nil
    model.reconciliation.unsavedTasks.tasks[3].ageDays = nil
    model.ledger = [
      .init(
        agentId: "alex", responses: 9, parsed: 3, repaired: 2, truncated: 1, refused: 1, failed: 1, withoutTasks: 1,
        tasksFound: 40, defaultsUsed: 7)
    ]
    return model
  }()

  private static func agent(
    _ i: Int, of count: Int, asOf: Instant, _ random: inout SeededGenerator
  ) -> ReportModel.Agent {
    let registry = Registry.builtIn
    let known = i < registry.agents.count ? registry.agents[i] : nil
    let generated = i == 4 ? 0 : i == 0 ? 12 : Int.random(in: 8...90, using: &random)
    let approved = i == 0 ? 10 : generated * Int.random(in: 30...95, using: &random) / 100
    let completed = i == 0 ? 5 : i == 3 ? 0 : approved * Int.random(in: 30...90, using: &random) / 100
    let times = times(count: completed, mean: i == 0 ? 240 : Double.random(in: 60...2600, using: &random))
    let open = approved - completed
    let score =
      generated == 0
      ? 0
      : 50 * Double(approved) / Double(generated) + 30 * Double(completed) / Double(generated)
        + 0.2 * (times.meanMinutes.map { max(0, 100 * (1 - $0 / 720)) } ?? 0)
    return .init(
      agentId: known?.id ?? "agente_\(i)", agentName: known?.name ?? "agente_\(i)", channel: known?.channel,
      registered: known != nil, status: generated == 0 ? .idle : .active, tasksGenerated: generated,
      tasksApproved: approved, tasksRejected: (generated - approved) / 2, tasksCompleted: completed, tasksCancelled: 0,
      tasksPending: generated - approved - (generated - approved) / 2, tasksApprovedOpen: open / 2,
      tasksInProgress: open - open / 2, approvalRate: rate(approved, generated),
      approvalInterval: interval(approved, generated), completionRate: rate(completed, generated),
      completionInterval: interval(completed, generated), smallSample: generated < 20,
      averageExecutionTime: times.meanMinutes, executionTime: times, stages: stages(times), performanceScore: score,
      bottleneck: generated > 0 && score < 50,
      estimate: .init(
        tasks: completed / 2, estimatedHours: 2.5 * Double(completed / 2), actualHours: 3.25 * Double(completed / 2),
        ratio: completed / 2 > 0 ? 1.3 : nil), errors: 0,
      lastActivity: generated > 0 ? Instant(milliseconds: asOf.milliseconds - Int64(i) * 7_654_321) : nil)
  }

  private static func channel(of agent: ReportModel.Agent) -> ReportModel.Channel {
    let id = agent.channel ?? "canal_\(agent.agentId)"
    let name = Registry.builtIn.channels.first { $0.id == id }?.name ?? id
    return .init(
      channel: id, channelName: name, registered: agent.registered, totalTasks: agent.tasksGenerated,
      tasksApproved: agent.tasksApproved, tasksRejected: agent.tasksRejected, tasksCompleted: agent.tasksCompleted,
      tasksCancelled: 0, tasksPending: agent.tasksPending, tasksApprovedOpen: agent.tasksApprovedOpen,
      tasksInProgress: agent.tasksInProgress, approvalRate: agent.approvalRate,
      approvalInterval: agent.approvalInterval, completionRate: agent.completionRate,
      completionInterval: agent.completionInterval, smallSample: agent.smallSample,
      avgCompletionTime: agent.averageExecutionTime.map { $0 / 60 }, activeAgents: agent.tasksGenerated > 0 ? 1 : 0,
      topAgent: agent.tasksGenerated > 0 ? agent.agentId : nil, executionTime: agent.executionTime,
      stages: agent.stages, recommendations: advice(for: agent))
  }

  private static func advice(for agent: ReportModel.Agent) -> [ReportModel.Recommendation] {
    let n = agent.tasksGenerated
    if n == 0 {
      return [.init(code: "no-activity", evidence: .init(figure: "totalTasks", value: 0, threshold: nil, n: 0))]
    }
    var advice: [ReportModel.Recommendation] = []
    if let rate = agent.completionRate, rate < 50 {
      let evidence = ReportModel.Evidence(figure: "completionRate", value: rate, threshold: 50, n: n)
      advice.append(.init(code: "low-completion", evidence: evidence))
    }
    if let minutes = agent.averageExecutionTime, minutes > 1440 {
      let evidence = ReportModel.Evidence(figure: "avgCompletionTime", value: minutes / 60, threshold: 24, n: n)
      advice.append(.init(code: "slow-completion", evidence: evidence))
    }
    return advice
  }

  private static func system(
    agents: [ReportModel.Agent], recommendations: [ReportModel.Recommendation]
  ) -> ReportModel.System {
    let generated = agents.map(\.tasksGenerated).reduce(0, +)
    let active = agents.filter { $0.registered && $0.tasksGenerated > 0 }
    let times = times(count: agents.map(\.tasksCompleted).reduce(0, +), mean: 640.898082010582)
    func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
    return .init(
      totalAgents: 6, activeAgents: active.count, totalTasksGenerated: generated,
      totalTasksApproved: agents.map(\.tasksApproved).reduce(0, +),
      totalTasksRejected: agents.map(\.tasksRejected).reduce(0, +),
      totalTasksCompleted: agents.map(\.tasksCompleted).reduce(0, +), totalTasksCancelled: 0,
      totalTasksPending: agents.map(\.tasksPending).reduce(0, +),
      totalTasksApprovedOpen: agents.map(\.tasksApprovedOpen).reduce(0, +),
      totalTasksInProgress: agents.map(\.tasksInProgress).reduce(0, +),
      averageApprovalRate: mean(active.compactMap(\.approvalRate)),
      averageCompletionRate: mean(active.compactMap(\.completionRate)),
      overallApprovalRate: rate(agents.map(\.tasksApproved).reduce(0, +), generated),
      overallCompletionRate: rate(agents.map(\.tasksCompleted).reduce(0, +), generated),
      systemHealth: active.isEmpty ? .noData : .poor,
      bottlenecks: agents.filter(\.bottleneck).sorted { $0.performanceScore < $1.performanceScore }.map(\.agentId),
      recommendations: active.isEmpty
        ? [.init(code: "activate-agents", evidence: .init(figure: "activeAgents", value: 0, threshold: 4, n: 6))]
        : recommendations, executionTime: times, stages: stages(times))
  }

  private static func rate(_ k: Int, _ n: Int) -> Double? { n > 0 ? 100 * Double(k) / Double(n) : nil }

  private static func interval(_ k: Int, _ n: Int) -> ReportModel.Interval? {
    guard n > 0 else { return nil }
    let (p, n, z) = (Double(k) / Double(n), Double(n), 1.959963984540054)
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return .init(low: 100 * max(0, middle - half), high: 100 * min(1, middle + half))
  }

  private static func times(count: Int, mean: Double) -> ReportModel.Times {
    count == 0
      ? .init(count: 0, meanMinutes: nil, p50Minutes: nil, p90Minutes: nil, p95Minutes: nil, maxMinutes: nil)
      : .init(
        count: count, meanMinutes: mean, p50Minutes: mean * 0.6, p90Minutes: mean * 2.1, p95Minutes: mean * 2.5,
        maxMinutes: mean * 4)
  }

  private static func stages(_ times: ReportModel.Times) -> ReportModel.Stages {
    let none = SampleModel.times(count: 0, mean: 0)
    return .init(approvalWait: times, queueTime: none, cycleTime: none, deliveryTime: times)
  }

  private static let titles = [
    "Otimizar títulos da coleção verão bebê", "Revisar preços de bodies manga curta", "Criar kit maternidade",
    "Atualizar fotos do macacão jeans", "Campanha do Dia das Crianças: cupons e frete grátis acima de R$ 199",
    "Responder avaliações com 1 estrela", "<script>alert(1)</script> | *negrito* {{title}}",
  ]

  private static func task(_ i: Int, asOf: Instant) -> ReportModel.TaskRow {
    let agents = Registry.builtIn.agents
    let agent = agents[i % agents.count]
    return .init(
      id: "3f2b8c1e-0000-4000-8000-0000000000\(10 + i)", title: i == 9 ? nil : titles[i % titles.count],
      agentId: i == 7 ? nil : agent.id, channel: agent.channel, status: i % 2 == 0 ? "pending" : "awaiting_approval",
      priority: i == 8 ? nil : ["high", "medium", "low", "urgentíssima"][i % 4], category: "optimization",
      createdAt: Instant(milliseconds: asOf.milliseconds - Int64(40 - i) * 43_200_000),
      ageDays: Double(40 - i) / 2)
  }

  private static let findings: [ReportModel.Finding] = [
    .init(
      code: "unknown-status", severity: .error, count: 12, message: "records with an unknown status",
      hint: "add it under status_map",
      examples: [
        .init(
          path: "Fixtures/scenarios/nightly/input/2026-02-01/tasks.csv", line: 118, column: 7, record: "T-117",
          detail: "status \"dnoe\" is not a task status"),
        .init(path: "tasks.json", line: nil, column: nil, record: "T-4", detail: "status \"<b>x</b>\""),
      ]),
    .init(
      code: "time-order", severity: .warning, count: 3, message: "times before creation", hint: "check the clocks",
      examples: [.init(path: nil, line: nil, column: nil, record: nil, detail: "approved_at before created_at")]),
    .init(
      code: "superseded", severity: .information, count: 171, message: "superseded", hint: "nothing to do", examples: []
    ),
  ]
}
