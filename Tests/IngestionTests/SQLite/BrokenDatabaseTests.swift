import Tasks
import TestSupport
import Testing

@testable import Ingestion

/// Databases that were cut, changed, or made to do harm.
@Suite("Broken databases")
struct BrokenDatabaseTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Small pages, so that there are many of every kind.
  private func sound() throws -> [UInt8] {
    try Database.make(
      folder("sound.db"),
      """
      pragma page_size = 512;
      create table other (x); create index by_x on other (x);
      create table tasks (id text, status text, created_at integer, title text, metadata blob);
      create index by_status on tasks (status, id);
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 150)
      insert into tasks select 't-' || i, 'open', 1771937130 + i, printf('%.*c', i * 7 % 900, 'x'), zeroblob(i % 40) from n;
      insert into other select i from (select rowid as i from tasks);
      """)
    return try #require(folder.bytes("sound.db"))
  }

  /// Reads everything that can be read, and each record again; what was thrown instead.
  private func readAll(_ bytes: [UInt8], _ name: String = "input.db") throws -> (records: Int, failure: ReadingFailure?)
  {
    try folder.write(name, bytes)
    let source = try InputSource.open(Array(folder(name).utf8), path: name, temporaryFolder: folder.path)
    var records = ReadRecords()
    do throws(ReadingFailure) {
      let table = try SQLiteTable(source, name: "tasks", schema: .tasks)
      do throws(ReadingFailure) {
        try table.read(into: &records, recordLimit: 1 << 20, progress: { _ in })
      } catch {
        try lookUp(records, table)
        throw error
      }
      try lookUp(records, table)
      return (records.items.count, nil)
    } catch { return (records.items.count, error) }
  }

  /// What a report does with single records must not fall over them either.
  private func lookUp(_ records: ReadRecords, _ table: SQLiteTable) throws(ReadingFailure) {
    var again = ReadRecords()
    for item in records.items.prefix(20) {
      do throws(SourceError) {
        try table.reread(at: item.offset, into: &again)
        _ = try table.json(at: item.offset)
        _ = try table.count(after: nil, to: item.offset)
      } catch { throw .source(error) }
    }
  }

  @Test("that were cut at any page or in its middle are truncated")
  func truncated() throws {
    let bytes = try sound()
    #expect(try readAll(bytes).records == 150)
    for count in [16, 99, 100, 511] + Array(stride(from: 512, to: bytes.count, by: 256)) {
      let (records, failure) = try readAll(Array(bytes[..<count]))
      guard case .fault(let fault) = failure else {
        Issue.record("\(count) bytes: \(String(describing: failure))")
        continue
      }
      #expect(fault.code == .truncatedFile, "\(count): \(fault.reason)")
      #expect(records == 0)
    }
  }

  @Test("with changed bytes never crash nor hang", arguments: 0..<8)
  func flipped(seed: Int) throws {
    let bytes = try sound()
    var generator = SeededGenerator(seed: UInt64(seed))
    let start = ContinuousClock.now
    var failures = 0
    for _ in 0..<60 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        // Where pages begin, everything is said about them.
        let page = Int.random(in: 0..<bytes.count / 512, using: &generator) * 512
        let place = page + Int.random(in: 0..<(Bool.random(using: &generator) ? 24 : 512), using: &generator)
        changed[place] = UInt8.random(in: 0...255, using: &generator)
      }
      if try readAll(changed).failure != nil { failures += 1 }
    }
    #expect(failures > 10 && failures < 60)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test("of which the write-ahead log was changed or cut never crash, and give what the log's checksums vouch for")
  func logs() throws {
    let writer = try Database(folder("live.db"))
    try writer.run(
      """
      pragma page_size = 512; pragma journal_mode = wal; pragma wal_autocheckpoint = 0;
      create table tasks (id); insert into tasks values ('a'); insert into tasks values ('b');
      """)
    let database = try #require(folder.bytes("live.db"))
    let log = try #require(folder.bytes("live.db-wal"))
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<200 {
      var changed = log
      changed[Int.random(in: 0..<log.count, using: &generator)] ^= 0x10
      if Bool.random(using: &generator) {
        changed = Array(changed[..<Int.random(in: 0..<log.count, using: &generator)])
      }
      try folder.write("input.db-wal", changed)
      #expect(try readAll(database).records <= 2)
    }
    try folder.write("input.db-wal", log)
    #expect(try readAll(database).records == 2)
  }

  /// A database whose table leads from page to page, each of which names the next one `fan` times.
  private func maze(depth: Int, fan: Int, isSchema: Bool) throws -> [UInt8] {
    try Database.make(
      folder("maze.db"),
      "pragma page_size = 512; create table tasks (id); create table fill (x); insert into fill values (zeroblob(20000))"
    )
    var bytes = try #require(folder.bytes("maze.db"))
    let root = isSchema ? 1 : 2
    let pages = bytes.count / 512
    let leaf = Array(bytes[(512 * (root - 1))..<(512 * root)])
    func number(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).reversed().map { UInt8(value >> (8 * $0) & 255) } }
    for level in 0..<depth {
      let page = level == 0 ? root : pages - level
      let next = pages - level - 1
      let begin = 512 * (page - 1)
      let head = begin + (page == 1 ? 100 : 0)
      for i in head..<begin + 512 { bytes[i] = 0 }
      // An interior page of a table: cells of a page's number and a rowid.
      let cells = (0..<fan).map { 512 - 5 * ($0 + 1) }
      bytes.replaceSubrange(
        head..<head + 12, with: [5, 0, 0] + number(fan, 2) + number(cells[fan - 1], 2) + [0] + number(next, 4))
      for (i, cell) in cells.enumerated() {
        bytes.replaceSubrange(head + 12 + 2 * i..<head + 14 + 2 * i, with: number(cell, 2))
        bytes.replaceSubrange(begin + cell..<begin + cell + 5, with: number(next, 4) + [1])
      }
    }
    if !isSchema {
      // One row, at the end of all ways.
      var row = [UInt8](repeating: 0, count: 512)
      row.replaceSubrange(0..<10, with: [13, 0, 0, 0, 1, 1, 251, 0, 1, 251])
      row.replaceSubrange(507..<512, with: [3, 1, 2, 15, 97])
      bytes.replaceSubrange(512 * (pages - depth - 1)..<512 * (pages - depth), with: row)
    } else {
      // The page of the schema, whose head lies elsewhere on the first page.
      var page = leaf
      page.replaceSubrange(0..<12, with: leaf[100..<112])
      bytes.replaceSubrange(512 * (pages - depth - 1)..<512 * (pages - depth), with: page)
    }
    return bytes
  }

  @Test("that lead in circles come to an end", arguments: [true, false])
  func circles(isSchema: Bool) throws {
    let start = ContinuousClock.now
    let (records, failure) = try readAll(try maze(depth: 15, fan: 30, isSchema: isSchema))
    guard case .fault(let fault) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(fault.code == .malformedFile)
    #expect(records <= 1)
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test("that somebody writes while they are read are told, by themselves or by their logs", arguments: [false, true])
  func written(hasLog: Bool) throws {
    try folder.write("input.db", try sound())
    let writer = try Database(folder("input.db"))
    let insert = "insert into tasks values ('new', 'open', 1771937130, '', '');"
    if hasLog { try writer.run("pragma journal_mode = wal;" + insert) }
    let source = try InputSource.open(Array(folder("input.db").utf8), path: "input.db", temporaryFolder: folder.path)
    let table = try SQLiteTable(source, name: "tasks", schema: .tasks)
    try writer.run(insert)
    var records = ReadRecords()
    let failure = #expect(throws: ReadingFailure.self) {
      try table.read(into: &records, recordLimit: 1 << 20, progress: { _ in })
    }
    guard case .fault(let fault) = failure else { return }
    #expect(fault.code == .malformedFile && fault.reason.contains("somebody wrote"))
  }
}
