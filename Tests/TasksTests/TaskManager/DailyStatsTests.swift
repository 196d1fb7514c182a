import Testing

@testable import Tasks

@Suite("The task manager's daily statistics")
struct DailyStatsTests {
  /// Three hours behind UTC.
  private let saoPaulo = ZoneOffsets(
    name: "America/Sao_Paulo", entries: [.init(from: Instant(milliseconds: .min), offsetSeconds: -10_800)])

  private func manager() throws -> TaskManager {
    var manager = TaskManager()
    // 2 March, 22:00 in São Paulo, is 3 March, 01:00 UTC.
    try manager.createTask(TaskDraft(id: id("a"), title: "", agent: "alex"), at: at("2026-03-03T01:00"))
    try manager.createTask(TaskDraft(id: id("b"), title: "", agent: "tren"), at: at("2026-03-03T12:00"))
    try manager.approveTasks([id("a"), id("b")], by: "ana", at: at("2026-03-03T13:00"))
    try manager.completeTask(id("a"), at: at("2026-03-05T01:00"))
    return manager
  }

  @Test("A range states each day and channel, gaps included")
  func range() throws {
    let stats = try manager().getDailyStats(day("2026-03-01")...day("2026-03-09"))
    #expect(
      stats.map { "\($0.day) \($0.channel)" } == [
        "2026-03-03 amazon", "2026-03-03 shein", "2026-03-04 amazon", "2026-03-04 shein", "2026-03-05 amazon",
        "2026-03-05 shein",
      ])
    #expect(stats.map(\.created) == [1, 1, 0, 0, 0, 0])
    #expect(stats.map(\.approved) == [1, 1, 0, 0, 0, 0])
    #expect(stats.map(\.completed) == [0, 0, 0, 0, 1, 0])
    #expect(stats.map(\.averageCompletionHours) == [nil, nil, nil, nil, 48, nil])
    // Nobody has started or rejected anything: no data, not nought.
    #expect(stats.allSatisfy { $0.started == nil && $0.rejected == nil })
  }

  @Test("A day counts what happened on it in the zone's calendar")
  func oneDay() throws {
    let stats = try manager().getDailyStats(day("2026-03-02"), in: saoPaulo)
    #expect(stats.map(\.channel) == ["amazon"])
    #expect(stats.map(\.created) == [1])
    #expect(stats.map(\.completed) == [0])
    #expect(try manager().getDailyStats(day("2026-03-02")).isEmpty)
  }

  @Test("A day on which nothing happened has no rows, at the ends of time neither", arguments: [Int32.min, 0, .max])
  func emptyDays(_ number: Int32) throws {
    #expect(try manager().getDailyStats(CalendarDay(number: number)).isEmpty)
  }
}
