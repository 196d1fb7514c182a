/// What replaying and measuring one part of the table of tasks gives. Parts merge into the whole.
package struct PartMeasurement: Sendable {
  package private(set) var monitor: PerformanceMonitor
  /// Findings of the replay: over the whole input, whatever the period.
  package private(set) var tally: FindingTally
  /// The agents and channels that are not registered, by their numbers behind the registry's, and where their first tasks lie.
  private var newAgents: FirstPlaces
  private var newChannels: FirstPlaces
  /// By input: records and events that figures rest on.
  package private(set) var accepted: [Int]

  /// - Parameter names: see `PerformanceMonitor`.
  package init(period: ReportPeriod, settings: Settings, inputs: Int, names: Names? = nil) {
    monitor = PerformanceMonitor(period: period, settings: settings, names: names)
    newAgents = FirstPlaces(limit: settings.maxExamples)
    newChannels = FirstPlaces(limit: settings.maxExamples)
    tally = FindingTally(maxExamples: settings.maxExamples)
    accepted = Array(repeating: 0, count: inputs)
  }

  package mutating func merge(_ other: PartMeasurement) {
    monitor.merge(other.monitor)
    tally.merge(other.tally)
    for i in accepted.indices { accepted[i] += other.accepted[i] }
    newAgents.merge(other.newAgents)
    newChannels.merge(other.newChannels)
  }

  /// The agents and channels that are not registered: each counts once, at its first task.
  package var unregistered: FindingTally {
    var tally = FindingTally(maxExamples: monitor.settings.maxExamples)
    func add(_ code: FindingCode, _ new: FirstPlaces) {
      var places = SmallestOrigins(limit: monitor.settings.maxExamples)
      for (origin, _) in new.first { places.note(origin) }
      tally.add(code, count: new.count, places: places)
    }
    add(.unregisteredAgent, newAgents)
    add(.unregisteredChannel, newChannels)
    return tally
  }

  /// The agents behind the places at which the finding points to unregistered ones, by their numbers.
  package func unregisteredAgents(_ registry: Registry) -> [RecordOrigin: Int32] {
    let registered = Int32(truncatingIfNeeded: registry.agents.count)
    return Dictionary(newAgents.first.map { ($0.origin, $0.number + registered) }) { min($0, $1) }
  }

  /// Replays every task of a part: once as its whole input tells it, for the findings, and as of the period's instant.
  package mutating func add(_ part: inout TaskTablePart, order: RecordOrder, registry: Registry) {
    let ownChannels = registry.agents.map { registry.channel(named: $0.channel).map { Int32($0) } }
    let registeredAgents = Int32(truncatingIfNeeded: registry.agents.count)
    let registeredChannels = Int32(truncatingIfNeeded: registry.channels.count)
    let events = part.sortedEvents()
    let byRow = assignEvents(events, part)
    let asOf = monitor.period.asOf?.milliseconds ?? .max
    var replay = Replay()
    for number in 0..<part.tasks.blockCount {
      let block = part.tasks.block(number)
      let rows = block.rows.span
      for i in rows.indices {
        let row = block.first + i
        let record = part.tasks.record(row, rows[i])
        count(record.origin)
        newAgents.note(record.agent &- registeredAgents, at: record.origin)
        newChannels.note(record.channel &- registeredChannels, at: record.origin)
        if record.agent >= 0, Int(record.agent) < ownChannels.count, let channel = ownChannels[Int(record.agent)],
          channel != record.channel
        {
          tally.add(.agentChannelMismatch, at: record.origin)
        }
        // Nearly all are of this kind.
        if byRow.isEmpty, let kind = OrderlyLives.Kind(record), max(kind.last, record[.updated]) <= asOf {
          monitor.note(kind)
          guard let life = replay.life(of: record, kind) else { continue }
          if life.hasFaults { note(life.faults, record) }
          // And most of them begin and end on one day.
          if monitor.addWithinDay(record, kind, life) { continue }
          monitor.add(record, replay.orderlyState(record, kind, life), of: replay)
          continue
        }
        let own = byRow.isEmpty ? events[0..<0] : events[byRow[row] ?? 0..<0]
        let observed = order.observed(record)
        monitor.note(record, events: own)
        guard let whole = replay.run(record, events: own, observed: observed, until: nil) else { continue }
        note(replay.faults, record)
        if max(record.latestTime, own.last?.at ?? .min) <= asOf {
          monitor.add(record, whole, of: replay)
        } else if let state = replay.run(record, events: own, observed: observed, until: asOf) {
          monitor.add(record, state, of: replay)
        }
      }
    }
    tally.add(.superseded, count: part.supersededRecords, places: part.supersededPlaces)
    tally.add(.superseded, count: part.repeatedEvents, places: part.repeatedEventPlaces)
    let ties = part.versionTies(limit: monitor.settings.maxExamples)
    tally.add(.versionTie, count: ties.count, places: ties.places)
  }

  /// Takes in a task that no record stands for: some agent's output proposes it.
  ///
  /// It is observed when it is created; every explicit event of it comes later. What it is counted as in `accepted` is
  /// its response.
  ///
  /// - Parameters:
  ///   - whole: no record stands for it in the whole input, so that the faults of its history are findings.
  ///   - present: no record stands for it as of the period's instant, so that it is measured.
  /// - Returns: what it is as of the period's instant; nil when it does not exist by then.
  @discardableResult
  package mutating func add(
    proposed record: TaskRecord, events: ArraySlice<TaskEvent>, whole: Bool, present: Bool
  ) -> Replay.State? {
    monitor.note(record, events: events)
    // A run without any time has no events either: there is nothing to replay.
    guard record.created != TaskRecord.none else {
      let state = Replay.State(proposed: record)
      if present { monitor.add(record, state, of: Replay()) }
      return state
    }
    var replay = Replay()
    if whole, replay.run(record, events: events, observed: record.created, until: nil) != nil {
      note(replay.faults, record)
    }
    let asOf = monitor.period.asOf?.milliseconds
    guard let state = replay.run(record, events: events, observed: record.created, until: asOf) else { return nil }
    if present { monitor.add(record, state, of: replay) }
    return state
  }

  /// Takes in tasks that no record stands for and of which nothing more is known: alike, but for their ids. That they are
  /// proposed is as good as a record of them, as far as the input goes.
  package mutating func add(pending record: TaskRecord, ids: [TaskID]) {
    if ids.isEmpty { return }
    monitor.add(pending: record, ids: ids)
  }

  /// Counts a response that figures rest on.
  package mutating func add(response: AgentResponse, registry: Registry) {
    count(response.origin)
    newAgents.note(response.agent &- Int32(truncatingIfNeeded: registry.agents.count), at: response.origin)
  }

  /// By row: its events. Events of no row are orphans.
  private mutating func assignEvents(_ events: [TaskEvent], _ part: TaskTablePart) -> [Int: Range<Int>] {
    var byRow: [Int: Range<Int>] = [:]
    var start = 0
    while start < events.count {
      var end = start
      while end < events.count, events[end].id == events[start].id {
        count(events[end].origin)
        end += 1
      }
      if let row = part.row(of: events[start].id) {
        byRow[row] = start..<end
      } else if !part.claimed.contains(events[start].id) {
        for event in events[start..<end] { tally.add(.orphanEvent, at: event.origin) }
      }
      start = end
    }
    return byRow
  }

  @inline(__always)
  private mutating func count(_ origin: RecordOrigin) {
    let i = Int(origin.input)
    if i < accepted.count { accepted[i] += 1 }
  }

  @inline(__always)
  private mutating func note(_ faults: Replay.Faults, _ record: TaskRecord) {
    if faults == Replay.Faults() { return }
    if faults.timeOrder > 0 { tally.add(.timeOrder, at: record.origin, count: faults.timeOrder) }
    if faults.illegalTransitions > 0 {
      tally.add(.illegalTransition, at: record.origin, count: faults.illegalTransitions)
    }
    if faults.statusWithoutTimestamp { tally.add(.statusWithoutTimestamp, at: record.origin) }
    if faults.statusMismatch { tally.add(.statusMismatch, at: record.origin) }
  }
}
