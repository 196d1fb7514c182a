internal import Glibc
internal import Synchronization
internal import Tasks

/// The table of a database that holds the records: its rows are read in the order of their rowids.
///
/// A record's offset is its rowid; in a table without rowids it is the row's number, in the order of the primary key.
package final class SQLiteTable: Sendable {
  private let file: SQLiteFile
  private let source: InputSource
  /// As SQL writes it.
  private let quotedName: String
  /// The columns that are stored.
  private let columns: [String]
  /// Those of them that are fields, and the slot of each.
  private let fieldColumns: [String]
  let slots: [Int]
  /// The name by which the rowid can be reached; nil where there is none.
  private let rowid: String?
  /// The rows could not be read to the last one, and those that could need not be found again.
  private let isBroken = Atomic(false)

  /// Finds the table. A database that has none of records is a file to skip (`skippedFile`); one that has it in a form that
  /// would have to be run is refused.
  ///
  /// - Parameters:
  ///   - name: matched as SQL does, without case.
  ///   - schema: the fields that columns may be.
  init(_ source: InputSource, name: String, schema: FieldSchema) throws(ReadingFailure) {
    self.source = source
    let file = try SQLiteFile(source)
    self.file = file
    let found = try file.use { use throws(ReadingFailure) in
      let table = try SQLiteTable.find(name, use)
      let columns = try SQLiteTable.columns(of: table, schema, use)
      return (table: table, columns: columns, rowid: SQLiteTable.rowid(of: table, columns.map(\.name), use))
    }
    quotedName = SQLiteTable.quoted(found.table)
    columns = found.columns.map(\.name)
    fieldColumns = found.columns.filter { $0.slot >= 0 }.map(\.name)
    slots = found.columns.map(\.slot).filter { $0 >= 0 }
    rowid = found.rowid
  }

  // MARK: Finding

  private static func find(_ name: String, _ use: SQLiteConnectionUse) throws(ReadingFailure) -> String {
    let wanted = name.lowercased()
    var others: [String] = []
    var rows = try use.statement("SELECT type, name, rootpage FROM sqlite_schema ORDER BY name")
    while try rows.next() == .row {
      let (type, found, isStored) = (rows.string(0), rows.string(1), rows.integer(2) > 0)
      if found.lowercased() == wanted, type == "view" || (type == "table" && !isStored) {
        let what = type == "view" ? "a view" : "a virtual table"
        throw .fault(
          InputFault(
            .unknownFormat, at: 0,
            "\"\(found)\" is \(what), which would have to be run; export it to a table (CREATE TABLE ... AS SELECT)"))
      }
      guard type == "table", isStored else { continue }
      if found.lowercased() == wanted { return found }
      if !found.hasPrefix("sqlite_") { others.append(found) }
    }
    let list = others.isEmpty ? "no table" : others.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
    throw .fault(
      InputFault(
        .skippedFile, at: 0,
        "the database has no table \"\(name)\", but \(list)\(others.count > 8 ? ", ..." : ""); name it with --table"))
  }

  /// The columns that are stored. What is computed when it is read is left alone; a field among that is an error.
  private static func columns(
    of table: String, _ schema: FieldSchema, _ use: SQLiteConnectionUse
  ) throws(ReadingFailure) -> [(name: String, slot: Int)] {
    var columns: [(name: String, slot: Int)] = []
    var rows = try use.statement("PRAGMA main.table_xinfo(\(quoted(table)))")
    while try rows.next() == .row {
      let name = rows.string(1)
      let slot = schema.slot(column: trimmed(name)) ?? -1
      if rows.integer(6) == 2 {
        guard slot >= 0 else { continue }
        throw .fault(
          InputFault(
            .unknownFormat, at: 0,
            "column \"\(name)\" of \"\(table)\" is computed when it is read; export the table with it stored"))
      }
      columns.append((name, slot))
    }
    guard columns.contains(where: { $0.slot >= 0 }) else {
      throw .fault(
        InputFault(.skippedFile, at: 0, "no column of the table \"\(table)\" has the name of a field; see --table"))
    }
    return columns
  }

  /// The bytes of a column's name without white space around it.
  private static func trimmed(_ name: String) -> [UInt8] {
    let bytes = Array(name.utf8)
    let start = bytes.firstIndex { !ASCII.isSpace($0) } ?? bytes.endIndex
    let end = bytes.lastIndex { !ASCII.isSpace($0) }.map { $0 + 1 } ?? start
    return Array(bytes[start..<end])
  }

  /// A name of the rowid that is not a column's; nil for a table WITHOUT ROWID.
  private static func rowid(of table: String, _ columns: [String], _ use: SQLiteConnectionUse) -> String? {
    let taken = Set(columns.map { $0.lowercased() })
    return ["_rowid_", "rowid", "oid"].first { name in
      !taken.contains(name) && (try? use.statement("SELECT \(name) FROM \(quoted(table)) LIMIT 0")) != nil
    }
  }

  /// Scalar by scalar: a quote that a combining mark follows is a quote to SQLite.
  private static func quoted(_ name: String) -> String {
    let parts = name.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).map { String($0) }
    return "\"" + parts.joined(separator: "\"\"") + "\""
  }

  // MARK: Reading

  /// The statement for rows of `columns`, behind the rowid: where there are rowids, those from `first` on; else all behind
  /// the first `first` rows.
  private func rows(
    of columns: [String], from first: Int64, count: Int64 = -1, _ use: SQLiteConnectionUse
  ) throws(ReadingFailure) -> SQLiteRows {
    let list = columns.map(SQLiteTable.quoted).joined(separator: ", ")
    // Not by an index, which need not agree with the table.
    if let rowid {
      return try use.statement(
        "SELECT \(rowid), \(list) FROM \(quotedName) NOT INDEXED WHERE \(rowid) >= ? ORDER BY \(rowid) LIMIT ?",
        [first, count])
    }
    return try use.statement("SELECT 0, \(list) FROM \(quotedName) NOT INDEXED LIMIT ? OFFSET ?", [count, first])
  }

  /// Reads all rows.
  func read<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink, recordLimit: Int, progress: (Int) -> Void
  ) throws(ReadingFailure) {
    var state = ReadingState(recordLimit: recordLimit)
    let failure: ReadingFailure? = try file.use { use throws(ReadingFailure) in
      use.limit(bytes: recordLimit)
      defer { use.limit(bytes: .max) }
      do throws(ReadingFailure) {
        while try read(use, &state, into: &sink, progress) {}
        return nil
      } catch { return error }
    }
    progress(max(0, Int(source.file.size) - state.told))
    let hasChanged = try ReadingFailure.of { () throws(SourceError) in try file.hasChanged() }
    if hasChanged || failure != nil { isBroken.store(true, ordering: .relaxed) }
    if hasChanged {
      throw .fault(
        InputFault(
          .malformedFile, at: 0,
          "somebody wrote the database while it was read; read a copy (VACUUM INTO), or stop the program that writes it"
        ))
    }
    if let failure { throw failure }
  }

  /// Where the reading is.
  private struct ReadingState {
    let recordLimit: Int
    /// Rows that were met.
    var number: Int64 = 0
    /// The last row's rowid.
    var rowid: Int64?
    /// Bytes of which the progress was told.
    var told = 0
  }

  /// Reads rows to the end, or to one that is too large. Returns whether there may be more behind that.
  private func read<Sink: RecordSink & ~Copyable>(
    _ use: SQLiteConnectionUse, _ state: inout ReadingState, into sink: inout Sink, _ progress: (Int) -> Void
  ) throws(ReadingFailure) -> Bool {
    guard let first = start(state) else { return false }
    var rows = try rows(of: fieldColumns, from: first, use)
    var row = SQLiteRow()
    var untold = 0
    defer { state.told += untold }
    while true {
      if state.number & 0xFFF == 0 { use.allow(SQLiteFile.smallBudget) }
      switch try rows.next(after: SQLiteTable.place(state)) {
      case .end:
        progress(untold)
        return false
      case .tooLarge:
        progress(untold)
        return try rejectNext(use, &state, &sink)
      case .row: break
      }
      let offset = try enter(rowid == nil ? nil : rows.integer(0), &state)
      row.load(rows, from: 1, slots: slots, limit: state.recordLimit)
      let span = RecordSpan(offset: offset, count: row.size)
      if row.isUnsound, row.size <= state.recordLimit {
        sink.reject(.invalidEncoding, at: span, fault: offset)
      } else {
        sink.take(row.fields, values: row.values.span, raw: 0..<0, at: span)
      }
      untold += row.size
      if untold > 1 << 20, state.told + untold < source.file.size {
        progress(untold)
        state.told += untold
        untold = 0
      }
    }
  }

  /// From where to read on; nil behind the last rowid that there can be.
  private func start(_ state: ReadingState) -> Int64? {
    if rowid == nil { return state.number }
    guard let last = state.rowid else { return .min }
    return last == .max ? nil : last + 1
  }

  /// Counts a row. The pages of a sound table hold rowids in order, and no more rows than bytes.
  /// - Returns: the record's offset.
  private func enter(_ rowid: Int64?, _ state: inout ReadingState) throws(ReadingFailure) -> Int64 {
    if let rowid, let last = state.rowid, rowid <= last { throw circle(state) }
    state.number += 1
    state.rowid = rowid
    if state.number > file.size { throw circle(state) }
    return rowid ?? state.number
  }

  private func circle(_ state: ReadingState) -> ReadingFailure {
    .fault(
      InputFault(
        .malformedFile, at: 0, "the database is broken: its rows are not in order\(SQLiteTable.place(state))"))
  }

  private static func place(_ state: ReadingState) -> String {
    state.number == 0 ? "" : " (behind row \(state.number))"
  }

  /// Rejects the row that the statement stopped at.
  private func rejectNext<Sink: RecordSink & ~Copyable>(
    _ use: SQLiteConnectionUse, _ state: inout ReadingState, _ sink: inout Sink
  ) throws(ReadingFailure) -> Bool {
    var found: Int64?
    if let rowid {
      guard let first = start(state) else { return false }
      var rows = try use.statement(
        "SELECT \(rowid) FROM \(quotedName) NOT INDEXED WHERE \(rowid) >= ? ORDER BY \(rowid) LIMIT 1", [first])
      guard try rows.next(after: SQLiteTable.place(state)) == .row else { return false }
      found = rows.integer(0)
    }
    let offset = try enter(found, &state)
    sink.reject(.recordTooLarge, at: RecordSpan(offset: offset, count: state.recordLimit), fault: offset)
    return true
  }
}

