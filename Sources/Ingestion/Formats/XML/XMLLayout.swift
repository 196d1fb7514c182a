internal import Tasks

/// What stands around the records of a document: all that a parser must know to go on from any of them.
struct XMLLayout: Sendable, Equatable {
  /// The start tags of the elements that are open around the first record, as they stand.
  let prologue: [UInt8]
  /// How the first record begins: `<task`.
  let opener: [UInt8]

  /// As far as is looked for the first record.
  static let window = 1 << 20

  /// - Parameter head: the document's first bytes.
  /// - Returns: nil when they hold no record, or no sound XML up to it.
  static func find(in head: [UInt8], events: Bool) -> XMLLayout? {
    var reader = XMLReader(events: events, recordLimit: head.count)
    var sink = NoRecords()
    guard (try? reader.read(head.span, base: 0, isLast: false, into: &sink)) != nil else { return nil }
    guard let found = reader.surroundings, found.firstRecord < Int64(head.count) else { return nil }
    var prologue: [UInt8] = []
    for tag in found.tags {
      guard tag.lowerBound >= 0, tag.upperBound <= Int64(head.count) else { return nil }
      prologue += head[Int(tag.lowerBound)..<Int(tag.upperBound)]
    }
    let opener = Array(head[Int(found.firstRecord)...].prefix { !isEndOfName($0) })
    return XMLLayout(prologue: prologue, opener: opener)
  }

  /// The first place in `bytes` where a record seems to begin: behind the end of a tag.
  func beginning(in bytes: Span<UInt8>) -> Int? {
    var at = 0
    var before = UInt8(0)
    while at + opener.count < bytes.count {
      let byte = bytes[at]
      if byte == opener[0], before == UInt8(ascii: ">"), begins(bytes, at) { return at }
      if byte > 0x20 { before = byte }
      at += 1
    }
    return nil
  }

  private func begins(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
    for i in opener.indices where bytes[at + i] != opener[i] { return false }
    return XMLLayout.isEndOfName(bytes[at + opener.count])
  }

  private static func isEndOfName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }
}

/// Reads on without keeping anything but how much there was: what has no size has no place of its own in memory, and threads that
/// hand such a thing on by its address seem to share it.
private struct NoRecords: RecordSink {
  private var count = 0

  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    count += 1
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) { count += 1 }
}
