import Testing

@testable import Tasks

@Suite("A part of the table of tasks")
struct TaskPartitionTests {
  private static let order = RecordOrder(exportTimes: [], agentID: { "\($0)" }, channelID: { "\($0)" })
  private static let sizes = [0, 1, 2047, 2048, 2049, 4096, 5000]

  /// Tasks by number, each seen at its number; of every hundredth there are two versions that tie.
  private func partition(_ numbers: Range<UInt64>) -> TaskPartition {
    var partition = TaskPartition(maxExamples: 3)
    for number in numbers {
      var task = record(.pending, offset: Int64(number))
      task.id = TaskID(uuidHigh: number, low: 1)
      partition.insert(task, hash: task.id.hash(seed: 9), order: TaskPartitionTests.order)
      if number % 100 != 7 { continue }
      task.approval = .yes
      partition.insert(task, hash: task.id.hash(seed: 9), order: TaskPartitionTests.order)
    }
    return partition
  }

  /// Checks that the partition holds just these tasks, each in one row that its id finds, with its tie.
  private func check(_ partition: TaskPartition, holds numbers: Range<UInt64>) {
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
      let ties = partition.ties[UInt32(row)]
      if (ties != nil) != (number % 100 == 7) { Issue.record("the tie of task \(number) is not in row \(row)") }
    }
    #expect(seen == Set(0..<numbers.count))
  }

  @Test("Parts that share no task merge by taking over blocks, whatever their sizes", arguments: sizes, sizes)
  func disjoint(first: Int, second: Int) {
    var merged = partition(0..<UInt64(first))
    merged.merge(
      partition(UInt64(first)..<UInt64(first + second)), seed: 9, order: TaskPartitionTests.order)
    check(merged, holds: 0..<UInt64(first + second))
    // What was taken over goes on growing.
    merged.merge(
      partition(UInt64(first + second)..<UInt64(first + second + 3000)), seed: 9, order: TaskPartitionTests.order)
    check(merged, holds: 0..<UInt64(first + second + 3000))
  }

  @Test("One task in common is one task", arguments: sizes.dropFirst(), sizes.dropFirst())
  func overlapping(first: Int, second: Int) {
    var merged = partition(0..<UInt64(first))
    merged.merge(
      partition(UInt64(first - 1)..<UInt64(first - 1 + second)), seed: 9, order: TaskPartitionTests.order)
    #expect(merged.count == first - 1 + second)
    #expect(merged.records == first + second + ties(0..<first) + ties(first - 1..<first - 1 + second))
  }

  /// Second versions in `partition`.
  private func ties(_ numbers: Range<Int>) -> Int { numbers.count { $0 % 100 == 7 } }
}
