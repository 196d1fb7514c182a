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
  private var base: Int64 = 0
  private var at: Int64 = 0
  private var line = 1
  private var column = 1
  private var endedInReturn = false

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
      if at >= base + Int64(buffer.count) {
        base = at
        buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = try source.read(at: base, into: &buffer)
        buffer.removeLast(buffer.count - count)
        if count == 0 { break }
      }
      let from = Int(at - base)
      let to = min(buffer.count, Int(offset - base))
      // Taken out while it is looked at: counting changes the rest of the struct.
      let bytes = buffer
      pass(bytes.span, from, to)
      at = base + Int64(to)
    }
    return (line, column)
  }

  private mutating func pass(_ bytes: Span<UInt8>, _ from: Int, _ to: Int) {
    if !endedInReturn, Scan.find(0x0D, in: bytes, from: from, to: to) == to {
      // No carriage return: count line feeds as fast as they can be, and only the last line by character.
      let lines = Scan.count(0x0A, in: bytes, from: from, to: to)
      var start = from
      if lines > 0 {
        line += lines
        column = 1
        start = to
        while start > from, bytes[start - 1] != 0x0A { start -= 1 }
      }
      for i in start..<to where bytes[i] & 0xC0 != 0x80 { column += 1 }
      return
    }
    for i in from..<to {
      let byte = bytes[i]
      if byte == 0x0D || (byte == 0x0A && !endedInReturn) {
        line += 1
        column = 1
      } else if byte != 0x0A, byte & 0xC0 != 0x80 {
        column += 1
      }
      endedInReturn = byte == 0x0D
    }
  }
}
