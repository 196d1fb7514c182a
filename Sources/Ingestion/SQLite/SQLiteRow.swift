internal import Tasks

/// One row as a record: its fields, and the bytes in which they lie. Reused from row to row.
struct SQLiteRow: ~Copyable {
  private(set) var fields = RecordFields()
  /// For each column its class and length, and its text; so that different rows are different bytes.
  private(set) var values: [UInt8] = []
  /// Bytes of the values themselves.
  private(set) var size = 0
  /// Some text is no UTF-8.
  private(set) var isUnsound = false

  /// Takes over the row at which `rows` stands.
  /// - Parameters:
  ///   - first: the first column that is a value.
  ///   - slots: of the columns from there on; -1 for those that are no field.
  ///   - limit: bytes after which the rest is left out: the record is too large.
  mutating func load(_ rows: borrowing SQLiteRows, from first: Int, slots: [Int], limit: Int) {
    fields.clear()
    values.removeAll(keepingCapacity: true)
    size = 0
    isUnsound = false
    for (i, slot) in slots.enumerated() {
      if slot < 0 { continue }
      if size > limit { return }
      load(rows, first + i, slot)
    }
  }

  private mutating func load(_ rows: borrowing SQLiteRows, _ column: Int, _ slot: Int) {
    let head = values.count
    values += [0, 0, 0, 0, 0]
    let start = values.count
    var form = FieldForm.absent
    let kind = rows.storageClass(column)
    switch kind {
    case .null: break
    case .integer:
      values.append(contentsOf: "\(rows.integer(column))".utf8)
      form = .literal
    case .real:
      values.append(contentsOf: rows.real(column).utf8)
      form = .literal
    case .text:
      rows.appendBytes(column, to: &values)
      form = .text
      if !Scan.isUTF8(values.span, from: start, to: values.count) { isUnsound = true }
    case .blob:
      // Shown in hexadecimal; no field is read from it, and each has a form that it is not read from.
      var bytes: [UInt8] = []
      rows.appendBytes(column, to: &bytes)
      values.append(contentsOf: SQLiteRow.shown(bytes).utf8)
      form = slot == TaskSlot.tags.rawValue ? .object : .array
      fields.set(slot, start: start, count: values.count - start, form: form)
      values.append(contentsOf: bytes)
    }
    if kind != .blob { fields.set(slot, start: start, count: values.count - start, form: form) }
    let count = UInt32(truncatingIfNeeded: values.count - start)
    values[head] = kind == .null ? 0 : kind == .text ? 1 : kind == .blob ? 2 : 3
    for i in 0..<4 { values[head + 1 + i] = UInt8(truncatingIfNeeded: count >> (8 * UInt32(i))) }
    size += values.count - start
  }

  /// A blob as SQL writes it, the beginning of a long one.
  private static func shown(_ bytes: [UInt8]) -> String {
    "X'" + hex(bytes.prefix(24)) + (bytes.count > 24 ? "..." : "") + "'"
  }

  private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The row at which `rows` stands, as a JSON object: integers and reals as numbers, blobs as texts that SQL would read.
  static func json(_ rows: borrowing SQLiteRows, from first: Int, names: [String]) -> [UInt8] {
    var out: [UInt8] = [UInt8(ascii: "{")]
    for (i, name) in names.enumerated() {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      append(Array(name.utf8), to: &out)
      out.append(UInt8(ascii: ":"))
      var bytes: [UInt8] = []
      switch rows.storageClass(first + i) {
      case .null: out.append(contentsOf: "null".utf8)
      case .integer: out.append(contentsOf: "\(rows.integer(first + i))".utf8)
      case .real:
        // JSON has no infinity.
        let text = rows.real(first + i)
        out.append(contentsOf: (text.hasSuffix("inf") ? "\"\(text)\"" : text).utf8)
      case .text:
        rows.appendBytes(first + i, to: &bytes)
        append(bytes, to: &out)
      case .blob:
        rows.appendBytes(first + i, to: &bytes)
        append(Array("X'\(hex(bytes[...]))'".utf8), to: &out)
      }
    }
    return out + [UInt8(ascii: "}")]
  }

  /// A JSON string; bytes that are no UTF-8 stay as they are.
  private static func append(_ text: [UInt8], to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 0x0A: out.append(contentsOf: "\\n".utf8)
      case 0x0D: out.append(contentsOf: "\\r".utf8)
      case 0x09: out.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        let digits = hex([byte])
        out.append(contentsOf: "\\u00\(digits)".utf8)
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
