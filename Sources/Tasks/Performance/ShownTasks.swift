/// A task that a list of the report may show; its texts are read from its record once the list is final.
package struct ShownTask: Sendable, Equatable {
  package var id: TaskID
  package var origin: RecordOrigin
  package var agent: Int32
  package var channel: Int32
  package var status: TaskStatus
  /// Milliseconds since 1970.
  package var created: Int64
  /// Milliseconds; nil for lists that do not go by it.
  package var execution: Int64?
}

/// The first rows of a list by its order, of however many there are. Merging is associative and commutative.
package struct ShownTasks: Sendable {
  private enum Order { case oldest, slowest }

  package private(set) var total = 0
  private var kept: [ShownTask] = []
  private let limit: Int
  private let order: Order
  /// The rank of the last one, once there are as many as are shown: what ranks behind it need not be looked at.
  private var lastRank = Int64.max

  private init(limit: Int, _ order: Order) {
    self.limit = limit
    self.order = order
  }

  /// Oldest first; of equals by id.
  static func oldest(limit: Int) -> ShownTasks { ShownTasks(limit: limit, .oldest) }

  /// Longest execution first; of equals by id.
  static func slowest(limit: Int) -> ShownTasks { ShownTasks(limit: limit, .slowest) }

  /// What a list goes by: lower ranks come first.
  @inline(__always)
  private func rank(_ task: ShownTask) -> Int64 {
    switch order {
    case .oldest: task.created
    case .slowest: 0 &- (task.execution ?? 0)
    }
  }

  private func precedes(_ a: ShownTask, _ b: ShownTask) -> Bool {
    let (x, y) = (rank(a), rank(b))
    return x != y ? x < y : a.id < b.id
  }

  mutating func add(_ task: ShownTask) { add(rank: rank(task), task) }

  /// - Parameter rank: the task's, by which nearly all of them are told not to be among the first.
  @inline(__always)
  mutating func add(rank: Int64, _ task: @autoclosure () -> ShownTask) {
    total += 1
    if rank <= lastRank { keep(task()) }
  }

  private mutating func keep(_ task: ShownTask) {
    if kept.count >= limit {
      guard let last = kept.last, precedes(task, last) else { return }
      kept.removeLast()
    }
    var low = 0
    var high = kept.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(kept[middle], task) { low = middle + 1 } else { high = middle }
    }
    kept.insert(task, at: low)
    if kept.count >= limit, let last = kept.last { lastRank = rank(last) }
  }

  mutating func merge(_ other: ShownTasks) {
    total += other.total
    for task in other.kept { keep(task) }
  }

  package var rows: [ShownTask] { kept }
}
