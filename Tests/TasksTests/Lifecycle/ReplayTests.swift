import Testing

@testable import Tasks

/// One task's life by the words of the specification's section 4, case by case. Times are hours.
@Suite("Replay")
struct ReplayTests {
  /// A replay's end: what the whole input says, or the world as of an instant.
  struct Outcome {
    var status: TaskStatus?
    var isApproved: Bool?
    var state: Replay.State?
    var faults: Replay.Faults
    var transitions: [String]

    func time(_ kind: EventKind) -> Instant? {
      guard let at = state?.times[Int(kind.rawValue)], at != TaskRecord.none else { return nil }
      return Instant(milliseconds: at)
    }
  }

  private func replay(
    _ record: TaskRecord, _ events: [TaskEvent] = [], observed: Instant? = nil, until: Instant? = nil
  ) -> Outcome {
    var replay = Replay()
    let seen =
      observed?.milliseconds
      ?? RecordOrder(exportTimes: [], agentID: { _ in "" }, channelID: { _ in "" })
      .observed(record)
    let state = replay.run(
      record, events: events.sorted(by: TaskEvent.precedes)[...], observed: seen, until: until?.milliseconds)
    return Outcome(
      status: state?.status, isApproved: state?.isApproved, state: state, faults: replay.faults,
      transitions: replay.transitions.map { "\(($0.at - hour(0).milliseconds) / 3_600_000) \($0.to.name)" })
  }

  // MARK: What timestamps state

  @Test("A record whose timestamps tell its whole life has no fault, and its changes of status have their times")
  func wholeLife() {
    let life = replay(
      record(
        .completed,
        [.submitted: hour(1), .approved: hour(2), .started: hour(3), .completed: hour(5), .updated: hour(6)]))
    #expect(life.faults == Replay.Faults())
    #expect(life.transitions == ["0 pending", "1 awaiting_approval", "2 approved", "3 in_progress", "5 completed"])
    #expect(life.state?.lastActivity == hour(5).milliseconds)
  }

  @Test(
    "Steps that the timestamps lack are taken as done, and told once a task",
    arguments: [
      ([TaskTime.completed: hour(5)], TaskStatus.completed), ([.started: hour(3)], .inProgress),
      ([.started: hour(3), .completed: hour(5)], .completed), ([.submitted: hour(1), .completed: hour(5)], .completed),
    ])
  func impliedApproval(times: [TaskTime: Instant], status: TaskStatus) {
    let life = replay(record(status, times))
    #expect(life.status == status)
    #expect(life.faults.statusWithoutTimestamp)
    #expect(life.faults.illegalTransitions == 0)
    #expect(!life.faults.statusMismatch)
  }

  @Test(
    "A status without its timestamp is taken as reached",
    arguments: [
      TaskStatus.awaitingApproval, .approved, .inProgress, .completed, .rejected, .cancelled,
    ])
  func untimedStatus(status: TaskStatus) {
    let life = replay(record(status))
    #expect(life.status == status)
    #expect(life.faults.statusWithoutTimestamp)
    #expect(!life.faults.statusMismatch)
    #expect(life.transitions == ["0 pending", "0 \(status.name)"])
  }

