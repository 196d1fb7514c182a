import TestSupport
import Testing

@testable import Tasks

/// Law 1: the same input gives the same figures, whatever order, hash or job it goes through.
@Suite("Law 1: same input, same figures")
struct SameFiguresLawTests {
  @Test("The order of records and events is no input", arguments: 0..<1000 as Range<UInt64>)
  func order(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    let shuffled = world.shuffled()
    #expect(figures(shuffled) == figures(world))
  }

  @Test("The seed of the table's hash is no input", arguments: 0..<1000 as Range<UInt64>)
  func hashSeed(seed: UInt64) {
    var world = RandomWorld(seed: seed)
    let other = world.table(seed: world.random.next())
    #expect(Measurement(world.measured(other.parts), world.names) == figures(world))
  }

  @Test("The numbers that names got as they were met are no input", arguments: 0..<1000 as Range<UInt64>)
  func numbers(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    #expect(figures(world.renumbered()) == figures(world))
  }

  @Test(
    "Which jobs measure which parts, and the order in which they end, is no input", arguments: 0..<1000 as Range<UInt64>
  )
  func jobs(seed: UInt64) {
    var world = RandomWorld(seed: seed)
    var jobs = [[TaskTablePart]](repeating: [], count: Int.random(in: 2...8, using: &world.random))
    for part in world.table().parts.shuffled(using: &world.random) {
      jobs[Int.random(in: 0..<jobs.count, using: &world.random)].append(part)
    }
    var whole = world.measured([])
    for job in jobs.shuffled(using: &world.random) { whole.merge(world.measured(job)) }
    #expect(Measurement(whole, world.names) == figures(world))
  }

  @Test(
    "Whether names that share a row are counted together at once, in some jobs or at the end, is no input",
    arguments: 0..<1000 as Range<UInt64>)
  func sharedRows(seed: UInt64) {
    var world = RandomWorld(seed: seed).withManyNames()
    let rows = Int.random(in: 1...4, using: &world.random)
    let parts = world.table().parts
    let apart = Measurement(world.measured(parts, rows: rows, folding: false), world.names)
    #expect(Measurement(world.measured(parts, rows: rows), world.names) == apart)
    var whole = world.measured([], rows: rows)
    for part in parts.shuffled(using: &world.random) { whole.merge(world.measured([part], rows: rows)) }
    #expect(Measurement(whole, world.names) == apart)
  }

  @Test("Comparing records by the numbers of their names is caught")
  func brokenOrder() {
    let caught = (0..<300 as Range<UInt64>).count { seed in
      let world = RandomWorld(seed: seed)
      return byNumbers(world) != byNumbers(world.renumbered())
    }
    #expect(caught > 0)
  }

  /// Broken: the numbers of agents and channels decide between records that tie.
  private func byNumbers(_ world: RandomWorld) -> Measurement {
    let order = RecordOrder(exportTimes: world.exportTimes, agentID: { "\($0)" }, channelID: { "\($0)" })
    var table = TaskTable(maxExamples: 3, seed: 5)
    for record in world.records { table.insert(record, order: order) }
    return Measurement(world.measured(table.parts), world.names)
  }

  private func figures(_ world: RandomWorld) -> Measurement {
    Measurement(world.measured(world.table().parts), world.names)
  }
}
