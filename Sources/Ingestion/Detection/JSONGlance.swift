/// Looks at the beginning of a JSON text: the members of an object, the elements of an array.
///
/// It checks no more than it needs to find its way, since the reader will check all; the text may be cut anywhere. What
/// was found at an object is kept for the next question about it, by all glances that come from one: a response is one
/// long object, about which there are half a dozen questions.
struct JSONGlance {
  /// What the text ran into.
  enum Stop: Error { case cut, wrong }

  let bytes: [UInt8]
  private(set) var at: Int
  private let objects = SeenObjects()

  init(_ bytes: [UInt8], at: Int = 0) {
    self.bytes = bytes
    self.at = at
  }

  /// The next byte that is no space, without moving behind it.
  mutating func peek() throws(Stop) -> UInt8 {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return bytes[at]
      }
    }
    throw .cut
  }

  /// Moves behind a value.
  mutating func skipValue() throws(Stop) {
    switch try peek() {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if case .success(let end) = objects[at]?.end { at = end } else { try skipNested() }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try skipLiteral()
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): try skipLiteral()
    default: throw .wrong
    }
  }

  /// A string's text, escapes resolved.
  mutating func text() throws(Stop) -> String {
    let inside = try string()
    guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
    return String(decoding: JSONScanner.decoded(bytes.span, inside.startIndex, inside.count), as: UTF8.self)
  }

  /// A string's inside, escapes as they stand.
  mutating func string() throws(Stop) -> ArraySlice<UInt8> {
    guard try peek() == UInt8(ascii: "\"") else { throw .wrong }
    at += 1
    let start = at
    let quote = UInt8(ascii: "\"")
    var hasEscapes = false
    while at < bytes.count {
      at = Scan.find(quote, UInt8(ascii: "\\"), quote, in: bytes.span, from: at, to: bytes.count)
      guard at < bytes.count else { break }
      if bytes[at] == quote {
        at += 1
        return bytes[start..<at - 1]
      }
      // What a model wrote is full of escapes: mostly they are sound, and can be passed in one go.
      if !hasEscapes, let end = Scan.jsonEnd(bytes.span, from: start - 1, to: bytes.count) {
        at = end
        return bytes[start..<end - 1]
      }
      hasEscapes = true
      at += 2
    }
    at = min(at, bytes.count)
    throw .cut
  }

  /// Calls `body` at the value of each member of the object that begins here; it must not move.
  mutating func members(_ body: (String, JSONGlance) -> Void) throws(Stop) {
    guard try peek() == UInt8(ascii: "{") else { throw .wrong }
    let object = objects[at] ?? seen()
    for (name, value) in object.members {
      at = value
      body(name, self)
    }
    at = try object.end.get()
  }

  /// Looks at the object that begins here, as far as it can be read.
  private func seen() -> SeenObjects.Object {
    var glance = self
    var object = SeenObjects.Object()
    do throws(Stop) {
      object.end = .success(try glance.look { name, value in object.members.append((name, value)) })
    } catch { object.end = .failure(error) }
    objects.keep(object, at: at)
    return object
  }

  /// Moves through an object.
  /// - Returns: the place behind it.
  private mutating func look(_ body: (String, Int) -> Void) throws(Stop) -> Int {
    at += 1
    if try peek() == UInt8(ascii: "}") { return at + 1 }
    while true {
      let name = try text()
      guard try peek() == UInt8(ascii: ":") else { throw .wrong }
      at += 1
      _ = try peek()
      body(name, at)
      try skipValue()
      if try separator(UInt8(ascii: "}")) { return at }
    }
  }

  /// Calls `body` at each element of the array that begins here until it returns true.
  mutating func elements(_ body: (JSONGlance) -> Bool) throws(Stop) {
    guard try peek() == UInt8(ascii: "[") else { throw .wrong }
    at += 1
    if try peek() == UInt8(ascii: "]") {
      at += 1
      return
    }
    while true {
      _ = try peek()
      if body(self) { return }
      try skipValue()
      if try separator(UInt8(ascii: "]")) { return }
    }
  }

  /// Moves behind a comma (false) or the end (true).
  private mutating func separator(_ end: UInt8) throws(Stop) -> Bool {
    let byte = try peek()
    guard byte == end || byte == UInt8(ascii: ",") else { throw .wrong }
    at += 1
    return byte == end
  }

  private mutating func skipLiteral() throws(Stop) {
    let start = at
    var isNumber = true
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D:
        guard isNumber || isWord(start) else { throw .wrong }
        return
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        break
      default: isNumber = false
      }
      at += 1
    }
    throw .cut
  }

  /// Whether the bytes from `start` up to here are one of JSON's words.
  private func isWord(_ start: Int) -> Bool {
    let text = bytes[start..<at]
    return text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) || text.elementsEqual("null".utf8)
  }

  /// Moves behind the object or array that begins here: in one go when it is whole and valid, else by its brackets.
  private mutating func skipNested() throws(Stop) {
    if let end = Scan.jsonEnd(bytes.span, from: at, to: bytes.count) {
      at = end
      return
    }
    var depth = 0
    repeat {
      switch try peek() {
      case UInt8(ascii: "\""): _ = try string()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        at += 1
      default: at += 1
      }
    } while depth > 0
  }
}

/// The objects that were looked at last, by where they begin. A class, so that glances share it.
private final class SeenObjects {
  struct Object {
    /// Each with the place of its value.
    var members: [(name: String, value: Int)] = []
    /// The place behind it, unless it cannot be read to its end.
    var end: Result<Int, JSONGlance.Stop> = .failure(.cut)
  }

  /// More are not asked about by turns.
  private static let limit = 8
  private var objects: [(start: Int, object: Object)] = []

  /// The object at `start`, if it was looked at.
  subscript(start: Int) -> Object? { objects.last { $0.start == start }?.object }

  func keep(_ object: Object, at start: Int) {
    if objects.count >= SeenObjects.limit { objects.removeAll(keepingCapacity: true) }
    objects.append((start, object))
  }
}
