import TestSupport
import Testing

@testable import Tasks

/// Law 2: merging is associative and commutative, and gives the table of the whole.
@Suite("Law 2: merging tables")
struct MergingLawTests {
  @Test(
    "Any split, order and grouping of the input merges into the table of the whole",
    arguments: 0..<1000 as Range<UInt64>)
  func wholeTables(seed: UInt64) {
    #expect(MergingLaw<WholeTable>(seed: seed).violation == nil)
  }

  @Test("Tables that jobs merge part by part keep the law as well", arguments: 0..<1000 as Range<UInt64>)
  func partedTables(seed: UInt64) {
    #expect(MergingLaw<PartedTable>(seed: seed).violation == nil)
  }

  @Test("A merge that lets the first record win ties is caught")
  func firstStays() {
    #expect((0..<200).count { MergingLaw<FirstStaysTable>(seed: $0).violation != nil } > 50)
  }

  @Test("A merge that forgets which records tied is caught")
  func forgetsTies() {
    #expect((0..<200).count { MergingLaw<ForgetfulTable>(seed: $0).violation != nil } > 50)
  }

  @Test("The winner is the one that a plain sort by all keys finds", arguments: 0..<1000 as Range<UInt64>)
  func plainWinner(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    let plain = PlainTable(world)
    let observed = Observation(world.table().parts, world.names)
    #expect(observed.winners == plain.winners)
    #expect(observed.superseded == plain.superseded.count)
    #expect(observed.supersededPlaces == Array(plain.superseded.prefix(3)))
    #expect(observed.versionTies == plain.ties.count)
    #expect(observed.versionTiePlaces == Array(plain.ties.prefix(3)))
  }

  @Test("The random worlds hold what the laws are about")
  func worlds() {
    let worlds = (0..<1000).map { RandomWorld(seed: $0) }
    let observations = worlds.map { Observation($0.table().parts, $0.names) }
    let tallies = worlds.map { world in
      let tally = world.measured(world.table().parts).tally
      return Set(tally.entries.map(\.code))
    }
    #expect(observations.count { $0.versionTies > 0 } > 300)
    #expect(observations.count { $0.winners.contains { !$0.candidates.isEmpty } } > 200)
    #expect(observations.count { $0.repeatedEvents > 0 } > 20)
    for code in [
      .timeOrder, .illegalTransition, .statusMismatch, .statusWithoutTimestamp, .orphanEvent, .agentChannelMismatch,
    ] as [FindingCode] {
      #expect(tallies.count { $0.contains(code) } > 100, "\(code.rawValue)")
    }
  }
}

/// The law for one random world and one kind of table: what breaks it, if anything.
struct MergingLaw<Table: MergingTable> {
  let violation: String?

  init(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    var random = world.random
    let order = world.order
    func table(_ items: [Item]) -> Table {
      var table = Table()
      for item in items {
        switch item {
        case .record(let record): table.insert(record, order: order)
        case .event(let event): table.insert(event)
        }
      }
      return table
    }
    func merged(_ a: Table, _ b: Table) -> Table {
      var a = a
      a.merge(b, order: order)
      return a
    }
    let items = world.records.map(Item.record) + world.events.map(Item.event)
    let whole = table(items)

    var pieces = [[Item]](repeating: [], count: Int.random(in: 1...6, using: &random))
    for item in items.shuffled(using: &random) { pieces[Int.random(in: 0..<pieces.count, using: &random)].append(item) }
    var tables = pieces.map(table)
    while tables.count > 1 {
      let a = tables.remove(at: Int.random(in: 0..<tables.count, using: &random))
      let b = tables.remove(at: Int.random(in: 0..<tables.count, using: &random))
      tables.insert(merged(a, b), at: Int.random(in: 0...tables.count, using: &random))
    }
    var third = [[Item]](repeating: [], count: 3)
    for item in items { third[Int.random(in: 0..<3, using: &random)].append(item) }
    let (a, b, c) = (table(third[0]), table(third[1]), table(third[2]))

    violation =
      if let grouped = tables.first, grouped.observed(world) != whole.observed(world) {
        "the parts' table is not the table of the whole"
      } else if let grouped = tables.first, grouped.measured(world) != whole.measured(world) {
        "the parts' figures are not the figures of the whole"
      } else if merged(a, b).observed(world) != merged(b, a).observed(world) {
        "not commutative"
      } else if merged(merged(a, b), c).observed(world) != merged(a, merged(b, c)).observed(world) {
        "not associative"
      } else {
        nil
      }
  }

  private enum Item {
    case record(TaskRecord)
    case event(TaskEvent)
  }
}

/// The table once more, by the specification's words: sort the versions of a task, take the last.
private struct PlainTable {
  private(set) var winners: [Observation.Winner] = []
  private(set) var superseded: [RecordOrigin] = []
  private(set) var ties: [RecordOrigin] = []

  init(_ world: RandomWorld) {
    for (_, versions) in Dictionary(grouping: world.records, by: \.id) {
      func keys(_ record: TaskRecord) -> [Int64] {
        let export = world.exportTimes[Int(record.origin.input)]
        let latest = (0..<8).map { record.times[$0] }.max() ?? 0
        let updated = record[.updated]
        let observed = updated != TaskRecord.none ? updated : export != TaskRecord.none ? export : latest
        return [observed, export, latest, Int64(record.status.rawValue)]
      }
      func figures(_ record: TaskRecord) -> [String] {
        func sortable(_ value: Int64) -> String {
          // Absent is the lowest; no value of these worlds is negative.
          value == TaskRecord.none ? "" : String(repeating: "0", count: 20 - String(value).count) + String(value)
        }
        return [
          world.names.channelID(record.channel),
          record.agent == TaskRecord.noAgent ? "" : world.names.agentID(record.agent), "\(record.approval.rawValue)",
        ] + (0..<8).map { sortable(record.times[$0]) } + [
          sortable(record.estimatedHours), sortable(record.actualHours),
        ]
      }
      func precedes(_ a: TaskRecord, _ b: TaskRecord) -> Bool {
        if keys(a) != keys(b) { return keys(a).lexicographicallyPrecedes(keys(b)) }
        if figures(a) != figures(b) { return figures(a).lexicographicallyPrecedes(figures(b)) }
        // The first by place is the one that stands.
        return b.origin < a.origin
      }
      guard let winner = versions.max(by: precedes) else { continue }
      let rivals = versions.filter { keys($0) == keys(winner) }
      let equals = rivals.filter { figures($0) == figures(winner) }
      let candidates = Dictionary(grouping: equals, by: \.fingerprint).values
        .compactMap { $0.map(\.origin).min() }.sorted()
      winners.append(
        Observation.Winner(winner, candidates: candidates.count > 1 ? candidates : [], world.names))
      superseded += versions.map(\.origin).filter { $0 != winner.origin }
      ties += rivals.filter { figures($0) != figures(winner) }.map(\.origin)
    }
    winners.sort { $0.id < $1.id }
    superseded.sort()
    ties.sort()
  }
}
