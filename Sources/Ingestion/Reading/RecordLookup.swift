package import Tasks

/// Reads single records again: the texts of the few that are shown, and the words for what is wrong with others.
package struct RecordLookup: Sendable {
  private let inputs: [OpenInput]
  let directory: NameDirectory
  let fetched = FetchedRecords()
  /// Some input costs less when its records are looked up in the order in which they lie.
  package let isReadInOrder: Bool

  package init(inputs: [OpenInput], directory: NameDirectory) {
    self.inputs = inputs
    self.directory = directory
    isReadInOrder = inputs.contains(where: \.source.isReadInOrder)
  }

  /// The path of the input that a record comes from.
  package func path(_ origin: RecordOrigin) -> String { input(origin)?.path ?? "" }

  func input(_ origin: RecordOrigin) -> OpenInput? {
    let i = Int(origin.input)
    return i < inputs.count ? inputs[i] : nil
  }

  /// The record's bytes as they stand in its input (as UTF-8); of a database the row as a JSON object.
  package func verbatim(_ origin: RecordOrigin) throws(SourceError) -> [UInt8] {
    guard let input = input(origin) else { return [] }
    return try bytes(origin, input)
  }

  /// Some of those bytes, from an index on; none behind the end.
  package func verbatim(
    _ origin: RecordOrigin, from start: Int, atMost count: Int
  ) throws(SourceError) -> [UInt8] {
    guard let input = input(origin), start < Int(origin.count) else { return [] }
    return try bytes(input, at: origin.offset + Int64(start), count: min(max(0, count), Int(origin.count) - start))
  }

  private func bytes(_ origin: RecordOrigin, _ input: OpenInput) throws(SourceError) -> [UInt8] {
    if let table = input.table { return try table.json(at: origin.offset) }
    if isReadInOrder, let bytes = fetched.bytes(origin) { return bytes }
    return try bytes(input, at: origin.offset, count: Int(origin.count))
  }

  /// Fewer where the input ends.
  private func bytes(_ input: OpenInput, at offset: Int64, count: Int) throws(SourceError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let found = try input.source.read(at: offset, into: &buffer)
    buffer.removeLast(buffer.count - found)
    return buffer
  }

  /// The texts of a record, by the first name of each field; fields that are absent are left out. A record that was too large
  /// to be read has none: it may be as large as the file.
  package func texts(_ origin: RecordOrigin) throws(SourceError) -> [String: String] {
    guard let input = input(origin), Int(origin.count) <= input.recordLimit else { return [:] }
    if input.shape.kind == .agentOutput {
      return try response(at: origin).id.map { ["id": $0] } ?? [:]
    }
    guard let record = try record(origin, input) else { return [:] }
    let text = FieldText()
    var out: [String: String] = [:]
    for (name, slots) in input.shape.kind == .events ? EventSlot.fields : TaskSlot.fields {
      out[name] = text.first(slots, of: record.fields, in: record.values.span) { bytes, start, end, _ in
        String(copying: bytes, start, end)
      }
    }
    return out
  }

  /// What is wrong with a quarantined record, in English: the field and what it holds.
  package func explain(_ record: QuarantinedRecord) throws(SourceError) -> (detail: String, field: String?) {
    guard let input = input(record.origin) else { return ("", nil) }
    // Told without reading the record, which may be as large as the file.
    if record.code == .recordTooLarge, input.table != nil {
      return ("the row has more than \(input.recordLimit) bytes", nil)
    }
    if record.code == .recordTooLarge {
      return ("the record has \(record.origin.count) bytes, more than \(input.recordLimit)", nil)
    }
    if record.code == .invalidEncoding { return ("the record holds bytes that are not UTF-8", nil) }
    let bytes = input.table == nil ? try bytes(record.origin, input) : []
    switch record.code {
    case .wrongFieldCount:
      return ("\(CSVCell.count(in: bytes.span, input.header)) fields instead of \(input.header?.slots.count ?? 0)", nil)
    case _ where input.shape.kind == .agentOutput: return explain(response: bytes, record, input)
    case .malformedRecord: return (malformed(bytes, record, input), nil)
    default: break
    }
    guard let parsed = input.table == nil ? parsed(bytes, input) : try self.record(record.origin, input) else {
      return ("", nil)
    }
    do throws(RecordFault) {
      if input.shape.kind == .events {
        let parser = EventRecordParser(rules: input.rules)
        _ = try parser.parse(parsed.fields, parsed.values.span, origin: record.origin)
      } else {
        let parser = TaskRecordParser(rules: input.rules, directory: directory)
        _ = try parser.parse(parsed.fields, parsed.values.span, origin: record.origin, fingerprint: 0)
      }
    } catch {
      let name = input.schema.names[error.slot]
      if error.code == .missingField { return ("\(name) is missing", name) }
      let text = FieldText()
      let value = text.first(error.slot...error.slot, of: parsed.fields, in: parsed.values.span) {
        bytes, start, end, _ in
        String(copying: bytes, start, end)
      }
      return ("\(name) is \(RecordLookup.quoted(value ?? ""))", name)
    }
    return ("", nil)
  }

  func malformed(_ bytes: [UInt8], _ record: QuarantinedRecord, _ input: OpenInput) -> String {
    let at = Int(record.fault - record.origin.offset)
    guard at >= 0, at < bytes.count else { return "the record ends too early" }
    if input.shape.format != .csv, RecordLookup.isTooDeep(bytes) {
      return "more than \(JSONScanner.depthLimit) levels of nesting"
    }
    let rest = RecordLookup.quoted(String(decoding: bytes[at...].prefix(256), as: UTF8.self))
    if input.shape.format == .csv { return "\(rest) follows a closing quote, where a delimiter should" }
    return at == 0 && bytes[0] != UInt8(ascii: "{") ? "\(rest) is no JSON object" : "\(rest) is not what JSON has here"
  }

  private static func isTooDeep(_ bytes: [UInt8]) -> Bool {
    do throws(JSONScanner.Fault) { _ = try JSONScanner.value(bytes.span, 0, bytes.count) } catch {
      if case .tooDeep = error { return true }
    }
    return false
  }

  /// A value as a message shows it: cut, and within quotes unless it is JSON that has its own.
  static func quoted(_ text: String) -> String {
    let text = text.count > 60 ? text.prefix(60) + "..." : text
    return text.hasPrefix("\"") || text.hasPrefix("[") || text.hasPrefix("{") ? text : "\"\(text)\""
  }

  private func record(_ origin: RecordOrigin, _ input: OpenInput) throws(SourceError) -> CapturedRecord? {
    guard let table = input.table else { return parsed(try bytes(origin, input), input) }
    var sink = CapturingSink()
    try table.reread(at: origin.offset, into: &sink)
    return sink.takeRecord()
  }

  /// The fields of one record, and the bytes that they lie in.
  private func parsed(_ bytes: [UInt8], _ input: OpenInput) -> CapturedRecord? {
    var sink = CapturingSink()
    do throws(InputFault) {
      switch input.shape.format {
      case .csv:
        guard let header = input.header else { return nil }
        var reader = CSVReader(header: header, recordLimit: .max)
        _ = try reader.read(bytes.span, base: 0, isLast: true, into: &sink)
      case .ndjson:
        var reader = NDJSONReader(schema: input.schema, recordLimit: .max)
        _ = try reader.read(bytes.span, base: 0, isLast: true, into: &sink)
      case .json:
        var reader = JSONListReader(
          schema: input.schema, state: .onlyElement, isWrapped: false, recordLimit: .max)
        _ = try reader.read(bytes.span, base: 0, isLast: true, into: &sink)
      case .xml:
        try XMLReader.reread(record: bytes.span, events: input.shape.kind == .events, into: &sink)
      case .text, .sqlite: return nil
      }
    } catch { return nil }
    return sink.takeRecord()
  }
}

