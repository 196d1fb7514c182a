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
  /// Of an index, for whichever partition is united.
  private var memory = TaskIndex()
  /// The order that records came with.
  private var order: RecordOrder?

  /// - Parameters:
  ///   - maxExamples: how many places are kept for a finding.
  ///   - seed: enters the hash of ids, and no result. Tables that merge share it.
  package init(maxExamples: Int, seed: UInt64) {
    partitions = Array(repeating: TaskPartition(maxExamples: maxExamples), count: TaskTable.partitionCount)
    events = Array(repeating: [], count: TaskTable.partitionCount)
    self.seed = seed
  }

  /// Takes in a task record. O(1), taken together.
  @inline(__always)
  package mutating func insert(_ record: TaskRecord, order: RecordOrder) {
    if self.order == nil { self.order = order }
    partitions[Int(truncatingIfNeeded: record.id.hash(seed: seed) >> 58)].insert(
      record, seed: seed, order: order, memory: &memory)
  }

  /// Takes in an event of an event export. O(1).
  package mutating func insert(_ event: TaskEvent) {
    events[Int(truncatingIfNeeded: event.id.hash(seed: seed) >> 58)].append(event)
  }

  /// Takes in all of another table.
  package mutating func merge(_ other: consuming TaskTable, order: RecordOrder) {
    self.order = order
    for part in 0..<TaskTable.partitionCount {
      partitions[part].merge(other.partitions[part])
      events[part] += other.events[part]
    }
  }

  /// Moves one part out of the table, which no longer holds it.
  package mutating func take(_ part: Int) -> TaskTablePart {
    var taken = takePiece(part)
    if let order { taken.unite(order: order, memory: &memory, keepsIndex: true) }
    return taken
  }

  /// The same, but with records that may be of one task, until it is merged with others or united: what moves under a lock.
  package mutating func takePiece(_ part: Int) -> TaskTablePart {
    var taken = TaskPartition(maxExamples: partitions[part].superseded.limit)
    swap(&taken, &partitions[part])
    let piece = TaskTablePart(tasks: taken, events: events[part], seed: seed)
    events[part] = []
    return piece
  }

  /// Distinct tasks.
  package var count: Int {
    var copy = self
    return (0..<TaskTable.partitionCount).reduce(0) { $0 + copy.take($1).taskCount }
  }
}
