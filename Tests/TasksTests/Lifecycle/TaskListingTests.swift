import Testing

@testable import Tasks

@Suite("Lists of tasks")
struct TaskListingTests {
  private func list(
    _ world: RandomWorld, _ selection: TaskSelection = TaskSelection(), limit: Int = .max / 4
  ) -> (tasks: [ListedTask], total: Int) {
    var table = TaskTable(maxExamples: 5, seed: 3)
    for record in world.records { table.insert(record, order: world.order) }
    for event in world.events { table.insert(event) }
    var listing = TaskListing(selection, period: world.period, limit: limit)
    for number in 0..<TaskTable.partitionCount {
      var part = table.take(number)
      listing.add(&part, order: world.order)
    }
    return (listing.tasks(), listing.total)
  }

  @Test("hold what the figures count", arguments: 0..<300 as Range<UInt64>)
  func counts(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    var measurement = PartMeasurement(period: world.period, settings: Settings(), inputs: RandomWorld.inputs)
    var table = TaskTable(maxExamples: 5, seed: 3)
    for record in world.records { table.insert(record, order: world.order) }
    for event in world.events { table.insert(event) }
    for number in 0..<TaskTable.partitionCount {
      var part = table.take(number)
      measurement.add(&part, order: world.order, registry: world.names.registry)
    }
    let group = measurement.monitor.figures(names: world.names).system.group
    let (all, total) = list(world)
    #expect(total == group.generated && all.count == total)
    #expect(all.count { $0.isApproved } == group.approved)
    #expect(all.count { $0.status == .completed } == group.completed)
    var pending = TaskSelection()
    pending.pendingApproval = true
    #expect(list(world, pending).total == measurement.monitor.pendingApproval.total)
    for agent in Int32(0)..<8 {
      var selection = TaskSelection()
      selection.agent = agent
      #expect(list(world, selection).tasks == all.filter { $0.agent == agent })
      selection.status = .pending
      selection.channel = 2
      #expect(
        list(world, selection).tasks == all.filter { $0.agent == agent && $0.status == .pending && $0.channel == 2 })
    }
  }

  @Test("are the oldest first, and a short one is the beginning of a long one", arguments: 0..<40 as Range<UInt64>)
  func order(seed: UInt64) {
    let world = RandomWorld(seed: seed)
    let (all, total) = list(world)
    #expect(
      zip(all, all.dropFirst()).allSatisfy { $0.created < $1.created || ($0.created == $1.created && $0.id < $1.id) })
    for limit in 0...3 {
      let (some, count) = list(world, limit: limit)
      #expect(some == Array(all.prefix(limit)))
      #expect(count == total)
    }
    #expect(list(world.shuffled()).tasks == all)
  }

  @Test("keep no more than they need of many tasks")
  func many() {
    var listing = TaskListing(TaskSelection(), period: ReportPeriod(asOf: nil), limit: 3)
    var replay = Replay()
    for i in 0..<10_000 {
      let task = record(.pending, id: "t\(i)", created: hour(Double((i * 7919) % 10_000)))
      if let state = replay.run(task, events: [], observed: 0, until: nil) { listing.add(task, state) }
    }
    #expect(listing.total == 10_000)
    #expect(listing.tasks().map(\.created) == [0, 1, 2].map { hour($0).milliseconds })
  }
}
