/// Finds lines and columns by reading an input again, as far as the last place that is asked for.
///
/// Lines end in LF, CRLF or CR; columns count characters (Unicode scalars); both begin at 1. A byte order mark is none. The
/// rows of a database are its lines.
package struct LinePlaces {
  private let source: InputSource
  private let table: SQLiteTable?
  /// The row that was asked for last.
  private var row: Int64?
  private var buffer: [UInt8] = []
  /// How many bytes of `buffer` are the input's, from `base` on.
  private var filled = 0
  private var base: Int64 = 0
  private var at: Int64 = 0
  private var line = 1
  private var column = 1
  /// The byte before `at`.
  private var last: UInt8 = 0

  /// Of a text.
  package init(_ source: InputSource) {
    self.source = source
    table = nil
    at = source.contentStart
  }

  /// Of whatever the input is.
  package init(_ input: OpenInput) {
    source = input.source
    table = input.table
    at = input.source.contentStart
  }

  /// The place of an offset, which must not be smaller than the one asked for before.
  package mutating func place(of offset: Int64) throws(SourceError) -> (line: Int, column: Int) {
    if let table {
      let count = try table.count(after: row, to: offset)
      line = row == nil ? count : line + count
      row = offset
      return (line, 1)
    }
    while at < offset {
      if at >= base + Int64(filled) {
        base = at
        if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 256 << 10) }
        filled = try source.read(at: base, into: &buffer)
        if filled == 0 { break }
      }
      let from = Int(at - base)
      let to = min(filled, Int(offset - base))
      // Taken out while it is looked at: counting changes the rest of the struct.
      let bytes = buffer
      pass(bytes.span, from, to)
      at = base + Int64(to)
    }
    return (line, column)
  }

  private mutating func pass(_ bytes: Span<UInt8>, _ from: Int, _ to: Int) {
    if from >= to { return }
    let lines = Scan.lineEnds(bytes, from: from, to: to, before: last)
    var start = from
    if lines > 0 {
      line += lines
      column = 1
      start = to
      while start > from, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    }
    // What is left of a line end that began before is no column.
    for i in start..<to where bytes[i] & 0xC0 != 0x80 && bytes[i] != 0x0A { column += 1 }
    last = bytes[to - 1]
  }
}
