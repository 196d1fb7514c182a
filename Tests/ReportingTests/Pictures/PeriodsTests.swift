import Foundation
import Tasks
import TestSupport
import Testing

@testable import Reporting

/// However many days a report has, its charts have few points, and none of what happened is lost.
@Suite struct PeriodsTests {
  /// A report whose every day has one more task of each kind than the one before has in its flow.
  private static func model(days: Int) -> ReportModel {
    var model = SampleModel.model(agents: 2, days: 3, seed: 4)
    guard let daily = model.daily.first, let flow = model.flow.first else { return model }
    model.daily = (0..<days).map { i in
      var row = daily
      row.date = CalendarDay(number: daily.date.number + Int32(i))
      (row.created, row.approved, row.completed) = (3, 2, 1)
      return row
    }
    model.flow = (0..<days).map { i in
      var row = flow
      row.date = CalendarDay(number: flow.date.number + Int32(i))
      row.completed = i + 1
      return row
    }
    return model
  }

  @Test(
    "Three years are drawn by month, a year by week, two months by day",
    arguments: [
      (1, Periods.Unit.day), (62, .day), (63, .week), (365, .week), (3 * 365, .month), (40 * 365, .years),
    ])
  func units(days: Int, unit: Periods.Unit) {
    let periods = Periods(PeriodsTests.model(days: days))
    #expect(periods.unit == unit)
    #expect(periods.all.count <= 64)
    #expect(periods.all.map(\.created).reduce(0, +) == 3 * days)
    #expect(periods.all.map(\.approved).reduce(0, +) == 2 * days)
    #expect(periods.all.map(\.completed).reduce(0, +) == days)
    #expect(zip(periods.all, periods.all.dropFirst()).allSatisfy { $0.start < $1.start })
    #expect(periods.all.last?.flow?.completed == days, "the flow at the end of a period is that of its last day")
  }

  @Test("A report of three years is complete, and its pages are small", arguments: Renderer.locales)
  func threeYears(locale: String) throws {
    let model = PeriodsTests.model(days: 3 * 365)
    let pages = try rendered(model, locale: locale, formats: [.html])
    let performance = try #require(pages["performance.html"])
    #expect(performance.utf8.count < 1_000_000)
    for id in ["chart-flow", "chart-daily"] {
      let chart = try #require(performance.range(of: "id=\"\(id)"), "\(id)")
      let drawing = performance[chart.lowerBound...].prefix(60_000)
      #expect(drawing.contains("<path"))
    }
  }
}
