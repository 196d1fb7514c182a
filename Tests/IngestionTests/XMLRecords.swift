import Tasks

@testable import Ingestion

/// What a reader of XML handed over, as plain values to compare.
struct XMLRecords: RecordSink, Equatable {
  struct Record: Equatable {
    /// Text by name; what is not text has its form before it: `object:{...}`.
    var fields: [String: String]
    var offset: Int64
    var count: Int
  }

  var records: [Record] = []
  var rejected: [FindingCode] = []
  var fault: InputFault?
  private let names: [String]

  init(events: Bool = false) { names = events ? FieldSchema.events.names : FieldSchema.tasks.names }

  /// Reads a document that comes in pieces of so many bytes.
  static func read(
    _ bytes: [UInt8], events: Bool = false, pieces: Int = 1 << 20, recordLimit: Int = 1 << 20
  ) -> XMLRecords {
    var sink = XMLRecords(events: events)
    var reader = XMLReader(events: events, recordLimit: recordLimit)
    var buffer: [UInt8] = []
    var base = 0
    var next = 0
    do throws(InputFault) {
      repeat {
        let end = min(bytes.count, next + pieces)
        buffer += bytes[next..<end]
        next = end
        let used = try reader.read(buffer.span, base: Int64(base), isLast: end == bytes.count, into: &sink)
        buffer.removeFirst(used)
        base += used
      } while next < bytes.count
    } catch {
      sink.fault = error
    }
    return sink
  }

  static func read(_ text: String, events: Bool = false) -> XMLRecords { read(Array(text.utf8), events: events) }

  /// The fields of the records, without their places.
  var fields: [[String: String]] { records.map(\.fields) }

  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    var texts: [String: String] = [:]
    for (slot, name) in names.enumerated() where fields.has(slot) {
      let value = fields[slot]
      let bytes = (Int(value.start)..<Int(value.start) + Int(value.count)).map { values[$0] }
      let text = String(decoding: bytes, as: UTF8.self)
      texts[name] = value.form == .text ? text : "\(value.form):\(text)"
    }
    records.append(Record(fields: texts, offset: span.offset, count: span.count))
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) { rejected.append(code) }
}
