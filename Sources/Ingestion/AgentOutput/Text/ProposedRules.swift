internal import Tasks

/// How the values of a proposed task are read.
enum ProposedRules {
  /// Four hours, in ten-thousandths.
  static let defaultHours: Int64 = 40_000
  static let titleLimit = 500
  static let descriptionLimit = 5_000

  /// The hours that a trimmed text states: a decimal with `.` or `,`, and perhaps a unit of hours behind it; nil when it is
  /// anything else.
  static func hours(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    if end - start == 1, ASCII.isDigit(bytes[start]) { return Int64(bytes[start] & 15) * 10_000 }
    var to = end
    if !isNumber(bytes[end - 1]) {
      // The unit is letters, and perhaps a full stop; an exponent's `e` stands between digits.
      var unit = end
      if bytes[unit - 1] == UInt8(ascii: ".") { unit -= 1 }
      to = unit
      while to > start, ASCII.lowercased(bytes[to - 1]) &- 0x61 < 26 { to -= 1 }
      guard isHourUnit(bytes, to, unit) else { return nil }
      while to > start, ASCII.isSpace(bytes[to - 1]) { to -= 1 }
    }
    if to <= start { return nil }
    let comma = Scan.find(UInt8(ascii: ","), in: bytes, from: start, to: to) < to
    return Scalars.hours(bytes, start, to, decimalComma: comma)
  }

  private static func isNumber(_ byte: UInt8) -> Bool { ASCII.isDigit(byte) }

  private static func isHourUnit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    return hourUnits.contains { unit in
      unit.utf8.count == end - start && zip(unit.utf8, start..<end).allSatisfy { $0 == ASCII.lowercased(bytes[$1]) }
    }
  }

  /// Letters of units that mean hours, English and Portuguese.
  private static let hourUnits = ["h", "hr", "hrs", "hour", "hours", "hora", "horas"]

  /// Where a text's first `limit` characters (Unicode scalars) end, or nil when it has no more than those.
  @inline(__always)
  static func clip(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, limit: Int) -> Int? {
    end - start <= limit ? nil : clipLong(bytes, start, end, limit: limit)
  }

  private static func clipLong(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, limit: Int) -> Int? {
    var count = 0
    for at in start..<end where bytes[at] & 0xC0 != 0x80 {
      if count == limit { return at }
      count += 1
    }
    return nil
  }

  /// A priority in the words of the specification where it is one of them; any other text as it stands.
  static func priority(_ text: String) -> String {
    switch text.lowercased() {
    case "high", "alta": "high"
    case "medium", "média", "media", "me\u{301}dia": "medium"
    case "low", "baixa": "low"
    default: text
    }
  }
}
