import Ingestion
import Tasks

/// A point in time as a user writes it: a day, or a time that may name its zone.
enum Moment: Equatable {
  case day(CalendarDay)
  /// A time, in the same words as in the inputs.
  case time(String)

  /// Reads `2026-02-24`, `2026-02-24T09:45`, `2026-02-24 09:45:30.5` or any of these with a zone: `Z`, `-03:00`.
  init(_ text: String) throws(ValueProblem) {
    guard let instant = TimestampParser(assuming: .utc).parse(text) else {
      throw ValueProblem(
        "\"\(text)\" is neither a date nor a time",
        hint: "a real day such as 2026-02-24, or a time such as 2026-02-24T09:45:00-03:00, from 1970 to 2262")
    }
    let day = CalendarDay(instant: instant)
    self = day.description == text ? .day(day) : .time(text)
  }

  /// The first millisecond that is meant: a day's midnight in `zone`.
  func start(in zone: ZoneOffsets) throws(ValueProblem) -> Instant {
    switch self {
    case .day(let day): return zone.start(of: day)
    case .time(let text):
      guard let instant = TimestampParser(assuming: zone).parse(text) else {
        throw ValueProblem("\"\(text)\" is no time of the years 1970 to 2262 in \(zone.name)")
      }
      return instant
    }
  }

  /// The last millisecond that is meant: a day's end in `zone`.
  func end(in zone: ZoneOffsets) throws(ValueProblem) -> Instant {
    guard case .day(let day) = self else { return try start(in: zone) }
    return Instant(milliseconds: zone.start(of: CalendarDay(number: day.number + 1)).milliseconds - 1)
  }
}
