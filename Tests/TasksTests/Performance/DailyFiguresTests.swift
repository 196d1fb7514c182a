import Testing

@testable import Tasks

@Suite("Days")
struct DailyFiguresTests {
  private func text(_ rows: [DailyFigures]) -> [String] {
    rows.map { row in
      let counts = [row.created, row.approved, row.rejected, row.started, row.completed].map {
        $0.map(String.init) ?? "-"
      }
      return "\(row.day) \(row.channel) \(counts.joined(separator: " "))"
    }
  }

  @Test("Each event counts on its day; a series that the input does not have is no data")
  func counts() {
    let figures = TaskExport([
      record(
        .completed, id: "a", created: at("2026-03-01T23:59"),
        [.approved: at("2026-03-02"), .completed: at("2026-03-04")]),
      record(.pending, id: "b", created: at("2026-03-02"), channel: 3),
    ]).figures()
    #expect(
      text(figures.daily) == [
        "2026-03-01 amazon 1 0 - - 0", "2026-03-01 shein 0 0 - - 0", "2026-03-02 amazon 0 1 - - 0",
        "2026-03-02 shein 1 0 - - 0", "2026-03-03 amazon 0 0 - - 0", "2026-03-03 shein 0 0 - - 0",
        "2026-03-04 amazon 0 0 - - 1", "2026-03-04 shein 0 0 - - 0",
      ])
    let average: Double = 2881.0 / 60
    #expect(figures.daily.compactMap(\.averageCompletionHours) == [average])
  }

  @Test(
    "Days are those of the zone, of 23 and 25 hours as well",
    arguments: [
      ("2025-03-09T04:59:59", "2025-03-08"), ("2025-03-09T05:00", "2025-03-09"), ("2025-03-10T03:59:59", "2025-03-09"),
      ("2025-03-10T04:00", "2025-03-10"), ("2025-11-02T03:59:59", "2025-11-01"), ("2025-11-02T04:00", "2025-11-02"),
      ("2025-11-03T04:59:59", "2025-11-02"), ("2025-11-03T05:00", "2025-11-03"),
    ])
  func zoneDays(instant: String, name: String) {
    let figures = TaskExport([record(.pending, created: at(instant))])
      .figures(ReportPeriod(asOf: nil, zone: Zones.newYork))
    #expect(figures.daily.map(\.day) == [day(name)])
    #expect(figures.flow.map(\.day) == [day(name)])
  }

  @Test("The window counts every event inside it, whatever the task's day of creation; the cohort is created in it")
  func window() {
    let records = [
      record(
        .completed, id: "a", created: at("2026-03-01"), [.approved: at("2026-03-02"), .completed: at("2026-03-03")]),
      record(.pending, id: "b", created: at("2026-03-02")), record(.pending, id: "c", created: at("2026-03-03")),
    ]
    let period = ReportPeriod(asOf: nil, from: at("2026-03-02"), to: at("2026-03-03"))
    let figures = TaskExport(records).figures(period)
    #expect(text(figures.daily) == ["2026-03-02 amazon 1 1 - - 0"])
    #expect(figures.system.group.generated == 1)
    #expect(figures.flow.map(\.counts) == [[1, 0, 0, 0, 0, 0, 0]])
  }

  @Test("Events after the as-of time have not happened, but tell that the series exists")
  func asOf() {
    let records = [
      record(.completed, created: at("2026-03-01"), [.approved: at("2026-03-02"), .completed: at("2026-03-03")])
    ]
    let figures = TaskExport(records).figures(ReportPeriod(asOf: at("2026-03-02")))
    #expect(text(figures.daily) == ["2026-03-01 amazon 1 0 - - 0", "2026-03-02 amazon 0 1 - - 0"])
  }

  @Test("A timestamp before the creation is in no day's count")
  func disorder() {
    let figures = TaskExport([record(.approved, created: at("2026-03-02"), [.approved: at("2026-03-01")])]).figures()
    #expect(text(figures.daily) == ["2026-03-02 amazon 1 0 - - -"])
  }

  @Test(
    "Up to 1,100 days are listed without gaps; beyond that only days with events",
    arguments: [
      (1098, 1099), (1099, 1100), (1100, 2), (40_000, 2),
    ])
  func gaps(distance: Int, rows: Int) {
    let records = [record(.pending, id: "a"), record(.pending, id: "b", created: hour(24 * Double(distance)))]
    let figures = TaskExport(records).figures()
    #expect(figures.daily.count == rows)
    #expect(figures.flow.count == rows)
    #expect(figures.daily.last?.day == CalendarDay(instant: hour(24 * Double(distance))))
    #expect(figures.daily.reduce(0) { $0 + ($1.created ?? 0) } == 2)
  }

  @Test("The flow tells how many tasks are in each status at each day's end")
  func flow() {
    let figures = TaskExport([
      record(
        .completed, id: "a", created: at("2026-03-01"),
        [.approved: at("2026-03-01T12:00"), .completed: at("2026-03-03")]),
      record(.rejected, id: "b", created: at("2026-03-01"), [.rejected: at("2026-03-02")]),
      record(.awaitingApproval, id: "c", created: at("2026-03-02"), [.submitted: at("2026-03-02T23:59")]),
      // In progress nobody knows since when: from its latest known step on.
      record(.inProgress, id: "d", created: at("2026-03-02"), [.approved: at("2026-03-03")]),
    ]).figures()
    // pending, awaiting_approval, approved, in_progress, completed, rejected, cancelled
    #expect(
      figures.flow.map(\.counts) == [[1, 0, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 1, 0], [0, 1, 0, 1, 1, 1, 0]])
  }

  @Test(
    "Days add up in any order, near and far",
    arguments: [
      [Int32(0), 1, 2], [5, 3, 1], [0, 4095, 4096, -1], [0, 100_000, -4000, 99_999], [100_000, 0, 5000, 95_000],
    ])
  func dayTable(days: [Int32]) {
    var table = DayTable(zero: 0) { $0 += $1 }
    #expect(table.isEmpty)
    for (i, day) in days.enumerated() { table.update(day) { $0 += i + 1 } }
    var other = DayTable(zero: 0) { $0 += $1 }
    for day in days.reversed() { other.update(day) { $0 += 10 } }
    table.merge(other)
    #expect(table.days == days.sorted())
    #expect(days.map { table[$0] } == days.indices.map { $0 + 11 })
    #expect(table[77] == nil)
  }
}
