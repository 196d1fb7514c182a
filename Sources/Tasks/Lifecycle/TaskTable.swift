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
    let hash = record.id.hash(seed: seed)
    partitions[Int(truncatingIfNeeded: hash >> 58)].insert(record, hash: hash, order: order)
  }

  /// Takes in an event of an event export. O(1).
  package mutating func insert(_ event: TaskEvent) {
    events[Int(truncatingIfNeeded: event.id.hash(seed: seed) >> 58)].append(event)
  }

  /// Takes in all of another table.
  package mutating func merge(_ other: TaskTable, order: RecordOrder) {
    for part in 0..<TaskTable.partitionCount { merge(other, part: part, order: order) }
  }

  /// Takes in one part of another table.
  package mutating func merge(_ other: TaskTable, part: Int, order: RecordOrder) {
    partitions[part].merge(other.partitions[part], seed: seed, order: order)
    events[part] += other.events[part]
  }

  /// Moves one part out of the table, which no longer holds it.
  package mutating func take(_ part: Int) -> TaskTablePart {
    let taken = TaskTablePart(tasks: partitions[part], events: events[part], seed: seed)
    partitions[part] = TaskPartition(maxExamples: partitions[part].superseded.limit)
    events[part] = []
    return taken
  }

  /// Distinct tasks.
  package var count: Int { partitions.reduce(0) { $0 + $1.count } }
}
