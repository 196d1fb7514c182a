internal import Tasks

/// Checks JSON by RFC 8259, strictly, without building anything.
enum JSONScanner {
  /// What is wrong, and where.
  enum Fault: Error, Equatable {
    /// The bytes end inside the value.
    case incomplete
    case malformed(at: Int)
    /// Nested more deeply than `depthLimit`.
    case tooDeep(at: Int)
  }

  /// Objects and arrays inside each other.
  static let depthLimit = 512

  @inline(__always)
  static func skipSpace(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 { at += 1 }
    return at
  }

  /// Checks the string whose opening quote stands at `start`.
  /// - Returns: the place after its closing quote, and whether it holds escapes.
  @inline(__always)
  static func string(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(Fault) -> (end: Int, hasEscapes: Bool) {
    let at = Scan.jsonStop(in: bytes, from: start + 1, to: end)
    if at < end, bytes[at] == UInt8(ascii: "\"") { return (at + 1, false) }
    return try escapedString(bytes, at, end)
  }

  private static func escapedString(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) throws(Fault) -> (end: Int, hasEscapes: Bool) {
    var at = start
    var hasEscapes = false
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: "\""): return (at + 1, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        guard at + 1 < end else { throw .incomplete }
        if bytes[at + 1] == UInt8(ascii: "u") {
          for i in at + 2..<at + 6 {
            guard i < end else { throw .incomplete }
            guard hexDigit(bytes[i]) != nil else { throw .malformed(at: i) }
          }
          at += 6
        } else {
          guard isEscape(bytes[at + 1]) else { throw .malformed(at: at + 1) }
          at += 2
        }
      default: throw .malformed(at: at)
      }
      at = Scan.jsonStop(in: bytes, from: at, to: end)
    }
    throw .incomplete
  }

  /// What may stand behind a backslash, but for `u`.
  static func isEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      true
    default: false
    }
  }

  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  /// Checks the number at `start`. At the end of the bytes it may go on, which only the caller can know.
  static func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(Fault) -> Int {
    var at = start
    if at < end, bytes[at] == UInt8(ascii: "-") { at += 1 }
    guard at < end else { throw .incomplete }
    if bytes[at] == UInt8(ascii: "0") { at += 1 } else { at = try digits(bytes, at, end) }
    if at < end, bytes[at] == UInt8(ascii: ".") { at = try digits(bytes, at + 1, end) }
    if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      at = try digits(bytes, at, end)
    }
    return at
  }

  private static func digits(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(Fault) -> Int {
    guard start < end else { throw .incomplete }
    guard ASCII.isDigit(bytes[start]) else { throw .malformed(at: start) }
    var at = start + 1
    while at < end, ASCII.isDigit(bytes[at]) { at += 1 }
    return at
  }

  /// Checks `true`, `false` or `null`.
  static func word(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(Fault) -> Int {
    let word: StaticString =
      switch bytes[start] {
      case UInt8(ascii: "t"): "true"
      case UInt8(ascii: "f"): "false"
      case UInt8(ascii: "n"): "null"
      default: throw .malformed(at: start)
      }
    for i in 0..<word.utf8CodeUnitCount {
      guard start + i < end else { throw .incomplete }
      guard bytes[start + i] == word.utf8Start[i] else { throw .malformed(at: start + i) }
    }
    return start + word.utf8CodeUnitCount
  }

  /// Checks any value, white space before it skipped. Iterative, so that no nesting exhausts the stack.
  /// - Returns: the place after it.
  static func value(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, depth outer: Int = 0) throws(Fault) -> Int {
    var at = skipSpace(bytes, start, end)
    // A bit a level: 1 for an object. 512 levels fill eight words.
    var kinds = InlineArray<8, UInt64>(repeating: 0)
    var depth = 0
    while true {
      guard at < end else { throw .incomplete }
      var closes = false
      switch bytes[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if outer + depth >= depthLimit { throw .tooDeep(at: at) }
        let isObject = bytes[at] == UInt8(ascii: "{")
        let bit: UInt64 = 1 << UInt64(depth & 63)
        if isObject { kinds[depth >> 6] |= bit } else { kinds[depth >> 6] &= ~bit }
        depth += 1
        at = skipSpace(bytes, at + 1, end)
        guard at < end else { throw .incomplete }
        if bytes[at] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          closes = true
        } else {
          if isObject { at = try key(bytes, at, end) }
          continue
        }
      case UInt8(ascii: "\""): at = try string(bytes, at, end).end
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): at = try number(bytes, at, end)
      default: at = try word(bytes, at, end)
      }
      // After a value: close as many levels as end here, then go on with the next element, if there is one.
      while true {
        if closes {
          at += 1
          depth -= 1
          closes = false
        }
        if depth == 0 { return at }
        at = skipSpace(bytes, at, end)
        guard at < end else { throw .incomplete }
        let isObject = kinds[(depth - 1) >> 6] & (1 << UInt64((depth - 1) & 63)) != 0
        if bytes[at] == UInt8(ascii: ",") {
          at = skipSpace(bytes, at + 1, end)
          guard at < end else { throw .incomplete }
          if isObject { at = try key(bytes, at, end) }
          break
        }
        guard bytes[at] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { throw .malformed(at: at) }
        closes = true
      }
    }
  }

  /// Checks a key and its colon.
  private static func key(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(Fault) -> Int {
    guard bytes[start] == UInt8(ascii: "\"") else { throw .malformed(at: start) }
    var at = try string(bytes, start, end).end
    at = skipSpace(bytes, at, end)
    guard at < end else { throw .incomplete }
    guard bytes[at] == UInt8(ascii: ":") else { throw .malformed(at: at) }
    return skipSpace(bytes, at + 1, end)
  }

  /// Whether `[start, end)` is one JSON object and nothing else.
  static func isObject(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    start < end && bytes[start] == UInt8(ascii: "{") && isValue(bytes, start, end)
  }

  /// Whether `[start, end)` is one JSON array and nothing else.
  static func isArray(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    start < end && bytes[start] == UInt8(ascii: "[") && isValue(bytes, start, end)
  }

  private static func isValue(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    if let known = Scan.isJSON(bytes, from: start, to: end, doubledQuotes: false) { return known }
    guard let after = try? value(bytes, start, end) else { return false }
    return skipSpace(bytes, after, end) == end
  }

  /// The text of a string's inside, escapes resolved; a lone surrogate becomes U+FFFD.
  static func decoded(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> [UInt8] {
    var out: [UInt8] = []
    decode(bytes, start, count, into: &out)
    return out
  }

  /// Adds the text of a string's inside to `out`.
  static func decode(_ bytes: Span<UInt8>, _ start: Int, _ count: Int, into out: inout [UInt8]) {
    let end = min(start + count, bytes.count)
    var at = start
    while at < end {
      let plain = Scan.find(UInt8(ascii: "\\"), in: bytes, from: at, to: end)
      out.append(copying: bytes, at, plain)
      at = plain
      guard at + 1 < end else {
        out.append(copying: bytes, at, end)
        return
      }
      at += 2
      switch bytes[at - 1] {
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "b"): out.append(0x08)
      case UInt8(ascii: "f"): out.append(0x0C)
      case UInt8(ascii: "u"):
        var unit = codeUnit(bytes, at, end) ?? 0xFFFD
        at += 4
        if (0xD800..<0xDC00).contains(unit), at + 1 < end, bytes[at] == UInt8(ascii: "\\"),
          bytes[at + 1] == UInt8(ascii: "u"), let low = codeUnit(bytes, at + 2, end), (0xDC00..<0xE000).contains(low)
        {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
          at += 6
        }
        out.append(contentsOf: Array(String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8))
      default: out.append(bytes[at - 1])
      }
    }
  }

  private static func codeUnit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var unit: UInt32 = 0
    for i in start..<start + 4 {
      guard let digit = hexDigit(bytes[i]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }
}