  @Test("A pending task with nothing but its creation lacks nothing")
  func pending() { #expect(replay(record(.pending)).faults == Replay.Faults()) }

  @Test(
    "The record's status stands where its timestamps end elsewhere, and the mismatch is told",
    arguments: [
      (TaskStatus.pending, [TaskTime.approved: hour(1)]), (.inProgress, [.completed: hour(5), .approved: hour(1)]),
      (.approved, [.approved: hour(1), .cancelled: hour(2)]), (.rejected, [.approved: hour(1), .completed: hour(2)]),
      (.approved, [.rejected: hour(2)]),
    ])
  func mismatch(status: TaskStatus, times: [TaskTime: Instant]) {
    let life = replay(record(status, times))
    #expect(life.status == status)
    #expect(life.faults.statusMismatch)
    #expect(!life.faults.statusWithoutTimestamp)
  }

  @Test("A completion before the approval that the record states is illegal: it contradicts itself")
  func completedBeforeApproval() {
    let life = replay(record(.completed, [.approved: hour(5), .completed: hour(3)]))
    #expect(life.status == .completed)
    #expect(life.faults.illegalTransitions == 1)
    #expect(life.faults.statusMismatch)
  }

  @Test("A timestamp before the creation is disorder: it counts as the creation, and in no duration")
  func timeOrder() {
    let life = replay(record(.completed, [.approved: hour(-2), .completed: hour(3)]))
    #expect(life.faults.timeOrder == 1)
    #expect(life.faults.illegalTransitions == 0)
    #expect(!life.faults.statusMismatch)
    #expect(life.transitions == ["0 pending", "0 approved", "3 completed"])
    #expect(life.time(.approved) == nil)
    #expect(life.time(.completed) == hour(3))
    #expect(life.isApproved == true)
  }

  @Test("Events of one instant go by the table's order")
  func oneInstant() {
    let life = replay(
      record(.completed, [.submitted: hour(0), .approved: hour(0), .started: hour(0), .completed: hour(0)]))
    #expect(life.faults == Replay.Faults())
    #expect(life.transitions.last == "0 completed")
  }

  // MARK: Explicit events

  @Test("An explicit event that needs an unsaid step is illegal; the record's own is not")
  func explicitNeedsStep() {
    let life = replay(record(.pending, [.updated: hour(9)]), [event(.completed, hour(3))])
    #expect(life.status == .pending)
    #expect(life.faults.illegalTransitions == 1)
    #expect(!life.faults.statusMismatch)
    // Its time still counts in durations and daily statistics.
    #expect(life.time(.completed) == hour(3))
    #expect(life.state?.lastActivity == hour(3).milliseconds)
  }

  @Test(
    "An event that leads to the present status is a repetition, no fault",
    arguments: [
      (EventKind.approved, TaskStatus.approved), (.started, .inProgress), (.assigned, .inProgress),
      (.completed, .completed),
    ])
  func repetition(kind: EventKind, status: TaskStatus) {
    let times: [TaskTime: Instant] = [.approved: hour(1), .started: hour(2), .completed: hour(3), .updated: hour(9)]
    let own = times.filter { $0.key == .updated || $0.key == .approved || EventKind($0.key).map { $0 <= kind } == true }
    let life = replay(record(status, own), [event(kind, hour(5))])
    #expect(life.status == status)
    #expect(life.faults == Replay.Faults())
  }

  @Test("An explicit event of the record's own kind and time is the same event")
  func sameEvent() {
    let life = replay(
      record(.rejected, [.rejected: hour(2), .updated: hour(9)]), [event(.rejected, hour(2)), event(.created, hour(0))])
    #expect(life.faults == Replay.Faults())
    #expect(life.transitions == ["0 pending", "2 rejected"])
  }

  @Test("Explicit events give the steps that the record does not state")
  func explicitSteps() {
    let life = replay(
      record(.completed, [.completed: hour(5)]), [event(.approved, hour(1)), event(.assigned, hour(2))])
    #expect(life.faults == Replay.Faults())
    #expect(life.transitions == ["0 pending", "1 approved", "2 in_progress", "5 completed"])
    #expect(life.time(.approved) == hour(1))
  }

  @Test("Of several explicit events of a kind the latest is the task's time, unless the record has its own")
  func latestExplicit() {
    let two = [event(.started, hour(2)), event(.started, hour(4))]
    #expect(replay(record(.completed, [.approved: hour(1), .completed: hour(5)]), two).time(.started) == hour(4))
    let own = record(.completed, [.approved: hour(1), .started: hour(3), .completed: hour(5)])
    #expect(replay(own, two).time(.started) == hour(3))
  }

  @Test("Explicit events from before the creation are disorder as well")
  func explicitBeforeCreation() {
    let life = replay(record(.approved, [.updated: hour(9)]), [event(.approved, hour(-3))])
    #expect(life.faults.timeOrder == 1)
    #expect(life.status == .approved)
    #expect(life.transitions == ["0 pending", "0 approved"])
    #expect(life.time(.approved) == nil)
  }

  // What takes time by the square of the number would not come to an end here.
  @Test("A great number of events from before the creation is replayed as any number is")
  func manyEarlyEvents() {
    let kinds = EventKind.allCases.reversed()
    let events = (0..<120_000).map { i in
      event(kinds[kinds.index(kinds.startIndex, offsetBy: i % kinds.count)], hour(-50_000 + Double(i) / 10))
    }
    let life = replay(record(.pending, [.updated: hour(9)]), events)
    #expect(life.faults.timeOrder == 120_000)
    #expect(life.transitions.first == "0 pending")
  }

  @Test("Events that the record has not seen are applied from its status")
  func laterEvents() {
    let old = record(.approved, [.approved: hour(1), .updated: hour(2)])
    let life = replay(old, [event(.started, hour(3)), event(.completed, hour(5), hours: 15_000)])
    #expect(life.status == .completed)
    #expect(life.faults == Replay.Faults())
    #expect(life.transitions == ["0 pending", "1 approved", "3 in_progress", "5 completed"])
    #expect(life.state?.actualHours == 15_000)
  }

  @Test("Later events go on from a status that contradicts the record's timestamps")
  func laterAfterMismatch() {
    let life = replay(record(.pending, [.completed: hour(1), .updated: hour(2)]), [event(.submitted, hour(3))])
    #expect(life.status == .awaitingApproval)
    #expect(life.faults.statusMismatch)
    #expect(life.faults.illegalTransitions == 0)
  }

  @Test("A later event that the machine does not allow is illegal and changes nothing")
  func laterRefused() {
    let life = replay(record(.rejected, [.rejected: hour(1)]), [event(.approved, hour(3))])
    #expect(life.status == .rejected)
    #expect(life.faults.illegalTransitions == 1)
    #expect(life.isApproved == false)
  }

  @Test("Whether an event is later goes by the observation, or a timestamp of the record's own that is later still")
  func seen() {
    // Observed at 4, but the record itself knows of a time at 6: the cancellation at 5 was before.
    let life = replay(
      record(.approved, [.approved: hour(6), .updated: hour(4)]), [event(.cancelled, hour(5))], observed: hour(4))
    #expect(life.status == .approved)
    #expect(life.faults.statusMismatch)
  }

  @Test("A reopening is explicit, never taken as done")
  func reopening() {
    let closed = record(.completed, [.approved: hour(1), .completed: hour(2), .updated: hour(9)])
    let reopened = replay(closed, [event(.reopened, hour(3))])
    #expect(reopened.status == .completed)
    #expect(reopened.faults.statusMismatch)
    let pending = record(.pending, [.approved: hour(1), .completed: hour(2), .updated: hour(9)])
    #expect(replay(pending).faults.statusMismatch)
    #expect(replay(pending, [event(.reopened, hour(3))]).faults == Replay.Faults())
  }

  @Test("A task that was closed again has gone through both lives")
  func secondLife() {
    let life = replay(
      record(.completed, [.approved: hour(1), .completed: hour(2), .updated: hour(9)]),
      [event(.reopened, hour(3)), event(.approved, hour(4)), event(.completed, hour(6))])
    #expect(life.faults == Replay.Faults())
    #expect(
      life.transitions == ["0 pending", "1 approved", "2 completed", "3 pending", "4 approved", "6 completed"])
    #expect(life.time(.completed) == hour(2))
  }

