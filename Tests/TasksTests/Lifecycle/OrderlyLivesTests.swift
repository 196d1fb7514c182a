import TestSupport
import Testing

@testable import Tasks

@Suite("Lives that are worked out once")
struct OrderlyLivesTests {
  @Test(
    "are what a replay step by step gives, for every status, approval and set of times, in order and out of it",
    arguments: TaskStatus.allCases)
  func sameAsByStep(status: TaskStatus) {
    var learnt = Replay()
    var byStep = Replay()
    let kinds: [TaskTime] = [.submitted, .approved, .rejected, .started, .completed, .cancelled]
    var orderly = 0
    for approval in [Approval.absent, .no, .yes] {
      for set in 0..<64 {
        for round in 0..<12 as Range<UInt64> {
          var random = SeededGenerator(seed: round)
          var task = record(status)
          task.approval = approval
          if round % 4 == 1 { task.actualHours = Int64(round) }
          // Times that grow, some of them equal; in some rounds any times, before the creation as well.
          var at = task.created
          for (i, kind) in kinds.enumerated() where set & (1 << i) != 0 {
            at += round == 0 ? 0 : Int64.random(in: 0...2, using: &random) * 3_600_000
            task[kind] = round < 8 ? at : task.created + Int64.random(in: -3...5, using: &random) * 3_600_000
          }
          if round % 3 == 2 { task[.updated] = at + 60_000 }
          if OrderlyLives.Kind(task) != nil { orderly += 1 }
          let seen = task.latestTime
          let found = learnt.run(task, events: [], observed: seen, until: nil)
          // An instant, if only the last there is, is never skipped to.
          let expected = byStep.run(task, events: [], observed: seen, until: .max)
          #expect(found?.status == expected?.status)
          #expect(found?.isApproved == expected?.isApproved)
          #expect(found?.lastActivity == expected?.lastActivity)
          #expect(found?.actualHours == expected?.actualHours)
          for kind in EventKind.allCases {
            #expect(found?.times[Int(kind.rawValue)] == expected?.times[Int(kind.rawValue)])
          }
          #expect(learnt.faults == byStep.faults)
          #expect(Array(learnt.transitions) == Array(byStep.transitions))
        }
      }
    }
    #expect(orderly > 3 * 64 * 8)
  }

  @Test("do not hold for a record that has events, nor before the end")
  func others() {
    var replay = Replay()
    var task = record(.completed, [.approved: hour(1), .completed: hour(3)])
    _ = replay.run(task, events: [], observed: task.latestTime, until: nil)
    let then = replay.run(task, events: [], observed: task.latestTime, until: hour(2).milliseconds)
    #expect(then?.status == .approved)
    let event = TaskEvent(
      id: task.id, kind: .reopened, at: hour(4), actualHours: TaskRecord.none, origin: task.origin)
    let reopened = replay.run(task, events: [event], observed: task.latestTime, until: nil)
    #expect(reopened?.status == .pending)
    task[.completed] = hour(0.5).milliseconds
    #expect(OrderlyLives.Kind(task) == nil)
    let disordered = replay.run(task, events: [], observed: task.latestTime, until: nil)
    #expect(disordered != nil)
    #expect(replay.faults.illegalTransitions > 0)
  }
}
