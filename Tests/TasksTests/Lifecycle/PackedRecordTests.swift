import TestSupport
import Testing

@testable import Tasks

/// What the table keeps of a record is all of it.
@Suite("Packed records") struct PackedRecordTests {
  private static func record(_ random: inout SeededGenerator) -> TaskRecord {
    let form = UInt8.random(in: 0...17, using: &random)
    var record = TaskRecord(
      id: TaskID(high: random.next(), low: random.next(), form: form == 17 ? .max : form),
      status: TaskStatus.allCases.randomElement(using: &random) ?? .pending,
      channel: Int32.random(in: -1...0xFFFE, using: &random), agent: Int32.random(in: -1...0xFFFE, using: &random),
      created: Instant(milliseconds: Int64.random(in: -1 << 47..<1 << 47, using: &random)),
      origin: RecordOrigin(
        input: UInt32.random(in: 0..<1 << 24, using: &random), offset: Int64.random(in: 0..<1 << 40, using: &random),
        count: UInt32.random(in: 0..<1 << 24, using: &random)))
    record.approval = [.absent, .no, .yes].randomElement(using: &random) ?? .absent
    record.fingerprint = random.next()
    for i in 1..<8 where Bool.random(using: &random) {
      record.times[i] = record.created + Int64.random(in: 1 - 1 << 39..<1 << 39, using: &random)
    }
    if Bool.random(using: &random) { record.estimatedHours = Int64.random(in: 0..<0xFF_FFFF, using: &random) }
    if Bool.random(using: &random) { record.actualHours = Int64.random(in: 0..<0xFF_FFFF, using: &random) }
    return record
  }

  private static func same(_ a: TaskRecord, _ b: TaskRecord) -> Bool {
    (0..<8).allSatisfy { a.times[$0] == b.times[$0] } && a.id == b.id && a.status == b.status
      && a.approval == b.approval && a.channel == b.channel && a.agent == b.agent && a.origin == b.origin
      && a.origin.count == b.origin.count && a.fingerprint == b.fingerprint
      && a.estimatedHours == b.estimatedHours && a.actualHours == b.actualHours
  }

  @Test("are 88 bytes long") func size() { #expect(MemoryLayout<PackedRecord>.stride == 88) }

  @Test("tell all of a record that is within the bounds")
  func whole() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<20_000 {
      let record = PackedRecordTests.record(&random)
      let packed = PackedRecord(record)
      #expect(!packed.isWide)
      #expect(packed.id == record.id)
      #expect(PackedRecordTests.same(packed.record, record))
    }
  }

  /// Changes that put a record just outside of a bound, and where they leave it just within.
  private static let bounds: [(name: String, change: @Sendable (inout TaskRecord) -> Void, isWide: Bool)] = [
    ("the last created", { $0.times[0] = (1 << 47) - 1 }, false), ("created later", { $0.times[0] = 1 << 47 }, true),
    ("created earlier", { $0.times[0] = -(1 << 47) - 1 }, true), ("no creation", { $0.times[0] = .min }, true),
    ("the farthest", { $0.times[6] = $0.created + (1 << 39) - 1 }, false),
    ("farther", { $0.times[6] = $0.created + 1 << 39 }, true),
    ("farther back", { $0.times[7] = $0.created - 1 << 39 }, true), ("the end of time", { $0.times[3] = .max }, true),
    ("many hours", { $0.actualHours = 0xFF_FFFE }, false), ("too many", { $0.actualHours = 0xFF_FFFF }, true),
    ("too many estimated", { $0.estimatedHours = 1 << 40 }, true), ("negative", { $0.estimatedHours = -1 }, true),
    ("a large file", { $0.origin.offset = 1 << 40 }, true), ("many files", { $0.origin.input = 1 << 24 }, true),
    ("a large record", { $0.origin.count = 1 << 24 }, true), ("many agents", { $0.agent = 0xFFFF }, true),
    ("many channels", { $0.channel = 0xFFFF }, true), ("no channel", { $0.channel = -1 }, false),
  ]

  @Test("say which records are out of bounds, and the table keeps those whole", arguments: bounds.indices)
  func wide(number: Int) throws {
    let (name, change, isWide) = PackedRecordTests.bounds[number]
    var random = SeededGenerator(seed: UInt64(number))
    var record = TaskRecord(
      id: TaskID(uuidHigh: 1, low: 2), status: .pending, channel: 3, agent: 4, created: Instant(milliseconds: 5),
      origin: RecordOrigin(input: 0, offset: 7, count: 8))
    change(&record)
    #expect(PackedRecord(record).isWide == isWide, "\(name)")
    // In a table beside others, on either side of a merge.
    let order = RecordOrder(exportTimes: [], agentID: { "\($0)" }, channelID: { "\($0)" })
    for isFirst in [true, false] {
      var tables = [TaskTable(maxExamples: 3, seed: 9), TaskTable(maxExamples: 3, seed: 9)]
      tables[isFirst ? 0 : 1].insert(record, order: order)
      for i in 0..<600 {
        var other = PackedRecordTests.record(&random)
        if i % 7 == 0 { other.times[2] = .max }
        tables[i % 2].insert(other, order: order)
        if i % 5 == 0 { tables[1 - i % 2].insert(other, order: order) }
      }
      var whole = tables[0]
      whole.merge(tables[1], order: order)
      var found: TaskRecord?
      for number in 0..<TaskTable.partitionCount {
        let part = whole.take(number)
        if let row = part.row(of: record.id) { found = part.record(row) }
      }
      #expect(PackedRecordTests.same(try #require(found), record), "\(name)")
    }
  }
}
