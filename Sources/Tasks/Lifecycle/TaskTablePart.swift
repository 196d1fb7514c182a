/// One part of the table of tasks, by itself: what a job merges, replays and measures.
package struct TaskTablePart: Sendable {
  var tasks: TaskPartition
  private var events: [TaskEvent]
  private let seed: UInt64
  private var isSorted = false
  /// Ids that are no row's and whose events are no orphans.
  private(set) var claimed: Set<TaskID> = []

  /// Events that repeat another of the same task, kind and time.
  package private(set) var repeatedEvents = 0
  package private(set) var repeatedEventPlaces: SmallestOrigins

  init(tasks: TaskPartition, events: [TaskEvent], seed: UInt64) {
    self.tasks = tasks
    self.events = events
    self.seed = seed
    repeatedEventPlaces = SmallestOrigins(limit: tasks.superseded.limit)
  }

  /// Takes in the same part of another table.
  package mutating func merge(_ other: consuming TaskTablePart, order: RecordOrder) {
    var memory = TaskIndex()
    merge(pieces: [other], order: order, memory: &memory, keepsIndex: true)
  }

  /// Takes in pieces of other tables: the same part of each.
  ///
  /// - Parameters:
  ///   - memory: of an index, which serves one part after the other.
  ///   - keepsIndex: tasks will be looked for by their ids, besides those of events.
  package mutating func merge(
    pieces: consuming [TaskTablePart], order: RecordOrder, memory: inout TaskIndex, keepsIndex: Bool
  ) {
    // Each is held by nobody else: what two hold is copied at its first change.
    while !pieces.isEmpty { add(pieces.removeLast()) }
    unite(order: order, memory: &memory, keepsIndex: keepsIndex)
  }

  /// Makes one record of all that are of one task.
  mutating func unite(order: RecordOrder, memory: inout TaskIndex, keepsIndex: Bool) {
    tasks.unite(seed: seed, order: order, index: &memory)
    if keepsIndex || !events.isEmpty { tasks.keep(&memory) }
  }

  private mutating func add(_ other: consuming TaskTablePart) {
    // The larger part takes in the smaller one: which of them does makes no difference to the result.
    if other.tasks.count > tasks.count { swap(&tasks, &other.tasks) }
    var theirs = TaskPartition(maxExamples: 0)
    swap(&theirs, &other.tasks)
    tasks.merge(consume theirs)
    events += other.events
    isSorted = false
  }

  package var taskCount: Int { tasks.count }
  /// Task records that were superseded.
  package var supersededRecords: Int { tasks.records - tasks.count }
  package var supersededPlaces: SmallestOrigins { tasks.superseded }

  package func record(_ row: Int) -> TaskRecord { tasks[row] }

  /// Records that tie with the winner of their task but differ from it in a figure: how many, and the first few.
  package func versionTies(limit: Int) -> (count: Int, places: SmallestOrigins) {
    var count = 0
    var places = SmallestOrigins(limit: limit)
    for (_, group) in tasks.ties where group.tied > group.same {
      count += group.tied - group.same
      places.merge(group.otherPlaces)
    }
    return (count, places)
  }

  /// Tasks whose winner depends on the records' texts: the row, and where each of the candidates lies.
  package func contestedRows() -> [(row: Int, candidates: [RecordOrigin])] {
    tasks.ties.filter(\.value.isContested)
      .map { (Int($0.key), $0.value.candidates) }
      .sorted { $0.0 < $1.0 }
  }

  /// Makes the candidate at `origin` the winner of its row: the figures are the same, the place is another.
  package mutating func settle(row: Int, winner origin: RecordOrigin) {
    var record = tasks[row]
    if record.origin == origin { return }
    record.origin = origin
    tasks.settle(row: row, winner: record)
  }

  /// Sorts the events, drops repeated ones and returns them.
  package mutating func sortedEvents() -> [TaskEvent] {
    if !isSorted {
      events.sort(by: TaskEvent.precedes)
      var kept: [TaskEvent] = []
      kept.reserveCapacity(events.count)
      for event in events {
        if let last = kept.last, last.id == event.id, last.at == event.at, last.kind == event.kind {
          repeatedEvents += 1
          repeatedEventPlaces.note(event.origin)
        } else {
          kept.append(event)
        }
      }
      events = kept
      isSorted = true
    }
    return events
  }

  /// Whether there are explicit events at all.
  package var hasEvents: Bool { !events.isEmpty }

  /// The explicit events of a task, by time and kind, each once. O(log n) once the events are sorted.
  package mutating func events(of id: TaskID) -> ArraySlice<TaskEvent> {
    let events = sortedEvents()
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if SettledOutput.precedes(events[middle].id, id) { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < events.count, events[end].id == id { end += 1 }
    return events[low..<end]
  }

  /// Tells that events of this id are no orphans, though no row has it: some agent's output proposes the task.
  package mutating func claimEvents(of id: TaskID) {
    if !events.isEmpty { claimed.insert(id) }
  }

  /// The number of the part that holds a task.
  func number(of id: TaskID) -> Int { Int(truncatingIfNeeded: id.hash(seed: seed) >> 58) }

  /// The row of a task.
  package func row(of id: TaskID) -> Int? { tasks.row(of: id, hash: id.hash(seed: seed)) }
}
