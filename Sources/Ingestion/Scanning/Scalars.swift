internal import Tasks

/// Reads booleans, decimals and ids from bytes.
enum Scalars {
  /// true/false, t/f, yes/no, 1/0 in any case; nil for anything else.
  static func boolean(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool? {
    // Exports nearly always write these two.
    if let plain = Scan.word(bytes, from: start, to: end) {
      if end - start == 4, plain == word("true") { return true }
      if end - start == 5, plain == word("false") { return false }
    }
    switch lowercasedWord(bytes, start, end) {
    case word("true"), word("t"), word("yes"), word("1"): return true
    case word("false"), word("f"), word("no"), word("0"): return false
    default: return nil
    }
  }

  /// Up to eight bytes in lower case, the first one lowest; 0 for more, and for what no word holds.
  private static func lowercasedWord(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    guard end - start <= 8, start < end else { return 0 }
    var word: UInt64 = 0
    for i in start..<end {
      // A zero byte would not tell a word from a shorter one.
      if bytes[i] == 0 { return 0 }
      word |= UInt64(ASCII.lowercased(bytes[i])) << UInt64((i - start) * 8)
    }
    return word
  }

  /// A short text as `lowercasedWord` gives it.
  @inline(__always)
  private static func word(_ text: StaticString) -> UInt64 {
    text.withUTF8Buffer { $0.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) } }
  }

  /// Hours in ten-thousandths, rounded half away from zero; nil when the text is no decimal, negative, or above
  /// 1,000,000,000 hours. Exact, because it works on the digits.
  static func hours(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, decimalComma: Bool) -> Int64? {
    let point = decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    if let plain = Scan.plainHours(bytes, from: start, to: end, point: point) { return plain }
    return hoursOfAnyForm(bytes, start, end, point)
  }

  /// The same, for every form that there is.
  static func hoursOfAnyForm(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ point: UInt8) -> Int64? {
    var at = start
    var isNegative = false
    if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    let digitsStart = at
    var integerDigits = 0
    var digits = 0
    var pointAt: Int?
    while at < end {
      if ASCII.isDigit(bytes[at]) {
        digits += 1
        if pointAt == nil { integerDigits += 1 }
      } else if bytes[at] == point, pointAt == nil {
        pointAt = at
      } else {
        break
      }
      at += 1
    }
    guard digits > 0 else { return nil }
    let digitsEnd = at
    var exponent = 0
    if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      guard let read = Scalars.exponent(bytes, at + 1, end) else { return nil }
      exponent = read
      at = end
    }
    guard at == end else { return nil }

    // The digits before place `wanted` make the ten-thousandths, the one at it rounds them.
    let wanted = integerDigits + exponent + 4
    var value: Int64 = 0
    var place = 0
    var rounds = false
    var isMore = false
    var isZero = true
    for i in digitsStart..<digitsEnd where i != pointAt {
      let digit = Int64(bytes[i] & 15)
      if digit != 0 { isZero = false }
      if place < wanted {
        if value > limit { return nil }
        value = value * 10 + digit
      } else {
        if place == wanted, digit >= 5 { rounds = true }
        if digit != 0 { isMore = true }
      }
      place += 1
    }
    if isZero { return 0 }
    while place < wanted {
      if value > limit { return nil }
      value *= 10
      place += 1
      if value == 0 { break }
    }
    if value > limit || (value == limit && isMore) { return nil }
    if rounds, wanted >= 0 { value += 1 }
    return isNegative ? nil : value
  }

  /// 1,000,000,000 hours in ten-thousandths.
  private static let limit: Int64 = 10_000_000_000_000

  private static func exponent(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var at = start
    var isNegative = false
    if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    guard at < end else { return nil }
    var value = 0
    while at < end {
      guard ASCII.isDigit(bytes[at]) else { return nil }
      // Beyond this no number of digits that fits into a record brings the value back into range.
      if value < 100_000_000 { value = value * 10 + Int(bytes[at] & 15) }
      at += 1
    }
    return isNegative ? -value : value
  }

  /// The id that `[start, end)` is, already trimmed; nil unless it is 1 to 200 bytes.
  static func taskID(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> TaskID? {
    let count = end - start
    guard (1...200).contains(count) else { return nil }
    if count == 36, let id = uuid(bytes, start) { return id }
    if count <= 16 { return TaskID(shortText: bytes, start..<end) }
    let hash = SHA256()
    bytes.extracting(start..<end).withUnsafeBytes { hash.update($0) }
    let digest = hash.finishWords()
    return TaskID(digestHigh: digest.0, low: digest.1)
  }

  private static func uuid(_ bytes: Span<UInt8>, _ start: Int) -> TaskID? {
    Scan.uuid(bytes, from: start).map { TaskID(uuidHigh: $0.high, low: $0.low) }
  }
}
