import Tasks

/// A point in time as a user writes it: a day, a local time, or an exact time.
enum Moment: Equatable {
  case day(CalendarDay)
  /// Milliseconds since 1970-01-01T00:00 on the clock of the report's zone.
  case local(Int64)
  case exact(Instant)

  /// Reads `2026-02-24`, `2026-02-24T09:45`, `2026-02-24 09:45:30.5` or any of these with a zone: `Z`, `-03:00`.
  init(_ text: String) throws(ValueProblem) {
    var parser = MomentParser(text)
    guard let moment = parser.parse() else {
      throw ValueProblem(
        "\"\(text)\" is neither a date nor a time",
        hint: "a real day such as 2026-02-24, or a time such as 2026-02-24T09:45:00-03:00, from 1970 to 2262")
    }
    self = moment
  }

  /// The first millisecond that is meant: a day's midnight in `zone`.
  func start(in zone: ZoneOffsets) -> Instant {
    switch self {
    case .day(let day): zone.start(of: day)
    case .local(let local): zone.instant(local: local)
    case .exact(let instant): instant
    }
  }

  /// The last millisecond that is meant: a day's end in `zone`.
  func end(in zone: ZoneOffsets) -> Instant {
    guard case .day(let day) = self else { return start(in: zone) }
    return Instant(milliseconds: zone.start(of: CalendarDay(number: day.number + 1)).milliseconds - 1)
  }
}

/// Reads a moment byte by byte.
private struct MomentParser {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func parse() -> Moment? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let dayOfMonth = number(2),
      (1970...2262).contains(year), let day = CalendarDay(year: year, month: month, day: dayOfMonth)
    else { return nil }
    if isAtEnd { return .day(day) }
    guard take("T") || take("t") || take(" "), let hour = number(2), hour < 24, take(":"), let minute = number(2),
      minute < 60
    else { return nil }
    var milliseconds = (hour * 60 + minute) * 60_000
    if take(":") {
      guard let second = number(2), second <= 60 else { return nil }
      // A leap second is read as the last millisecond before it, as everywhere.
      milliseconds += min(second * 1000, 59_999)
      if take(".") || take(",") {
        guard let fraction = fraction() else { return nil }
        milliseconds += second == 60 ? 0 : fraction
      }
    }
    let local = day.start.milliseconds + Int64(milliseconds)
    if isAtEnd { return .local(local) }
    guard let offset = offset(), isAtEnd else { return nil }
    let instant = Instant(milliseconds: local - Int64(offset) * 60_000)
    return instant.milliseconds < 0 ? nil : .exact(instant)
  }

  private var isAtEnd: Bool { position == bytes.count }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func digit() -> Int? {
    guard position < bytes.count, (48...57).contains(bytes[position]) else { return nil }
    position += 1
    return Int(bytes[position - 1]) - 48
  }

  private mutating func number(_ digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// One to nine digits, cut to milliseconds.
  private mutating func fraction() -> Int? {
    var value = 0
    var count = 0
    while let digit = digit() {
      count += 1
      if count > 9 { return nil }
      if count <= 3 { value = value * 10 + digit }
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { value *= 10 }
    return value
  }

  /// The zone's offset in minutes: `Z`, `+hh`, `+hhmm`, `+hh:mm`, up to 18 hours.
  private mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let sign = take("-") ? -1 : 1
    if sign == 1, !take("+") { return nil }
    guard let hours = number(2) else { return nil }
    var minutes = 0
    if !isAtEnd {
      _ = take(":")
      guard let value = number(2), value < 60 else { return nil }
      minutes = value
    }
    return hours * 60 + minutes <= 18 * 60 ? sign * (hours * 60 + minutes) : nil
  }
}
