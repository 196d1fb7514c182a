import Testing

@testable import Tasks

@Suite("Settling what agents said")
struct SettledOutputTests {
  @Test("Of copies of one response the first by path and position counts, with the earliest export time of all")
  func copies() throws {
    var run = Conversation()
    run.say(["a"], exported: 30, identity: 7, input: 1, offset: 0)
    run.say(["a"], exported: 10, identity: 7, input: 0, offset: 9)
    run.say(["a"], identity: 7, input: 0, offset: 4)
    run.say(["b"], identity: 8, input: 0, offset: 2)
    let said = SettledOutput(run.table, asOf: hour(99))
    #expect(said.responses.map(\.source.origin.offset) == [2, 4])
    #expect(said.responses.map(\.time) == [hour(99).milliseconds, hour(10).milliseconds])
    #expect(said.superseded.map(\.offset) == [9, 0])
    #expect(said.responses.map(\.tasks.count) == [1, 1])
    let (out, whole) = run.orchestrate()
    #expect(whole.accepted == [2, 0, 0, 0])
    #expect(out.tally[.superseded].count == 2)
  }

  @Test("A response stands at its own time, else at its export time, else at the as-of time, else at none")
  func times() {
    var run = Conversation()
    run.say(["a"], at: 1, exported: 2)
    run.say(["b"], exported: 2)
    run.say(["c"])
    #expect(SettledOutput(run.table, asOf: hour(3)).responses.map(\.time) == [1, 2, 3].map { hour($0).milliseconds })
    #expect(SettledOutput(run.table, asOf: nil).responses.last?.time == TaskRecord.none)
  }

  @Test("Proposed tasks of one id are one task, created when it was first proposed")
  func oneTask() throws {
    var run = Conversation()
    // Given twice by the provider, under different ids: not one response, but one text.
    run.say([], exported: 20, outcome: .tasks, identity: 1)
    run.say([], exported: 10, outcome: .tasks, identity: 2)
    var table = ResponseTable()
    for response in run.table.responses {
      table.add(response)
      for ordinal in 0..<2 as Range<UInt32> {
        table.add(
          ProposedTask(
            id: id("same"), titleKey: Conversation.key(0, "a"), response: 0, ordinal: ordinal, estimatedHours: 5,
            defaulted: [.priority, .category]))
      }
    }
    let said = SettledOutput(table, asOf: nil)
    // The second response is the earlier one, and its first task stands for all.
    #expect((0..<4).map { said.standIn(for: $0) } == [2, 2, 2, 2])
    #expect(said.responses.map(\.time) == [hour(20), hour(10)].map(\.milliseconds))
    #expect(said.responses.map(\.tasks) == [0..<2, 2..<4])
    #expect(said.responses.map(\.defaults) == [4, 4])
  }

  @Test("Of a title that comes twice in one response the first stands for both")
  func twiceInOne() {
    var run = Conversation()
    run.say(["a", "b", "a"], at: 1)
    run.say(Array(repeating: "c", count: 40), at: 2)
    let said = SettledOutput(run.table, asOf: nil)
    #expect((0..<3).map { said.standIn(for: $0) } == [0, 1, 0])
    #expect((3..<43).allSatisfy { said.standIn(for: $0) == 3 })
    #expect([0, 1, 2].map { said.isShared($0) } == [true, false, true])
    let (out, whole) = run.orchestrate()
    #expect(out.reconciliation.total.said == 3)
    #expect(out.plans.map(\.generated) == [3])
    #expect(out.ledger.map(\.tasksFound) == [43])
    #expect(whole.monitor.figures(names: run.names).system.group.generated == 3)
  }
}
