import Foundation
import TestSupport
import Testing

/// SQLite databases, by the program itself.
@Suite("SQLite input")
struct DatabaseInputTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private static let sql = """
    create table tasks (id text, status text, created_at integer, channel text, title text);
    insert into tasks values ('t1', 'pending', 1771937130, 'amazon', 'one');
    insert into tasks (rowid, id, status, created_at, channel, title) values (70, 't2', 'dnoe', 1771937130, 'amazon', 'two "2"');
    insert into tasks values ('t3', 'approved', 1771937130123, 'shein', 'three');
    """

  @Test("a row that cannot be used is told by its number, and kept as a JSON object")
  func quarantine() throws {
    try Database.make(folder("tasks.db"), Self.sql)
    let outcome = try Executable.run(["report", "tasks.db", "-o", "out"], in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(
      outcome.error.hasPrefix(
        "tasks.db:2:1: error: the status is not a task status: status is \"dnoe\" (t2) [unknown-status]\n"),
      "\(outcome.error)")
    let line = try #require(folder.bytes("out/quarantine.ndjson"))
    let entry = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    #expect(entry["line"] as? Int == 2 && entry["column"] as? Int == 1 && entry["offset"] as? Int == 70)
    #expect(
      entry["record"] as? String
        == #"{"id":"t2","status":"dnoe","created_at":1771937130,"channel":"amazon","title":"two \"2\""}"#)
    let report = try #require(folder.text("out/report.json"))
    #expect(report.contains("\"title\": \"one\""))
    #expect(report.contains("2026-02-24T12:45:30.123Z"))
  }

  @Test("the table is named by --table, the environment or the config file")
  func table() throws {
    try Database.make(folder("tasks.db"), Self.sql.replacing("tasks", with: "jobs"))
    let missing = try Executable.run(["check", "tasks.db"], in: folder)
    #expect(missing.status == 65)
    #expect(
      missing.output.hasPrefix(
        "tasks.db: error: the file is in no format that Nexo reads: the database has no table \"tasks\", but \"jobs\""),
      "\(missing.output)")
    let done = "1 input, 3 records, 1 quarantined, 0 not read to the end\n"
    #expect(try Executable.run(["check", "tasks.db", "--table", "Jobs"], in: folder).output.hasSuffix(done))
    #expect(
      try Executable.run(["check", "tasks.db"], in: folder, environment: ["NEXO_TABLE": "jobs"]).output.hasSuffix(done))
    try folder.write("nexo.yml", "table: jobs\n")
    #expect(try Executable.run(["check", "tasks.db"], in: folder).output.hasSuffix(done))
    #expect(try Executable.run(["report", "tasks.db", "-o", "out"], in: folder).status == 0)
    #expect(folder.text("out/manifest.json")?.contains("\"table\": \"jobs\"") == true)
  }

  @Test("a database without the table is skipped in a folder; the files beside a database are no files of their own")
  func walking() throws {
    try folder.write("in/tasks.csv", ProgramTests.tasks)
    try Database.make(folder("in/other.db"), "create table other (x)")
    let writer = try Database(folder("in/live.db"))
    try writer.run("pragma journal_mode = wal; " + Self.sql)
    let before = folder.names("in")
    #expect(before.contains("live.db-wal") && before.contains("live.db-shm"))
    let outcome = try Executable.run(["check", "in"], in: folder)
    #expect(outcome.output.contains("in/other.db: warning: a file was skipped: the database has no table"))
    #expect(!outcome.output.contains("-wal") && !outcome.output.contains("-shm"), "\(outcome.output)")
    #expect(outcome.output.hasSuffix("2 inputs, 5 records, 1 quarantined, 0 not read to the end\n"))
    #expect(folder.names("in") == before)
  }

  @Test("a view is no table, and in a folder no file to skip either")
  func views() throws {
    try folder.write("in/tasks.csv", ProgramTests.tasks)
    try Database.make(
      folder("in/tasks.db"), Self.sql.replacing("tasks", with: "jobs") + "create view tasks as select * from jobs")
    let outcome = try Executable.run(["check", "in"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.output.hasPrefix("in/tasks.db: error: "), "\(outcome.output)")
    #expect(outcome.output.contains("\"tasks\" is a view, which would have to be run"), "\(outcome.output)")
  }

  @Test("a database that nobody may write, in a folder that nobody may write, is read")
  func readOnly() throws {
    let writer = try Database(folder("live.db"))
    try writer.run("pragma journal_mode = wal; " + Self.sql)
    for name in ["live.db", "live.db-wal"] { try folder.write("in/" + name, try #require(folder.bytes(name))) }
    try Command.run("/bin/chmod", ["-R", "a+rX,a-w", folder("in"), folder.path]).expectDone()
    let outcome = try Executable.runWithoutRights(["check", "in/live.db"], in: folder)
    #expect(outcome.output.hasSuffix("1 input, 3 records, 1 quarantined, 0 not read to the end\n"), "\(outcome.error)")
  }

  @Test("events are read from a database where that is said")
  func events() throws {
    try Database.make(
      folder("events.db"),
      "create table events (task_id, event, at); insert into events values ('t1', 'approved', 1771937130)")
    let outcome = try Executable.run(["check", "events.db", "--kind", "events"], in: folder)
    #expect(outcome.status == 0 && outcome.output.contains("[orphan-event]"), "\(outcome.output)")
    #expect(outcome.output.hasSuffix("1 input, 1 record, 0 quarantined, 0 not read to the end\n"))
  }

  @Test("a database that was cut or broken fails the run")
  func broken() throws {
    let many =
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000) insert into tasks "
      + "select 'n' || i, 'pending', 1771937130, 'amazon', '' from n;"
    try Database.make(folder("tasks.db"), Self.sql + many)
    let bytes = try #require(folder.bytes("tasks.db"))
    try folder.write("cut.db", Array(bytes.dropLast(4096)))
    let cut = try Executable.run(["report", "cut.db", "-o", "out"], in: folder)
    #expect(cut.status == 65 && cut.error.contains("[truncated-file]"), "\(cut.error)")
    #expect(!folder.names().contains("out/"))
    var broken = bytes
    let page = bytes.count / 2 / 4096 * 4096
    broken.replaceSubrange(page..<page + 4096, with: [UInt8](repeating: 0x55, count: 4096))
    try folder.write("broken.db", broken)
    let outcome = try Executable.run(["report", "broken.db", "-o", "out"], in: folder)
    #expect(outcome.status == 65 && outcome.error.contains("[malformed-file]"), "\(outcome.error)")
    #expect(outcome.error.contains("(behind row "), "\(outcome.error)")
    let partial = try Executable.run(["report", "broken.db", "-o", "out", "--allow-partial"], in: folder)
    #expect(partial.status == 0, "\(partial.error)")
    #expect(folder.text("out/report.json")?.contains("\"complete\": false") == true)
  }

  @Test("changed bytes never crash the program", arguments: 0..<20)
  func changed(seed: Int) throws {
    try Database.make(folder("tasks.db"), "pragma page_size = 512;" + Self.sql)
    var bytes = try #require(folder.bytes("tasks.db"))
    var generator = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<8 {
      bytes[Int.random(in: 16..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    try folder.write("tasks.db", bytes)
    let outcome = try Executable.run(["report", "tasks.db", "-o", "out", "--allow-partial"], in: folder, seconds: 30)
    #expect([0, 65].contains(outcome.status) && !outcome.isTimedOut, "\(outcome.status): \(outcome.error)")
  }
}
