import TestSupport

@testable import Tasks

/// A small, nasty run: few titles and few distinct times, so that everything ties; copies of responses under other paths,
/// outputs without times or plans, several versions of stored tasks. The same seed gives the same run.
struct RandomConversation {
  var run = Conversation()
  var random: SeededGenerator
  let asOf: Double?
  let from: Double?
  let to: Double?

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func one<Value>(of values: [Value?]) -> Value? { values.randomElement(using: &random).flatMap { $0 } }
    asOf = one(of: [nil, 5, 20, 100, 100])
    from = one(of: [nil, nil, nil, 3])
    to = one(of: [nil, nil, nil, 30])
    let titles = ["a", "b", "c"]
    let hours: [Double] = [0, 0, 1, 2, 4, 26, 50]
    for number in 0..<UInt64.random(in: 1...14, using: &random) {
      let isCopy = number > 0 && Int.random(in: 0..<4, using: &random) == 0
      let kept = (0..<Int.random(in: 0...3, using: &random)).map { _ in titles.randomElement(using: &random) ?? "a" }
      let outcomes: [ResponseOutcome] = kept.isEmpty ? [.noTasks, .refusal, .error] : [.tasks]
      let flags = Int.random(in: 0..<4, using: &random)
      run.say(
        kept, agent: [0, 0, 0, 1, 6, 7].randomElement(using: &random) ?? 0,
        at: one(of: hours.map(Optional.some) + [nil, nil]), exported: one(of: [nil, 3, 40]),
        plan: one(of: [nil, nil, 0, 1]),
        outcome: outcomes.randomElement(using: &random),
        identity: isCopy ? UInt64.random(in: 0..<number, using: &random) : number,
        input: UInt32.random(in: 0...1, using: &random)
      ) {
        $0.isRepaired = flags == 1
        $0.isTruncated = flags == 2
        $0.model = Int32(flags) - 2
        $0.usage.output = Int64(number)
      }
    }
    if Int.random(in: 0..<4, using: &random) > 0 {
      for number in 0..<Int.random(in: 0...10, using: &random) {
        run.store(
          titles.randomElement(using: &random) ?? "a", id: "s\(number - number % 3 / 2)",
          agent: [0, 0, 1].randomElement(using: &random) ?? 0, at: hours.randomElement(using: &random) ?? 0,
          plan: one(of: [nil, nil, 0, 2]), status: TaskStatus.allCases.randomElement(using: &random) ?? .pending)
      }
    }
    for number in 0..<Int.random(in: 0...4, using: &random) {
      guard let task = run.table.tasks.randomElement(using: &random) else { break }
      run.happen(
        TaskEvent(
          id: number == 3 ? id("orphan") : task.id, kind: EventKind.allCases.randomElement(using: &random) ?? .approved,
          at: hour(hours.randomElement(using: &random) ?? 0), actualHours: TaskRecord.none,
          origin: RecordOrigin(input: 3, offset: Int64(number), count: 1)))
    }
    self.random = random
  }

  /// Everything that can be seen of it.
  func observed() -> Seen {
    let (out, whole) = run.orchestrate(asOf: asOf, from: from, to: to)
    return Seen(
      out, Measurement(whole, run.names), outputs: whole.monitor.figures(names: run.names, outputs: out.outputs))
  }
}

/// What an orchestration shows, as comparable values.
struct Seen: Equatable {
  var plans: [OrchestrationPlan]
  var failures: [FailedResponse]
  var usage: [UsageFigures]
  var ledger: [LedgerFigures]
  var reconciliation: [ReconciliationFigures.Row]
  var unsaved: [ShownTask]
  var findings: [Measurement.Finding]
  var proposals: [Proposal?]
  var examples: [Orchestration.Example]
  var measured: Measurement
  var statuses: [String]

  init(_ out: Orchestration, _ measured: Measurement, outputs: Figures) {
    plans = out.plans
    failures = out.latestFailures
    usage = out.usage
    ledger = out.ledger
    reconciliation = [out.reconciliation.total] + out.reconciliation.byAgent
    unsaved = out.reconciliation.unsavedTasks.rows
    findings = out.tally.entries.map { .init(code: $0.code, count: $0.entry.count, places: $0.entry.places.origins) }
    proposals = out.reconciliation.unsavedTasks.rows.map { out.proposal(of: $0) }
    examples = out.unsavedExamples + out.ambiguousExamples
    self.measured = measured
    statuses = outputs.agents.map { "\($0.id) \($0.status) \($0.errors)" }
  }
}
