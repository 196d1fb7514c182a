internal import GRDBSQLite

/// Makes SQLite databases, for tests.
package final class Database {
  /// What SQLite refused.
  package struct Refusal: Error { package var message: String }

  private var connection: OpaquePointer?

  /// Opens or makes the database at `path`.
  package init(_ path: String) throws {
    guard sqlite3_open(path, &connection) == SQLITE_OK else { throw Refusal(message: "cannot open \(path)") }
  }

  deinit { sqlite3_close(connection) }

  /// Runs statements.
  package func run(_ sql: String) throws {
    var message: UnsafeMutablePointer<CChar>?
    guard sqlite3_exec(connection, sql, nil, nil, &message) == SQLITE_OK else {
      defer { sqlite3_free(message) }
      throw Refusal(message: message.map { String(cString: $0) } ?? "")
    }
  }

  /// Makes a database of these statements.
  package static func make(_ path: String, _ sql: String) throws { try Database(path).run(sql) }
}
