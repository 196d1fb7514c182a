internal import Tasks

/// Finds dates and date-times in the name of a file or folder.
///
/// A date is `2026-02-24` (also with `_` or `.`) or `20260224`, a time behind it `02:00[:00]`, `02-00[-00]`, `0200[00]`
/// or `02h00` (behind a `T` also `02`), set off by `T`, `_`, `-` or a space, the zone `Z`, `+03`, `+0300` or `-03:00`. Digits that belong to a
/// longer number are none, except that 12 or 14 digits may be a date-time without marks; nor are those of a UUID.
struct DateInName {
  private let bytes: [UInt8]
  private var at = 0

  /// The latest time in the name: an export that names the first and the last day it covers is of the last.
  static func latest(in bytes: Span<UInt8>, _ range: Range<Int>, zone: ZoneOffsets) -> Instant? {
    // A date has eight digits; most names have fewer, and need no closer look.
    var digits = 0
    for i in range where ASCII.isDigit(bytes[i]) { digits += 1 }
    return digits < 8 ? nil : latest(in: [UInt8](copying: bytes, range.lowerBound, range.upperBound), zone: zone)
  }

  private static func latest(in name: [UInt8], zone: ZoneOffsets) -> Instant? {
    var scan = DateInName(bytes: name)
    var latest: Instant?
    while scan.at < name.count {
      if let found = scan.match(zone) {
        latest = max(latest ?? found, found)
      }
    }
    return latest
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads a time at the place, or moves on behind what is none.
  private mutating func match(_ zone: ZoneOffsets) -> Instant? {
    if let end = endOfUUID() {
      at = end
      return nil
    }
    guard isDigit(at) else {
      at += 1
      return nil
    }
    let run = digits(at)
    if let (day, end) = date(at) {
      at = end
      return instant(day, zone)
    }
    at += run
    return nil
  }

  private mutating func instant(_ day: CalendarDay, _ zone: ZoneOffsets) -> Instant {
    let midnight = day.start.milliseconds
    guard let (time, end) = time(at) else { return zone.instant(local: midnight) }
    at = end
    guard let (offset, end) = offset(at) else { return zone.instant(local: midnight + time) }
    at = end
    return Instant(milliseconds: midnight + time - offset)
  }

  // MARK: Parts

  /// A real day between 1970 and 2262 that begins at `i`, and where it ends.
  private func date(_ i: Int) -> (CalendarDay, Int)? {
    let run = digits(i)
    if run == 8 || run == 12 || run == 14 {
      guard let day = day(number(i, 4), number(i + 4, 2), number(i + 6, 2)) else { return nil }
      // Twelve or fourteen digits are a date-time or nothing.
      if run > 8, clock(number(i + 8, 2), number(i + 10, 2), run == 14 ? number(i + 12, 2) : 0) == nil { return nil }
      return (day, i + 8)
    }
    guard run == 4, let mark = byte(i + 4), "-_.".utf8.contains(mark), digits(i + 5) == 2, byte(i + 7) == mark,
      digits(i + 8) == 2, let day = day(number(i, 4), number(i + 5, 2), number(i + 8, 2))
    else { return nil }
    return (day, i + 10)
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay? {
    (1970...2262).contains(year) ? CalendarDay(year: year, month: month, day: day) : nil
  }

  /// The milliseconds of a time of day that begins at `i`, and where it ends.
  private func time(_ i: Int) -> (Int64, Int)? {
    var i = i
    if !isDigit(i) {
      guard let mark = byte(i), "Tt_- ".utf8.contains(mark), isDigit(i + 1) else { return nil }
      i += 1
      // What follows may be the next date.
      if date(i) != nil { return nil }
    }
    let run = digits(i)
    if run == 4 || run == 6 {
      guard let time = clock(number(i, 2), number(i + 2, 2), run == 6 ? number(i + 4, 2) : 0) else { return nil }
      return withFraction(time, i + run, hasSeconds: run == 6)
    }
    guard run == 2, let mark = byte(i + 2), ":-hH".utf8.contains(mark), digits(i + 3) == 2 else {
      // `20260224T02`: with a T, an hour will do.
      guard run == 2, byte(i - 1).map({ $0 | 0x20 }) == UInt8(ascii: "t") else { return nil }
      return clock(number(i, 2), 0, 0).map { ($0, i + 2) }
    }
    let secondMark = mark == UInt8(ascii: ":") || mark == UInt8(ascii: "-") ? mark : UInt8(ascii: "m")
    let hasSeconds = byte(i + 5) == secondMark && digits(i + 6) == 2
    guard let time = clock(number(i, 2), number(i + 3, 2), hasSeconds ? number(i + 6, 2) : 0) else { return nil }
    return withFraction(time, hasSeconds ? i + 8 : i + 5, hasSeconds: hasSeconds)
  }

  /// Three digits behind the seconds, as in the names that JavaScript's toISOString leads to.
  private func withFraction(_ time: Int64, _ end: Int, hasSeconds: Bool) -> (Int64, Int) {
    guard hasSeconds, let mark = byte(end), ".,".utf8.contains(mark), digits(end + 1) == 3 else { return (time, end) }
    return (time / 1000 * 1000 + Int64(number(end + 1, 3)), end + 4)
  }

  private func clock(_ hour: Int, _ minute: Int, _ second: Int) -> Int64? {
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    let time = Int64((hour * 60 + minute) * 60 + min(second, 59)) * 1000
    return second == 60 ? time + 999 : time
  }

  /// The milliseconds of an offset from UTC that begins at `i`, and where it ends. Offsets are quarters of an hour, so
  /// that a running number is none.
  private func offset(_ i: Int) -> (Int64, Int)? {
    guard let sign = byte(i) else { return nil }
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return isWord(i + 1) ? nil : (0, i + 1) }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let run = digits(i + 1)
    let hasColon = run == 2 && byte(i + 3) == UInt8(ascii: ":") && digits(i + 4) == 2
    guard run == 4 || hasColon || (run == 2 && sign == UInt8(ascii: "+")) else { return nil }
    let minute = hasColon ? number(i + 4, 2) : run == 4 ? number(i + 3, 2) : 0
    let minutes = number(i + 1, 2) * 60 + minute
    guard minute < 60, minute % 15 == 0, minutes <= 14 * 60 else { return nil }
    let offset = Int64(minutes) * 60_000
    return (sign == UInt8(ascii: "-") ? -offset : offset, i + 1 + (hasColon ? 5 : run))
  }

  /// Where a UUID that begins at the place ends.
  private func endOfUUID() -> Int? {
    if at > 0, isWord(at - 1) { return nil }
    var i = at
    for (index, length) in [8, 4, 4, 4, 12].enumerated() {
      if index > 0 {
        guard byte(i) == UInt8(ascii: "-") else { return nil }
        i += 1
      }
      for _ in 0..<length {
        guard isHex(i) else { return nil }
        i += 1
      }
    }
    return isWord(i) ? nil : i
  }

  // MARK: Bytes

  private func byte(_ i: Int) -> UInt8? { i >= 0 && i < bytes.count ? bytes[i] : nil }

  private func isDigit(_ i: Int) -> Bool { byte(i).map { (0x30...0x39).contains($0) } ?? false }

  private func isHex(_ i: Int) -> Bool { isDigit(i) || (byte(i).map { (0x61...0x66).contains($0 | 0x20) } ?? false) }

  private func isWord(_ i: Int) -> Bool { isDigit(i) || (byte(i).map { (0x61...0x7A).contains($0 | 0x20) } ?? false) }

  /// How many digits follow each other from `i` on.
  private func digits(_ i: Int) -> Int {
    var end = i
    while isDigit(end) { end += 1 }
    return end - i
  }

  /// The number that `count` digits write, all of which are there.
  private func number(_ i: Int, _ count: Int) -> Int {
    (i..<i + count).reduce(0) { $0 * 10 + Int((byte($1) ?? 0x30) &- 0x30) }
  }
}
