/// Measures replayed tasks. What it has gathered merges, so parts of the table can be measured by different jobs.
package struct PerformanceMonitor: Sendable {
  typealias Cell = CellTable.Cell

  let period: ReportPeriod
  let settings: Settings
  private(set) var cells = CellTable()
  /// Who is active on a channel, of the agents that share a row.
  private(set) var sharedAgents = SharedAgents()
  private(set) var days = ChannelDays()
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

  /// Numbers below are the registry's, or have rows of their own anyway.
  private let registeredAgents: Int32
  private let registeredChannels: Int32
  /// The agents and channels with tasks in the window, and the channels with events in it, as far as they are not registered.
  private var agentRows: OwnRows
  private var channelRows: OwnRows
  private var dayRows: OwnRows

  /// - Parameter names: all names that there are, so that those that share a row are counted together at once; nil when there
  ///   are few.
  package init(period: ReportPeriod, settings: Settings, names: Names? = nil) {
    registeredAgents = names.map { Int32(truncatingIfNeeded: $0.registry.agents.count) } ?? .max
    registeredChannels = names.map { Int32(truncatingIfNeeded: $0.registry.channels.count) } ?? .max
    func rows(_ registered: Int32, _ list: NameList?) -> OwnRows {
      OwnRows(registered: Int(registered), names: list ?? NameList(), limit: settings.unregisteredRows)
    }
    agentRows = rows(registeredAgents, names?.unregisteredAgents)
    channelRows = rows(registeredChannels, names?.unregisteredChannels)
    dayRows = channelRows
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
  /// - Parameter replay: has just replayed it.
  package mutating func add(_ record: TaskRecord, _ state: Replay.State, of replay: borrowing Replay) {
    addDays(record, state)
    guard period.holds(record.created) else { return }
    count(Cell(agent: record.agent, channel: record.channel)) { $0.add(record, state) }
    addFlow(replay)
    addShown(record, state)
  }

  /// Measures tasks that were proposed together, and of which nothing more is known: pending, and alike but for their ids.
  mutating func add(pending record: TaskRecord, ids: [TaskID]) {
    let created = record.created
    let count = ids.count
    if created != TaskRecord.none {
      hasTime[Int(EventKind.created.rawValue)] = true
      if period.holds(created) { days.update(dayRow(record.channel), finder.day(created)) { $0.created += count } }
    }
    guard period.holds(created) else { return }
    self.count(Cell(agent: record.agent, channel: record.channel)) { $0.add(pending: count, created: created) }
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
    let channel = record.channel < registeredChannels ? record.channel : dayRow(record.channel, state)
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
    _ state: Replay.State, _ kind: EventKind, _ channel: Int32, _ change: (inout DayCounts) -> Void
  ) {
    let at = state.times[Int(kind.rawValue)]
    if at != TaskRecord.none, period.holds(at) { days.update(channel, finder.day(at), change) }
  }

  /// Changes what was measured of an agent on a channel, or of the rows that they share with others.
  @inline(__always)
  private mutating func count(_ cell: Cell, _ change: (inout Measured) -> Void) {
    if cell.agent < registeredAgents, cell.channel < registeredChannels {
      cells.update(cell, change)
    } else {
      countBeyond(cell, change)
    }
  }

  private mutating func countBeyond(_ cell: Cell, _ change: (inout Measured) -> Void) {
    let row = Cell(agent: agentRows.row(cell.agent), channel: channelRows.row(cell.channel))
    if row.agent != cell.agent { sharedAgents.add(agent: cell.agent, channel: row.channel) }
    cells.update(row, change)
    if agentRows.isFull { cutAgents() }
    if channelRows.isFull { cutChannels() }
  }

  private mutating func cutAgents() {
    let gone = agentRows.cut()
    if gone.isEmpty { return }
    for (cell, _) in cells.all where gone.contains(cell.agent) {
      sharedAgents.add(agent: cell.agent, channel: cell.channel)
    }
    cells.fold { gone.contains($0.agent) ? Cell(agent: OwnRows.other, channel: $0.channel) : nil }
  }

  private mutating func cutChannels() {
    let gone = channelRows.cut()
    if gone.isEmpty { return }
    cells.fold { gone.contains($0.channel) ? Cell(agent: $0.agent, channel: OwnRows.other) : nil }
  }

  /// The row of a channel that has an event in the window.
  private mutating func dayRow(_ channel: Int32) -> Int32 {
    let row = dayRows.row(channel)
    if dayRows.isFull { cutDays() }
    return row == channel ? dayRows.row(channel) : row
  }

  /// The same, if it has one: otherwise it is none of those that are met.
  private mutating func dayRow(_ channel: Int32, _ state: Replay.State) -> Int32 {
    let kinds: [EventKind] = [.created, .approved, .rejected, .started, .completed]
    let isMet = kinds.contains { kind in
      let at = state.times[Int(kind.rawValue)]
      return at != TaskRecord.none && period.holds(at)
    }
    return isMet ? dayRow(channel) : channel
  }

  private mutating func cutDays() { days.fold(dayRows.cut(), into: OwnRows.other) }

  /// The same with no more rows than there may be.
  var withOwnRows: PerformanceMonitor {
    var copy = self
    copy.cutAgents()
    copy.cutChannels()
    copy.cutDays()
    return copy
  }

  private mutating func addFlow(_ replay: borrowing Replay) {
    var left: TaskStatus?
    for i in 0..<replay.transitions.count {
      let transition = replay.transitions[i]
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
    for (cell, measured) in other.cells.all { count(cell) { $0.merge(measured) } }
    sharedAgents.merge(other.sharedAgents)
    for (channel, table) in other.days.used { days.merge(dayRow(channel), table) }
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
