import Foundation
import Testing

@testable import Tasks

@Suite("Instants and days")
struct CalendarTests {
  @Test(
    "Days agree with Foundation's Gregorian calendar from 1900 to 2300", arguments: (76..<92).map { $0 * 25 }
  )
  func againstFoundation(start: Int) throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let first = try #require(CalendarDay(year: start, month: 1, day: 1))
    for number in stride(from: first.number, to: first.number + 25 * 366, by: 7) {
      let day = CalendarDay(number: number)
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
      let civil = day.civil
      #expect(civil.year == parts.year && civil.month == parts.month && civil.day == parts.day, "\(number)")
      #expect(CalendarDay(year: civil.year, month: civil.month, day: civil.day) == day)
    }
  }

  @Test(
    "Days that no calendar has are none",
    arguments: [
      (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32),
      (10_000, 1, 1),
      (-1, 1, 1), (Int.max, 1, 1), (2026, Int.min, 1), (2026, 1, Int.max),
    ])
  func noDay(year: Int, month: Int, day: Int) { #expect(CalendarDay(year: year, month: month, day: day) == nil) }

  @Test(
    "Leap days are", arguments: [(2024, 2, 29, 19_782), (2000, 2, 29, 11_016), (1970, 1, 1, 0), (1969, 12, 31, -1)])
  func days(year: Int, month: Int, day: Int, number: Int32) {
    #expect(CalendarDay(year: year, month: month, day: day)?.number == number)
  }

  @Test(
    "An instant shows in UTC to the millisecond",
    arguments: [
      (Int64(0), "1970-01-01T00:00:00.000Z"), (1_771_937_130_123, "2026-02-24T12:45:30.123Z"),
      (-1, "1969-12-31T23:59:59.999Z"), (9_246_182_399_999, "2262-12-31T23:59:59.999Z"),
      (999, "1970-01-01T00:00:00.999Z"),
      (Int64.max, "9223372036854775807 ms"), (Int64.min, "-9223372036854775808 ms"),
    ])
  func description(milliseconds: Int64, text: String) {
    #expect(Instant(milliseconds: milliseconds).description == text)
  }

  @Test("An instant before 1970 falls on the day before")
  func beforeEpoch() { #expect(CalendarDay(instant: Instant(milliseconds: -1)).number == -1) }
}
