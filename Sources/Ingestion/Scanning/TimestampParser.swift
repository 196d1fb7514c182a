package import Tasks

/// Reads timestamps by hand: ISO 8601 and RFC 3339 in the forms that exports use, PostgreSQL's, and Unix time.
package struct TimestampParser: Sendable {
  /// Stands in where a timestamp names no zone.
  private let assumed: ZoneOffsets
  private let assumedIsFixed: Bool
  /// Day before month, `24/02/2026 09:45` or `4/2/2026 9:45`, is accepted beside ISO.
  private let dayFirst: Bool

  package init(assuming zone: ZoneOffsets, dayFirst: Bool = false) {
    assumed = zone
    assumedIsFixed = zone.entries.count == 1
    self.dayFirst = dayFirst
  }

  /// The instant that a text states; nil when it is none.
  package func parse(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    return parse(bytes.span, 0, bytes.count)
  }

  /// The instant that `[start, end)` states; nil when it is none.
  @inline(__always)
  package func parse(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Instant? {
    if let found = Scan.utcTimestamp(bytes, from: start, to: end) { return Instant(milliseconds: found) }
    return parseAnyForm(bytes, start, end)
  }

  func parseAnyForm(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Instant? {
    guard start >= 0, end <= bytes.count, end - start >= 8, end - start <= 40 else { return nil }
    var cursor = Cursor(at: start, end: end)
    if end - start >= 10, bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-") {
      guard let year = cursor.number(4, bytes), cursor.skip("-", bytes), let month = cursor.number(2, bytes),
        cursor.skip("-", bytes), let day = cursor.number(2, bytes)
      else { return nil }
      return clock(year, month, day, bytes, &cursor)
    }
    if dayFirst, let day = cursor.oneOrTwoDigits(bytes), let separator = cursor.take(bytes),
      separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".") || separator == UInt8(ascii: "-")
    {
      guard let month = cursor.oneOrTwoDigits(bytes), cursor.take(bytes) == separator,
        let year = cursor.number(4, bytes)
      else { return nil }
      return clock(year, month, day, bytes, &cursor, isDayFirst: true)
    }
    return unixTime(bytes, start, end)
  }

  /// Whole numbers: milliseconds from 100,000,000,000 on, seconds from 100,000,000 on.
  private func unixTime(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Instant? {
    guard end - start <= 14 else { return nil }
    var value: Int64 = 0
    for i in start..<end {
      guard ASCII.isDigit(bytes[i]) else { return nil }
      value = value * 10 + Int64(bytes[i] & 15)
    }
    guard value >= 100_000_000 else { return nil }
    let milliseconds = value >= 100_000_000_000 ? value : value * 1000
    return milliseconds < TimestampParser.end ? Instant(milliseconds: milliseconds) : nil
  }

  /// 2263-01-01T00:00:00Z.
  private static let end: Int64 = 9_246_182_400_000

  /// The rest of a timestamp whose date has been read: nothing, or a clock time and perhaps a zone.
  private func clock(
    _ year: Int, _ month: Int, _ day: Int, _ bytes: Span<UInt8>, _ cursor: inout Cursor, isDayFirst: Bool = false
  ) -> Instant? {
    guard (1970...2262).contains(year), let date = CalendarDay(year: year, month: month, day: day) else { return nil }
    var local = Int64(date.number) * Instant.millisecondsPerDay
    if cursor.isAtEnd { return inAssumedZone(local) }
    guard let gap = cursor.take(bytes),
      gap == UInt8(ascii: "T") || gap == UInt8(ascii: " ") || gap == UInt8(ascii: "t"),
      let hour = isDayFirst ? cursor.oneOrTwoDigits(bytes) : cursor.number(2, bytes), hour <= 23,
      cursor.skip(":", bytes), let minute = cursor.number(2, bytes), minute <= 59
    else { return nil }
    local += Int64(hour * 3600 + minute * 60) * 1000
    if cursor.skip(":", bytes) {
      guard let second = cursor.number(2, bytes), second <= 60 else { return nil }
      var milliseconds = 0
      if cursor.skip(".", bytes) || cursor.skip(",", bytes) {
        guard let fraction = cursor.fraction(bytes) else { return nil }
        milliseconds = fraction
      }
      // A leap second is read as the last millisecond of its minute.
      local += second == 60 ? 59_999 : Int64(second * 1000 + milliseconds)
    }
    guard let mark = cursor.take(bytes) else { return inAssumedZone(local) }
    if mark == UInt8(ascii: "Z") || mark == UInt8(ascii: "z") {
      return cursor.isAtEnd ? Instant(milliseconds: local) : nil
    }
    guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-"), let hours = cursor.number(2, bytes) else {
      return nil
    }
    var minutes = 0
    if !cursor.isAtEnd {
      _ = cursor.skip(":", bytes)
      guard let more = cursor.number(2, bytes), more <= 59, cursor.isAtEnd else { return nil }
      minutes = more
    }
    let offset = hours * 60 + minutes
    guard offset <= 18 * 60 else { return nil }
    let shift = Int64(offset) * 60_000
    return Instant(milliseconds: mark == UInt8(ascii: "-") ? local + shift : local - shift)
  }

  private func inAssumedZone(_ local: Int64) -> Instant {
    if assumedIsFixed { return Instant(milliseconds: local - Int64(assumed.entries[0].offsetSeconds) * 1000) }
    return assumed.instant(local: local)
  }
}

/// A place in a timestamp.
private struct Cursor {
  var at: Int
  let end: Int

  var isAtEnd: Bool { at >= end }

  @inline(__always)
  mutating func take(_ bytes: Span<UInt8>) -> UInt8? {
    if at >= end { return nil }
    at += 1
    return bytes[at - 1]
  }

  /// A number of one or two digits, none of which follows it.
  mutating func oneOrTwoDigits(_ bytes: Span<UInt8>) -> Int? {
    number(at + 1 < end && ASCII.isDigit(bytes[at + 1]) ? 2 : 1, bytes)
  }

  @inline(__always)
  mutating func skip(_ character: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
    guard at < end, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  /// A number of exactly `digits` digits.
  @inline(__always)
  mutating func number(_ digits: Int, _ bytes: Span<UInt8>) -> Int? {
    guard end - at >= digits else { return nil }
    var value = 0
    for i in at..<at + digits {
      guard ASCII.isDigit(bytes[i]) else { return nil }
      value = value * 10 + Int(bytes[i] & 15)
    }
    at += digits
    return value
  }

  /// One to nine digits of a second's fraction, cut to milliseconds.
  mutating func fraction(_ bytes: Span<UInt8>) -> Int? {
    var value = 0
    var digits = 0
    while at < end, ASCII.isDigit(bytes[at]) {
      if digits < 3 { value = value * 10 + Int(bytes[at] & 15) }
      digits += 1
      at += 1
    }
    guard (1...9).contains(digits) else { return nil }
    for _ in min(digits, 3)..<3 { value *= 10 }
    return value
  }
}