/// A record's fields, and the bytes that they lie in.
private struct CapturedRecord: ~Copyable {
  let fields: RecordFields
  let values: [UInt8]
}

/// Keeps a copy of the first record that a reader finds.
private struct CapturingSink: ~Copyable, RecordSink {
  private var captured: CapturedRecord?

  init() {}

  consuming func takeRecord() -> CapturedRecord? { captured }

  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    if captured == nil {
      captured = CapturedRecord(fields: fields.clone(), values: [UInt8](copying: values, 0, values.count))
    }
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) {}
}

extension RecordLookup {
  /// Of records that agree in every figure, the one that wins by its texts: compared in the table's order, absent lowest;
  /// of equal ones the first by place.
  package func latest(of candidates: [RecordOrigin]) throws(SourceError) -> RecordOrigin? {
    var best: (origin: RecordOrigin, texts: [String: String])?
    for origin in candidates.sorted() {
      let texts = try texts(origin)
      guard let present = best else {
        best = (origin, texts)
        continue
      }
      for (name, _) in TaskSlot.textFields {
        let (a, b) = (texts[name] ?? "", present.texts[name] ?? "")
        if a == b { continue }
        if b.utf8.lexicographicallyPrecedes(a.utf8) { best = (origin, texts) }
        break
      }
    }
    return best?.origin
  }
}
