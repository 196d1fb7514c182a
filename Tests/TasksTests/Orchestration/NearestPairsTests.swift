import TestSupport
import Testing

@testable import Tasks

@Suite("Pairing the nearest in time")
struct NearestPairsTests {
  @Test("Random outputs and tasks are paired as trying all pairs does it", arguments: 0..<2000 as Range<UInt64>)
  func likeAllPairs(seed: UInt64) {
    let sides = Sides(seed: seed)
    #expect(Pairing(NearestPairs(outputs: sides.outputs, tasks: sides.tasks, within: sides.within)) == sides.plain)
  }

  @Test("The random sides hold pairs, ambiguities and outputs without a task")
  func sides() {
    let found = (0..<2000).map { (seed: UInt64) in (Sides(seed: seed), Sides(seed: seed).plain) }
    #expect(found.count { $0.1.pairs.count > 2 } > 200)
    #expect(found.count { $0.1.ambiguous.count > 1 } > 500)
    #expect(found.count { $0.1.pairs.count + $0.1.ambiguous.count < $0.0.outputs.count } > 500)
  }

  @Test("The order in which outputs and tasks come does not enter", arguments: 0..<500 as Range<UInt64>)
  func anyOrder(seed: UInt64) {
    let sides = Sides(seed: seed)
    var random = SeededGenerator(seed: seed)
    let shuffled = NearestPairs(
      outputs: sides.outputs.shuffled(using: &random), tasks: sides.tasks.shuffled(using: &random),
      within: sides.within)
    #expect(Pairing(shuffled) == sides.plain)
  }

  @Test("However many share a title, the work grows with their number and no faster")
  func manyOfOneTitle() {
    let count = 4000
    let spread: [NearestPairs.Side] = (0..<count).map { ($0, Int64($0) * 60_000, false) }
    let near = NearestPairs(outputs: spread, tasks: spread.map { ($0.number, $0.time + 7, false) }, within: nil)
    #expect(near.pairs.count == count)
    #expect(near.pairs.allSatisfy { $0.output == $0.task })
    #expect(near.looks < 8 * count)
    // Outputs close together and tasks far apart, all to one side: each pair that is made changes the nearest of all.
    let dense: [NearestPairs.Side] = (0..<count).map { ($0, Int64($0), false) }
    let sparse = NearestPairs(
      outputs: dense, tasks: spread.map { ($0.number, $0.time + 1_000_000, false) }, within: nil)
    #expect(sparse.pairs.count == count)
    #expect(sparse.looks < 8 * count)
    let equal = NearestPairs(
      outputs: spread.map { ($0.number, 0, $0.number % 2 == 0) }, tasks: spread.map { ($0.number, 5, false) },
      within: nil)
    #expect(equal.ambiguous.count == count)
    #expect(equal.looks < 8)
  }
}

/// What was paired, in an order that tells nothing.
private struct Pairing: Equatable {
  var pairs: [[Int]]
  var ambiguous: [Int]

  init(_ nearest: NearestPairs) { self.init(nearest.pairs, nearest.ambiguous) }

  init(_ pairs: [(output: Int, task: Int)], _ ambiguous: [Int]) {
    self.pairs = pairs.map { [$0.output, $0.task] }.sorted { $0[0] < $1[0] }
    self.ambiguous = ambiguous.sorted()
  }
}

/// A few outputs and tasks at few distinct times, so that distances tie.
private struct Sides {
  var outputs: [NearestPairs.Side] = []
  var tasks: [NearestPairs.Side] = []
  var within: Int64?

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let range = Int64([4, 12, 40][Int.random(in: 0..<3, using: &random)])
    let planned = Int.random(in: 0...2, using: &random)
    func some(_ random: inout SeededGenerator) -> [NearestPairs.Side] {
      (0..<Int.random(in: 0...9, using: &random)).map {
        ($0, Int64.random(in: 0..<range, using: &random), Int.random(in: 0..<3, using: &random) < planned)
      }
    }
    outputs = some(&random)
    tasks = some(&random)
    within = Bool.random(using: &random) ? Int64.random(in: 0...range, using: &random) : nil
  }

  /// All pairs, distance by distance, as the rule reads.
  var plain: Pairing {
    var pairs: [(output: Int, task: Int)] = []
    var ambiguous: Set<Int> = []
    var paired: Set<Int> = []
    var taken: Set<Int> = []
    for distance in 0...(within ?? 100) {
      let level = outputs.flatMap { output in tasks.map { (output, $0) } }.filter { output, task in
        abs(output.time - task.time) == distance && !(output.isPlanned && task.isPlanned)
          && !ambiguous.contains(output.number) && !paired.contains(output.number) && !taken.contains(task.number)
      }
      for (output, task) in level {
        if level.count(where: { $0.0.number == output.number }) == 1,
          level.count(where: { $0.1.number == task.number }) == 1
        {
          pairs.append((output.number, task.number))
          paired.insert(output.number)
          taken.insert(task.number)
        } else {
          ambiguous.insert(output.number)
        }
      }
    }
    return Pairing(pairs, Array(ambiguous))
  }
}
