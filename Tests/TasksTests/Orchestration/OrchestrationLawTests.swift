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

  @Test(
    "Tasks that are measured together count as if each had been replayed by itself", arguments: 0..<300 as Range<UInt64>
  )
  func together(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let world = RandomWorld(seed: seed)
    let created = world.records.first?.created ?? 0
    var settings = Settings()
    settings.listRows = 3
    let asOf = world.period.asOf.map { Instant(milliseconds: max($0.milliseconds, created)) }
    let period = ReportPeriod(asOf: asOf, from: world.period.from, to: world.period.to, zone: world.period.zone)
    var together = PartMeasurement(period: period, settings: settings, inputs: 1)
    var apart = together
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let agent = Int32.random(in: 0...7, using: &random)
      var task = TaskRecord(
        id: id("t"), status: .pending, channel: agent < 6 ? agent : TaskRecord.noChannel, agent: agent,
        created: Instant(milliseconds: created), origin: RecordOrigin(input: 0, offset: Int64(agent), count: 1))
      if asOf == nil, Bool.random(using: &random) { task[.created] = TaskRecord.none }
      let ids = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        TaskID(uuidHigh: UInt64.random(in: 0...9, using: &random), low: UInt64.random(in: 0...99, using: &random))
      }
      together.add(pending: task, ids: ids)
      for id in ids {
        task.id = id
        apart.add(proposed: task, events: [], whole: true, present: true)
      }
    }
    #expect(Measurement(together, world.names) == Measurement(apart, world.names))
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
