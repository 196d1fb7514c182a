/// The one thing that grows: every task's latest record, and the events that exports state besides.
///
/// Tables merge: the table of a whole is the merge of its parts' tables, in any order and grouping. All figures come
/// from here, so neither the order of files nor the number of jobs can enter one.
package struct TaskTable: Sendable {
  /// Parts by the top bits of the hashed id; they can be merged and replayed independently of each other.
  package static let partitionCount = 64

  private var partitions: [TaskPartition]
  private var events: [[TaskEvent]]
  private let seed: UInt64
  /// Records that wait for their turn, their hashes, and the order that they came with: see `flush`.
  private var waiting: [TaskRecord] = []
  private var hashes: [UInt64] = []
  private var order: RecordOrder?
  private static let batch = 32

  /// - Parameters:
  ///   - maxExamples: how many places are kept for a finding.
  ///   - seed: enters the hash of ids, and no result. Tables that merge share it.
  package init(maxExamples: Int, seed: UInt64) {
    partitions = Array(repeating: TaskPartition(maxExamples: maxExamples), count: TaskTable.partitionCount)
    events = Array(repeating: [], count: TaskTable.partitionCount)
    self.seed = seed
  }

  /// Takes in a task record. O(1).
  @inline(__always)
  package mutating func insert(_ record: TaskRecord, order: RecordOrder) {
    if waiting.isEmpty { self.order = order }
    waiting.append(record)
    hashes.append(record.id.hash(seed: seed))
    if waiting.count == TaskTable.batch { flush() }
  }

  /// Puts the records that wait into their parts. The slots of all of them are touched first: each lies somewhere in some
  /// megabytes, and the processor fetches many of them at once when none waits for another.
  private mutating func flush() {
    guard let order else { return }
    var seen: UInt64 = 0
    for hash in hashes { seen |= partitions[Int(truncatingIfNeeded: hash >> 58)].slot(of: hash) }
    if seen == 0, waiting.isEmpty { return }
    for (i, hash) in hashes.enumerated() {
      partitions[Int(truncatingIfNeeded: hash >> 58)].insert(waiting[i], hash: hash, order: order)
    }
    waiting.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  /// Takes in an event of an event export. O(1).
  package mutating func insert(_ event: TaskEvent) {
    events[Int(truncatingIfNeeded: event.id.hash(seed: seed) >> 58)].append(event)
  }

  /// Takes in all of another table.
  package mutating func merge(_ other: consuming TaskTable, order: RecordOrder) {
    flush()
    other.flush()
    for part in 0..<TaskTable.partitionCount {
      partitions[part].merge(other.partitions[part], seed: seed, order: order)
      events[part] += other.events[part]
    }
  }

  /// Moves one part out of the table, which no longer holds it.
  package mutating func take(_ part: Int) -> TaskTablePart {
    if !waiting.isEmpty { flush() }
    let taken = TaskTablePart(tasks: partitions[part], events: events[part], seed: seed)
    partitions[part] = TaskPartition(maxExamples: partitions[part].superseded.limit)
    events[part] = []
    return taken
  }

  /// Distinct tasks.
  package var count: Int {
    var settled = self
    settled.flush()
    return settled.partitions.reduce(0) { $0 + $1.count }
  }
}