  @Test("Hours are the record's, else those of the latest completion that states any")
  func actualHours() {
    let events = [
      event(.completed, hour(2), hours: 10), event(.completed, hour(3), hours: 20), event(.completed, hour(4)),
      event(.approved, hour(5), hours: 30),
    ]
    var task = record(.completed, [.approved: hour(1), .completed: hour(2), .updated: hour(9)])
    #expect(replay(task, events).state?.actualHours == 20)
    #expect(replay(task, events, until: hour(2.5)).state?.actualHours == 10)
    task.actualHours = 7
    #expect(replay(task, events).state?.actualHours == 7)
  }

  // MARK: Approval

  @Test(
    "Approved is: not rejected, and said so, or unsaid and approved by time or status",
    arguments: [
      (TaskStatus.pending, Approval.yes, false, true), (.pending, .no, true, false), (.pending, .absent, false, false),
      (.pending, .absent, true, true), (.approved, .absent, false, true), (.inProgress, .absent, false, true),
      (.completed, .absent, false, true), (.approved, .no, true, false), (.cancelled, .absent, false, false),
      (.cancelled, .absent, true, true), (.cancelled, .yes, false, true), (.rejected, .yes, true, false),
      (.awaitingApproval, .absent, false, false),
    ])
  func approval(status: TaskStatus, said: Approval, hasTime: Bool, isApproved: Bool) {
    let life = replay(record(status, hasTime ? [.approved: hour(1)] : [:], approval: said))
    #expect(life.isApproved == isApproved)
  }

  @Test("An explicit approval from before the observation counts like approved_at")
  func explicitApproval() {
    let task = record(.cancelled, [.cancelled: hour(4), .updated: hour(9)])
    #expect(replay(task, [event(.approved, hour(2))]).isApproved == true)
    // Refused by the machine.
    #expect(replay(task, [event(.approved, hour(5))]).isApproved == false)
    // Followed by a reopening.
    let reopened = [event(.approved, hour(2)), event(.reopened, hour(5)), event(.cancelled, hour(6))]
    #expect(replay(task, reopened).isApproved == false)
  }

