import TestSupport

@testable import Tasks

/// What the law of merging is checked on: the engine's table, and tables that are broken on purpose.
protocol MergingTable {
  init()
  mutating func insert(_ record: TaskRecord, order: RecordOrder)
  mutating func insert(_ event: TaskEvent)
  mutating func merge(_ other: Self, order: RecordOrder)
  /// What it shows in the end.
  func observed(_ world: RandomWorld) -> Observation
  /// What is measured from it; nil for a table that is not made for that.
  func measured(_ world: RandomWorld) -> Measurement?
}

extension MergingTable {
  func measured(_ world: RandomWorld) -> Measurement? { nil }
}

/// The engine's table, merged as a whole.
struct WholeTable: MergingTable {
  private var table = TaskTable(maxExamples: 3, seed: 5)

  mutating func insert(_ record: TaskRecord, order: RecordOrder) { table.insert(record, order: order) }
  mutating func insert(_ event: TaskEvent) { table.insert(event) }
  mutating func merge(_ other: WholeTable, order: RecordOrder) { table.merge(other.table, order: order) }
  func observed(_ world: RandomWorld) -> Observation { Observation(table.parts, world.names) }
  func measured(_ world: RandomWorld) -> Measurement? { Measurement(world.measured(table.parts), world.names) }
}

/// The engine's table, merged part by part, as jobs do.
struct PartedTable: MergingTable {
  private var table = TaskTable(maxExamples: 3, seed: 5)
  private var merged: [TaskTablePart]?
  private var parts: [TaskTablePart] { merged ?? table.parts }

  mutating func insert(_ record: TaskRecord, order: RecordOrder) { table.insert(record, order: order) }
  mutating func insert(_ event: TaskEvent) { table.insert(event) }

  mutating func merge(_ other: PartedTable, order: RecordOrder) {
    var parts = parts
    for (i, part) in other.parts.enumerated() { parts[i].merge(part, order: order) }
    merged = parts
  }

  func observed(_ world: RandomWorld) -> Observation { Observation(parts, world.names) }
  func measured(_ world: RandomWorld) -> Measurement? { Measurement(world.measured(parts), world.names) }
}

/// Broken: of records that tie in observation, export, latest time and rank the first that came stays.
struct FirstStaysTable: MergingTable {
  private var winners: [TaskID: TaskRecord] = [:]

  mutating func insert(_ record: TaskRecord, order: RecordOrder) {
    if let winner = winners[record.id], order.compareKeys(record, winner) <= 0 { return }
    winners[record.id] = record
  }

  mutating func insert(_ event: TaskEvent) {}

  mutating func merge(_ other: FirstStaysTable, order: RecordOrder) {
    for record in other.winners.values { insert(record, order: order) }
  }

  func observed(_ world: RandomWorld) -> Observation {
    Observation(winners: winners.values.map { Observation.Winner($0, candidates: [], world.names) })
  }
}

/// Broken: the winners merge as they should, but the records that they tied with are forgotten.
struct ForgetfulTable: MergingTable {
  private var table = TaskTable(maxExamples: 3, seed: 5)

  mutating func insert(_ record: TaskRecord, order: RecordOrder) { table.insert(record, order: order) }
  mutating func insert(_ event: TaskEvent) { table.insert(event) }

  mutating func merge(_ other: ForgetfulTable, order: RecordOrder) {
    for part in other.table.parts {
      for row in 0..<part.taskCount { table.insert(part.record(row), order: order) }
    }
  }

  /// Only winners and ties: what was superseded is not what this table is broken in.
  func observed(_ world: RandomWorld) -> Observation {
    let all = Observation(table.parts, world.names)
    return Observation(winners: all.winners, versionTies: all.versionTies)
  }
}

extension TaskTable {
  /// All parts of a copy.
  var parts: [TaskTablePart] {
    var copy = self
    return (0..<TaskTable.partitionCount).map { copy.take($0) }
  }
}

extension RandomWorld {
  /// The table of everything, one record after the other.
  func table(seed: UInt64 = 5) -> TaskTable {
    var table = TaskTable(maxExamples: 3, seed: seed)
    for record in records { table.insert(record, order: order) }
    for event in events { table.insert(event) }
    return table
  }

  /// Replays and measures parts of a table.
  /// - Parameters:
  ///   - rows: how many names that are not registered have rows of their own.
  ///   - folding: those that share a row are counted together from the beginning.
  func measured(_ parts: [TaskTablePart], rows: Int = 1000, folding: Bool = true) -> PartMeasurement {
    var settings = Settings()
    settings.maxExamples = 3
    settings.listRows = 4
    settings.unregisteredRows = rows
    var whole = PartMeasurement(
      period: period, settings: settings, inputs: RandomWorld.inputs, names: folding ? names : nil)
    for var part in parts where part.taskCount > 0 || !part.sortedEvents().isEmpty {
      whole.add(&part, order: order, registry: names.registry)
    }
    return whole
  }
}
