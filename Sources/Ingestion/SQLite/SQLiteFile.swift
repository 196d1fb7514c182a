internal import CSQLite
internal import GRDB
internal import GRDBSQLite
internal import Glibc
internal import Tasks

/// A connection to a database that is an input.
///
/// SQLite reads it through the descriptor that the input was opened with: a compressed database and one on standard input
/// read like any other, nothing is written or locked, and nothing appears beside the file. Nothing that the database
/// holds is executed. A class, because it owns the connection, which serialises those that use it.
final class SQLiteFile: Sendable {
  /// Steps, in thousands, that finding one's way about a database may take.
  static let smallBudget: Int64 = 20_000

  private let queue: DatabaseQueue
  private let budget: StepBudget
  /// The write-ahead log, which SQLite reads by its number.
  private let log: Descriptor?
  private let logStamp: FileStamp?
  private let source: InputSource
  /// Bytes of the database and its log.
  let size: Int64

  private static let magic = Array("SQLite format 3\0".utf8)
  private static let registration = nexo_sqlite_register()

  /// The bytes begin an SQLite database.
  static func isOne(_ head: [UInt8]) -> Bool { head.starts(with: magic) }

  init(_ source: InputSource) throws(ReadingFailure) {
    self.source = source
    // What is missing may be any page.
    if let fault = try ReadingFailure.of({ () throws(SourceError) in try source.fault() }) { throw .fault(fault) }
    let budget = StepBudget()
    self.budget = budget
    var beside = try ReadingFailure.of { () throws(SourceError) in try SQLiteSidecars(source) }
    if beside.hasUnfinishedTransaction { throw SQLiteFile.unfinished }
    let log = beside.log.take()
    let content = source.file
    var uri = "file:/database?vfs=nexo&fd=\(content.descriptor)&origin=\(content.origin)&size=\(content.size)"
    switch log {
    case .some(let file):
      uri += "&log=\(file.number)&logsize=\(beside.logSize)"
      logStamp = FileStamp(try ReadingFailure.of { () throws(SourceError) in try file.status(path: source.path) })
    case nil:
      // With a log, the last pages may stand there.
      try SQLiteFile.checkSize(source)
      logStamp = nil
    }
    self.log = consume log
    size = content.size + beside.logSize
    guard SQLiteFile.registration == SQLITE_OK else {
      throw .source(SourceError(path: source.path, operation: .open, code: EIO))
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      guard let connection = database.sqliteConnection else { return }
      nexo_sqlite_budget(UnsafeMutableRawPointer(connection), budget.left)
      let code = nexo_sqlite_harden(UnsafeMutableRawPointer(connection))
      if code != SQLITE_OK { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
    budget.allow(SQLiteFile.smallBudget)
    do { queue = try DatabaseQueue(path: uri, configuration: configuration) } catch {
      throw SQLiteFile.failure(error, path: source.path)
    }
  }

  private static var unfinished: ReadingFailure {
    .fault(
      InputFault(
        .malformedFile, at: 0,
        "a transaction on it was not finished, its -journal lies beside it: open it once with the program that writes it"
      ))
  }

  /// A database that is shorter than it says was cut off.
  private static func checkSize(_ source: InputSource) throws(ReadingFailure) {
    let head = try ReadingFailure.of { () throws(SourceError) in
      var head = [UInt8](repeating: 0, count: 100)
      let count = try source.read(at: 0, into: &head)
      return Array(head[..<count])
    }
    guard head.count == 100 else {
      throw .fault(InputFault(.truncatedFile, at: 0, "the database ends within its first 100 bytes"))
    }
    func number(_ range: Range<Int>) -> Int64 { head[range].reduce(0) { $0 << 8 | Int64($1) } }
    // Versions before 3.7 left the number of pages alone, and the version that it is valid for behind.
    guard number(24..<28) == number(92..<96) else { return }
    let pageSize = number(16..<18) == 1 ? 65_536 : number(16..<18)
    let stated = pageSize * number(28..<32)
    let size = source.file.size
    if stated > size {
      throw .fault(
        InputFault(.truncatedFile, at: 0, "the database has \(size) bytes and says that it has \(stated)"))
    }
  }

  /// Somebody has written the database or its log since they were opened.
  func hasChanged() throws(SourceError) -> Bool {
    switch log {
    case .some(let file): if try FileStamp(file.status(path: source.path)) != logStamp { return true }
    case nil: break
    }
    return try source.hasChanged()
  }

  /// Uses the connection, for which nobody else uses it meanwhile.
  /// - Parameter budget: steps, in thousands, after which `body` is interrupted.
  func use<Result>(
    budget steps: Int64 = SQLiteFile.smallBudget,
    _ body: (SQLiteConnectionUse) throws(ReadingFailure) -> Result
  ) throws(ReadingFailure) -> Result {
    let result: Swift.Result<Result, ReadingFailure> = queue.inDatabase { database in
      guard let connection = database.sqliteConnection else {
        return .failure(.source(SourceError(path: source.path, operation: .read, code: EBADF)))
      }
      budget.allow(steps)
      do throws(ReadingFailure) {
        return .success(
          try body(SQLiteConnectionUse(connection: connection, path: source.path, budget: budget)))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// What SQLite's refusal means for the input.
  private static func failure(_ error: any Error, path: String) -> ReadingFailure {
    guard let error = error as? DatabaseError else {
      return .fault(InputFault(.malformedFile, at: 0, "SQLite cannot read it"))
    }
    return .of(code: error.resultCode.rawValue, message: error.message ?? "", path: path, after: "")
  }
}

/// Counts down the steps that a connection may take: a broken database can lead in circles. A class, because SQLite
/// keeps the address; only the thread that uses the connection touches it.
final class StepBudget: @unchecked Sendable {
  let left: UnsafeMutablePointer<Int64>

  init() {
    left = .allocate(capacity: 1)
    left.initialize(to: 0)
  }

  deinit { left.deallocate() }

  func allow(_ steps: Int64) { left.pointee = steps }
}

/// A connection, while it is used.
struct SQLiteConnectionUse {
  let connection: OpaquePointer
  let path: String
  let budget: StepBudget

  /// Allows so many more thousands of steps from now on.
  func allow(_ steps: Int64) { budget.allow(steps) }

  /// The largest text or blob that is read. Returns the limit before.
  func limit(bytes: Int) { sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Int32(clamping: bytes)) }

  /// A statement to be run, in which `?` stands for `values`.
  func statement(_ sql: String, _ values: [Int64] = []) throws(ReadingFailure) -> SQLiteRows {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure(code) }
    for (i, value) in values.enumerated() { sqlite3_bind_int64(statement, Int32(i + 1), value) }
    return SQLiteRows(statement, self)
  }

  /// What the error that SQLite returned means for the input.
  /// - Parameter after: where it was met: ", behind row 7".
  func failure(_ code: Int32, after: String = "") -> ReadingFailure {
    .of(code: code & 0xFF, message: String(cString: sqlite3_errmsg(connection)), path: path, after: after)
  }
}

extension ReadingFailure {
  /// - Parameters:
  ///   - code: SQLite's primary code.
  ///   - message: SQLite's words.
  fileprivate static func of(code: Int32, message: String, path: String, after: String) -> ReadingFailure {
    switch code {
    case SQLITE_IOERR: .source(SourceError(path: path, operation: .read, code: EIO))
    case SQLITE_NOMEM: .fault(InputFault(.limitExceeded, at: 0, "there is no memory to read the database\(after)"))
    case SQLITE_INTERRUPT:
      .fault(InputFault(.malformedFile, at: 0, "the database is broken: its pages lead in circles\(after)"))
    default: .fault(InputFault(.malformedFile, at: 0, "SQLite says: \(message)\(after)"))
    }
  }

  /// What `body` does, its errors as failures of reading.
  static func of<Result: ~Copyable>(
    _ body: () throws(SourceError) -> Result
  ) throws(ReadingFailure) -> Result {
    do throws(SourceError) { return try body() } catch { throw .source(error) }
  }
}
