import Ingestion
import Synchronization
import Tasks

/// Merges what the jobs have read, part by part, and replays and measures the tasks.
struct Measuring {
  let order: RecordOrder
  let registry: Registry
  let settings: Settings
  let jobs: Int
  let inputs: Int

  /// The parts of the table, each merged over all intakes; the intakes' tables are empty afterwards.
  /// - Parameter findsTasks: single tasks will be looked for in the parts, besides those of events.
  func merge(_ tables: consuming [TaskTable], findsTasks: Bool) -> [TaskTablePart] {
    let shared = Mutex(
      (tables: consume tables, parts: [TaskTablePart?](repeating: nil, count: TaskTable.partitionCount)))
    Workers.divide(TaskTable.partitionCount, among: jobs) { nextPart in
      var memory = TaskIndex()
      while let part = nextPart() {
        // Pieces move under the lock; merging them, the work, is done outside of it.
        var pieces = shared.withLock { shared in shared.tables.indices.map { shared.tables[$0].takePiece(part) } }
        guard var merged = pieces.popLast() else { continue }
        merged.merge(pieces: consume pieces, order: order, memory: &memory, keepsIndex: findsTasks)
        shared.withLock { $0.parts[part] = merged }
      }
    }
    return shared.withLock { $0.parts.compactMap { $0 } }
  }

  /// Settles ties that only the records' texts decide.
  func settle(_ parts: inout [TaskTablePart], _ lookup: RecordLookup) throws(SourceError) {
    guard lookup.isReadInOrder else {
      for i in parts.indices {
        for (row, candidates) in parts[i].contestedRows() {
          if let winner = try lookup.latest(of: candidates) { parts[i].settle(row: row, winner: winner) }
        }
      }
      return
    }
    // By place, so that what is read together lies together.
    var ties: [(part: Int, row: Int, candidates: [RecordOrigin])] = []
    for i in parts.indices { ties += parts[i].contestedRows().map { (i, $0.row, $0.candidates.sorted()) } }
    ties.sort { $0.candidates.lexicographicallyPrecedes($1.candidates) }
    for batch in lookup.batches(ties.count, { ties[$0].candidates }) {
      try lookup.fetch(ties[batch].lazy.flatMap(\.candidates))
      for tie in ties[batch] {
        if let winner = try lookup.latest(of: tie.candidates) { parts[tie.part].settle(row: tie.row, winner: winner) }
      }
    }
  }

  /// Replays and measures all parts, and gives up each as soon as it is measured.
  func measure(_ parts: consuming [TaskTablePart], _ period: ReportPeriod, _ names: Names) -> PartMeasurement {
    let empty = PartMeasurement(period: period, settings: settings, inputs: inputs, names: names)
    // Whoever held them besides would keep all of them to the end.
    let shared = Mutex((parts: (consume parts).map { Optional($0) }, whole: empty))
    Workers.divide(TaskTable.partitionCount, among: jobs) { nextPart in
      var own = empty
      while let number = nextPart() {
        let taken: TaskTablePart? = shared.withLock { shared in
          guard number < shared.parts.count else { return nil }
          defer { shared.parts[number] = nil }
          return shared.parts[number]
        }
        if var part = taken { own.add(&part, order: order, registry: registry) }
      }
      shared.withLock { $0.whole.merge(own) }
    }
    return shared.withLock { $0.whole }
  }
}
