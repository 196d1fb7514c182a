import TestSupport

@testable import Tasks

/// A small, nasty input: few ids with many versions, few distinct times so that everything ties, times before the creation
/// and far away, days of 23 and 25 hours, events that the machine refuses, agents and channels that nobody registered.
/// The same seed gives the same world.
struct RandomWorld {
  var random: SeededGenerator
  private(set) var records: [TaskRecord] = []
  private(set) var events: [TaskEvent] = []
  /// By input: when it was exported, or `none`. Records lie in the first four inputs, events in the last.
  let exportTimes: [Int64]
  let period: ReportPeriod
  var names = Names(
    registry: .builtIn, unregisteredAgents: ["luna", "bruno"], unregisteredChannels: ["magalu", "casas_bahia"])

  static let eventInput: UInt32 = 4
  static let inputs = 5

  private let times: [Instant]
  private let ids: [TaskID]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let place = Zones.changing[Int.random(in: 0..<Zones.changing.count, using: &random)]
    let start = place.change.milliseconds - 36 * 3_600_000
    times = (0..<10).map { _ in
      let halfHours = Int64.random(in: 0..<144, using: &random)
      return Instant(
        milliseconds: start + halfHours * 1_800_000 + [0, 0, 1, 999][Int.random(in: 0..<4, using: &random)])
    }
    ids = (0..<Int.random(in: 1...8, using: &random)).map { i in
      switch i % 3 {
      case 0: id("t\(i)")
      case 1: TaskID(uuidHigh: UInt64(i), low: 7)
      default: TaskID(digestHigh: UInt64(i), low: 7)
      }
    }
    let some = times
    func maybe(_ chance: Int) -> Instant? {
      Int.random(in: 0..<100, using: &random) < chance ? some.randomElement(using: &random) : nil
    }
    exportTimes = (0..<5).map { _ in maybe(40)?.milliseconds ?? TaskRecord.none }
    let from = maybe(25)
    period = ReportPeriod(
      asOf: maybe(80), from: from, to: maybe(25).flatMap { $0 > from ?? Instant(milliseconds: 0) ? $0 : nil },
      zone: place.zone)
    self.random = random
    for i in 0..<Int.random(in: 1...24, using: &self.random) { records.append(makeRecord(offset: Int64(i))) }
    for i in 0..<Int.random(in: 0...16, using: &self.random) { events.append(makeEvent(offset: Int64(i))) }
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func time() -> Int64 {
    if chance(2) { return chance(50) ? Instant.valid.lowerBound.milliseconds : Instant.valid.upperBound.milliseconds }
    return times[Int.random(in: 0..<times.count, using: &random)].milliseconds
  }

  private mutating func makeRecord(offset: Int64) -> TaskRecord {
    let origin = RecordOrigin(input: UInt32.random(in: 0..<4, using: &random), offset: offset, count: 1)
    // Often a version that differs from another in little or nothing.
    if chance(55), let model = records.randomElement(using: &random) {
      var copy = model
      copy.origin = origin
      switch Int.random(in: 0..<9, using: &random) {
      case 0...2: copy.fingerprint ^= UInt64.random(in: 1...3, using: &random)
      case 3: copy.approval = .yes
      case 4: copy.channel = 7
      case 5: copy.actualHours = 40_000
      case 6: copy.agent = TaskRecord.noAgent
      default: break
      }
      return copy
    }
    var record = TaskRecord(
      id: ids[Int.random(in: 0..<ids.count, using: &random)],
      status: TaskStatus.allCases[Int.random(in: 0..<7, using: &random)],
      channel: Int32.random(in: 0..<8, using: &random), agent: Int32.random(in: -1..<8, using: &random),
      created: Instant(milliseconds: min(time(), time(), time())), origin: origin)
    for kind in TaskTime.allCases where kind != .created && kind != .updated && chance(35) { record[kind] = time() }
    if chance(50) { record[.updated] = times[Int.random(in: 0..<2, using: &random)].milliseconds }
    record.approval = [.absent, .no, .yes][Int.random(in: 0..<3, using: &random)]
    if chance(60) { record.estimatedHours = [0, 25_000][Int.random(in: 0..<2, using: &random)] }
    if chance(60) { record.actualHours = 30_000 }
    record.fingerprint = UInt64(offset) << 8
    return record
  }

  private mutating func makeEvent(offset: Int64) -> TaskEvent {
    let ghost = TaskID(uuidHigh: 99, low: 99)
    return TaskEvent(
      id: chance(8) ? ghost : ids[Int.random(in: 0..<ids.count, using: &random)],
      kind: EventKind.allCases[Int.random(in: 0..<9, using: &random)], at: Instant(milliseconds: time()),
      actualHours: chance(70) ? TaskRecord.none : [0, 15_000][Int.random(in: 0..<2, using: &random)],
      origin: RecordOrigin(input: RandomWorld.eventInput, offset: offset, count: 1))
  }

  var order: RecordOrder {
    let names = names
    return RecordOrder(
      exportTimes: exportTimes, agentID: { names.agentID($0) }, channelID: { names.channelID($0) })
  }

  /// The same world, but for the numbers of the names that are not registered: they are given out as names are met.
  func renumbered() -> RandomWorld {
    var other = self
    other.names = Names(
      registry: names.registry, unregisteredAgents: names.unregisteredAgents.reversed(),
      unregisteredChannels: names.unregisteredChannels.reversed())
    func swapped(_ number: Int32) -> Int32 { number < 6 ? number : 13 - number }
    for i in records.indices {
      other.records[i].agent = swapped(records[i].agent)
      other.records[i].channel = swapped(records[i].channel)
    }
    return other
  }

  /// The same world with more tasks, of a dozen agents and on a dozen channels that nobody registered.
  func withManyNames() -> RandomWorld {
    var other = self
    let letters = (0..<12).map { "\($0 * 7 % 12)" }
    other.names = Names(registry: names.registry, unregisteredAgents: letters, unregisteredChannels: letters)
    for i in 0..<Int.random(in: 0...80, using: &other.random) {
      guard var record = records.randomElement(using: &other.random) else { continue }
      record.id = TaskID(uuidHigh: 1000 + UInt64(i), low: 7)
      record.agent = Int32.random(in: -1..<18, using: &other.random)
      record.channel = Int32.random(in: 0..<18, using: &other.random)
      record.origin.offset = 1000 + Int64(i)
      other.records.append(record)
    }
    return other
  }

  /// The same world in another order.
  func shuffled() -> RandomWorld {
    var other = self
    other.records.shuffle(using: &other.random)
    other.events.shuffle(using: &other.random)
    return other
  }
}