  @Test("A later approval sets admin_approved, a later reopening makes it absent")
  func laterApproval() {
    let task = record(.pending, [.updated: hour(1)], approval: .no)
    #expect(replay(task, [event(.approved, hour(2))]).isApproved == true)
    let completed = record(.completed, [.approved: hour(1), .completed: hour(2)], approval: .yes)
    #expect(replay(completed).isApproved == true)
    let life = replay(completed, [event(.reopened, hour(3))])
    #expect(life.status == .pending)
    #expect(life.isApproved == false)
    #expect(replay(completed, [event(.reopened, hour(3)), event(.approved, hour(4))]).isApproved == true)
  }

  @Test("A later reopening that the machine refuses changes no approval")
  func refusedReopening() {
    let task = record(.approved, [.approved: hour(1)], approval: .yes)
    let life = replay(task, [event(.reopened, hour(3))])
    #expect(life.status == .approved)
    #expect(life.isApproved == true)
    #expect(life.faults.illegalTransitions == 1)
  }

  // MARK: As of

  @Test("A task that is created later does not exist")
  func notYet() {
    #expect(replay(record(.pending), until: hour(-1)).state == nil)
    #expect(replay(record(.pending), until: hour(0)).status == .pending)
  }

  @Test(
    "As of an instant the task stands where the events up to then left it",
    arguments: [
      (0.5, TaskStatus.pending), (1, .awaitingApproval), (2, .approved), (2.5, .approved), (3, .inProgress),
      (4.9, .inProgress),
      (5, .completed), (99, .completed),
    ])
  func asOf(until: Double, status: TaskStatus) {
    let task = record(
      .completed, [.submitted: hour(1), .approved: hour(2), .started: hour(3), .completed: hour(5), .updated: hour(50)])
    let life = replay(task, until: hour(until))
    #expect(life.status == status)
    #expect(life.time(.completed) == (until >= 5 ? hour(5) : nil))
    #expect(life.state?.lastActivity ?? 0 <= hour(until).milliseconds)
  }

  @Test(
    "A status without a timestamp stands unless a step that must precede it is later",
    arguments: [
      (2.0, TaskStatus.pending), (3, .completed), (9, .completed),
    ])
  func untimedAsOf(until: Double, status: TaskStatus) {
    // Completed nobody knows when, but after the approval at 3.
    #expect(replay(record(.completed, [.approved: hour(3)]), until: hour(until)).status == status)
  }

  @Test("A status that contradicts the events stands from the time that states it")
  func mismatchAsOf() {
    // Rejected at 4 after its completion at 2: the replay ends at completed.
    let task = record(.rejected, [.approved: hour(1), .completed: hour(2), .rejected: hour(4)])
    #expect(replay(task, until: hour(3)).status == .completed)
    #expect(replay(task, until: hour(4)).status == .rejected)
    // Pending by its status, though approved at 3; nothing says when it became so.
    #expect(replay(record(.pending, [.approved: hour(3)]), until: hour(2)).status == .pending)
    #expect(replay(record(.pending, [.approved: hour(3)]), until: hour(5)).status == .pending)
  }

  @Test("admin_approved is not yet given before approved_at", arguments: [(2.0, false), (3, true)])
  func approvalAsOf(until: Double, isApproved: Bool) {
    let task = record(.cancelled, [.approved: hour(3), .cancelled: hour(5)], approval: .yes)
    #expect(replay(task, until: hour(until)).isApproved == isApproved)
  }

  @Test("admin_approved is not yet given before the first explicit approval, where the record has no time of its own")
  func explicitApprovalAsOf() {
    let task = record(.cancelled, [.cancelled: hour(5), .updated: hour(9)], approval: .yes)
    #expect(replay(task, [event(.approved, hour(3))], until: hour(2)).isApproved == false)
    #expect(replay(task, [event(.approved, hour(3))], until: hour(3)).isApproved == true)
    // Without any time it was always given.
    #expect(replay(task, until: hour(2)).isApproved == true)
  }

  @Test("Explicit events after the instant have not happened")
  func explicitAsOf() {
    let task = record(.approved, [.approved: hour(1)])
    let events = [event(.completed, hour(3)), event(.reopened, hour(5))]
    #expect(replay(task, events, until: hour(2)).status == .approved)
    #expect(replay(task, events, until: hour(4)).status == .completed)
    #expect(replay(task, events, until: hour(5)).status == .pending)
    #expect(replay(task, events, until: hour(2)).time(.completed) == nil)
  }

  @Test("A record's own time after the instant gives way to an explicit one before")
  func ownTimeLater() {
    let task = record(.completed, [.approved: hour(1), .completed: hour(9)])
    let life = replay(task, [event(.completed, hour(2)), event(.reopened, hour(3))], until: hour(4))
    #expect(life.time(.completed) == hour(2))
  }
}
