internal import Tasks

/// Reads one JSON object a line. A line that is none goes into quarantine; the next one is read as if nothing had been.
struct NDJSONReader<Record: JSONObjectReading & ~Copyable>: ~Copyable, ChunkReader {
  private var record: Record
  private let recordLimit: Int
  private var fields = RecordFields()
  private var oversized: Oversized?

  /// A line that is too large to be held, and how far it was followed.
  private struct Oversized {
    var start: Int64
    /// Behind its last byte that is no white space.
    var end: Int64
    var skimmer = JSONSkimmer()
    /// It is no JSON object.
    var isBroken: Bool
  }

  init(_ record: consuming Record, recordLimit: Int) {
    self.record = record
    self.recordLimit = recordLimit
  }

  var resumption: Int64? { oversized?.start }

  mutating func read<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, base: Int64, isLast: Bool, into sink: inout Sink
  ) throws(InputFault) -> Int {
    let isSound = Scan.isUTF8(bytes, from: 0, to: bytes.count)
    var at = 0
    if oversized != nil { at = try skim(bytes, 0, base, isLast, &sink) }
    while at < bytes.count {
      if let next = expectedLine(bytes, at, base, isSound, &sink) {
        at = next
        continue
      }
      let lineEnd = Scan.find(0x0A, in: bytes, from: at, to: bytes.count)
      let hasLineEnd = lineEnd < bytes.count
      let start = JSONScanner.skipSpace(bytes, at, lineEnd)
      let end = NDJSONReader.trimmedEnd(bytes, start, lineEnd)
      if !hasLineEnd, !isLast {
        guard end - start > recordLimit else { return start }
        oversized = Oversized(
          start: base + Int64(start), end: base + Int64(end), isBroken: bytes[start] != UInt8(ascii: "{"))
        return try skim(bytes, start, base, isLast, &sink)
      }
      if start < end { try line(bytes, start, end, base, hasLineEnd, isSound, &sink) }
      at = hasLineEnd ? lineEnd + 1 : lineEnd
    }
    return at
  }

  /// Reads the line at `start` when it is a whole record like the one before; nil for any other line.
  @inline(__always)
  private mutating func expectedLine<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, _ start: Int, _ base: Int64, _ isSound: Bool, _ sink: inout Sink
  ) -> Int? {
    guard isSound, bytes[start] == UInt8(ascii: "{"), let end = record.readExpected(bytes, start, into: &fields),
      end - start <= recordLimit
    else { return nil }
    var next = end
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x0D || bytes[next] == 0x09 { next += 1 }
    guard next < bytes.count, bytes[next] == 0x0A else { return nil }
    sink.take(
      fields, values: bytes, raw: start..<end, at: RecordSpan(offset: base + Int64(start), count: end - start))
    return next + 1
  }

  @inline(__always)
  private static func trimmedEnd(_ bytes: Span<UInt8>, _ start: Int, _ lineEnd: Int) -> Int {
    var end = lineEnd
    while end > start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// Goes on with the line that is too large, of which only the place is kept.
  /// - Returns: the place of its line end, or the end of the bytes.
  private mutating func skim<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, _ from: Int, _ base: Int64, _ isLast: Bool, _ sink: inout Sink
  ) throws(InputFault) -> Int {
    guard var current = oversized else { return from }
    let lineEnd = Scan.find(0x0A, in: bytes, from: from, to: bytes.count)
    let end = NDJSONReader.trimmedEnd(bytes, from, lineEnd)
    if end > from { current.end = base + Int64(end) }
    // Whether the line is JSON counts only where it may have been cut off.
    if !current.isBroken {
      let after = try? current.skimmer.feed(bytes, from, lineEnd)
      current.isBroken = (after ?? -1) < end
    }
    oversized = current
    if lineEnd == bytes.count {
      guard isLast else { return lineEnd }
      if current.isBroken || !current.skimmer.isDone { throw NDJSONReader.cutOff(at: current.start) }
    }
    let span = RecordSpan(offset: current.start, count: Int(current.end - current.start))
    sink.reject(.recordTooLarge, at: span, fault: span.offset)
    oversized = nil
    return lineEnd
  }

  private static func cutOff(at offset: Int64) -> InputFault {
    InputFault(
      .truncatedFile, at: offset,
      "the last line has no line end and is no whole JSON object: the file was cut off")
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
      if !hasLineEnd { throw NDJSONReader.cutOff(at: span.offset) }
      if span.count > recordLimit {
        sink.reject(.recordTooLarge, at: span, fault: span.offset)
        return
      }
      let fault =
        switch error {
        case .incomplete: end
        case .malformed(let at), .tooDeep(let at): at
        }
      sink.reject(.malformedRecord, at: span, fault: base + Int64(fault))
      return
    }
    if span.count > recordLimit {
      sink.reject(.recordTooLarge, at: span, fault: span.offset)
    } else if !isSound, !Scan.isUTF8(bytes, from: start, to: end) {
      sink.reject(.invalidEncoding, at: span, fault: base + Int64(start))
    } else {
      sink.take(fields, values: bytes, raw: start..<end, at: span)
    }
  }
}

extension NDJSONReader where Record == JSONRecord {
  init(schema: FieldSchema, recordLimit: Int, keys: consuming ExpectedKeys = ExpectedKeys()) {
    self.init(JSONRecord(schema: schema, keys: keys), recordLimit: recordLimit)
  }

  /// The keys of the records that were read.
  consuming func keys() -> ExpectedKeys { record.keys() }
}
