import Glibc
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("SQLite databases")
struct SQLiteTableTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func source(_ name: String = "tasks.db") throws -> InputSource {
    try InputSource.open(Array(folder(name).utf8), path: name, temporaryFolder: folder.path)
  }

  private func make(_ sql: String, _ name: String = "tasks.db") throws { try Database.make(folder(name), sql) }

  /// The records of a table, as a reader's.
  private func read(
    _ source: InputSource, table: String = "tasks", schema: FieldSchema = .tasks, limit: Int = 1 << 20
  ) throws -> ReadRecords {
    var records = ReadRecords(schema)
    try SQLiteTable(source, name: table, schema: schema).read(into: &records, recordLimit: limit, progress: { _ in })
    return records
  }

  private func records(_ sql: String, table: String = "tasks") throws -> ReadRecords {
    try make(sql)
    return try read(source(), table: table)
  }

  /// Why a database cannot be read.
  private func fault(table: String = "tasks") throws -> InputFault {
    let failure = #expect(throws: ReadingFailure.self) { try read(source(), table: table) }
    guard case .fault(let fault) = try #require(failure) else { throw try #require(failure) }
    return fault
  }

  @Test("values are read by their storage class, names whatever their case")
  func values() throws {
    let found = try records(
      """
      create table Tasks (ID, "Created At", title text, "estimated-hours" real, unknown, METADATA, tags, actual_hours);
      insert into tasks values ('t1', 1771937130, 'Olá "x"', 2.5, 'no field', x'00ff', x'01', 4.0);
      insert into tasks values (17, 1771937130123, null, 1e21, null, '{}', '', -3);
      """)
    #expect(
      found.fields == [
        [
          "id": "t1", "created_at": "literal:1771937130", "title": "Olá \"x\"", "estimated_hours": "literal:2.5",
          "metadata": "array:X'00FF'", "tags": "object:X'01'", "actual_hours": "literal:4",
        ],
        [
          "id": "literal:17", "created_at": "literal:1771937130123", "estimated_hours": "literal:1e+21",
          "metadata": "{}", "actual_hours": "literal:-3",
        ],
      ])
  }

  @Test("a record's place is its rowid, and its line the number of its row")
  func places() throws {
    try make(
      """
      create table tasks (id);
      insert into tasks(rowid, id) values (5, 'five'), (-9223372036854775808, 'least'), (9223372036854775807, 'most'), (-3, 'minus');
      """)
    let found = try read(source())
    #expect(found.items.map(\.offset) == [.min, -3, 5, .max])
    #expect(found.fields.map { $0["id"] } == ["least", "minus", "five", "most"])
    let table = try SQLiteTable(source(), name: "tasks", schema: .tasks)
    #expect(try table.count(after: nil, to: .min) == 1)
    #expect(try table.count(after: nil, to: 5) == 3)
    #expect(try table.count(after: -3, to: 5) == 1)
    #expect(try table.count(after: 5, to: 5) == 0)
    #expect(try table.count(after: nil, to: .max) == 4)
    #expect(String(decoding: try table.json(at: -3), as: UTF8.self) == #"{"id":"minus"}"#)
    // No record lies there.
    #expect(throws: SourceError.self) { try table.json(at: 4) }
  }

  @Test("a table without rowids is read in the order of its key", arguments: [true, false])
  func withoutRowid(byDefinition: Bool) throws {
    try make(
      byDefinition
        ? """
        create table tasks (id text primary key, status) without rowid;
        insert into tasks values ('c', 'open'), ('a', 'done'), ('b', 'todo');
        """
        : """
        create table tasks (id, status, rowid, oid, _rowid_);
        insert into tasks values ('a', 'done', 9, 9, 9), ('b', 'todo', 9, 9, 9), ('c', 'open', 1, 1, 1);
        """)
    let found = try read(source())
    #expect(found.fields.map { $0["id"] } == ["a", "b", "c"])
    #expect(found.items.map(\.offset) == [1, 2, 3])
    let table = try SQLiteTable(source(), name: "tasks", schema: .tasks)
    var again = ReadRecords()
    for offset in [3, 1, 2] { try table.reread(at: Int64(offset), into: &again) }
    #expect(again.fields.map { $0["status"] } == ["open", "done", "todo"])
    #expect(try table.count(after: 1, to: 3) == 2)
  }

  @Test("a column called rowid is a column like others")
  func namedRowid() throws {
    let found = try records("create table tasks (id, rowid); insert into tasks values ('a', 'x'), ('b', 'w');")
    #expect(found.items.map(\.offset) == [1, 2])
  }

  @Test("texts of UTF-16 are read, bytes that are no UTF-8 quarantine their record")
  func encodings() throws {
    let wide = try records(
      "pragma encoding = 'UTF-16le'; create table tasks (id, title); insert into tasks values ('é', '\u{1F600}')")
    #expect(wide.fields == [["id": "é", "title": "\u{1F600}"]])
    try make(
      """
      create table tasks (id, title);
      insert into tasks values ('a', cast(x'ff' as text)), ('b', 'fine'), ('c', cast(x'6100ff' as text));
      """, "bad.db")
    let bad = try read(source("bad.db"))
    #expect(bad.codes == [.invalidEncoding, .invalidEncoding])
    #expect(bad.fields.map { $0["id"] } == ["b"])
  }

  @Test("a row that is too large is quarantined, the rows around it are read", arguments: [true, false])
  func tooLarge(hasRowid: Bool) throws {
    try make(
      """
      create table tasks (id text primary key, title, picture) \(hasRowid ? "" : "without rowid");
      insert into tasks values ('a', 'x', zeroblob(5000)), ('b', zeroblob(2001), 1), ('c', printf('%.1500c', 'x'), 1),
        ('d', printf('%.3000c', 'x'), 1), ('e', printf('%.2000c', 'x'), 1), ('f', 'x', zeroblob(100000));
      """)
    let found = try read(source(), limit: 2000)
    // What is no field counts for nothing. One of 2,001 bytes in all is handed over, and rejected by its size.
    #expect(found.items.map(\.offset) == [1, 2, 3, 4, 5, 6])
    #expect(found.items.map(\.code) == [nil, .recordTooLarge, nil, .recordTooLarge, nil, nil])
    #expect(found.items[4].count == 2001)
    let table = try SQLiteTable(source(), name: "tasks", schema: .tasks)
    #expect(try table.json(at: 4).count > 3000)
  }

  @Test("a blob is shown as SQL writes it, its beginning if it is long; other blobs are other records")
  func blobs() throws {
    let found = try records(
      "create table tasks (id, title); insert into tasks values ('a', zeroblob(30)), ('b', x'')")
    #expect(found.fields[0]["title"] == "array:X'" + String(repeating: "00", count: 24) + "...'")
    #expect(found.fields[1]["title"] == "array:X''")
    #expect(found.items[0].count > 30)
  }

  @Test("a row is a JSON object in the quarantine, every stored column of it")
  func json() throws {
    try make(
      """
      create table tasks (id, [a "b"], c, d real, e, f, g generated always as (id || '!') stored, h as (id));
      insert into tasks values ('a' || char(10, 9, 1, 92), 1, null, 2.5, x'0aff', 9e999);
      """)
    let table = try SQLiteTable(source(), name: "TASKS", schema: .tasks)
    #expect(
      String(decoding: try table.json(at: 1), as: UTF8.self)
        == #"{"id":"a\n\t\u0001\\","a \"b\"":1,"c":null,"d":2.5,"e":"X'0AFF'","f":"inf","g":"a\n\t\u0001\\!"}"#)
  }

  @Test("names hold quotes that combining marks follow")
  func markedNames() throws {
    let name = "\"a\"\"\u{301}b\""
    try make("create table \(name) (id, \"c\"\"\u{308}\"); insert into \(name) values ('x', 1)")
    let table = try SQLiteTable(source(), name: "a\"\u{301}b", schema: .tasks)
    #expect(String(decoding: try table.json(at: 1), as: UTF8.self) == "{\"id\":\"x\",\"c\\\"\u{308}\":1}")
  }

  @Test("events are read from the table events, or from the one that is named")
  func events() throws {
    try make(
      """
      create table tasks (id); create table events (task_id, event, at);
      insert into events values ('a', 'approved', 1771937130);
      """)
    let found = try read(source(), table: "events", schema: .events)
    #expect(found.fields == [["task_id": "a", "event": "approved", "at": "literal:1771937130"]])
  }

  @Test("nothing in it is executed: a view and a virtual table are refused, so is a field that is computed")
  func executed() throws {
    try make(
      """
      create table secrets (x); create view tasks as select 1 as id;
      create virtual table words using fts5(title);
      create table computed (id, title as (hex(zeroblob(id))) virtual);
      create table other (id);
      """)
    #expect(try fault().code == .unknownFormat)
    #expect(try fault().reason.contains("\"tasks\" is a view"))
    #expect(try fault(table: "words").reason.contains("\"words\" is a virtual table"))
    #expect(try fault(table: "computed").reason.contains("column \"title\" of \"computed\" is computed"))
    #expect(try fault(table: "secrets").reason.contains("no column of the table \"secrets\""))
    #expect(try fault(table: "sqlite_master").reason.contains("no table \"sqlite_master\""))
  }

  @Test("a database without the table says which ones there are")
  func missing() throws {
    try make("create table b (id); create table \"a \"\"x\"\"\" (id);")
    #expect(try fault().code == .skippedFile)
    #expect(
      try fault().reason == "the database has no table \"tasks\", but \"a \"x\"\", \"b\"; name it with --table")
    #expect(try read(source(), table: "a \"x\"").items.isEmpty)
    try make("vacuum", "empty.db")
    let empty = #expect(throws: ReadingFailure.self) { try SQLiteTable(source("empty.db"), name: "t", schema: .tasks) }
    #expect(empty != nil)
  }

  @Test("a database in a compressed file, and behind the beginning of standard input's file")
  func elsewhere() throws {
    try make("create table tasks (id); insert into tasks values ('a')")
    let bytes = try #require(folder.bytes("tasks.db"))
    try folder.write("tasks.db.gz", Compressed.gzip(bytes))
    #expect(try read(source("tasks.db.gz")).fields == [["id": "a"]])
    try folder.write("shifted", Array("before".utf8) + bytes)
    let file = try Descriptor(reading: Array(folder("shifted").utf8), path: "-")
    lseek(file.number, 6, SEEK_SET)
    let shifted = try InputSource(file, path: "-", encoding: nil, temporaryFolder: folder.path)
    #expect(try read(shifted).fields == [["id": "a"]])
  }

  @Test("the write-ahead log beside it is read, and nothing is written or made")
  func writeAheadLog() throws {
    let writer = try Database(folder("tasks.db"))
    try writer.run("pragma journal_mode = wal; create table tasks (id); insert into tasks values ('a')")
    try folder.write("copy/tasks.db", try #require(folder.bytes("tasks.db")))
    try folder.write("copy/tasks.db-wal", try #require(folder.bytes("tasks.db-wal")))
    let before = folder.names("copy").map { folder.bytes("copy/\($0)") }
    #expect(folder.names("copy") == ["tasks.db", "tasks.db-wal"])
    #expect(try read(source("copy/tasks.db")).fields == [["id": "a"]])
    #expect(folder.names("copy") == ["tasks.db", "tasks.db-wal"])
    #expect(folder.names("copy").map { folder.bytes("copy/\($0)") } == before)
    // Without its log, which held everything, the database is empty.
    try writer.run("pragma wal_checkpoint(truncate)")
    try folder.write("copy/tasks.db", try #require(folder.bytes("tasks.db")))
    try folder.write("copy/tasks.db-wal", [UInt8]())
    #expect(try read(source("copy/tasks.db")).fields == [["id": "a"]])
  }

  @Test("an unfinished transaction beside it is an error, a finished one is none")
  func journal() throws {
    try make("create table tasks (id); insert into tasks values ('a')")
    try folder.write("tasks.db-journal", [0xD9, 0xD5, 5, 0xF9, 0x20, 0xA1, 0x63, 0xD7])
    #expect(try fault().code == .malformedFile)
    #expect(try fault().reason.contains("transaction"))
    for done in [[], [UInt8](repeating: 0, count: 28)] {
      try folder.write("tasks.db-journal", done)
      #expect(try read(source()).fields == [["id": "a"]])
    }
  }

  @Test("the files of a database beside it are known")
  func sidecars() throws {
    try make("create table tasks (id)")
    for name in ["tasks.db-wal", "tasks.db-shm", "tasks.db-journal"] {
      #expect(SQLiteSidecars.isOne(Array(folder(name).utf8)))
    }
    try folder.write("text", "a,b")
    for name in ["tasks.db", "other-wal", "text-wal", "-wal"] {
      #expect(!SQLiteSidecars.isOne(Array(folder(name).utf8)), "\(name)")
    }
  }
}
