internal import Tasks

/// What comes next in a document that is read by `JSONListReader`.
enum JSONListState: Sendable, Equatable {
  /// The list's opening bracket.
  case opening
  /// The first element, or the closing bracket.
  case firstElement
  case element
  /// A comma, or the closing bracket.
  case separator
  /// A document that is one record.
  case onlyElement
  /// Nothing but white space.
  case end
  /// What follows the list in an object that wraps it.
  case rest
}

/// Reads a JSON array of objects, or one object, out of a document; a fault in its syntax ends the reading.
struct JSONListReader<Record: JSONObjectReading & ~Copyable>: ~Copyable, ChunkReader {
  private var record: Record
  private let recordLimit: Int
  /// The list lies in an object, whose other keys follow it.
  private let isWrapped: Bool
  private(set) var state: JSONListState
  private var fields = RecordFields()
  /// Follows what is not kept: an element that is too large to be held, or the rest of the object around the list.
  private var skimmer: JSONSkimmer?
  /// Where what is followed begins.
  private(set) var resumption: Int64?

  init(_ record: consuming Record, state: JSONListState, isWrapped: Bool, recordLimit: Int) {
    self.record = record
    self.state = state
    self.isWrapped = isWrapped
    self.recordLimit = recordLimit
  }

  mutating func read<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, base: Int64, isLast: Bool, into sink: inout Sink
  ) throws(InputFault) -> Int {
    let isSound = Scan.isUTF8(bytes, from: 0, to: bytes.count)
    var at = 0
    while true {
      if skimmer != nil || state == .rest {
        at = try skim(bytes, at, base, isLast, &sink)
        if skimmer != nil { return at }
      }
      at = JSONScanner.skipSpace(bytes, at, bytes.count)
      guard at < bytes.count else { break }
      let byte = bytes[at]
      switch state {
      case .opening:
        guard byte == UInt8(ascii: "[") else { throw unexpected(byte, base + Int64(at), "the list's opening bracket") }
        state = .firstElement
        at += 1
      case .firstElement where byte == UInt8(ascii: "]"), .separator where byte == UInt8(ascii: "]"):
        state = isWrapped ? .rest : .end
        at += 1
      case .firstElement, .element, .onlyElement:
        guard let next = try element(bytes, at, base, isLast, isSound, &sink) else {
          guard bytes.count - at > recordLimit else { return at }
          skimmer = JSONSkimmer()
          resumption = base + Int64(at)
          continue
        }
        endElement()
        at = next
      case .separator:
        guard byte == UInt8(ascii: ",") else {
          throw unexpected(byte, base + Int64(at), "a comma or the end of the list")
        }
        state = .element
        at += 1
      case .end: throw unexpected(byte, base + Int64(at), "the end of the file")
      case .rest: break
      }
    }
    if isLast, state != .end {
      throw InputFault(.truncatedFile, at: base + Int64(at), "the file ends inside its list: it was cut off")
    }
    return at
  }

  private mutating func endElement() { state = state == .onlyElement ? .end : .separator }

  /// Goes on with what is not kept.
  /// - Returns: the place after it, or the end of the bytes.
  private mutating func skim<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, _ from: Int, _ base: Int64, _ isLast: Bool, _ sink: inout Sink
  ) throws(InputFault) -> Int {
    let start = resumption ?? base + Int64(from)
    var current = skimmer ?? .restOfObject
    let after: Int
    do throws(JSONScanner.Fault) { after = try current.feed(bytes, from, bytes.count) } catch {
      throw fault(error, bytes, base, start)
    }
    if isLast { current.endText() }
    guard current.isDone else {
      if isLast {
        guard state == .rest else { throw JSONListReader.cutOff(at: start) }
        throw InputFault(
          .truncatedFile, at: base + Int64(after),
          "the file ends inside the object that holds the list: it was cut off")
      }
      skimmer = current
      resumption = start
      return after
    }
    skimmer = nil
    resumption = nil
    if state == .rest {
      state = .end
    } else {
      let span = RecordSpan(offset: start, count: Int(base + Int64(after) - start))
      sink.reject(.recordTooLarge, at: span, fault: span.offset)
      endElement()
    }
    return after
  }

  private static func cutOff(at offset: Int64) -> InputFault {
    InputFault(.truncatedFile, at: offset, "the file ends inside the record that begins here")
  }

  private func fault(_ error: JSONScanner.Fault, _ bytes: Span<UInt8>, _ base: Int64, _ start: Int64) -> InputFault {
    switch error {
    case .incomplete: JSONListReader.cutOff(at: start)
    case .malformed(let at): unexpected(at < bytes.count ? bytes[at] : 0, base + Int64(at), "valid JSON")
    case .tooDeep(let at):
      InputFault(.limitExceeded, at: base + Int64(at), "more than \(JSONScanner.depthLimit) levels of nesting")
    }
  }

  private func unexpected(_ byte: UInt8, _ at: Int64, _ expected: String) -> InputFault {
    let shown =
      byte == UInt8(ascii: "\"")
      ? "a quote" : byte >= 0x20 && byte < 0x7F ? "\"\(Unicode.Scalar(byte))\"" : "byte \(byte)"
    return InputFault(.malformedFile, at: at, "\(shown) stands where \(expected) should")
  }

  /// Reads one element of the list; nil when more bytes are needed.
  @inline(__always)
  private mutating func element<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, _ start: Int, _ base: Int64, _ isLast: Bool, _ isSound: Bool, _ sink: inout Sink
  ) throws(InputFault) -> Int? {
    let isObject = bytes[start] == UInt8(ascii: "{")
    let after: Int
    do throws(JSONScanner.Fault) {
      if isObject {
        after = try record.read(bytes, start, bytes.count, into: &fields)
      } else {
        after = try JSONScanner.value(bytes, start, bytes.count)
        // A number may go on behind the buffer's end.
        if after == bytes.count, !isLast { return nil }
      }
    } catch {
      if error == .incomplete, !isLast { return nil }
      throw fault(error, bytes, base, base + Int64(start))
    }
    let span = RecordSpan(offset: base + Int64(start), count: after - start)
    if span.count > recordLimit {
      sink.reject(.recordTooLarge, at: span, fault: span.offset)
    } else if !isObject {
      sink.reject(.malformedRecord, at: span, fault: span.offset)
    } else if !isSound, !Scan.isUTF8(bytes, from: start, to: after) {
      sink.reject(.invalidEncoding, at: span, fault: span.offset)
    } else {
      sink.take(fields, values: bytes, raw: start..<after, at: span)
    }
    return after
  }
}

extension JSONListReader where Record == JSONRecord {
  init(
    schema: FieldSchema, state: JSONListState, isWrapped: Bool, recordLimit: Int,
    keys: consuming ExpectedKeys = ExpectedKeys()
  ) {
    self.init(
      JSONRecord(schema: schema, keys: keys), state: state, isWrapped: isWrapped, recordLimit: recordLimit)
  }

  /// The keys of the records that were read.
  consuming func keys() -> ExpectedKeys { record.keys() }
}
