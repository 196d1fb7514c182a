import Testing

@testable import Tasks

@Suite("Scores, health and recommendations")
struct JudgementTests {
  private func agent(_ generated: Int, _ approved: Int, _ completed: Int, minutes: Double = 240) throws -> AgentFigures
  {
    let records = tasks(generated: generated, approved: approved, completed: completed, minutes: minutes)
    return try #require(TaskExport(records).figures().agents.first)
  }

  @Test("12 generated, 10 approved, 5 completed and 240 minutes on average give 67.5")
  func workedExample() throws {
    let alex = try agent(12, 10, 5)
    #expect(alex.performanceScore == 67.5)
    #expect(alex.group.approvalRate == 100 * 10.0 / 12)
    #expect(alex.group.completionRate == 100 * 5.0 / 12)
    #expect(alex.group.execution.meanMinutes == 240)
    #expect(!alex.isBottleneck)
  }

  /// Each is 0.5 x approval + 0.3 x completion + 0.2 x speed by hand; summed in floating point the last three come out
  /// a little lower.
  @Test(
    "The score is exact",
    arguments: [
      (10, 10, 10, 0.0, 100.0), (10, 10, 10, 360, 90), (10, 10, 10, 720, 80), (10, 10, 10, 1440, 80), (10, 5, 0, 0, 25),
      (12, 10, 9, 60, 82.5), (18, 9, 8, 300, 50), (24, 13, 7, 300, 47.5),
    ])
  func scores(generated: Int, approved: Int, completed: Int, minutes: Double, score: Double) throws {
    #expect(try agent(generated, approved, completed, minutes: minutes).performanceScore == score)
  }

  @Test("An agent is a bottleneck below 50, not at 50, and not without tasks")
  func bottleneck() throws {
    #expect(try !agent(18, 9, 8, minutes: 300).isBottleneck)
    #expect(try agent(18, 9, 8, minutes: 301).isBottleneck)
    let idle = try agent(0, 0, 0)
    #expect(idle.performanceScore == 0)
    #expect(!idle.isBottleneck)
    #expect(idle.group.approvalRate == nil)
  }

  @Test("Completed tasks whose times are not in order have no speed")
  func noSpeed() throws {
    var task = record(.completed, approval: .yes)
    task[.completed] = hour(-5).milliseconds
    let alex = try #require(TaskExport([task]).figures().agents.first)
    #expect(alex.performanceScore == 80)
    #expect(alex.group.execution.meanMinutes == nil)
  }

  @Test("Weights and ceiling are settings")
  func weights() throws {
    var settings = Settings()
    settings.approvalWeight = 1
    settings.completionWeight = 0
    settings.speedWeight = 0.125
    settings.speedCeilingMinutes = 480
    let records = tasks(generated: 4, approved: 2, completed: 1)
    let alex = try #require(TaskExport(records).figures(settings: settings).agents.first)
    #expect(alex.performanceScore == 56.25)
  }

  @Test("Weights with more places than are kept exactly still give a score")
  func longWeights() throws {
    var settings = Settings()
    settings.approvalWeight = 0.123456789012
    let records = tasks(generated: 4, approved: 4, completed: 4)
    let alex = try #require(TaskExport(records).figures(settings: settings).agents.first)
    #expect(abs(alex.performanceScore - (12.3456789012 + 30 + 20.0 * 2 / 3)) < 1e-9)
  }

  /// Agents with 20 tasks each, approved and completed as told.
  private func system(_ rates: [(approved: Int, completed: Int)], of generated: Int = 20) -> SystemFigures {
    let records = rates.enumerated().flatMap { agent, rate in
      tasks(agent: Int32(agent), generated: generated, approved: rate.approved, completed: rate.completed)
    }
    return TaskExport(records).figures().system
  }

  @Test(
    "Health goes by both rates, thresholds included",
    arguments: [
      (17, 17, SystemHealth.excellent), (17, 16, .good), (14, 14, .good), (14, 13, .fair), (13, 13, .fair),
      (12, 10, .fair),
      (12, 9, .poor), (11, 11, .poor), (20, 9, .poor),
    ])
  func health(approved: Int, completed: Int, health: SystemHealth) {
    #expect(system([(approved, completed)]).health == health)
  }

