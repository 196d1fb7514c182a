import Tasks

/// The days of a report put together into at most 62 periods of equal length, so that a chart of three years is as
/// readable as one of a week.
struct Periods: Sendable {
  enum Unit: String, Sendable { case day, week, month, years }

  struct Period: Sendable {
    /// Its first day; the first period may begin before the report's first day.
    let start: CalendarDay
    var created = 0
    var approved = 0
    var completed = 0
    /// Tasks in each status at its end.
    var flow: ReportModel.Flow?
    /// Completed tasks by channel.
    var completedByChannel: [String: Int] = [:]
  }

  let unit: Unit
  /// Years that a period of the unit `years` has.
  let years: Int
  /// Without gaps. Empty without days.
  private(set) var all: [Period] = []

  private static let most = 62

  init(_ model: ReportModel) {
    let days = model.flow.map(\.date) + model.daily.map(\.date)
    guard let first = days.min(), let last = days.max() else {
      (unit, years) = (.day, 1)
      return
    }
    let span = Int(last.number) - Int(first.number) + 1
    unit =
      switch span {
      case ...Periods.most: .day
      case ...(7 * Periods.most): .week
      case ...(30 * Periods.most): .month
      default: .years
      }
    years = [1, 2, 5, 10, 20, 50, 100].first { span / 365 < $0 * (Periods.most - 1) } ?? 200
    all = (number(of: first)...number(of: last)).prefix(Periods.most + 2).map { Period(start: start(of: $0)) }
    add(model)
  }

  private mutating func add(_ model: ReportModel) {
    for row in model.daily {
      guard let i = index(of: row.date) else { continue }
      all[i].created = [all[i].created, row.created ?? 0].total
      all[i].approved = [all[i].approved, row.approved ?? 0].total
      all[i].completed = [all[i].completed, row.completed ?? 0].total
      all[i].completedByChannel[row.channel] = [all[i].completedByChannel[row.channel] ?? 0, row.completed ?? 0].total
    }
    for row in model.flow.sorted(by: { $0.date < $1.date }) {
      if let i = index(of: row.date) { all[i].flow = row }
    }
    // Nothing changed where no day is listed.
    var last: ReportModel.Flow?
    for i in all.indices {
      all[i].flow = all[i].flow ?? last
      last = all[i].flow
    }
  }

  private func index(of day: CalendarDay) -> Int? {
    guard let first = all.first else { return nil }
    let i = number(of: day) - number(of: first.start)
    return all.indices.contains(i) ? i : nil
  }

  /// Which period a day lies in, counted from any.
  private func number(of day: CalendarDay) -> Int {
    let (year, month, _) = day.civil
    return switch unit {
    case .day: Int(day.number)
    // The first of January 1970 was a Thursday; weeks begin on Mondays.
    case .week: Int(floorDivide(Int64(day.number) + 3, 7))
    case .month: year * 12 + month - 1
    case .years: Int(floorDivide(Int64(year), Int64(years)))
    }
  }

  private func start(of number: Int) -> CalendarDay {
    let day: CalendarDay? =
      switch unit {
      case .day: CalendarDay(number: Int32(clamping: number))
      case .week: CalendarDay(number: Int32(clamping: number * 7 - 3))
      case .month: CalendarDay(year: number / 12, month: number % 12 + 1, day: 1)
      case .years: CalendarDay(year: number * years, month: 1, day: 1)
      }
    return day ?? CalendarDay(number: 0)
  }

  /// What a period is called: its first day, its month or its first year.
  func label(_ period: Period, _ scene: Scene) -> String {
    let (year, month, _) = period.start.civil
    return switch unit {
    case .day, .week: scene.language.day(period.start)
    case .month:
      scene.text("format-month", ["year": scene.language.padded(year, 4), "month": scene.language.padded(month)])
    case .years: scene.language.padded(year, 4)
    }
  }

  /// What one period is, for axes and captions: `per day`.
  func each(_ scene: Scene) -> String {
    unit == .years
      ? scene.language.text("per-years", count: years) : scene.text("per-" + unit.rawValue)
  }
}

extension Sequence where Element == Int {
  /// The sum, which wraps where only a document that Nexo did not write could make it.
  var total: Int { reduce(0) { $0.addingReportingOverflow($1).partialValue } }
}
