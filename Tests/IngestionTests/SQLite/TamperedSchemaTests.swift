import Glibc
import Tasks
import TestSupport
import Testing

@testable import Ingestion

/// Databases whose schema says something else than what made them, and files beside them that are no logs.
@Suite("Databases with a schema that was tampered with")
struct TamperedSchemaTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private static let table = """
    create table tasks (id text, status text, created_at integer, channel text, title text);
    insert into tasks values ('t1', 'open', 1771937130, 'amazon', 'one'), ('t2', 'open', 1771937130, 'amazon', 'two');
    create table other (id, status);

    """
  private static let columns = "id text, status text, created_at integer, channel text"

  /// How many records there are, or what is said instead.
  private func outcome(_ name: String = "tasks.db") throws -> String {
    let source = try InputSource.open(Array(folder(name).utf8), path: name, temporaryFolder: folder.path)
    var records = ReadRecords()
    do throws(ReadingFailure) {
      let table = try SQLiteTable(source, name: "tasks", schema: .tasks)
      try table.read(into: &records, recordLimit: 1 << 20, progress: { _ in })
      return "\(records.items.count) records"
    } catch {
      guard case .fault(let fault) = error else { return "\(error)" }
      return fault.reason
    }
  }

  /// What is said of the table after its row of the schema was changed.
  private func outcome(changing assignment: String, of row: String = "tasks") throws -> String {
    try Database.make(
      folder("tasks.db"),
      Self.table
        + "pragma writable_schema = on; update sqlite_schema set \(assignment) where name = '\(row)'; pragma schema_version = 99"
    )
    return try outcome()
  }

  @Test(
    "no module is asked for the rows of a virtual table that says where it is stored",
    arguments: ["fts5(id, status)", "dbstat(main)", "fts4(content=\"other\", id, status)", "rtree(id, status, x)"])
  func modules(module: String) throws {
    let said = try outcome(changing: "sql = 'CREATE /**/ VIRTUAL TABLE tasks USING \(module)'")
    #expect(said.hasPrefix("SQLite says: no such module: "), "\(said)")
  }

  @Test("a view that says where it is stored is not run")
  func view() throws {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS status FROM n"
    let said = try outcome(changing: "sql = 'CREATE VIEW tasks AS \(endless)'")
    #expect(said.hasPrefix("SQLite says: malformed database schema"), "\(said)")
  }

  @Test(
    "statements in the schema are not run, and what it computes for rows is not computed",
    arguments: [
      ("title text default (hex(randomblob(100000000)))", "2 records"),
      ("title text check (load_extension(''x''))", "2 records"),
      ("title text collate nosuch", "2 records"),
      ("title text); drop table other; --", "2 records"),
      ("title text as (hex(randomblob(100000000))) stored)", "SQLite says: malformed database schema (tasks)"),
      ("title text as (hex(zeroblob(100000000))) virtual", "column \"title\" of \"tasks\" is computed when it is read"),
    ])
  func computed(column: String, expected: String) throws {
    let said = try outcome(changing: "sql = 'CREATE TABLE tasks (\(Self.columns), \(column))'")
    #expect(said.hasPrefix(expected), "\(said)")
  }

  @Test(
    "a schema that cannot be is a broken file",
    arguments: [
      "rootpage = 1", "rootpage = 99999999", "rootpage = -5", "rootpage = 'x'", "sql = null", "sql = x'00ff'",
      "sql = 'ATTACH ''other.db'' AS x'", "sql = 'CREATE TABLE elsewhere (id)'",
      "sql = 'CREATE TABLE tasks (id check (' || replace(hex(zeroblob(900)), '00', '(') || '1' || replace(hex(zeroblob(900)), '00', ')') || '))'",
      "sql = 'CREATE TABLE tasks (\(columns), title, primary key (id)) WITHOUT ROWID'",
    ])
  func impossible(assignment: String) throws {
    let said = try outcome(changing: assignment)
    #expect(said.hasPrefix("SQLite says: "), "\(said)")
  }

  @Test("two tables of one name are a broken file")
  func twice() throws {
    let said = try outcome(changing: "name = 'tasks', tbl_name = 'tasks'", of: "other")
    #expect(said.hasPrefix("SQLite says: malformed database schema"), "\(said)")
  }

  @Test("triggers and views beside the table do nothing")
  func beside() throws {
    try Database.make(
      folder("tasks.db"),
      Self.table + "create trigger t after insert on tasks begin insert into other values (1, 1); end;"
        + "create view v as with recursive n(i) as (select 1 union all select i + 1 from n) select i from n;")
    #expect(try outcome() == "2 records")
  }

  @Test("lengths that nothing has are a broken file, wherever they stand")
  func lengths() throws {
    try Database.make(folder("sound.db"), "pragma page_size = 512;" + Self.table)
    let bytes = try #require(folder.bytes("sound.db"))
    var refused = 0
    // From behind the head of the file on: on pages of the schema, of the table, of the index of its rows.
    for place in stride(from: 100, to: bytes.count - 9, by: 3) {
      var changed = bytes
      changed.replaceSubrange(place..<place + 9, with: [UInt8](repeating: 0xFF, count: 9))
      try folder.write("tasks.db", changed)
      let said = try outcome()
      if !said.hasSuffix(" records") { refused += 1 }
    }
    #expect(refused > 50)
  }

  @Test("what stands beside a database and is no file is no log", arguments: ["-wal", "-journal"])
  func besideFiles(ending: String) throws {
    try Database.make(folder("tasks.db"), Self.table)
    let path = folder("tasks.db" + ending)
    // To open a pipe would wait for somebody who writes to it.
    try #require(mkfifo(path, 0o600) == 0)
    #expect(try outcome() == "2 records")
    try #require(mkfifo(folder("pipe"), 0o600) == 0)
    #expect(!SQLiteSidecars.isOne(Array(folder("pipe" + ending).utf8)))
    try #require(unlink(path) == 0 && mkdir(path, 0o700) == 0)
    #expect(try outcome() == "2 records")
    try #require(rmdir(path) == 0 && symlink("/dev/zero", path) == 0)
    #expect(try outcome() == "2 records")
  }
}
