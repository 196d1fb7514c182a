import TestSupport
import Testing

@testable import Tasks

/// Law 3: whatever records and events say, the replay and the monitor give figures; nothing traps.
@Suite("Law 3: errors are data")
struct NoTrapLawTests {
  /// Records and events of extreme values: every time at an end of the calendar, hours at their limits, names unknown.
  private struct ExtremeWorld {
    var export: TaskExport
    let period: ReportPeriod

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      let ends = Instant.valid
      let times = [
        ends.lowerBound.milliseconds, ends.lowerBound.milliseconds + 1, hour(0).milliseconds,
        ends.upperBound.milliseconds - 1, ends.upperBound.milliseconds,
      ]
      func time(_ chance: Int = 100) -> Int64 {
        Int.random(in: 0..<100, using: &random) < chance ? times.randomElement(using: &random) ?? 0 : TaskRecord.none
      }
      func hours() -> Int64 { [TaskRecord.none, 0, 1, 10_000_000_000_000].randomElement(using: &random) ?? 0 }
      var records: [TaskRecord] = []
      for i in 0..<Int.random(in: 0...12, using: &random) {
        var record = TaskRecord(
          id: TaskID(uuidHigh: UInt64(i % 5), low: .max),
          status: TaskStatus.allCases[Int.random(in: 0..<7, using: &random)],
          channel: Int32.random(in: 0..<20, using: &random), agent: Int32.random(in: -1..<20, using: &random),
          created: Instant(milliseconds: time()),
          origin: RecordOrigin(input: .max, offset: .max - Int64(i), count: .max))
        for kind in TaskTime.allCases where kind != .created { record[kind] = time(50) }
        record.approval = [.absent, .no, .yes].randomElement(using: &random) ?? .absent
        record.estimatedHours = hours()
        record.actualHours = hours()
        records.append(record)
      }
      let events = (0..<Int.random(in: 0...12, using: &random)).map { i in
        TaskEvent(
          id: TaskID(uuidHigh: UInt64(i % 6), low: .max),
          kind: EventKind.allCases[Int.random(in: 0..<9, using: &random)],
          at: Instant(milliseconds: time()), actualHours: hours(), origin: RecordOrigin(input: 0, offset: 0, count: 0))
      }
      export = TaskExport(records: records, events: events, names: Names(registry: .builtIn))
      let offset = [-64_800, 0, 64_800].randomElement(using: &random) ?? 0
      period = ReportPeriod(
        asOf: [nil, ends.lowerBound, hour(0), ends.upperBound].randomElement(using: &random) ?? nil,
        from: [nil, nil, ends.lowerBound, ends.upperBound].randomElement(using: &random) ?? nil,
        to: [nil, nil, hour(0), ends.upperBound].randomElement(using: &random) ?? nil,
        zone: ZoneOffsets(
          name: "extreme",
          entries: [
            .init(from: Instant(milliseconds: .min), offsetSeconds: Int32(offset)),
            .init(from: hour(0), offsetSeconds: Int32(-offset)),
          ]))
    }
  }

  @Test("Extreme times, hours and names give consistent figures", arguments: 0..<2000 as Range<UInt64>)
  func extremes(seed: UInt64) {
    let world = ExtremeWorld(seed: seed)
    check(world.export.figures(world.period))
  }

  @Test("Nasty worlds give consistent figures", arguments: 0..<1000 as Range<UInt64>)
  func nastyWorlds(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    check(world.measured(world.table().parts).monitor.figures(names: world.names))
  }

  /// What holds of any figures.
  private func check(_ figures: Figures) {
    let all = figures.system.group
    let channels = figures.channels.map(\.group)
    for group in [all] + channels + figures.agents.map(\.group) {
      #expect(
        group.pending + group.approvedOpen + group.inProgress + group.completed + group.rejected + group.cancelled
          == group.generated)
      #expect(group.approved <= group.generated - group.rejected)
      #expect(group.execution.count <= group.completed)
      #expect((group.approvalRate == nil) == (group.generated == 0))
      for (rate, interval) in [
        (group.approvalRate, group.approvalInterval), (group.completionRate, group.completionInterval),
      ] {
        guard let rate, let interval else { continue }
        #expect(0 <= interval.low && interval.low <= rate && rate <= interval.high && interval.high <= 100)
      }
      for times in [group.execution, group.approvalWait, group.queueTime, group.cycleTime, group.deliveryTime] {
        guard let p50 = times.p50Minutes, let p90 = times.p90Minutes, let p95 = times.p95Minutes,
          let most = times.maxMinutes, let mean = times.meanMinutes
        else {
          #expect(times.count == 0)
          continue
        }
        #expect(0 <= p50 && p50 <= p90 && p90 <= p95 && p95 <= most && 0 <= mean && mean < most + 1)
      }
    }
    #expect(channels.reduce(0) { $0 + $1.generated } == all.generated)
    #expect(channels.reduce(0) { $0 + $1.approved } == all.approved)
    #expect(figures.executionHistogram.reduce(0, +) == all.execution.count)
    #expect(figures.slowest.total == all.execution.count)
    #expect(figures.agents.allSatisfy { $0.performanceScore >= 0 && $0.performanceScore <= 100 })
    // Every task of the window was created on a reported day, so on the last day each has a status.
    if let last = figures.flow.last { #expect(last.counts.reduce(0, +) == all.generated) }
    #expect(figures.flow.allSatisfy { $0.counts.allSatisfy { $0 >= 0 } })
    #expect(figures.daily.reduce(0) { $0 + ($1.created ?? 0) } == all.generated)
  }

  @Test("Each replay is consistent, as of each instant", arguments: 0..<1000 as Range<UInt64>)
  func replays(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    var replay = Replay()
    let instants = Set(world.records.flatMap { r in (0..<8).map { r.times[$0] } } + world.events.map(\.at))
      .filter { $0 != TaskRecord.none }
    for record in world.records {
      let events = world.events.filter { $0.id == record.id }.sorted(by: TaskEvent.precedes)[...]
      let observed = world.order.observed(record)
      for until in instants {
        let state = replay.run(record, events: events, observed: observed, until: until)
        #expect((state == nil) == (record.created > until))
        guard let state else { continue }
        #expect(replay.transitions.first == Replay.Transition(at: record.created, to: .pending))
        #expect(replay.transitions.last?.to == state.status)
        #expect(zip(replay.transitions, replay.transitions.dropFirst()).allSatisfy { $0.at <= $1.at && $0.to != $1.to })
        #expect(replay.transitions.allSatisfy { $0.at <= until })
        #expect(state.lastActivity <= until && state.lastActivity >= record.created)
        for kind in EventKind.allCases {
          let at = state.times[Int(kind.rawValue)]
          #expect(at == TaskRecord.none || (at >= record.created && at <= until))
        }
      }
      // At the end of time the world is as the whole input tells it.
      let whole = replay.run(record, events: events, observed: observed, until: nil)
      let faults = replay.faults
      let last = replay.run(record, events: events, observed: observed, until: Instant.valid.upperBound.milliseconds)
      #expect(whole?.status == last?.status)
      #expect(whole?.isApproved == last?.isApproved)
      let disorder =
        TaskTime.allCases.count { $0 != .updated && record[$0] != TaskRecord.none && record[$0] < record.created }
        + events.count { e in e.at < record.created && e.kind.time.map { record[$0] != e.at } ?? true }
      // An event that an export repeats has been dropped before.
      if Set(events.map { "\($0.kind) \($0.at)" }).count == events.count { #expect(faults.timeOrder == disorder) }
      #expect(!(faults.statusMismatch && whole?.status != record.status && events.allSatisfy { $0.at <= observed }))
    }
  }

  @Test(
    "Every status with every set of timestamps, in each order of these, is replayed", arguments: TaskStatus.allCases)
  func everyCombination(status: TaskStatus) {
    var replay = Replay()
    var stands = 0
    let kinds = TaskTime.allCases.filter { $0 != .created && $0 != .updated }
    for set in 0..<64 {
      for order in 0..<60 {
        var random = SeededGenerator(seed: UInt64(order))
        let places = Array(-1..<5).shuffled(using: &random)
        var task = record(status)
        for (i, kind) in kinds.enumerated() where set & (1 << i) != 0 {
          task[kind] = hour(Double(places[i])).milliseconds
        }
        let state = replay.run(task, events: [], observed: task.latestTime, until: nil)
        // The record's status stands, whatever its timestamps say.
        if state?.status == status { stands += 1 }
      }
    }
    #expect(stands == 64 * 60)
  }
}
