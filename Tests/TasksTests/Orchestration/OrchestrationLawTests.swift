import TestSupport
import Testing

@testable import Tasks

@Suite("Law 2: merging what agents said")
struct OrchestrationLawTests {
  @Test(
    "Any split, order and grouping of responses gives the same orchestration", arguments: 0..<1500 as Range<UInt64>)
  func anyOrder(seed: UInt64) {
    #expect(OrchestrationLaw(seed: seed, merge: { $0.merge($1) }).holds)
  }

  @Test("A merge that forgets to count the responses before is caught")
  func broken() {
    let broken = { (a: inout ResponseTable, b: ResponseTable) in
      a = b.responses.isEmpty ? a : ResponseTable(tasksAside: a, b)
    }
    #expect((0..<200).count { !OrchestrationLaw(seed: $0, merge: broken).holds } > 50)
  }

  @Test(
    "A task is matched, unsaved or ambiguous, and totals are the sums of the agents",
    arguments: 0..<500 as Range<UInt64>)
  func sums(seed: UInt64) {
    let world = RandomConversation(seed: seed)
    let seen = world.observed()
    var sum = ReconciliationFigures.Row(agent: "")
    for row in seen.reconciliation.dropFirst() { sum.merge(row) }
    #expect(sum == seen.reconciliation[0])
    let expected = world.run.hasTaskExports ? sum.said : 0
    #expect(sum.matched + sum.unsaved + sum.ambiguous == expected)
    for row in seen.ledger {
      #expect(
        row.parsed + row.repaired + row.truncated + row.refused + row.failed + row.withoutTasks == row.responses)
    }
    #expect(seen.usage.reduce(0) { $0 + $1.responses } == seen.ledger.reduce(0) { $0 + $1.responses })
  }

  @Test("The random runs hold what the laws are about")
  func runs() {
    let seen = (0..<500).map { RandomConversation(seed: $0).observed() }
    #expect(seen.count { $0.reconciliation[0].matched > 0 } > 100)
    #expect(seen.count { $0.reconciliation[0].ambiguous > 0 } > 25)
    #expect(seen.count { $0.reconciliation[0].unsaved > 0 } > 100)
    #expect(seen.count { $0.findings.contains { $0.code == .superseded } } > 100)
    #expect(seen.count { $0.plans.count > 1 } > 200)
    for status in [.planning, .executing, .completed, .failed] as [OrchestrationPlan.Status] {
      #expect(seen.count { $0.plans.contains { $0.status == status } } > 20, "\(status)")
    }
  }
}

/// What was said and stored, cut into pieces that are merged in another order, against the whole.
private struct OrchestrationLaw {
  let holds: Bool

  init(seed: UInt64, merge: (inout ResponseTable, ResponseTable) -> Void) {
    let world = RandomConversation(seed: seed)
    var random = SeededGenerator(seed: seed ^ 0xFEED)
    var pieces = (0..<Int.random(in: 1...4, using: &random)).map { _ in ResponseTable() }
    let table = world.run.table
    for number in table.responses.indices.shuffled(using: &random) {
      let piece = Int.random(in: 0..<pieces.count, using: &random)
      pieces[piece].add(table.responses[number])
      for task in table.tasks where Int(task.response) == number { pieces[piece].add(task) }
    }
    while pieces.count > 1 {
      let last = pieces.removeLast()
      merge(&pieces[Int.random(in: 0..<pieces.count, using: &random)], last)
    }
    var other = world
    other.run.replaceTable(pieces[0])
    other.run.replaceCandidates(world.run.candidates.shuffled(using: &random))
    holds = other.observed() == world.observed()
  }
}

extension ResponseTable {
  /// Broken: both tables' responses and tasks, but the tasks of the second stay with the responses of the first.
  fileprivate init(tasksAside a: ResponseTable, _ b: ResponseTable) {
    self = a
    for task in b.tasks { add(task) }
    for response in b.responses { add(response) }
  }
}