  @Test("Health is told by the mean over active agents, which is exact")
  func meanHealth() {
    // 1/2, 5/6 and 1/6 completed: 50% on average, though floating point sums to less.
    let figures = TaskExport(
      tasks(agent: 0, generated: 2, approved: 2, completed: 1)
        + tasks(agent: 1, generated: 6, approved: 6, completed: 5)
        + tasks(agent: 2, generated: 6, approved: 6, completed: 1)
    ).figures().system
    #expect(figures.averageCompletionRate == 50)
    #expect(figures.averageApprovalRate == 100)
    #expect(figures.health == .fair)
    #expect(figures.activeAgents == 3)
    #expect(figures.totalAgents == 6)
    // Overall 7 of 14, the mean of the agents another thing.
    #expect(figures.group.completionRate == 50)
  }

  @Test("Idle agents have no rate and stay out of the means")
  func idleAgents() {
    let figures = system([(20, 20), (10, 10)])
    #expect(figures.averageApprovalRate == 75)
    #expect(figures.activeAgents == 2)
  }

  @Test("Agents that are not registered count in the totals, not in the means")
  func unregisteredAgents() {
    let records =
      tasks(agent: 0, generated: 4, approved: 4, completed: 4)
      + tasks(agent: 6, channel: 0, generated: 4, approved: 0, completed: 0)
    let export = TaskExport(
      records: records, events: [], names: Names(registry: .builtIn, unregisteredAgents: ["luna"]))
    let system = export.figures().system
    #expect(system.averageApprovalRate == 100)
    #expect(system.activeAgents == 1)
    #expect(system.totalAgents == 6)
    #expect(system.group.approvalRate == 50)
    #expect(system.bottlenecks == ["luna"])
  }

  @Test("Without an active agent there is no health, and one recommendation")
  func noData() {
    let system = TaskExport([TaskRecord]()).figures().system
    #expect(system.health == .noData)
    #expect(system.averageApprovalRate == nil)
    #expect(system.recommendations.map(\.code) == [.activateAgents])
    #expect(system.bottlenecks.isEmpty)
  }

  @Test(
    "Recommendations come in their order, below their thresholds",
    arguments: [
      ([(20, 20), (20, 20), (20, 20)], [Recommendation.Code.activateAgents]),
      ([(20, 20), (20, 20), (20, 20), (20, 20)], []),
      ([(14, 12), (14, 12), (14, 12), (14, 12)], []),
      ([(13, 12), (14, 12), (14, 12), (14, 12)], [.reviewApproval]),
      ([(14, 11), (14, 12), (14, 12), (14, 12)], [.optimizeWorkflow]),
      ([(1, 1)], [.activateAgents, .reviewApproval, .optimizeWorkflow]),
    ])
  func recommendations(rates: [(Int, Int)], codes: [Recommendation.Code]) {
    #expect(system(rates.map { (approved: $0.0, completed: $0.1) }).recommendations.map(\.code) == codes)
  }

  @Test("A recommendation states its figure, its threshold and what it is taken over")
  func evidence() {
    #expect(
      system([(13, 20)]).recommendations == [
        Recommendation(code: .activateAgents, figure: "activeAgents", value: 1, threshold: 4, n: 1),
        Recommendation(code: .reviewApproval, figure: "averageApprovalRate", value: 65, threshold: 70, n: 1),
      ])
  }

  @Test("Bottlenecks come worst first, and in the agents' order when they are alike")
  func bottleneckOrder() {
    let records = [(0, 4), (1, 0), (2, 2), (3, 0)].flatMap { agent, approved in
      tasks(agent: Int32(agent), generated: 10, approved: approved, completed: 0)
    }
    #expect(TaskExport(records).figures().system.bottlenecks == ["marina", "tren", "sunny", "alex"])
  }
}
