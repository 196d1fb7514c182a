/// Reads a JSON document (RFC 8259). Foundation's decoder reads one too, but does not say on which line it breaks.
struct JSONParser {
  /// Where and why a text is not JSON.
  struct Failure: Error, Equatable {
    let line: Int
    /// In bytes, from 1.
    let column: Int
    let reason: String
  }

  /// Deeper documents would exhaust the stack; a report is a tenth as deep.
  private static let maximumDepth = 200

  private let bytes: [UInt8]
  private var position = 0

  static func value(of bytes: [UInt8]) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    if parser.position < bytes.count { throw parser.failure("more text after the document") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    skipSpace()
    guard depth < JSONParser.maximumDepth else { throw failure("nested too deep") }
    guard let byte = current else { throw failure("the document ends where a value belongs") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("no value begins here")
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if accept("}") { return .object([]) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw failure("a key belongs here") }
      let key = try string()
      skipSpace()
      guard accept(":") else { throw failure("a `:` belongs here") }
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
      skipSpace()
      if accept("}") { return .object(members) }
      guard accept(",") else { throw failure("a `,` or `}` belongs here") }
    }
  }

  private mutating func array(depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if accept("]") { return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if accept("]") { return .array(elements) }
      guard accept(",") else { throw failure("a `,` or `]` belongs here") }
    }
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = position
    var isInteger = true
    _ = accept("-")
    if !accept("0"), digits() == 0 { throw failure("a digit belongs here") }
    if accept(".") {
      isInteger = false
      if digits() == 0 { throw failure("a digit belongs here") }
    }
    if accept("e") || accept("E") {
      isInteger = false
      if !accept("+") { _ = accept("-") }
      if digits() == 0 { throw failure("a digit belongs here") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, text != "-0", let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw failure("the number is too large") }
    return .number(number)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    var text: [UInt8] = []
    while true {
      // What stands as it is, which mostly is all.
      let start = position
      while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
      let plain = bytes[start..<position]
      switch current {
      case UInt8(ascii: "\""):
        let whole =
          text.isEmpty ? String(validating: plain, as: UTF8.self) : String(validating: text + plain, as: UTF8.self)
        guard let whole else { throw failure("not UTF-8") }
        position += 1
        return whole
      case UInt8(ascii: "\\"):
        text += plain
        text += try escape()
      case nil: throw failure("a text without its closing quote")
      default: throw failure("a control character within a text")
      }
    }
  }

  private mutating func escape() throws(Failure) -> [UInt8] {
    position += 1
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
      UInt8(ascii: "/"): UInt8(ascii: "/"),
      UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]
    guard let byte = current else { throw failure("a text without its closing quote") }
    position += 1
    if let character = plain[byte] { return [character] }
    guard byte == UInt8(ascii: "u") else { throw failure("no such escape") }
    let first = try codeUnit()
    var units = [first]
    if (0xD800..<0xDC00).contains(first), accept("\\") {
      guard accept("u") else { throw failure("half of a surrogate pair") }
      units.append(try codeUnit())
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw failure("half of a surrogate pair") }
    return Array(text.utf8)
  }

  private mutating func codeUnit() throws(Failure) -> UInt16 {
    let end = min(position + 4, bytes.count)
    let digits = String(decoding: bytes[position..<end], as: UTF8.self)
    guard digits.utf8.count == 4, !digits.hasPrefix("+"), !digits.hasPrefix("-"), let unit = UInt16(digits, radix: 16)
    else { throw failure("four hexadecimal digits belong here") }
    position = end
    return unit
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
    let text = Array("\(word)".utf8)
    guard bytes[position...].starts(with: text) else { throw failure("no value begins here") }
    position += text.count
    return value
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard let byte = current, UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func failure(_ reason: String) -> Failure {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Failure(line: line, column: position - lineStart + 1, reason: reason)
  }
}
