import Testing

@testable import Tasks

@Suite("Reconciliation")
struct ReconciliationTests {
  @Test("Agent and title make a task the same when its times lie within 24 hours, to the millisecond")
  func within24Hours() {
    var run = Conversation()
    run.say(["a", "b", "c"], at: 0)
    run.store("a", id: "1", at: 24)
    run.store("b", id: "2", at: 0) { $0[.created] = hour(24).milliseconds + 1 }
    run.store("c", id: "3", at: -24)
    #expect(run.counts() == [2, 1, 0])
  }

  @Test("Another agent's task of the same title is another task")
  func otherAgent() {
    var run = Conversation()
    run.say(["a"], agent: 0, at: 0)
    run.store("a", id: "1", agent: 1, at: 0)
    #expect(run.counts() == [0, 1, 0])
  }

  @Test("The same plan id matches however far apart, another plan id never, and first of all")
  func plans() {
    var run = Conversation()
    run.say(["a"], at: 0, plan: 0)
    run.say(["b"], at: 0, plan: 0)
    run.say(["c"], at: 0, plan: 0)
    run.store("a", id: "1", at: 5000, plan: 0)
    run.store("b", id: "2", at: 0, plan: 1)
    run.store("c", id: "3", at: 1)
    run.store("c", id: "4", at: 20, plan: 0)
    let (out, _) = run.orchestrate()
    #expect(run.counts() == [2, 1, 0])
    #expect(out.reconciliation.unsavedTasks.rows.map(\.id) == [run.proposed("b")].compactMap { $0 })
  }

  @Test("A plan on one side only counts as none")
  func planOnOneSide() {
    var run = Conversation()
    run.say(["a"], at: 0, plan: 0)
    run.say(["b"], at: 0)
    run.store("a", id: "1", at: 2)
    run.store("b", id: "2", at: 2, plan: 1)
    #expect(run.counts() == [2, 0, 0])
  }

  @Test("A plan id that the orchestrator makes up does not match one that an export states")
  func madeUpPlan() {
    var run = Conversation()
    run.planIDs = [OrchestrationPlan.id(ofDayOf: hour(0))]
    run.say(["a"], at: 0)
    run.store("a", id: "1", at: 100, plan: 0)
    #expect(run.counts() == [0, 1, 0])
  }

  @Test("The nearest in time is taken, and each task once")
  func nearest() {
    var run = Conversation()
    run.say(["a"], at: 0)
    run.say(["a"], at: 10)
    run.store("a", id: "1", at: 9)
    run.store("a", id: "2", at: 12)
    // 10 and 9 are nearest; what is left for 0 is 12.
    #expect(run.counts() == [2, 0, 0])
    run.say(["a"], at: 11)
    #expect(run.counts() == [2, 1, 0])
  }

  @Test("Two equally near tasks make an output ambiguous, and stay free for others")
  func equallyNearTasks() {
    var run = Conversation()
    run.say(["a"], at: 10)
    run.store("a", id: "1", at: 8)
    run.store("a", id: "2", at: 12)
    #expect(run.counts() == [0, 0, 1])
    run.say(["a"], at: 20)
    #expect(run.counts() == [1, 0, 1])
  }

  @Test("Two outputs equally near to one task are both ambiguous, and the next nearest gets it")
  func equallyNearOutputs() {
    var run = Conversation()
    run.say(["a"], at: 8)
    run.say(["a"], at: 12)
    run.store("a", id: "1", at: 10)
    #expect(run.counts() == [0, 0, 2])
    run.say(["a"], at: 13)
    #expect(run.counts() == [1, 0, 2])
  }

  @Test("Of one plan and title the nearest in time match, whatever the distance")
  func samePlanTwice() {
    var run = Conversation()
    run.say(["a"], at: 0, plan: 0)
    run.say(["a"], at: 100, plan: 0)
    run.store("a", id: "1", at: 500, plan: 0)
    run.store("a", id: "2", at: 140, plan: 0)
    #expect(run.counts() == [2, 0, 0])
    run.say(["a"], at: 540, plan: 0)
    run.store("a", id: "3", at: 580, plan: 0)
    // 540 lies 40 from both 500 and 580, 100 lies 40 from 140: only the last pair is clear.
    #expect(run.counts() == [2, 0, 1])
  }

