import Foundation
import Ingestion
import Reporting
import Tasks

/// Writes quarantine.ndjson: every record that was not used, verbatim, with why and where.
struct QuarantineFile {
  let lookup: RecordLookup
  let inputs: [OpenInput]
  /// Sorted by place.
  let records: [QuarantinedRecord]

  init(lookup: RecordLookup, inputs: [OpenInput], records: [QuarantinedRecord]) {
    self.lookup = lookup
    self.inputs = inputs
    self.records = records.sorted { $0.origin < $1.origin }
  }

  func write(_ sink: any ByteSink) throws {
    var places: (input: UInt32, finder: LinePlaces)?
    for record in records {
      let input = Int(record.origin.input)
      guard input < inputs.count else { continue }
      var finder =
        places.flatMap { $0.input == record.origin.input ? $0.finder : nil } ?? LinePlaces(inputs[input])
      // Of two that hold its buffer the one that reads on would copy it.
      places = nil
      do {
        let (line, column) = try finder.place(of: record.fault)
        places = (record.origin.input, finder)
        if inputs[input].shape.format != .sqlite, Int(record.origin.count) > QuarantineFile.piece {
          try stream(record, line: line, column: column, to: sink)
        } else {
          try sink.write(try document(record, line: line, column: column).line)
        }
      } catch let error as SourceError {
        throw InputOpening.failure(error)
      }
    }
  }

  private func entries(_ record: QuarantinedRecord, line: Int, column: Int) throws -> [(String, JSONValue)] {
    let (detail, field) = try lookup.explain(record)
    return [
      ("path", .text(lookup.path(record.origin))), ("line", .integer(Int64(line))), ("column", .integer(Int64(column))),
      ("offset", .integer(record.origin.offset)), ("code", .text(record.code.name)),
      ("field", .optional(field)), ("detail", .text(detail)), ("hint", .text(record.code.hint)),
    ]
  }

  private func document(_ record: QuarantinedRecord, line: Int, column: Int) throws -> JSONValue {
    var entries = try entries(record, line: line, column: column)
    let bytes = try lookup.verbatim(record.origin)
    let text = showable(bytes)
    // What JSON cannot hold as it is (other bytes than UTF-8, control characters) is kept whole in Base64.
    if let text {
      entries.append(("record", .text(text)))
    } else {
      entries.append(("recordBase64", .text(Data(bytes).base64EncodedString())))
    }
    return .members(entries)
  }

  /// A record of more bytes is written piece by piece: it may be as large as the file. A multiple of three, so that pieces in
  /// Base64 are as good as the whole.
  private static let piece = 3 << 18

  private func stream(_ record: QuarantinedRecord, line: Int, column: Int, to sink: any ByteSink) throws {
    var isText = true
    try pieces(of: record, characters: true) { isText = isText && showable($0) != nil }
    var entries = try entries(record, line: line, column: column)
    entries.append((isText ? "record" : "recordBase64", .text("")))
    // Without the quote, the brace and the line end that follow the text.
    try sink.write(Array(JSONValue.members(entries).line.dropLast(3)))
    try pieces(of: record, characters: isText) { bytes in
      if isText {
        try sink.write(Array(JSONValue.text(showable(bytes) ?? "").line.dropFirst().dropLast(2)))
      } else {
        try sink.write(Array(Data(bytes).base64EncodedString().utf8))
      }
    }
    try sink.write(Array("\"}\n".utf8))
  }

  /// Hands on the record piece by piece.
  /// - Parameter characters: no character is cut in two.
  private func pieces(
    of record: QuarantinedRecord, characters: Bool, _ body: ([UInt8]) throws -> Void
  ) throws {
    var start = 0
    while true {
      var piece = try lookup.verbatim(record.origin, from: start, atMost: QuarantineFile.piece)
      if piece.isEmpty { return }
      let cut = characters ? QuarantineFile.cutCharacter(at: piece) : 0
      // Where nothing follows, the character is cut in the record itself.
      if cut < piece.count, start + piece.count < Int(record.origin.count) { piece.removeLast(cut) }
      try body(piece)
      start += piece.count
    }
  }

  /// How many bytes at the end begin a character whose end is not there.
  private static func cutCharacter(at bytes: [UInt8]) -> Int {
    for count in 1...3 where count <= bytes.count {
      let byte = bytes[bytes.count - count]
      if byte < 0x80 { return 0 }
      if byte >= 0xC0 { return (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2) > count ? count : 0 }
    }
    return 0
  }

  /// The text of bytes that JSON holds as it is.
  private func showable(_ bytes: [UInt8]) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let isShowable =
      text.unicodeScalars.allSatisfy { $0 >= " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
      && !text.unicodeScalars.contains { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" }
    return isShowable ? text : nil
  }
}
