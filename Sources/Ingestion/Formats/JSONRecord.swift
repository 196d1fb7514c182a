internal import Tasks

/// Reads one JSON object into the slots of a schema.
struct JSONRecord {
  private let schema: FieldSchema

  init(schema: FieldSchema) { self.schema = schema }

  /// Reads the object whose brace stands at `start`, checking all of it.
  /// - Returns: the place after its closing brace.
  @inline(__always)
  func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields
  ) throws(JSONScanner.Fault) -> Int {
    fields.clear()
    var at = JSONScanner.skipSpace(bytes, start + 1, end)
    guard at < end else { throw .incomplete }
    if bytes[at] == UInt8(ascii: "}") { return at + 1 }
    while true {
      guard at < end else { throw .incomplete }
      guard bytes[at] == UInt8(ascii: "\"") else { throw .malformed(at: at) }
      let key = try JSONScanner.string(bytes, at, end)
      let slot = self.slot(bytes, at + 1, key.end - at - 2, key.hasEscapes)
      at = JSONScanner.skipSpace(bytes, key.end, end)
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
      after = try JSONScanner.value(bytes, start, end, depth: 1)
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
