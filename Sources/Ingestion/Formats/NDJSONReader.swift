internal import Tasks

/// Reads one JSON object a line. A line that is none goes into quarantine; the next one is read as if nothing had been.
struct NDJSONReader: ~Copyable, ChunkReader {
  private let record: JSONRecord
  private var fields = RecordFields()

  init(schema: FieldSchema) { record = JSONRecord(schema: schema) }

  mutating func read<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, base: Int64, isLast: Bool, into sink: inout Sink
  ) throws(InputFault) -> Int {
    let isSound = Scan.isUTF8(bytes, from: 0, to: bytes.count)
    var at = 0
    while at < bytes.count {
      let lineEnd = Scan.find(0x0A, in: bytes, from: at, to: bytes.count)
      let hasLineEnd = lineEnd < bytes.count
      if !hasLineEnd, !isLast { return at }
      let start = JSONScanner.skipSpace(bytes, at, lineEnd)
      var end = lineEnd
      while end > start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
      if start < end { try line(bytes, start, end, base, hasLineEnd, isSound, &sink) }
      at = hasLineEnd ? lineEnd + 1 : lineEnd
    }
    return at
  }

  @inline(__always)
  private mutating func line<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ base: Int64, _ hasLineEnd: Bool, _ isSound: Bool,
    _ sink: inout Sink
  ) throws(InputFault) {
    let span = RecordSpan(offset: base + Int64(start), count: end - start)
    do throws(JSONScanner.Fault) {
      guard bytes[start] == UInt8(ascii: "{") else { throw .malformed(at: start) }
      let after = try record.read(bytes, start, end, into: &fields)
      if after != end { throw .malformed(at: after) }
    } catch {
      if !hasLineEnd {
        throw InputFault(
          .truncatedFile, at: base + Int64(start),
          "the last line has no line end and is no whole JSON object: the file was cut off")
      }
      let fault =
        switch error {
        case .incomplete: end
        case .malformed(let at), .tooDeep(let at): at
        }
      sink.reject(.malformedRecord, at: span, fault: base + Int64(fault))
      return
    }
    if !isSound, !Scan.isUTF8(bytes, from: start, to: end) {
      sink.reject(.invalidEncoding, at: span, fault: base + Int64(start))
    } else {
      sink.take(fields, values: bytes, raw: start..<end, at: span)
    }
  }
}
