import Testing

@testable import Tasks

@Suite("A replay told step by step")
struct ReplayTraceTests {
  private func trace(
    _ record: TaskRecord, _ events: [TaskEvent] = [], observed: Instant? = nil, until: Instant? = nil
  ) throws -> (state: Replay.State, trace: ReplayTrace) {
    var replay = Replay()
    let told = replay.trace(
      record, events: events.sorted(by: TaskEvent.precedes)[...],
      observed: observed?.milliseconds ?? record.latestTime, until: until?.milliseconds)
    return try #require(told)
  }

  private func told(_ trace: ReplayTrace) -> [String] {
    trace.steps.map { step in
      "\(step.kind?.name ?? "status") \(step.from?.name ?? "-")>\(step.to?.name ?? "-") \(step.outcome.rawValue)"
        + (step.isOwn ? "" : " event") + (step.isLater ? " later" : "")
    }
  }

  @Test("steps are accepted, repeated or refused, and say who states them")
  func steps() throws {
    let task = record(.completed, [.approved: hour(1), .completed: hour(4)])
    let events = [event(.approved, hour(2)), event(.started, hour(3)), event(.submitted, hour(3))]
    let (_, trace) = try trace(task, events)
    #expect(
      told(trace) == [
        "created ->pending accepted", "approved pending>approved accepted", "approved approved>approved repeated event",
        "submitted approved>approved refused event", "started approved>in_progress accepted event",
        "completed in_progress>completed accepted",
      ])
    #expect(
      trace.steps.map(\.origin) == [task, task].map(\.origin) + [0, 2, 1].map { events[$0].origin } + [task.origin])
    #expect(trace.approval == .approvedAt)
  }

  @Test("steps that the record does not date are taken as done, or its status stands against its events")
  func statuses() throws {
    #expect(
      told(try trace(record(.completed, [.completed: hour(2)])).trace) == [
        "created ->pending accepted", "completed pending>completed implied",
      ])
    #expect(
      told(try trace(record(.inProgress)).trace) == [
        "created ->pending accepted", "status pending>in_progress implied",
      ])
    let denied = try trace(record(.pending, [.completed: hour(2), .approved: hour(1)]))
    #expect(told(denied.trace).last == "status completed>pending overruled")
    #expect(denied.trace.approval == .approvedAt)
  }

  @Test("events after the record was observed go on from its status")
  func later() throws {
    let (state, trace) = try trace(
      record(.completed, [.completed: hour(1)], approval: .yes),
      [event(.reopened, hour(5)), event(.approved, hour(6))], observed: hour(2))
    #expect(state.status == .approved)
    #expect(
      told(trace).suffix(2) == [
        "reopened completed>pending accepted event later", "approved pending>approved accepted event later",
      ])
    #expect(trace.approval == .laterEvent)
  }

  @Test("what has not happened yet is counted, what repeats the record is told apart")
  func asOf() throws {
    let same = event(.approved, hour(1))
    let (state, trace) = try trace(
      record(.completed, [.approved: hour(1), .completed: hour(9)], approval: .yes),
      [same, event(.cancelled, hour(8))],
      until: hour(3))
    #expect(state.status == .approved)
    #expect(trace.notYet == 2)
    #expect(trace.repeatedByRecord.map(\.origin) == [same.origin])
    #expect(told(trace) == ["created ->pending accepted", "approved pending>approved accepted"])
    #expect(trace.approval == .adminApproved)
  }

  @Test("a time before the creation counts as of it, and is told as it stands")
  func early() throws {
    let (_, trace) = try trace(record(.approved, created: hour(5), [.approved: hour(2)]), [event(.submitted, hour(1))])
    #expect(trace.steps.map(\.at) == [hour(5), hour(5), hour(5)].map(\.milliseconds))
    #expect(trace.steps.map(\.stated) == [hour(5), hour(1), hour(2)].map(\.milliseconds))
  }

  @Test(
    "a task is approved for the reason that is told",
    arguments: [
      (record(.rejected, approval: .yes), ReplayTrace.ApprovalReason.rejected, nil),
      (record(.pending, approval: .yes), .adminApproved, nil), (record(.approved, approval: .no), .adminDenied, nil),
      (record(.approved), .status, nil), (record(.pending), .nothing, nil),
      (record(.pending, [.approved: hour(4)], approval: .yes), .notYet, hour(3)),
    ])
  func reasons(record: TaskRecord, reason: ReplayTrace.ApprovalReason, until: Instant?) throws {
    #expect(try trace(record, until: until).trace.approval == reason)
  }

  @Test("what is told ends where the replay ends, whatever the input", arguments: 0..<600 as Range<UInt64>)
  func law(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    var replay = Replay()
    for record in world.records {
      let events = world.events.filter { $0.id == record.id }.sorted(by: TaskEvent.precedes)
      let observed = world.order.observed(record)
      for until in [nil, world.period.asOf?.milliseconds] {
        let state = replay.run(record, events: events[...], observed: observed, until: until)
        let faults = replay.faults
        let told = replay.trace(record, events: events[...], observed: observed, until: until)
        #expect((state == nil) == (told == nil))
        guard let state, let (again, trace) = told else { continue }
        #expect(again.status == state.status && again.isApproved == state.isApproved)
        #expect(trace.steps.last?.to == state.status)
        #expect(trace.steps.count { $0.outcome == .refused } == faults.illegalTransitions)
        // The last step that changed anything before the later ones is where these begin.
        for (step, next) in zip(trace.steps, trace.steps.dropFirst()) { #expect(step.to == next.from) }
        let yes: Set<ReplayTrace.ApprovalReason> = [.adminApproved, .laterEvent, .approvedAt, .event, .status]
        #expect(yes.contains(trace.approval) == state.isApproved, "\(trace.approval)")
      }
    }
  }
}
