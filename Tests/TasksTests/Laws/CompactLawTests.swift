import Testing

@testable import Tasks

/// Law 4: what grows is one compact table.
@Suite("Law 4: bytes per task")
struct CompactLawTests {
  @Test("A record has a fixed size and holds no reference")
  func record() {
    #expect(MemoryLayout<TaskRecord>.stride <= 136)
    #expect(MemoryLayout<PackedRecord>.stride == 88)
    #expect(MemoryLayout<TaskID>.size <= 17)
    #expect(_isPOD(TaskRecord.self))
    #expect(_isPOD(PackedRecord.self))
    #expect(_isPOD(TaskEvent.self))
    #expect(MemoryLayout<TaskEvent>.stride <= 64)
  }

  @Test("A table of 200,000 tasks holds a packed record and less than 24 bytes more for each, but for begun blocks")
  func table() {
    let order = RecordOrder(exportTimes: [], agentID: { _ in "" }, channelID: { _ in "" })
    var table = TaskTable(maxExamples: 5, seed: 3)
    let count = 200_000
    for i in 0..<count {
      table.insert(
        TaskRecord(
          id: TaskID(uuidHigh: UInt64(i) &* 0x9E37_79B9_7F4A_7C15, low: UInt64(i)), status: .pending, channel: 0,
          agent: 0,
          created: hour(0), origin: RecordOrigin(input: 0, offset: Int64(i), count: 1)), order: order)
    }
    #expect(table.count == count)
    let stride = MemoryLayout<PackedRecord>.stride
    // Each part has begun one block; the system gives it no more memory than it uses.
    let begun = TaskTable.partitionCount * 2048 * stride
    let bytes = heapBytes(table)
    #expect(bytes > count * stride)
    #expect(bytes < count * (stride + 24) + begun)
  }

  @Test("Versions that are superseded take no room")
  func versions() {
    let order = RecordOrder(exportTimes: [0, 1, 2, 3], agentID: { _ in "" }, channelID: { _ in "" })
    var table = TaskTable(maxExamples: 5, seed: 3)
    func insertNight(_ night: UInt32) {
      for i in 0..<5000 {
        table.insert(
          TaskRecord(
            id: TaskID(uuidHigh: UInt64(i), low: 1), status: .pending, channel: 0, agent: 0, created: hour(0),
            origin: RecordOrigin(input: night, offset: Int64(i), count: 1)), order: order)
      }
    }
    insertNight(0)
    let before = heapBytes(table)
    for night in 1..<4 as Range<UInt32> { insertNight(night) }
    // But for the few places that are kept as examples.
    #expect(heapBytes(table) < before + 10_000)
    #expect(table.count == 5000)
  }

  /// The capacity of all arrays inside, in bytes.
  private func heapBytes(_ value: Any) -> Int {
    switch value {
    case let rows as [PackedRecord]: rows.capacity * MemoryLayout<PackedRecord>.stride
    case let rows as [TaskRecord]: rows.capacity * MemoryLayout<TaskRecord>.stride
    case let words as [UInt64]: words.capacity * 8
    case let events as [TaskEvent]: events.capacity * MemoryLayout<TaskEvent>.stride
    case let wide as [UInt32: TaskRecord]: wide.capacity * (MemoryLayout<TaskRecord>.stride + 4)
    case let ties as [UInt32: TieGroup]: ties.capacity * (MemoryLayout<TieGroup>.stride + 4)
    default: Mirror(reflecting: value).children.reduce(0) { $0 + heapBytes($1.value) }
    }
  }
}
