import Testing

@testable import Tasks

@Suite("Channels, agents and rows for those that nobody registered")
struct ChannelFiguresTests {
  private func channel(_ records: [TaskRecord]) throws -> ChannelFigures {
    try #require(TaskExport(records).figures().channels.first)
  }

  @Test("A channel without a task has one recommendation, and no top agent")
  func noActivity() throws {
    let amazon = try channel([])
    #expect(amazon.recommendations.map(\.code) == [.noActivity])
    #expect(amazon.topAgent == nil)
    #expect(amazon.activeAgents == 0)
    #expect(amazon.group.completionRate == nil)
  }

  @Test(
    "Recommendations go by completion, time and volume, thresholds excluded",
    arguments: [
      (10, 5, 24.0, [Recommendation.Code]()), (10, 4, 24, [.lowCompletion]), (10, 5, 24.001, [.slowCompletion]),
      (4, 2, 1, [.lowVolume]), (5, 5, 1, []), (4, 1, 25, [.lowCompletion, .slowCompletion, .lowVolume]),
      (1, 0, 0, [.lowCompletion, .lowVolume]),
    ])
  func recommendations(generated: Int, completed: Int, hours: Double, codes: [Recommendation.Code]) throws {
    let records = tasks(generated: generated, approved: completed, completed: completed, minutes: hours * 60)
    #expect(try channel(records).recommendations.map(\.code) == codes)
  }

  @Test("The average is in hours")
  func averageHours() throws {
    let records = tasks(generated: 2, approved: 2, completed: 2, minutes: 90)
    #expect(try channel(records).averageCompletionHours == 1.5)
  }

  @Test(
    "The top agent has the most tasks; of equals the first of the registry, then by id",
    arguments: [
      ([(2, 3), (1, 2)], "sunny"), ([(2, 2), (1, 2)], "marina"), ([(7, 2), (6, 2)], "bruno"),
      ([(7, 2), (5, 2)], "premium"),
      ([(7, 3), (5, 2)], "bruno"),
    ] as [([(Int, Int)], String)])
  func topAgent(counts: [(Int, Int)], top: String) throws {
    let records = counts.flatMap { agent, count in
      tasks(agent: Int32(agent), channel: 0, generated: count, approved: 0, completed: 0)
    }
    // Agent 6 is "luna", agent 7 "bruno".
    let export = TaskExport(
      records: records, events: [], names: Names(registry: .builtIn, unregisteredAgents: ["luna", "bruno"]))
    let amazon = try #require(export.figures().channels.first)
    #expect(amazon.topAgent == top)
    #expect(amazon.activeAgents == 2)
  }

  @Test("Tasks that people made count on their channel and under no agent")
  func people() throws {
    let records = (0..<5).map { record(.pending, id: "\($0)", agent: TaskRecord.noAgent) }
    let figures = TaskExport(records).figures()
    #expect(figures.channels.first?.group.generated == 5)
    #expect(figures.channels.first?.topAgent == nil)
    #expect(figures.channels.first?.activeAgents == 0)
    #expect(figures.agents.allSatisfy { $0.group.generated == 0 && $0.status == .idle })
    #expect(figures.system.group.generated == 5)
    #expect(figures.system.activeAgents == 0)
  }

  @Test("Rows come in the registry's order, then by id")
  func rows() {
    let records = [(6, 7), (7, 6), (0, 0)].map { record(.pending, id: "\($0)", agent: Int32($0), channel: Int32($1)) }
    let export = TaskExport(
      records: records, events: [],
      names: Names(registry: .builtIn, unregisteredAgents: ["luna", "bruno"], unregisteredChannels: ["z", "magalu"]))
    let figures = export.figures()
    #expect(figures.agents.map(\.id) == ["alex", "marina", "sunny", "tren", "viral", "premium", "bruno", "luna"])
    #expect(
      figures.channels.map(\.id) == [
        "amazon", "mercadolivre", "shopee", "shein", "tiktokshop", "kaway", "magalu", "z",
      ])
    #expect(figures.agents.map(\.isRegistered) == [true, true, true, true, true, true, false, false])
    #expect(figures.agents.last?.channel == nil)
    #expect(figures.agents.map(\.status).last == .active)
  }

  @Test("Beyond the limit the first by id have rows, and the rest shares one")
  func others() {
    var settings = Settings()
    settings.unregisteredRows = 2
    let ids = ["d", "b", "c", "a"]
    let records = (0..<4).flatMap { i in
      (0...i).map { record(.pending, id: "\(i).\($0)", agent: Int32(6 + i), channel: Int32(6 + i)) }
    }
    let export = TaskExport(
      records: records, events: [],
      names: Names(registry: .builtIn, unregisteredAgents: ids, unregisteredChannels: ids))
    let figures = export.figures(settings: settings)
    #expect(figures.agents.dropFirst(6).map(\.id) == ["a", "b", "(other)"])
    // d has one task, c three.
    #expect(figures.agents.dropFirst(6).map(\.group.generated) == [4, 2, 4])
    #expect(figures.channels.dropFirst(6).map(\.id) == ["a", "b", "(other)"])
    #expect(figures.channels.dropFirst(6).map(\.activeAgents) == [1, 1, 2])
    #expect(figures.channels.map(\.topAgent).last == "(other)")
    #expect(figures.daily.map(\.channel) == ["a", "b", "(other)"])
    #expect(figures.daily.map(\.created) == [4, 2, 4])
    #expect(figures.system.group.generated == 10)
  }

  @Test("An agent whose latest output failed is in error, and its errors are counted")
  func outputs() {
    var failed = AgentOutputs()
    failed.errors = 3
    failed.latestFailed = true
    let export = TaskExport(tasks(generated: 1, approved: 0, completed: 0))
    let figures = export.measure(ReportPeriod(asOf: nil)).monitor.figures(
      names: export.names, outputs: [0: failed, 8: failed])
    #expect(figures.agents.first?.status == .error)
    #expect(figures.agents.first?.errors == 3)
    #expect(figures.agents.dropFirst().first?.status == .idle)
    // An agent that nobody registered has a row for its output alone.
    #expect(figures.agents.count == 7)
  }
}
