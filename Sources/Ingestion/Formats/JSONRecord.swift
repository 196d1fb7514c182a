internal import Tasks

/// Reads JSON objects into the slots of a schema.
///
/// Records of one export nearly always have the same keys, and mostly in the same order, so each key is first compared with
/// those that were met before; only another key is scanned and looked up.
struct JSONRecord: ~Copyable {
  private let schema: FieldSchema
  private var expected: ExpectedKeys

  /// - Parameter keys: may know some already, of the same schema.
  init(schema: FieldSchema, keys: consuming ExpectedKeys = ExpectedKeys()) {
    self.schema = schema
    expected = keys
  }

  /// The keys that were met, for records to come.
  consuming func keys() -> ExpectedKeys { expected }

  /// Reads the object whose brace stands at `start`, checking all of it.
  /// - Returns: the place after its closing brace.
  @inline(__always)
  mutating func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields
  ) throws(JSONScanner.Fault) -> Int {
    if let known = expected.read(bytes, start, end, into: &fields) { return known }
    return try readAnyKeys(bytes, start, end, into: &fields)
  }

  /// The same for objects that mostly lie on several lines each.
  @inline(__always)
  mutating func readLines(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields
  ) throws(JSONScanner.Fault) -> Int {
    if let known = expected.read(bytes, start, end, into: &fields, lines: true) { return known }
    return try readAnyKeys(bytes, start, end, into: &fields)
  }

  /// Reads the object at `start` when it lies on one line, its keys are as expected and it is valid; nil for any other.
  @inline(__always)
  func readExpected(_ bytes: Span<UInt8>, _ start: Int, into fields: inout RecordFields) -> Int? {
    expected.read(bytes, start, bytes.count, into: &fields)
  }

  private mutating func readAnyKeys(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields
  ) throws(JSONScanner.Fault) -> Int {
    fields.clear()
    var at = JSONScanner.skipSpace(bytes, start + 1, end)
    guard at < end else { throw .incomplete }
    if bytes[at] == UInt8(ascii: "}") { return at + 1 }
    expected.begin()
    while true {
      guard at < end else { throw .incomplete }
      guard bytes[at] == UInt8(ascii: "\"") else { throw .malformed(at: at) }
      let (slot, keyEnd) = try key(bytes, at, end)
      at = JSONScanner.skipSpace(bytes, keyEnd, end)
      guard at < end else { throw .incomplete }
      guard bytes[at] == UInt8(ascii: ":") else { throw .malformed(at: at) }
      at = JSONScanner.skipSpace(bytes, at + 1, end)
      at = try value(bytes, at, end, slot, &fields)
      at = JSONScanner.skipSpace(bytes, at, end)
      guard at < end else { throw .incomplete }
      if bytes[at] == UInt8(ascii: ",") {
        at = JSONScanner.skipSpace(bytes, at + 1, end)
      } else if bytes[at] == UInt8(ascii: "}") {
        return at + 1
      } else {
        throw .malformed(at: at)
      }
    }
  }

  /// The slot of the key whose quote stands at `start`, and the place after its closing quote.
  @inline(__always)
  private mutating func key(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONScanner.Fault) -> (slot: Int?, end: Int) {
    if let known = expected.match(in: bytes, at: start + 1, end: end) {
      return (known.slot < 0 ? nil : known.slot, known.end)
    }
    let string = try JSONScanner.string(bytes, start, end)
    let count = string.end - start - 2
    let slot = self.slot(bytes, start + 1, count, string.hasEscapes)
    if !string.hasEscapes { expected.remember(in: bytes, at: start + 1, count: count, slot: slot ?? -1) }
    return (slot, string.end)
  }

  @inline(__always)
  private func slot(_ bytes: Span<UInt8>, _ start: Int, _ count: Int, _ hasEscapes: Bool) -> Int? {
    if !hasEscapes { return schema.slot(exactly: bytes, start, count) }
    let key = JSONScanner.decoded(bytes, start, count)
    return schema.slot(exactly: key.span, 0, key.count)
  }

  @inline(__always)
  private func value(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ slot: Int?, _ fields: inout RecordFields
  ) throws(JSONScanner.Fault) -> Int {
    guard start < end else { throw .incomplete }
    let after: Int
    switch bytes[start] {
    case UInt8(ascii: "\""):
      let string = try JSONScanner.string(bytes, start, end)
      if let slot {
        fields.set(
          slot, start: start + 1, count: string.end - start - 2, form: string.hasEscapes ? .escapedJSON : .text)
      }
      return string.end
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if let known = Scan.jsonEnd(bytes, from: start, to: end) {
        after = known
      } else {
        after = try JSONScanner.value(bytes, start, end, depth: 1)
      }
      if let slot {
        fields.set(slot, start: start, count: after - start, form: bytes[start] == UInt8(ascii: "{") ? .object : .array)
      }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      after = try JSONScanner.number(bytes, start, end)
      if let slot { fields.set(slot, start: start, count: after - start, form: .literal) }
    default:
      after = try JSONScanner.word(bytes, start, end)
      if let slot {
        fields.set(
          slot, start: start, count: after - start, form: bytes[start] == UInt8(ascii: "n") ? .absent : .literal)
      }
    }
    return after
  }
}
