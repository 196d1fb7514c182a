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
  package private(set) var total = 0
  private var kept: [ShownTask] = []
  private let limit: Int
  private let precedes: @Sendable (ShownTask, ShownTask) -> Bool

  init(limit: Int, precedes: @escaping @Sendable (ShownTask, ShownTask) -> Bool) {
    self.limit = limit
    self.precedes = precedes
  }

  /// Oldest first; of equals by id.
  static func oldest(limit: Int) -> ShownTasks {
    ShownTasks(limit: limit) { a, b in
      a.created != b.created ? a.created < b.created : a.id < b.id
    }
  }

  /// Longest execution first; of equals by id.
  static func slowest(limit: Int) -> ShownTasks {
    ShownTasks(limit: limit) { a, b in
      let (x, y) = (a.execution ?? 0, b.execution ?? 0)
      return x != y ? x > y : a.id < b.id
    }
  }

  mutating func add(_ task: ShownTask) {
    total += 1
    keep(task)
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
  }

  mutating func merge(_ other: ShownTasks) {
    total += other.total
    for task in other.kept { keep(task) }
  }

  package var rows: [ShownTask] { kept }
}