  @Test("An output without a time of its own matches by plan, whatever its file's export time")
  func undatedWithPlan() {
    var run = Conversation()
    run.say(["a"], exported: 0, plan: 0)
    run.say(["b"], exported: 0, plan: 0)
    run.store("a", id: "1", at: 0)
    run.store("a", id: "2", at: 900, plan: 0)
    run.store("b", id: "3", at: 0)
    #expect(run.counts() == [1, 1, 0])
  }

  @Test("An output without time and plan matches the one candidate; of several none")
  func undatedAlone() {
    var run = Conversation()
    run.say(["a"], exported: 0)
    #expect(run.counts() == [0, 0, 0])
    run.store("a", id: "1", at: 9000, plan: 1)
    #expect(run.counts() == [1, 0, 0])
    run.store("a", id: "2", at: 0)
    #expect(run.counts() == [0, 0, 1])
    run.say(["a"], at: 1)
    // The dated one takes the task of its time; one is left.
    #expect(run.counts() == [2, 0, 0])
    // The same text again proposes the same tasks; another one proposes one more of the title.
    run.say(["a"], exported: 3)
    #expect(run.counts() == [2, 0, 0])
    run.say(["a", "b"], exported: 3)
    #expect(run.counts() == [1, 1, 2])
  }

  @Test("A candidate whose record is not the winner of its task does not count")
  func supersededCandidate() {
    var run = Conversation()
    run.say(["old", "new"], at: 0)
    run.store("old", id: "1", at: 0) { $0[.updated] = hour(1).milliseconds }
    run.store("new", id: "1", at: 0) { $0[.updated] = hour(2).milliseconds }
    let (out, _) = run.orchestrate()
    #expect(out.reconciliation.unsavedTasks.rows.map(\.id) == [run.proposed("old")].compactMap { $0 })
    #expect(run.counts() == [1, 1, 0])
  }

  @Test("A stored task with the very id of a proposed one is that task, whatever its title")
  func sameID() throws {
    var run = Conversation()
    run.say(["a"], at: 0)
    let id = try #require(run.proposed("a"))
    run.store("renamed", agent: 0, plan: nil) { offset in
      TaskRecord(
        id: id, status: .completed, channel: 0, agent: 0, created: hour(0),
        origin: RecordOrigin(input: 2, offset: offset, count: 1))
    }
    run.store("a", id: "1", at: 1)
    let (out, whole) = run.orchestrate()
    #expect(run.counts() == [1, 0, 0])
    #expect(out.reconciliation.total.completed == 1)
    #expect(whole.monitor.figures(names: run.names).system.group.generated == 2)
  }

  @Test("Figures match the world as of T, findings the whole input")
  func asOf() {
    var run = Conversation()
    run.say(["a"], at: 0)
    run.say(["b"], at: 6)
    run.store("a", id: "1", at: 5)
    let (early, whole) = run.orchestrate(asOf: 4)
    #expect(early.reconciliation.total.said == 1)
    #expect(early.reconciliation.total.unsaved == 1)
    #expect(early.tally[.unsaved].count == 1)
    #expect(early.tally[.unsaved].places.origins.map(\.offset) == [2])
    let figures = whole.monitor.figures(names: run.names)
    #expect(figures.system.group.generated == 1)
    #expect(figures.system.group.pending == 1)
    #expect(run.counts(asOf: 5) == [1, 0, 0])
    #expect(run.counts(asOf: 7) == [1, 1, 0])
  }

  @Test("Without task exports outputs are counted, and nothing is unsaved")
  func withoutExports() {
    var run = Conversation()
    run.say(["a", "b"], at: 0)
    let (out, whole) = run.orchestrate()
    #expect(out.reconciliation.total.said == 2)
    #expect(run.counts() == [0, 0, 0])
    #expect(out.tally[.unsaved].count == 0)
    #expect(out.reconciliation.unsavedTasks.total == 0)
    #expect(whole.monitor.figures(names: run.names).system.group.generated == 2)
    run.hasTaskExports = true
    #expect(run.counts() == [0, 2, 0])
  }
}
