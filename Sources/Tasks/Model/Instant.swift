/// A point in time: milliseconds since 1970-01-01T00:00:00Z, from 1970 to 2262.
package struct Instant: Hashable, Comparable, Sendable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  package static let millisecondsPerDay: Int64 = 86_400_000

  /// The years 1970 to 2262: all instants that input may hold.
  package static let valid = Instant(milliseconds: 0)...Instant(milliseconds: 9_246_182_399_999)

  /// The time from `earlier` to this instant in milliseconds; negative when this one is the earlier.
  package func since(_ earlier: Instant) -> Int64 { milliseconds - earlier.milliseconds }
}

extension Instant: CustomStringConvertible {
  /// `2026-02-24T12:45:30.123Z`: UTC, milliseconds. An instant that no calendar day holds shows as its number.
  package var description: String {
    guard let number = Int32(exactly: floorDivide(milliseconds, Instant.millisecondsPerDay)) else {
      return "\(milliseconds) ms"
    }
    let day = CalendarDay(number: number)
    var rest = milliseconds - Int64(number) * Instant.millisecondsPerDay
    let ms = rest % 1000
    rest /= 1000
    return "\(day)T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2)).\(padded(ms, 3))Z"
  }
}

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
package struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01; negative before.
  package var number: Int32

  package init(number: Int32) { self.number = number }

  /// The UTC day that holds `instant`.
  package init(instant: Instant) {
    number = Int32(truncatingIfNeeded: floorDivide(instant.milliseconds, Instant.millisecondsPerDay))
  }

  /// The day, or nil when the calendar has no such day (30 February).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= CalendarDay.days(inMonth: month, of: year),
      (0...9999).contains(year)
    else { return nil }
    // Howard Hinnant's days_from_civil: the year begins in March, so that the leap day comes last.
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month (1-12) and day of the month (1-31).
  package var civil: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
  }

  /// Midnight UTC of the day.
  package var start: Instant { Instant(milliseconds: Int64(number) * Instant.millisecondsPerDay) }

  package static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }

  /// `2026-02-24`
  package var description: String {
    let (year, month, day) = civil
    return "\(padded(Int64(year), 4))-\(padded(Int64(month), 2))-\(padded(Int64(day), 2))"
  }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}

/// Division that rounds down, so that instants before 1970 fall on the right day.
package func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
  let q = a / b
  return a % b < 0 ? q - 1 : q
}

private func padded(_ value: Int64, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
