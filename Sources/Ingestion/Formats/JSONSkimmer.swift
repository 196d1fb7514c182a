internal import Tasks

/// Follows one JSON value through pieces of a text and keeps nothing of it.
///
/// For what is too large to be held, and for what stands beside the records. It accepts and refuses exactly what
/// `JSONScanner` does, at the same places.
struct JSONSkimmer: Sendable {
  private enum State: Sendable, Equatable {
    /// A value; the first element of an array, or its end; the first key of an object, or its end.
    case value, firstElement, firstKey
    case key, colon
    /// A comma, or what closes the array or object.
    case separator
    case string, escape
    /// Behind `\\u`: how many digits are to come.
    case codeUnit(Int)
    /// A number: behind its sign, its leading zero, its integer part, its point, its fraction, its `e`, the sign behind
    /// that, and the digits behind that.
    case minus, zero, integer, point, fraction, mark, markSign, exponent
    /// `true`, `false` or `null`, and how much of it was there.
    case word(UInt8, Int)
    case done
  }

  private var state: State
  /// What is open: true for an object, false for an array.
  private var open: [Bool] = []
  private var isKey = false

  /// Begins before a value, white space before it allowed.
  init() { state = .value }

  /// Begins behind a value that is the member of an object which nothing else stands around.
  private init(insideObject: Void) {
    state = .separator
    open = [true]
  }

  /// Follows the rest of an object, from behind the value of one of its members on.
  static var restOfObject: JSONSkimmer { JSONSkimmer(insideObject: ()) }

  /// The value has been followed to its end.
  var isDone: Bool { state == .done }

  /// What comes next is the value of a member of the outermost object.
  var isAtMemberValue: Bool { state == .value && open == [true] }

  /// Goes on with `[start, end)`.
  /// - Returns: the place after the value, or `end` when it goes on.
  mutating func feed(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(JSONScanner.Fault) -> Int {
    var at = start
    while at < end {
      switch state {
      case .done: return at
      case .string:
        at = Scan.jsonStop(in: bytes, from: at, to: end)
        if at < end { at = try step(bytes[at], at) }
      case .value, .firstElement, .firstKey, .key, .colon, .separator:
        at = JSONScanner.skipSpace(bytes, at, end)
        if at < end { at = try step(bytes[at], at) }
      default: at = try step(bytes[at], at)
      }
    }
    return at
  }

  /// No bytes follow: a number that is nothing's member ends here.
  mutating func endText() {
    guard open.isEmpty else { return }
    switch state {
    case .zero, .integer, .fraction, .exponent: state = .done
    default: break
    }
  }

  /// Takes in one byte, or leaves it where it ends a number.
  /// - Returns: the place to go on at.
  private mutating func step(_ byte: UInt8, _ at: Int) throws(JSONScanner.Fault) -> Int {
    switch state {
    case .value, .firstElement, .firstKey, .key, .colon, .separator: try structure(byte, at)
    case .string, .escape, .codeUnit: try string(byte, at)
    case .word(let first, let count):
      guard let rest = JSONSkimmer.rest(of: first), count < rest.utf8CodeUnitCount else { throw .malformed(at: at) }
      guard rest.utf8Start[count] == byte else { throw .malformed(at: at) }
      state = .word(first, count + 1)
      if count + 1 == rest.utf8CodeUnitCount { endValue() }
    case .done: return at
    default: return try number(byte, at)
    }
    return at + 1
  }

  private mutating func structure(_ byte: UInt8, _ at: Int) throws(JSONScanner.Fault) {
    switch (state, byte) {
    case (.firstElement, UInt8(ascii: "]")), (.firstKey, UInt8(ascii: "}")): close()
    case (.firstKey, UInt8(ascii: "\"")), (.key, UInt8(ascii: "\"")):
      isKey = true
      state = .string
    case (.colon, UInt8(ascii: ":")): state = .value
    case (.separator, UInt8(ascii: ",")): state = open.last == true ? .key : .value
    case (.separator, UInt8(ascii: "}")) where open.last == true: close()
    case (.separator, UInt8(ascii: "]")) where open.last == false: close()
    case (.value, _), (.firstElement, _): try beginValue(byte, at)
    default: throw .malformed(at: at)
    }
  }

  private mutating func beginValue(_ byte: UInt8, _ at: Int) throws(JSONScanner.Fault) {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if open.count >= JSONScanner.depthLimit { throw .tooDeep(at: at) }
      let isObject = byte == UInt8(ascii: "{")
      open.append(isObject)
      state = isObject ? .firstKey : .firstElement
    case UInt8(ascii: "\""):
      isKey = false
      state = .string
    case UInt8(ascii: "-"): state = .minus
    case UInt8(ascii: "0"): state = .zero
    case UInt8(ascii: "1")...UInt8(ascii: "9"): state = .integer
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): state = .word(byte, 0)
    default: throw .malformed(at: at)
    }
  }

  private mutating func close() {
    open.removeLast()
    endValue()
  }

  private mutating func endValue() { state = open.isEmpty ? .done : .separator }

  private mutating func string(_ byte: UInt8, _ at: Int) throws(JSONScanner.Fault) {
    switch (state, byte) {
    case (.string, UInt8(ascii: "\"")):
      if isKey { state = .colon } else { endValue() }
    case (.string, UInt8(ascii: "\\")): state = .escape
    case (.string, 0x20...): break
    case (.escape, UInt8(ascii: "u")): state = .codeUnit(4)
    case (.escape, _) where JSONScanner.isEscape(byte): state = .string
    case (.codeUnit(let left), _) where JSONScanner.hexDigit(byte) != nil:
      state = left == 1 ? .string : .codeUnit(left - 1)
    default: throw .malformed(at: at)
    }
  }

  private mutating func number(_ byte: UInt8, _ at: Int) throws(JSONScanner.Fault) -> Int {
    let isDigit = ASCII.isDigit(byte)
    switch (state, byte) {
    case (.minus, UInt8(ascii: "0")): state = .zero
    case (.minus, _) where isDigit: state = .integer
    case (.integer, _) where isDigit: break
    case (.zero, UInt8(ascii: ".")), (.integer, UInt8(ascii: ".")): state = .point
    case (.point, _) where isDigit, (.fraction, _) where isDigit: state = .fraction
    case (.zero, _) where byte | 0x20 == UInt8(ascii: "e"), (.integer, _) where byte | 0x20 == UInt8(ascii: "e"),
      (.fraction, _) where byte | 0x20 == UInt8(ascii: "e"):
      state = .mark
    case (.mark, UInt8(ascii: "+")), (.mark, UInt8(ascii: "-")): state = .markSign
    case (.mark, _) where isDigit, (.markSign, _) where isDigit, (.exponent, _) where isDigit: state = .exponent
    case (.zero, _), (.integer, _), (.fraction, _), (.exponent, _):
      endValue()
      return at
    default: throw .malformed(at: at)
    }
    return at + 1
  }

  private static func rest(of first: UInt8) -> StaticString? {
    switch first {
    case UInt8(ascii: "t"): "rue"
    case UInt8(ascii: "f"): "alse"
    case UInt8(ascii: "n"): "ull"
    default: nil
    }
  }
}