// MARK: Single rows

extension SQLiteTable {
  /// Calls `body` with the row of a record. Nil where a broken database does not give it again.
  private func withRow<Result>(
    at offset: Int64, of columns: [String], _ body: (borrowing SQLiteRows) -> Result
  ) throws(SourceError) -> Result? {
    try looking { use throws(ReadingFailure) in
      var rows = try rows(of: columns, from: rowid == nil ? max(0, offset - 1) : offset, count: 1, use)
      guard try rows.next() == .row, rowid == nil || rows.integer(0) == offset else { return nil }
      return body(rows)
    }
  }

  /// Looks at rows that were read before. Not to find them again is an error, unless it is known already that the
  /// database is broken: the ways to its rows contradict each other.
  private func looking<Result>(
    _ body: (SQLiteConnectionUse) throws(ReadingFailure) -> Result?
  ) throws(SourceError) -> Result? {
    do throws(ReadingFailure) {
      // Enough for passing over every row.
      if let result = try file.use(budget: SQLiteFile.smallBudget + file.size / 100, body) { return result }
    } catch { if case .source(let error) = error { throw error } }
    if isBroken.load(ordering: .relaxed) { return nil }
    throw SourceError(path: source.path, operation: .lookUp, code: EIO)
  }

  /// Reads a record again.
  func reread<Sink: RecordSink & ~Copyable>(at offset: Int64, into sink: inout Sink) throws(SourceError) {
    _ = try withRow(at: offset, of: fieldColumns) { rows in
      var row = SQLiteRow()
      row.load(rows, from: 1, slots: slots, limit: .max)
      sink.take(
        row.fields, values: row.values.span, raw: 0..<0, at: RecordSpan(offset: offset, count: row.size))
    }
  }

  /// The record's columns as a JSON object.
  func json(at offset: Int64) throws(SourceError) -> [UInt8] {
    try withRow(at: offset, of: columns) { rows in SQLiteRow.json(rows, from: 1, names: columns) } ?? []
  }

  /// How many rows follow the record at `last`, or the beginning, up to and with the one at `offset`.
  func count(after last: Int64?, to offset: Int64) throws(SourceError) -> Int {
    guard let rowid else { return Int(clamping: offset - (last ?? 0)) }
    let first = last.map { $0 == .max ? $0 : $0 + 1 } ?? .min
    if first > offset { return 0 }
    return try looking { use throws(ReadingFailure) in
      var rows = try use.statement(
        "SELECT count(*) FROM \(quotedName) NOT INDEXED WHERE \(rowid) BETWEEN ? AND ?", [first, offset])
      return try rows.next() == .row ? Int(clamping: rows.integer(0)) : nil
    } ?? 0
  }
}
