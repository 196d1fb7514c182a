internal import Tasks

/// What the first line of a CSV file says.
package struct CSVHeader: Sendable, Equatable {
  /// `,`, `;` or tab.
  package var delimiter: UInt8
  /// By column: the slot of its field, or -1 for a column that is ignored.
  package var slots: [Int]
  /// Offset of the first byte after the header's line.
  package var end: Int

  /// More columns than this are not read: a header that has so many is none.
  package static let columnLimit = 100_000

  /// Reads the header from the beginning of a file (a byte order mark is skipped); nil when no line end is in sight
  /// before `bytes` end and more may follow, or when a quote stays open.
  ///
  /// The delimiter is the one that gives the most known columns, then the most columns; `,` before `;` before tab.
  package static func read(
    _ bytes: Span<UInt8>, schema: FieldSchema, delimiter: UInt8? = nil, isWhole: Bool
  ) -> CSVHeader? {
    var best: (header: CSVHeader, known: Int)?
    let candidates = delimiter.map { [$0] } ?? [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    for delimiter in candidates {
      guard let (names, end) = line(bytes, delimiter: delimiter, isWhole: isWhole) else { continue }
      let slots = names.map { schema.slot(column: $0) ?? -1 }
      let known = slots.count { $0 >= 0 }
      let header = CSVHeader(delimiter: delimiter, slots: slots, end: end)
      if let best, (best.known, best.header.slots.count) >= (known, slots.count) { continue }
      best = (header, known)
    }
    return best?.header
  }

  /// The cells of the first line, trimmed, and where the line ends.
  private static func line(
    _ bytes: Span<UInt8>, delimiter: UInt8, isWhole: Bool
  ) -> (names: [[UInt8]], end: Int)? {
    var at = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { at += 1 }
    var names: [[UInt8]] = []
    while true {
      let cell = CSVCell.scan(bytes, from: at, to: bytes.count, delimiter: delimiter)
      if cell.isOpen { return nil }
      if cell.next >= bytes.count && !isWhole { return nil }
      var name: [UInt8] = []
      if cell.hasDoubledQuotes {
        let count = Scan.undouble(bytes, from: cell.start, to: cell.start + cell.count, into: &name)
        name.removeLast(name.count - count)
      } else {
        name.append(copying: bytes, cell.start, cell.start + cell.count)
      }
      while let last = name.last, ASCII.isSpace(last) { name.removeLast() }
      name = Array(name.drop { ASCII.isSpace($0) })
      names.append(name)
      at = cell.next
      if names.count > columnLimit { return (names, at) }
      guard at < bytes.count else { return (names, at) }
      if bytes[at] == delimiter {
        at += 1
      } else {
        let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
        return (names, at + (isPair ? 2 : 1))
      }
    }
  }
}

/// One cell of a CSV record.
struct CSVCell {
  var start: Int
  var count: Int
  /// Where the delimiter, the line end, or the end of the bytes stands.
  var next: Int
  var hasDoubledQuotes = false
  /// A quote was opened and not closed.
  var isOpen = false
  /// Something other than a delimiter or a line end follows the closing quote.
  var isBroken = false

  @inline(__always)
  static func scan(_ bytes: Span<UInt8>, from start: Int, to end: Int, delimiter: UInt8) -> CSVCell {
    if start < end, bytes[start] == UInt8(ascii: "\"") { return quoted(bytes, start, end, delimiter) }
    let next = Scan.find(delimiter, 0x0A, 0x0D, in: bytes, from: start, to: end)
    return CSVCell(start: start, count: next - start, next: next)
  }

  private static func quoted(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ delimiter: UInt8) -> CSVCell {
    var cell = CSVCell(start: start + 1, count: 0, next: end)
    var at = start + 1
    while true {
      at = Scan.find(UInt8(ascii: "\""), in: bytes, from: at, to: end)
      if at >= end {
        cell.isOpen = true
        cell.count = end - start - 1
        return cell
      }
      if at + 1 < end, bytes[at + 1] == UInt8(ascii: "\"") {
        cell.hasDoubledQuotes = true
        at += 2
        continue
      }
      break
    }
    cell.count = at - start - 1
    cell.next = at + 1
    if cell.next < end {
      let byte = bytes[cell.next]
      if byte != delimiter, byte != 0x0A, byte != 0x0D {
        cell.isBroken = true
        cell.next = Scan.find(delimiter, 0x0A, 0x0D, in: bytes, from: cell.next, to: end)
      }
    }
    return cell
  }

  /// How many cells a record has.
  static func count(in record: Span<UInt8>, _ header: CSVHeader?) -> Int {
    guard let header else { return 0 }
    var cells = 1
    var at = 0
    while true {
      at = scan(record, from: at, to: record.count, delimiter: header.delimiter).next
      if at >= record.count { return cells }
      cells += 1
      at += 1
    }
  }
}

/// Reads CSV by RFC 4180, from any record's beginning on.
///
/// A quote opens a cell only where the cell begins; elsewhere it is a character like others. What stands between a closing
/// quote and the next delimiter makes the record broken, and so does a wrong number of cells.
struct CSVReader: ~Copyable, ChunkReader {
  private let header: CSVHeader
  private let columns: CSVColumns
  private let recordLimit: Int
  private var fields = RecordFields()
  /// Follows the record that is too large to be held.
  private var skimmer: CSVSkimmer?

  init(header: CSVHeader, recordLimit: Int) {
    self.header = header
    columns = CSVColumns(header)
    self.recordLimit = recordLimit
  }

  var resumption: Int64? { skimmer?.start }

  mutating func read<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, base: Int64, isLast: Bool, into sink: inout Sink
  ) throws(InputFault) -> Int {
    let isSound = Scan.isUTF8(bytes, from: 0, to: bytes.count)
    var at = 0
    if skimmer != nil { at = try skim(bytes, 0, base, isLast, &sink) }
    while at < bytes.count {
      if bytes[at] == 0x0A || bytes[at] == 0x0D {
        at += 1
        continue
      }
      if let end = columns.read(bytes, at, into: &fields) {
        at = give(bytes, at, end, base, isSound, &sink)
        continue
      }
      guard let next = try record(bytes, at, base, isLast, isSound, &sink) else {
        guard bytes.count - at > recordLimit else { return at }
        skimmer = CSVSkimmer(start: base + Int64(at), delimiter: header.delimiter)
        return try skim(bytes, at, base, isLast, &sink)
      }
      at = next
    }
    return at
  }

  /// Goes on with the record that is too large, of which only the place is kept.
  /// - Returns: the place after it, or the end of the bytes.
  private mutating func skim<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, _ from: Int, _ base: Int64, _ isLast: Bool, _ sink: inout Sink
  ) throws(InputFault) -> Int {
    guard var current = skimmer else { return from }
    let lineEnd = current.feed(bytes, from: from, base: base)
    skimmer = current
    if lineEnd == nil {
      guard isLast else { return bytes.count }
      if current.isOpen { throw CSVReader.openQuote(at: current.lastQuote) }
      if current.cells < header.slots.count { throw cutOff(cells: current.cells, at: current.start) }
    }
    let end = lineEnd ?? bytes.count
    let span = RecordSpan(offset: current.start, count: Int(base + Int64(end) - current.start))
    sink.reject(.recordTooLarge, at: span, fault: span.offset)
    skimmer = nil
    return end
  }

  private static func openQuote(at offset: Int64) -> InputFault {
    InputFault(.truncatedFile, at: offset, "a quote is opened here and never closed: the file ends inside the cell")
  }

  private func cutOff(cells: Int, at offset: Int64) -> InputFault {
    InputFault(
      .truncatedFile, at: offset,
      "the last record has no line end and \(cells) of \(header.slots.count) fields: the file was cut off")
  }

  /// Hands on the record in `[start, end)`, which has as many cells as the header.
  /// - Returns: the place after its line end. The second byte of that, wherever the buffer is cut, is skipped like an empty line.
  @inline(__always)
  private func give<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ base: Int64, _ isSound: Bool, _ sink: inout Sink
  ) -> Int {
    let span = RecordSpan(offset: base + Int64(start), count: end - start)
    if span.count > recordLimit {
      sink.reject(.recordTooLarge, at: span, fault: span.offset)
    } else if !isSound, !Scan.isUTF8(bytes, from: start, to: end) {
      sink.reject(.invalidEncoding, at: span, fault: span.offset)
    } else {
      sink.take(fields, values: bytes, raw: start..<end, at: span)
    }
    return min(end + 1, bytes.count)
  }

  /// Reads the record at `start`, whatever it is; nil when more bytes are needed to see its end.
  private mutating func record<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, _ start: Int, _ base: Int64, _ isLast: Bool, _ isSound: Bool, _ sink: inout Sink
  ) throws(InputFault) -> Int? {
    fields.clear()
    let columns = header.slots.count
    let delimiter = header.delimiter
    var column = 0
    var at = start
    var broken: Int?
    while true {
      let cell = CSVCell.scan(bytes, from: at, to: bytes.count, delimiter: delimiter)
      if cell.next >= bytes.count {
        guard isLast else { return nil }
        if cell.isOpen { throw CSVReader.openQuote(at: base + Int64(at)) }
      }
      if cell.isBroken, broken == nil { broken = cell.start + cell.count + 1 }
      if column < columns {
        let slot = header.slots[column]
        if slot >= 0 {
          fields.set(
            slot, start: cell.start, count: cell.count, form: cell.hasDoubledQuotes ? .doubledQuotes : .text)
        }
      }
      column += 1
      at = cell.next
      if at < bytes.count, bytes[at] == delimiter {
        at += 1
        continue
      }
      break
    }
    if at >= bytes.count, column < columns { throw cutOff(cells: column, at: base + Int64(start)) }
    let span = RecordSpan(offset: base + Int64(start), count: at - start)
    if span.count <= recordLimit, let broken {
      sink.reject(.malformedRecord, at: span, fault: base + Int64(broken))
    } else if span.count <= recordLimit, column != columns {
      sink.reject(.wrongFieldCount, at: span, fault: base + Int64(start))
    } else {
      return give(bytes, start, at, base, isSound, &sink)
    }
    return min(at + 1, bytes.count)
  }
}
