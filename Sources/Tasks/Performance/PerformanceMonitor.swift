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
  /// A bit for each `EventKind`: some task of the input has such a timestamp.
  private var times: UInt16 = 0
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
    for i in 0..<EventKind.timed.count where record.times[i] != TaskRecord.none { note(EventKind.timed[i]) }
    for event in events { note(event.kind) }
  }

  private mutating func note(_ kind: EventKind) { times |= 1 << UInt16(kind.rawValue) }

  /// The same of a record that is all there is.
  @inline(__always)
  mutating func note(_ kind: OrderlyLives.Kind) { times |= kind.present }

  /// Whether some task of the input has a timestamp of a kind.
  func hasTime(_ kind: EventKind) -> Bool { times & 1 << UInt16(kind.rawValue) != 0 }

  /// Measures one task that exists as of the period's instant.
  /// - Parameter replay: has just replayed it.
  package mutating func add(_ record: TaskRecord, _ state: Replay.State, of replay: borrowing Replay) {
    addDays(record, state)
    guard period.holds(record.created) else { return }
    count(Cell(agent: record.agent, channel: record.channel)) { $0.add(record, state) }
    addFlow(replay.transitions)
    addShown(record, state)
  }

  /// Measures a task whose record is all there is, if it was created and last changed on one day, all of it in the window. On
  /// that day it leaves each status again but the last one.
  /// - Returns: false when it is not such a task; nothing is measured then.
  @inline(__always)
  mutating func addWithinDay(_ record: TaskRecord, _ kind: OrderlyLives.Kind, _ life: OrderlyLives.Life) -> Bool {
    let created = record.created
    // What happened in between lies in the window as well.
    guard record.channel < registeredChannels, period.holds(created), period.holds(kind.last) else { return false }
    let day = finder.day(created)
    if finder.day(kind.last) != day { return false }
    let took = record[.completed] &- created
    days.update(record.channel) { table in table.update(day) { $0.count(kind.present, took: took) } }
    let state = Replay.State(record, kind, life)
    count(Cell(agent: record.agent, channel: record.channel)) { $0.add(record, state) }
    flow.update(day) { $0.count(life.status, 1) }
    addShown(record, state)
    return true
  }

  /// Measures tasks that were proposed together, and of which nothing more is known: pending, and alike but for their ids.
  mutating func add(pending record: TaskRecord, ids: [TaskID]) {
    let created = record.created
    let count = ids.count
    if created != TaskRecord.none {
      note(.created)
      if period.holds(created) {
        let day = finder.day(created)
        days.update(dayRow(record.channel)) { $0.update(day) { $0.count(.created, count) } }
      }
    }
    guard period.holds(created) else { return }
    self.count(Cell(agent: record.agent, channel: record.channel)) { $0.add(pending: count, created: created) }
    if created != TaskRecord.none { flow.update(finder.day(created)) { $0.count(.pending, count) } }
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

  @inline(__always)
  private mutating func addDays(_ record: TaskRecord, _ state: Replay.State) {
    var events = DayEvents()
    add(state, .created, .created, to: &events)
    add(state, .approved, .approved, to: &events)
    add(state, .rejected, .rejected, to: &events)
    add(state, .started, .started, to: &events)
    add(state, .completed, .completed, to: &events)
    if events.count == 0 { return }
    let took = state.times[Int(EventKind.completed.rawValue)] &- record.created
    let channel = record.channel < registeredChannels ? record.channel : dayRow(record.channel)
    days.update(channel) { table in
      table.update(events) { place, counts in
        counts.count(place)
        if place == .completed { counts.executionSum += Int128(took) }
      }
    }
  }

  @inline(__always)
  private mutating func add(
    _ state: Replay.State, _ kind: EventKind, _ place: DayCounts.Place, to events: inout DayEvents
  ) {
    let at = state.times[Int(kind.rawValue)]
    if at != TaskRecord.none, period.holds(at) { events.add(finder.day(at), place) }
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

  private mutating func cutDays() { days.fold(dayRows.cut(), into: OwnRows.other) }

  /// The same with no more rows than there may be.
  var withOwnRows: PerformanceMonitor {
    var copy = self
    copy.cutAgents()
    copy.cutChannels()
    copy.cutDays()
    return copy
  }

  @inline(__always)
  private mutating func addFlow(_ transitions: Replay.Transitions) {
    // What it enters and leaves on one day leaves no trace.
    var present: (day: Int32, status: TaskStatus)?
    for i in transitions.indices {
      let transition = transitions[i]
      let day = finder.day(transition.at)
      if let present, present.day != day {
        flow.update(present.day) { $0.count(present.status, 1) }
        flow.update(day) { $0.count(present.status, -1) }
      }
      present = (day, transition.to)
    }
    if let present { flow.update(present.day) { $0.count(present.status, 1) } }
  }

  @inline(__always)
  private mutating func addShown(_ record: TaskRecord, _ state: Replay.State) {
    func shown(_ execution: Int64?) -> ShownTask {
      ShownTask(
        id: record.id, origin: record.origin, agent: record.agent, channel: record.channel, status: state.status,
        created: record.created, execution: execution)
    }
    if let asOf = period.asOf, state.status <= .inProgress {
      let age = asOf.milliseconds - record.created
      openAges[Int(state.status.rawValue)][
        Buckets.index(of: age, in: Buckets.ageDays, unit: Instant.millisecondsPerDay)] += 1
    }
    if state.status == .pending || state.status == .awaitingApproval, !state.isApproved {
      pendingApproval.add(rank: record.created, shown(nil))
    }
    let completedAt = state.times[Int(EventKind.completed.rawValue)]
    if state.status == .completed, completedAt != TaskRecord.none {
      let took = completedAt - record.created
      executionHistogram[Buckets.index(of: took, in: Buckets.executionMinutes, unit: 60_000)] += 1
      slowest.add(rank: 0 &- took, shown(took))
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
    times |= other.times
  }
}

/// A number for each status.
struct StatusCounts: Sendable {
  private var counts = InlineArray<7, Int>(repeating: 0)

  subscript(_ status: TaskStatus) -> Int { counts[Int(status.rawValue)] }

  @inline(__always)
  mutating func count(_ status: TaskStatus, _ number: Int) {
    var counts = counts.mutableSpan
    counts[Int(status.rawValue)] += number
  }

  @Sendable static func add(_ a: inout StatusCounts, _ b: StatusCounts) {
    for status in TaskStatus.allCases { a.count(status, b[status]) }
  }
}

/// The bounds of the report's distributions; each bucket reaches to the next bound, the last is open.
package enum Buckets {
  package static let executionMinutes: InlineArray<11, Int64> = [0, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 10_080]
  package static let ageDays: InlineArray<7, Int64> = [0, 1, 3, 7, 14, 30, 90]

  @inline(__always)
  static func index<let count: Int>(of milliseconds: Int64, in bounds: InlineArray<count, Int64>, unit: Int64) -> Int {
    var i = bounds.count - 1
    while i > 0, milliseconds < bounds[i] * unit { i -= 1 }
    return i
  }
}
