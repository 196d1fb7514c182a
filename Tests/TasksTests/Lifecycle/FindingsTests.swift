import Testing

@testable import Tasks

/// What is told about tasks, beside their figures.
@Suite("Findings of the replay")
struct FindingsTests {
  private func tally(_ records: [TaskRecord], _ events: [TaskEvent] = []) -> [FindingCode: Int] {
    let measured = TaskExport(records, events).measure(ReportPeriod(asOf: nil))
    var tally = measured.tally
    tally.merge(measured.unregistered)
    return Dictionary(uniqueKeysWithValues: tally.entries.map { ($0.code, $0.entry.count) })
  }

  @Test("A sound task has none")
  func sound() {
    #expect(tally([record(.completed, [.approved: hour(1), .completed: hour(2)])]).isEmpty)
  }

  @Test("Timestamps are counted for disorder and illegal steps, tasks for mismatches and unsaid steps")
  func units() {
    #expect(tally([record(.approved, [.approved: hour(-1), .started: hour(-2)])])[.timeOrder] == 2)
    let illegal = tally(
      [record(.pending, [.updated: hour(9)])],
      [event(.started, hour(1)), event(.completed, hour(2)), event(.reopened, hour(3))])
    // A reopening while pending leads to where the task is: a repetition.
    #expect(illegal == [.illegalTransition: 2])
    #expect(tally([record(.pending, [.approved: hour(1), .started: hour(2)])]) == [.statusMismatch: 1])
    #expect(tally([record(.completed, [.started: hour(1)])]) == [.statusWithoutTimestamp: 1])
  }

  @Test("Events that no record has are orphans, each of them")
  func orphans() {
    let events = [
      event(.approved, hour(1), id: "x"), event(.completed, hour(2), id: "x"), event(.approved, hour(1), id: "y"),
    ]
    #expect(tally([record(.pending)], events) == [.orphanEvent: 3])
  }

  @Test("An agent on another channel than its own is told a task")
  func channelMismatch() {
    #expect(
      tally([
        record(.pending, id: "a", agent: 0, channel: 1), record(.pending, id: "b", agent: 0, channel: 1),
        record(.pending, id: "c", agent: TaskRecord.noAgent, channel: 1),
      ]) == [.agentChannelMismatch: 2])
  }

  @Test("Names that nobody registered are told once each")
  func unregistered() {
    let records = (0..<4).map { record(.pending, id: "\($0)", agent: 6 + Int32($0 % 2), channel: 9) }
    #expect(tally(records) == [.unregisteredAgent: 2, .unregisteredChannel: 1])
  }

  @Test("Superseded are the records that lost and the events that repeat; ties that differ are told besides")
  func superseded() {
    let records = [
      record(.pending, offset: 0), record(.pending, approval: .no, offset: 1),
      record(.pending, approval: .no, offset: 2),
    ]
    let again = event(.cancelled, hour(4))
    #expect(tally(records, [again, again, again]) == [.superseded: 4, .versionTie: 1])
  }

  @Test("Records and events that figures rest on are accepted, orphans too: with the superseded ones nothing is lost")
  func accepted() {
    let events = [event(.cancelled, hour(4)), event(.cancelled, hour(4)), event(.approved, hour(1), id: "x")]
    let measured = TaskExport(
      [record(.pending, offset: 0), record(.pending, offset: 1), record(.pending, id: "u", input: 1)], events
    ).measure(ReportPeriod(asOf: nil))
    // Two inputs are known here; events lie in another.
    #expect(measured.accepted == [1, 1])
  }

  @Test("Findings are of the whole input, whatever the window and the as-of time")
  func wholeInput() {
    let period = ReportPeriod(asOf: hour(-5), from: hour(100))
    let measured = TaskExport([record(.completed, [.approved: hour(-1)])]).measure(period)
    #expect(measured.tally[.timeOrder].count == 1)
    #expect(measured.tally[.statusWithoutTimestamp].count == 1)
    #expect(measured.monitor.figures(names: Names(registry: .builtIn)).system.group.generated == 0)
  }
}
