/// Measures replayed tasks. What it has gathered merges, so parts of the table can be measured by different jobs.
package struct PerformanceMonitor: Sendable {
  typealias Cell = CellTable.Cell

  let period: ReportPeriod
  let settings: Settings
  private(set) var cells = CellTable()
  /// By channel number + 1: what happened on each day. First comes what has no channel.
  private(set) var days: [DayTable<DayCounts>] = []
  /// By day: how many tasks of the window entered (or, negative, left) each status.
  private(set) var flow = DayTable<StatusCounts>(zero: StatusCounts(), combine: StatusCounts.add)
  private(set) var executionHistogram = InlineArray<11, Int>(repeating: 0)
  /// By open status, then by bucket of age.
  private(set) var openAges = InlineArray<4, InlineArray<7, Int>>(repeating: InlineArray(repeating: 0))
  private(set) var pendingApproval: ShownTasks
  private(set) var slowest: ShownTasks
  /// By `EventKind`: some task of the input has such a timestamp.
  private(set) var hasTime = InlineArray<9, Bool>(repeating: false)
  private var finder: DayFinder

  package init(period: ReportPeriod, settings: Settings) {
    self.period = period
    self.settings = settings
    pendingApproval = .oldest(limit: settings.listRows)
    slowest = .slowest(limit: settings.listRows)
    finder = DayFinder(zone: period.zone)
  }

  /// Notes which kinds of timestamps the input has at all, whether or not they lie in the window.
  package mutating func note(_ record: TaskRecord, events: ArraySlice<TaskEvent>) {
    for i in 0..<EventKind.timed.count where record.times[i] != TaskRecord.none {
      hasTime[Int(EventKind.timed[i].rawValue)] = true
    }
    for event in events { hasTime[Int(event.kind.rawValue)] = true }
  }

  /// Measures one task that exists as of the period's instant.
  package mutating func add(_ record: TaskRecord, _ state: Replay.State, transitions: [Replay.Transition]) {
    addDays(record, state)
    guard period.holds(record.created) else { return }
    cells.update(Cell(agent: record.agent, channel: record.channel)) { $0.add(record, state) }
    addFlow(transitions)
    addShown(record, state)
  }

  /// Measures tasks that were proposed together, and of which nothing more is known: pending, and alike but for their ids.
  mutating func add(pending record: TaskRecord, ids: [TaskID]) {
    let created = record.created
    let count = ids.count
    if created != TaskRecord.none {
      hasTime[Int(EventKind.created.rawValue)] = true
      let channel = Int(record.channel) + 1
      while days.count <= channel { days.append(DayTable(zero: DayCounts(), combine: DayCounts.add)) }
      if period.holds(created) { days[channel].update(finder.day(created)) { $0.created += count } }
    }
    guard period.holds(created) else { return }
    cells.update(Cell(agent: record.agent, channel: record.channel)) { $0.add(pending: count, created: created) }
    if created != TaskRecord.none { flow.update(finder.day(created)) { $0[.pending] += count } }
    if let asOf = period.asOf {
      let bucket = Buckets.index(of: asOf.milliseconds - created, in: Buckets.ageDays, unit: Instant.millisecondsPerDay)
      openAges[Int(TaskStatus.pending.rawValue)][bucket] += count
    }
    var shown = ShownTask(
      id: record.id, origin: record.origin, agent: record.agent, channel: record.channel, status: .pending,
      created: created, execution: nil)
    for id in ids {
      shown.id = id
      pendingApproval.add(shown)
    }
  }

  private mutating func addDays(_ record: TaskRecord, _ state: Replay.State) {
    let channel = Int(record.channel) + 1
    while days.count <= channel { days.append(DayTable(zero: DayCounts(), combine: DayCounts.add)) }
    count(state, .created, channel) { $0.created += 1 }
    count(state, .approved, channel) { $0.approved += 1 }
    count(state, .rejected, channel) { $0.rejected += 1 }
    count(state, .started, channel) { $0.started += 1 }
    let took = state.times[Int(EventKind.completed.rawValue)] &- record.created
    count(state, .completed, channel) {
      $0.completed += 1
      $0.executionSum += Int128(took)
    }
  }

  @inline(__always)
  private mutating func count(
    _ state: Replay.State, _ kind: EventKind, _ channel: Int, _ change: (inout DayCounts) -> Void
  ) {
    let at = state.times[Int(kind.rawValue)]
    if at != TaskRecord.none, period.holds(at) { days[channel].update(finder.day(at), change) }
  }

  private mutating func addFlow(_ transitions: [Replay.Transition]) {
    var left: TaskStatus?
    for transition in transitions {
      let previous = left
      flow.update(finder.day(transition.at)) {
        if let previous { $0[previous] -= 1 }
        $0[transition.to] += 1
      }
      left = transition.to
    }
  }

  private mutating func addShown(_ record: TaskRecord, _ state: Replay.State) {
    var shown = ShownTask(
      id: record.id, origin: record.origin, agent: record.agent, channel: record.channel, status: state.status,
      created: record.created, execution: nil)
    if let asOf = period.asOf, state.status <= .inProgress {
      let age = asOf.milliseconds - record.created
      openAges[Int(state.status.rawValue)][
        Buckets.index(of: age, in: Buckets.ageDays, unit: Instant.millisecondsPerDay)] += 1
    }
    if state.status == .pending || state.status == .awaitingApproval, !state.isApproved { pendingApproval.add(shown) }
    let completedAt = state.times[Int(EventKind.completed.rawValue)]
    if state.status == .completed, completedAt != TaskRecord.none {
      shown.execution = completedAt - record.created
      executionHistogram[Buckets.index(of: completedAt - record.created, in: Buckets.executionMinutes, unit: 60_000)] +=
        1
      slowest.add(shown)
    }
  }

  package mutating func merge(_ other: PerformanceMonitor) {
    for (cell, measured) in other.cells.all { cells.update(cell) { $0.merge(measured) } }
    while days.count < other.days.count { days.append(DayTable(zero: DayCounts(), combine: DayCounts.add)) }
    for (channel, table) in other.days.enumerated() { days[channel].merge(table) }
    flow.merge(other.flow)
    for i in executionHistogram.indices { executionHistogram[i] += other.executionHistogram[i] }
    for i in openAges.indices { for j in openAges[i].indices { openAges[i][j] += other.openAges[i][j] } }
    pendingApproval.merge(other.pendingApproval)
    slowest.merge(other.slowest)
    for i in 0..<9 where other.hasTime[i] { hasTime[i] = true }
  }
}

/// A number for each status.
struct StatusCounts: Sendable {
  private var counts = InlineArray<7, Int>(repeating: 0)

  subscript(_ status: TaskStatus) -> Int {
    get { counts[Int(status.rawValue)] }
    set { counts[Int(status.rawValue)] = newValue }
  }

  @Sendable static func add(_ a: inout StatusCounts, _ b: StatusCounts) {
    for status in TaskStatus.allCases { a[status] += b[status] }
  }
}

/// The bounds of the report's distributions; each bucket reaches to the next bound, the last is open.
package enum Buckets {
  package static let executionMinutes: InlineArray<11, Int64> = [0, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 10_080]
  package static let ageDays: InlineArray<7, Int64> = [0, 1, 3, 7, 14, 30, 90]

  static func index<let count: Int>(of milliseconds: Int64, in bounds: InlineArray<count, Int64>, unit: Int64) -> Int {
    var i = bounds.count - 1
    while i > 0, milliseconds < bounds[i] * unit { i -= 1 }
    return i
  }
}
