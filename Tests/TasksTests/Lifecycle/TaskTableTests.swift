import Testing

@testable import Tasks

@Suite("The table of tasks")
struct TaskTableTests {
  private let order = RecordOrder(exportTimes: [], agentID: { "\($0)" }, channelID: { "\($0)" })

  /// The one part that holds the only task of these records.
  private func part(_ records: [TaskRecord], examples: Int = 3) throws -> TaskTablePart {
    var table = TaskTable(maxExamples: examples, seed: 1)
    for record in records { table.insert(record, order: order) }
    return try #require(table.parts.first { $0.taskCount > 0 })
  }

  /// Records with the same figures and other texts.
  private func texts(_ count: Int64) -> [TaskRecord] {
    (0..<count).map { i in
      var copy = record(.pending, offset: i)
      copy.fingerprint = UInt64(i)
      return copy
    }
  }

  @Test("Of records with the same figures and other texts each may win, until their texts have been read")
  func contested() throws {
    let rows = try part(texts(3)).contestedRows()
    #expect(rows.map(\.row) == [0])
    #expect(rows.first?.candidates.map(\.offset) == [0, 1, 2])
  }

  @Test("Of records with the same bytes the first by place may win, and nothing is contested")
  func identical() throws {
    let part = try part([record(.pending, offset: 7), record(.pending, offset: 3), record(.pending, offset: 5)])
    #expect(part.contestedRows().isEmpty)
    #expect(part.record(0).origin.offset == 3)
    #expect(part.supersededRecords == 2)
    #expect(part.supersededPlaces.origins.map(\.offset) == [5, 7])
  }

  @Test("Settling changes the winner's place, and the superseded places with it", arguments: 0..<6 as Range<Int64>)
  func settles(winner: Int64) throws {
    var part = try part(texts(6))
    part.settle(row: 0, winner: RecordOrigin(input: 0, offset: winner, count: 1))
    #expect(part.record(0).origin.offset == winner)
    #expect(part.supersededPlaces.origins.map(\.offset) == Array((0..<6).filter { $0 != winner }.prefix(3)))
  }

  @Test(
    "A record that ties and differs in a figure is a version tie; the later of two that are equal but for text is not")
  func versionTies() throws {
    var approved = record(.pending, offset: 1)
    approved.approval = .yes
    var texted = approved
    texted.fingerprint = 9
    texted.origin.offset = 2
    let part = try part([record(.pending, offset: 0), approved, texted, record(.pending, offset: 3)])
    #expect(part.record(0).approval == .yes)
    #expect(part.versionTies(limit: 5).count == 2)
    #expect(part.versionTies(limit: 5).places.origins.map(\.offset) == [0, 3])
    #expect(part.contestedRows().first?.candidates.map(\.offset) == [1, 2])
  }

  // What takes time by the square of the number would not come to an end here, nor in the next one.
  @Test("A great number of texts for one task is gathered whole")
  func manyTexts() throws {
    let part = try part(texts(100_000))
    #expect(part.contestedRows().first?.candidates.count == 100_000)
  }

  @Test("A great number of texts for one task merges whole")
  func manyTextsMerged() throws {
    let texts = texts(100_000)
    var whole = TaskTable(maxExamples: 3, seed: 1)
    for start in stride(from: 0, to: texts.count, by: 100) {
      var piece = TaskTable(maxExamples: 3, seed: 1)
      for record in texts[start..<start + 100] { piece.insert(record, order: order) }
      whole.merge(piece, order: order)
    }
    let part = try #require(whole.parts.first { $0.taskCount > 0 })
    #expect(part.contestedRows().first?.candidates.count == 100_000)
    #expect(part.supersededRecords == 99_999)
  }

  @Test("A record that is observed later takes the ties of the earlier ones away")
  func laterRecord() throws {
    var approved = record(.pending, offset: 1)
    approved.approval = .yes
    var later = record(.pending, offset: 2)
    later[.updated] = hour(5).milliseconds
    let part = try part([record(.pending, offset: 0), approved, later])
    #expect(part.record(0).origin.offset == 2)
    #expect(part.versionTies(limit: 5).count == 0)
    #expect(part.supersededRecords == 2)
  }

  @Test("Of repeated events the one with the most hours counts, then the first; the others are told")
  func repeatedEvents() throws {
    func completed(_ hours: Int64, _ offset: Int64) -> TaskEvent {
      TaskEvent(
        id: id("t"), kind: .completed, at: hour(2), actualHours: hours,
        origin: RecordOrigin(input: 1, offset: offset, count: 1))
    }
    var table = TaskTable(maxExamples: 3, seed: 1)
    table.insert(record(.completed), order: order)
    for event in [completed(TaskRecord.none, 0), completed(5, 3), completed(5, 1), completed(0, 2)] {
      table.insert(event)
    }
    var part = try #require(table.parts.first { $0.taskCount > 0 })
    let events = part.sortedEvents()
    #expect(events.map(\.origin.offset) == [1])
    #expect(part.repeatedEvents == 3)
    #expect(part.repeatedEventPlaces.origins.map(\.offset) == [0, 2, 3])
    #expect(part.sortedEvents().count == 1)
    #expect(part.repeatedEvents == 3)
  }

  @Test("A task is found by its id, and no other")
  func finds() throws {
    let part = try part([record(.pending)])
    #expect(part.row(of: id("t")) == 0)
    #expect(part.row(of: id("u")) == nil)
  }
}
