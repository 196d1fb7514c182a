import Tasks
import TestSupport

@testable import Ingestion

/// What a reader handed over, as plain values to compare.
struct ReadRecords: RecordSink, Equatable {
  /// A record or a rejected one, in the order of reading.
  struct Item: Equatable {
    /// Text by name; what is not text has its form before it: `object:{...}`, `literal:1`. Empty for rejected records.
    var fields: [String: String] = [:]
    /// Why it was rejected.
    var code: FindingCode?
    var offset: Int64
    var count: Int
    /// Where the fault lies, of rejected ones.
    var fault: Int64?
  }

  private(set) var items: [Item] = []
  var fault: InputFault?
  private let names: [String]

  init(_ schema: FieldSchema = .tasks) { names = schema.names }

  /// The fields of the records that were not rejected.
  var fields: [[String: String]] { items.filter { $0.code == nil }.map(\.fields) }
  var codes: [FindingCode] { items.compactMap(\.code) }

  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    let reached = FieldText()
    var texts: [String: String] = [:]
    for (slot, name) in names.enumerated() {
      texts[name] = reached.first(slot...slot, of: fields, in: values) { bytes, start, end, form in
        let text = String(copying: bytes, start, end)
        return form == .text ? text : "\(form):\(text)"
      }
    }
    items.append(Item(fields: texts, offset: span.offset, count: span.count))
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) {
    items.append(Item(code: code, offset: span.offset, count: span.count, fault: fault))
  }

  /// Feeds a reader as a pump does: what it leaves comes again, with more behind it.
  /// - Parameter piece: how many bytes come next.
  mutating func feed<Reader: ChunkReader & ~Copyable>(
    _ bytes: [UInt8], from start: Int = 0, to reader: inout Reader, piece: () -> Int
  ) {
    var buffer: [UInt8] = []
    var base = start
    var next = start
    do throws(InputFault) {
      repeat {
        let end = min(bytes.count, next + max(1, piece()))
        buffer += bytes[next..<end]
        next = end
        let used = try reader.read(buffer.span, base: Int64(base), isLast: end == bytes.count, into: &self)
        buffer.removeFirst(used)
        base += used
      } while next < bytes.count
    } catch { fault = error }
  }
}

/// Texts read by the reader of their format.
extension ReadRecords {
  static func csv(
    _ bytes: [UInt8], schema: FieldSchema = .tasks, limit: Int = 1 << 20, piece: () -> Int = { .max / 2 }
  ) -> ReadRecords? {
    guard let header = CSVHeader.read(bytes.span, schema: schema, isWhole: true) else { return nil }
    var records = ReadRecords(schema)
    var reader = CSVReader(header: header, recordLimit: limit)
    records.feed(bytes, from: header.end, to: &reader, piece: piece)
    return records
  }

  static func csv(_ text: String, limit: Int = 1 << 20) -> ReadRecords? { csv(Array(text.utf8), limit: limit) }

  static func ndjson(_ bytes: [UInt8], limit: Int = 1 << 20, piece: () -> Int = { .max / 2 }) -> ReadRecords {
    var records = ReadRecords()
    var reader = NDJSONReader(schema: .tasks, recordLimit: limit)
    records.feed(bytes, to: &reader, piece: piece)
    return records
  }

  static func ndjson(_ text: String, limit: Int = 1 << 20) -> ReadRecords { ndjson(Array(text.utf8), limit: limit) }

  /// - Parameters:
  ///   - start: where the list begins, or the record.
  static func json(
    _ bytes: [UInt8], from start: Int = 0, state: JSONListState = .opening, isWrapped: Bool = false,
    limit: Int = 1 << 20, piece: () -> Int = { .max / 2 }
  ) -> ReadRecords {
    var records = ReadRecords()
    var reader = JSONListReader(schema: .tasks, state: state, isWrapped: isWrapped, recordLimit: limit)
    records.feed(bytes, from: start, to: &reader, piece: piece)
    return records
  }

  static func json(_ text: String, limit: Int = 1 << 20) -> ReadRecords { json(Array(text.utf8), limit: limit) }
}
