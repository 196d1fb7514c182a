/// Which tasks a list is to hold.
package struct TaskSelection: Sendable {
  /// Numbers of names; nil: of any.
  package var agent: Int32?
  package var channel: Int32?
  package var status: TaskStatus?
  /// Only tasks that wait for a decision: pending or awaiting approval, and not approved.
  package var pendingApproval = false

  package init() {}

  func holds(_ record: TaskRecord, _ state: Replay.State) -> Bool {
    if let agent, record.agent != agent { return false }
    if let channel, record.channel != channel { return false }
    if let status, state.status != status { return false }
    return !pendingApproval || ((state.status == .pending || state.status == .awaitingApproval) && !state.isApproved)
  }
}

/// A task as a list shows it; its texts are read from its record once the list is final.
package struct ListedTask: Sendable, Equatable {
  package var id: TaskID
  package var origin: RecordOrigin
  package var agent: Int32
  package var channel: Int32
  package var status: TaskStatus
  package var isApproved: Bool
  /// Milliseconds since 1970, or `TaskRecord.none` for a proposed task in a run without any time.
  package var created: Int64
  /// Of a task that only an agent proposed: its place in the response that lies at `origin`.
  package var ordinal: UInt32?
}

/// The oldest tasks of a selection as of an instant, of however many there are.
package struct TaskListing: Sendable {
  /// How many tasks the selection holds.
  package private(set) var total = 0
  private let selection: TaskSelection
  let period: ReportPeriod
  private let limit: Int
  private var kept: [ListedTask] = []

  /// - Parameter limit: as many tasks are kept, and up to twice as many held meanwhile.
  package init(_ selection: TaskSelection, period: ReportPeriod, limit: Int) {
    self.selection = selection
    self.period = period
    self.limit = max(0, limit)
  }

  /// Takes in the tasks of a part of the table.
  package mutating func add(_ part: inout TaskTablePart, order: RecordOrder) {
    let events = part.sortedEvents()
    var byRow: [Int: Range<Int>] = [:]
    var start = 0
    while start < events.count {
      var end = start + 1
      while end < events.count, events[end].id == events[start].id { end += 1 }
      if let row = part.row(of: events[start].id) { byRow[row] = start..<end }
      start = end
    }
    var replay = Replay()
    for row in 0..<part.taskCount {
      let record = part.record(row)
      let own = byRow.isEmpty ? events[0..<0] : events[byRow[row] ?? 0..<0]
      let state = replay.run(
        record, events: own, observed: order.observed(record), until: period.asOf?.milliseconds)
      if let state { add(record, state) }
    }
  }

  /// Takes in a task that exists as of the instant.
  package mutating func add(_ record: TaskRecord, _ state: Replay.State, ordinal: UInt32? = nil) {
    guard period.holds(record.created), selection.holds(record, state) else { return }
    total += 1
    if limit == 0 { return }
    kept.append(
      ListedTask(
        id: record.id, origin: record.origin, agent: record.agent, channel: record.channel, status: state.status,
        isApproved: state.isApproved, created: record.created, ordinal: ordinal))
    if kept.count >= 2 * limit + 1024 { cut() }
  }

  /// Oldest first, of equals by id.
  package mutating func tasks() -> [ListedTask] {
    cut()
    return kept
  }

  private mutating func cut() {
    kept.sort { $0.created != $1.created ? $0.created < $1.created : $0.id < $1.id }
    if kept.count > limit { kept.removeLast(kept.count - limit) }
  }
}
