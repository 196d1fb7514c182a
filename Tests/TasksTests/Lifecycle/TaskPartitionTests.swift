import Testing

@testable import Tasks

@Suite("A part of the table of tasks")
struct TaskPartitionTests {
  private static let order = RecordOrder(exportTimes: [], agentID: { "\($0)" }, channelID: { "\($0)" })
  private static let sizes = [0, 1, 2047, 2048, 2049, 5000]

  /// Whose rows are united before they merge: nobody's, one's or both's.
  enum United: CaseIterable { case none, first, second, both }

  /// Tasks by number, each seen at its number; of every hundredth there are two versions that tie, and every ninetieth cannot be
  /// packed.
  private func partition(_ numbers: Range<UInt64>, united: Bool) -> TaskPartition {
    var partition = TaskPartition(maxExamples: 3)
    var memory = TaskIndex()
    for number in numbers {
      var task = record(.pending, offset: Int64(number))
      task.id = TaskID(uuidHigh: number, low: 1)
      if number % 90 == 5 { task.times[1] = .max }
      partition.insert(task, seed: 9, order: TaskPartitionTests.order, memory: &memory)
      if number % 100 != 7 { continue }
      task.approval = .yes
      partition.insert(task, seed: 9, order: TaskPartitionTests.order, memory: &memory)
    }
    if united { unite(&partition) }
    return partition
  }

  private func unite(_ partition: inout TaskPartition) {
    var index = TaskIndex()
    partition.unite(seed: 9, order: TaskPartitionTests.order, index: &index)
    partition.keep(&index)
  }

  /// Checks that the partition holds just these tasks, each in one row that its id finds, with its tie.
  /// - Parameter twice: tasks that it was given twice, so that they tie with themselves.
  private func check(_ partition: TaskPartition, holds numbers: Range<UInt64>, twice: Range<UInt64> = 0..<0) {
    #expect(partition.count == numbers.count)
    var seen: Set<Int> = []
    for number in numbers {
      let id = TaskID(uuidHigh: number, low: 1)
      guard let row = partition.row(of: id, hash: id.hash(seed: 9)) else {
        Issue.record("task \(number) is missing")
        return
      }
      seen.insert(row)
      if partition[row].id != id || partition[row].origin.offset != Int64(number) {
        Issue.record("row \(row) is not that of task \(number)")
      }
      if (partition[row].times[1] == .max) != (number % 90 == 5) { Issue.record("task \(number) is another") }
      let ties = partition.ties[UInt32(row)]
      if (ties != nil) != (number % 100 == 7 || twice.contains(number)) {
        Issue.record("the tie of task \(number) is not in row \(row)")
      }
    }
    #expect(seen == Set(0..<numbers.count))
  }

  @Test("Parts that share no task merge by taking over blocks, whatever their sizes", arguments: sizes, sizes)
  func disjoint(first: Int, second: Int) {
    for united in United.allCases {
      var merged = partition(0..<UInt64(first), united: united == .first || united == .both)
      merged.merge(
        partition(UInt64(first)..<UInt64(first + second), united: united == .second || united == .both))
      if united != .none {
        unite(&merged)
        check(merged, holds: 0..<UInt64(first + second))
      }
      // What was taken over goes on growing.
      merged.merge(partition(UInt64(first + second)..<UInt64(first + second + 100), united: united == .first))
      unite(&merged)
      check(merged, holds: 0..<UInt64(first + second + 100))
    }
  }

  @Test("Tasks in common are one task each", arguments: sizes.dropFirst(), sizes.dropFirst())
  func overlapping(first: Int, second: Int) {
    for united in United.allCases {
      // The last one alone, and half of them.
      for shared in [1, (first + 1) / 2] {
        let begin = first - shared
        var merged = partition(0..<UInt64(first), united: united == .first || united == .both)
        merged.merge(
          partition(UInt64(begin)..<UInt64(begin + second), united: united == .second || united == .both))
        unite(&merged)
        #expect(merged.records == first + second + ties(0..<first) + ties(begin..<begin + second))
        check(
          merged, holds: 0..<UInt64(max(first, begin + second)),
          twice: UInt64(begin)..<UInt64(min(first, begin + second)))
      }
    }
  }

  @Test("Without their index, parts find tasks all the same, and can be united once more")
  func withoutIndex() {
    var some = partition(0..<300, united: true)
    var gone = TaskIndex()
    some.keep(&gone)
    check(some, holds: 0..<300)
    some.merge(partition(250..<500, united: false))
    unite(&some)
    check(some, holds: 0..<500, twice: 250..<300)
  }

  @Test("Many records of few tasks take up no more room than a few blocks")
  func repeated() {
    var partition = TaskPartition(maxExamples: 3)
    var memory = TaskIndex()
    var most = 0
    for i in 0..<100_000 {
      var task = record(.pending, offset: Int64(i))
      task.id = TaskID(uuidHigh: UInt64(i % 1000), low: 1)
      task.times[7] = Int64(i)
      partition.insert(task, seed: 9, order: TaskPartitionTests.order, memory: &memory)
      most = max(most, partition.count)
    }
    #expect(most <= 2048)
    unite(&partition)
    #expect(partition.count == 1000 && partition.records == 100_000)
    #expect((0..<1000).allSatisfy { partition[$0].times[7] >= 99_000 })
  }

  @Test("An index serves parts of other sizes, one after the other, and what was kept stays")
  func memory() {
    var memory = TaskIndex()
    var kept: [(TaskPartition, Range<UInt64>)] = []
    for (i, count) in [3000, 40, 5000, 0, 2049].enumerated() {
      let numbers = UInt64(i * 10_000)..<UInt64(i * 10_000 + count)
      var partition = partition(numbers, united: false)
      partition.unite(seed: 9, order: TaskPartitionTests.order, index: &memory)
      #expect(memory.count == count)
      if i % 2 == 0 { partition.keep(&memory) }
      kept.append((partition, numbers))
    }
    for (partition, numbers) in kept { check(partition, holds: numbers) }
  }

  @Test("A part that grew after its index was kept finds what came behind all the same")
  func grown() throws {
    var some = partition(0..<300, united: true)
    var memory = TaskIndex()
    var task = record(.pending, offset: 300)
    task.id = TaskID(uuidHigh: 300, low: 1)
    some.insert(task, seed: 9, order: TaskPartitionTests.order, memory: &memory)
    #expect(some.row(of: task.id, hash: task.id.hash(seed: 9)) == 300)
  }

  /// Second versions in `partition`.
  private func ties(_ numbers: Range<Int>) -> Int { numbers.count { $0 % 100 == 7 } }
}
