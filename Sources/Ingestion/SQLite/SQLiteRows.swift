internal import GRDBSQLite

/// The rows that a statement gives, one at a time. Owns the statement.
struct SQLiteRows: ~Copyable {
  /// What a value is, in SQLite's terms.
  enum StorageClass {
    case null, integer, real, text, blob
  }

  private let statement: OpaquePointer
  private let use: SQLiteConnectionUse

  init(_ statement: OpaquePointer, _ use: SQLiteConnectionUse) {
    self.statement = statement
    self.use = use
  }

  deinit { sqlite3_finalize(statement) }

  /// What asking for the next row gave.
  enum Step: Equatable {
    case row, end
    /// A value of the row, or the row, is larger than the connection's limit. There is no next row.
    case tooLarge
  }

  /// - Parameter after: what the message says of the place, when it fails.
  mutating func next(after: @autoclosure () -> String = "") throws(ReadingFailure) -> Step {
    let code = sqlite3_step(statement)
    switch code & 0xFF {
    case SQLITE_ROW: return .row
    case SQLITE_DONE: return .end
    case SQLITE_TOOBIG: return .tooLarge
    default: throw use.failure(code, after: after())
    }
  }

  var columnCount: Int { Int(sqlite3_column_count(statement)) }

  func storageClass(_ column: Int) -> StorageClass {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }

  /// As integers are written where it is one.
  func real(_ column: Int) -> String {
    let value = sqlite3_column_double(statement, Int32(column))
    if value == value.rounded(), abs(value) < 0x1p53 { return "\(Int64(value))" }
    return "\(value)"
  }

  func string(_ column: Int) -> String {
    var bytes: [UInt8] = []
    appendBytes(column, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds the bytes of a text, in UTF-8, or of a blob.
  func appendBytes(_ column: Int, to buffer: inout [UInt8]) {
    let column = Int32(column)
    // SQLite's own memory, valid until the next step; the length is asked for after the conversion that may change it.
    let isText = sqlite3_column_type(statement, column) == SQLITE_TEXT
    let start =
      isText ? UnsafeRawPointer(sqlite3_column_text(statement, column)) : sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    guard let start, count > 0 else { return }
    buffer.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
  }
}
