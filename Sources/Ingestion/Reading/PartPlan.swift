internal import Tasks

/// Cuts a large input into parts that begin where a record seems to begin.
///
/// A beginning is guessed from the bytes around it. Whether the guess was right is known when the part before has been
/// read: it must end exactly there. If it does not, what was read behind it is thrown away and read again.
package struct PartPlan: Sendable {
  /// Inputs smaller than this are read in one go.
  package let smallest: Int64
  /// As far as is looked for a beginning, in bytes.
  private let window: Int

  /// - Parameter window: as far as is looked for a beginning, in bytes.
  package init(smallest: Int64 = 8 << 20, window: Int = 1 << 20) {
    self.smallest = smallest
    self.window = window
  }

  /// Offsets at which the parts begin, the first at `input.dataStart`.
  func starts(_ input: OpenInput, parts: Int) throws(ReadingFailure) -> [Int64] {
    let start = input.dataStart
    guard parts > 1, let size = input.source.divisibleSize, size - start >= smallest, isSplittable(input) else {
      return [start]
    }
    var starts = [start]
    for part in 1..<parts {
      let nominal = start + (size - start) / Int64(parts) * Int64(part)
      guard nominal > starts[starts.count - 1] else { continue }
      if let found = try beginning(input, behind: nominal) { starts.append(found) }
    }
    return starts
  }

  /// The first place behind an offset where a record seems to begin; nil when none is near.
  func beginning(_ input: OpenInput, behind offset: Int64) throws(ReadingFailure) -> Int64? {
    var buffer = [UInt8](repeating: 0, count: window)
    let count: Int
    do throws(SourceError) { count = try input.source.read(at: offset, into: &buffer) } catch { throw .source(error) }
    return beginning(buffer.span.extracting(0..<count), input).map { offset + Int64($0) }
  }

  private func isSplittable(_ input: OpenInput) -> Bool {
    if input.shape.kind == .agentOutput { return input.responses == .lines }
    return switch input.shape.format {
    case .csv, .ndjson: true
    case .json: input.layout?.isRecord == false
    case .xml: input.surroundings != nil
    case .text, .sqlite: false
    }
  }

  /// The first place in `bytes` where a record may begin.
  private func beginning(_ bytes: Span<UInt8>, _ input: OpenInput) -> Int? {
    switch input.shape.format {
    case .ndjson:
      // A JSON string holds no line end as such, so every line end is one.
      let lineEnd = Scan.find(0x0A, in: bytes, from: 0, to: bytes.count)
      return lineEnd + 1 < bytes.count ? lineEnd + 1 : nil
    case .csv: return input.header.flatMap { csvBeginning(bytes, $0) }
    case .json: return listBeginning(bytes, input.schema)
    case .xml: return input.surroundings?.beginning(in: bytes)
    case .text, .sqlite: return nil
    }
  }

  /// After a line end such that the next records have as many cells as the header.
  private func csvBeginning(_ bytes: Span<UInt8>, _ header: CSVHeader) -> Int? {
    var at = 0
    for _ in 0..<4096 {
      at = Scan.find(0x0A, 0x0D, 0x0A, in: bytes, from: at, to: bytes.count)
      while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { at += 1 }
      guard at < bytes.count else { return nil }
      if looksLikeRecords(bytes, at, header, count: 4) { return at }
    }
    return nil
  }

  private func looksLikeRecords(_ bytes: Span<UInt8>, _ start: Int, _ header: CSVHeader, count: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    var at = start
    for _ in 0..<count {
      var cells = 0
      while true {
        let cell = CSVCell.scan(bytes, from: at, to: bytes.count, delimiter: header.delimiter)
        if cell.isOpen || cell.isBroken || cell.next >= bytes.count { return false }
        // The rest of a quoted cell has its closing quote, which a cell without quotes around it hardly has.
        if cell.start == at, Scan.find(quote, in: bytes, from: at, to: cell.next) < cell.next { return false }
        cells += 1
        at = cell.next + 1
        if bytes[cell.next] != header.delimiter { break }
      }
      if cells != header.slots.count { return false }
      while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { at += 1 }
    }
    return true
  }

  /// At an object with known keys that stands between commas.
  private func listBeginning(_ bytes: Span<UInt8>, _ schema: FieldSchema) -> Int? {
    var record = JSONRecord(schema: schema)
    var fields = RecordFields()
    var at = 0
    for _ in 0..<4096 {
      at = Scan.find(UInt8(ascii: ","), in: bytes, from: at, to: bytes.count) + 1
      let start = JSONScanner.skipSpace(bytes, at, bytes.count)
      guard start < bytes.count else { return nil }
      guard bytes[start] == UInt8(ascii: "{"), let end = try? record.read(bytes, start, bytes.count, into: &fields),
        fields.present.nonzeroBitCount >= 3
      else { continue }
      let next = JSONScanner.skipSpace(bytes, end, bytes.count)
      if next < bytes.count, bytes[next] == UInt8(ascii: ",") || bytes[next] == UInt8(ascii: "]") { return start }
    }
    return nil
  }
}
