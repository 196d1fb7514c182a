import TestSupport
import Testing

@testable import Tasks

@Suite("Precision and recall of the reconciliation")
struct RecallTests {
  @Test("Against a generated truth, few matches are wrong and few are missed")
  func againstTheTruth() {
    var sum = Score()
    for seed in 0..<40 as Range<UInt64> { sum.add(Truth(seed: seed).score()) }
    print(sum.report)
    #expect(sum.said == 40 * 400)
    #expect(sum.precision > 0.985)
    #expect(sum.recall > 0.93)
    // An output that nothing tells from another is left open, not guessed.
    #expect(Double(sum.ambiguous) / Double(sum.said) < 0.05)
  }

  @Test("With plan ids on both sides every match is right, however often a title comes again")
  func withPlans() {
    var sum = Score()
    for seed in 0..<10 as Range<UInt64> { sum.add(Truth(seed: seed, isPlanned: true).score()) }
    print(sum.report)
    #expect(sum.precision == 1)
    #expect(sum.recall == 1)
  }

  @Test("Ten thousand tasks of one title are matched")
  func oneTitle() {
    let said = (0..<10_000).map { number in
      Reconciliation.Output(
        task: number, titleKey: Conversation.key(0, "a"), plan: AgentResponse.none,
        ownTime: hour(Double(number)).milliseconds)
    }
    let stored = said.map { output in
      StoredTask(
        record: record(.pending, id: "\(output.task)", created: Instant(milliseconds: output.ownTime + 60_000)),
        titleKey: output.titleKey, plan: AgentResponse.none)
    }
    let fates = Reconciliation(said, stored, free: Array(stored.indices)).fates
    #expect(fates.enumerated().allSatisfy { $1 == .stored($0) })
  }
}

/// How matches compare with the truth.
private struct Score {
  var said = 0
  var stored = 0
  var right = 0
  var wrong = 0
  var ambiguous = 0

  /// Of the matches that were made, the right ones; of the tasks that were stored, those matched rightly.
  var precision: Double { Double(right) / Double(right + wrong) }
  var recall: Double { Double(right) / Double(stored) }

  mutating func add(_ other: Score) {
    said += other.said
    stored += other.stored
    right += other.right
    wrong += other.wrong
    ambiguous += other.ambiguous
  }

  var report: String {
    "reconciliation: \(said) said, \(stored) stored, \(right) right, \(wrong) wrong, \(ambiguous) ambiguous; "
      + "precision \(shown(precision)), recall \(shown(recall))"
  }

  private func shown(_ rate: Double) -> String { "\(Double(Int(rate * 10_000)) / 100) %" }
}

/// Two weeks of four agents: titles that come again every day or every few hours, titles that differ in a letter,
/// outputs without a time, plan ids on either side or none, one in eight never stored, storing that takes from a minute to
/// a day and a half.
private struct Truth {
  private var tasks: [Reconciliation.Output] = []
  private var stored: [StoredTask] = []
  /// By proposed task: the number of the stored one.
  private var truth: [Int: Int] = [:]

  init(seed: UInt64, isPlanned: Bool = false) {
    var random = SeededGenerator(seed: seed)
    for number in 0..<400 {
      let agent = Int32.random(in: 0..<4, using: &random)
      let slot = Int64.random(in: 0..<14 * 24, using: &random)
      let said = hour(Double(slot)).milliseconds + Int64.random(in: 0..<3_600_000, using: &random)
      let title = Truth.title(&random, number)
      let plan = Int32(number)
      let kind = isPlanned ? 0 : Int.random(in: 0..<10, using: &random)
      let isUndated = !isPlanned && Int.random(in: 0..<20, using: &random) == 0
      var task = Reconciliation.Output(
        task: number, titleKey: Conversation.key(agent, title), plan: kind < 3 ? plan : AgentResponse.none,
        ownTime: isUndated ? TaskRecord.none : said)
      if kind == 3 { task.plan = plan }
      tasks.append(task)
      if Int.random(in: 0..<8, using: &random) == 0 { continue }
      let minutes = [1, 2, 5, 10, 30, 120, 600, 2200][Truth.lag(&random)]
      let record = TaskRecord(
        id: TaskID(uuidHigh: 2, low: UInt64(number)), status: .pending, channel: agent, agent: agent,
        created: Instant(milliseconds: said + Int64(minutes) * 60_000 + Int64.random(in: 0..<60_000, using: &random)),
        origin: RecordOrigin(input: 1, offset: Int64(number), count: 1))
      truth[number] = stored.count
      stored.append(StoredTask(record: record, titleKey: task.titleKey, plan: kind < 3 ? plan : AgentResponse.none))
    }
    // By title, as the table gives them.
    let order = stored.indices.sorted { (stored[$0].titleKey, $0) < (stored[$1].titleKey, $1) }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    truth = truth.compactMapValues { places[$0] }
    stored = order.map { stored[$0] }
  }

  /// Half of the titles are one of a few that come again and again, in two near-duplicate spellings; the rest are unique.
  private static func title(_ random: inout SeededGenerator, _ number: Int) -> String {
    let again = ["Atualizar fotos do body", "Revisar preço do macacão", "Responder perguntas", "Ajustar frete"]
    guard Bool.random(using: &random), let title = again.randomElement(using: &random) else {
      return "Tarefa \(number)"
    }
    return Bool.random(using: &random) ? title : title + "s \(Int.random(in: 0..<4, using: &random))"
  }

  /// Which of the delays: mostly short ones.
  private static func lag(_ random: inout SeededGenerator) -> Int {
    min(Int.random(in: 0..<8, using: &random), Int.random(in: 0..<12, using: &random))
  }

  func score() -> Score {
    let fates = Reconciliation(tasks, stored, free: Array(stored.indices)).fates
    var score = Score(said: tasks.count, stored: stored.count)
    for (task, fate) in fates.enumerated() {
      switch fate {
      case .stored(let number): if truth[task] == number { score.right += 1 } else { score.wrong += 1 }
      case .ambiguous: score.ambiguous += 1
      case .unsaved: break
      }
    }
    return score
  }
}
