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
      do {
        let (line, column) = try finder.place(of: record.fault)
        places = (record.origin.input, finder)
        try sink.write(try document(record, line: line, column: column).line)
      } catch let error as SourceError {
        throw InputOpening.failure(error)
      }
    }
  }

  private func document(_ record: QuarantinedRecord, line: Int, column: Int) throws -> JSONValue {
    let (detail, field) = try lookup.explain(record)
    let bytes = try lookup.verbatim(record.origin)
    let text = String(validating: bytes, as: UTF8.self).flatMap { isShowable($0) ? $0 : nil }
    var entries: [(String, JSONValue)] = [
      ("path", .text(lookup.path(record.origin))), ("line", .integer(Int64(line))), ("column", .integer(Int64(column))),
      ("offset", .integer(record.origin.offset)), ("code", .text(record.code.name)),
      ("field", .optional(field)), ("detail", .text(detail)), ("hint", .text(record.code.hint)),
    ]
    // What JSON cannot hold as it is (other bytes than UTF-8, control characters) is kept whole in Base64.
    if let text {
      entries.append(("record", .text(text)))
    } else {
      entries.append(("recordBase64", .text(Data(bytes).base64EncodedString())))
    }
    return .members(entries)
  }

  private func isShowable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 >= " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
      && !text.unicodeScalars.contains { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" }
  }
}
