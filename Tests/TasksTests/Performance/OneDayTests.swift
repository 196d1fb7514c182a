import TestSupport
import Testing

@testable import Tasks

@Suite("Tasks of one day")
struct OneDayTests {
  private static let names = Names(registry: .builtIn)
  private static let order = RecordOrder(
    exportTimes: [], agentID: { names.agentID($0) }, channelID: { names.channelID($0) })

  /// Tasks of a few hours around an instant: some within a day of any zone, some over its end, and some without order.
  private static func tasks(around change: Instant, _ random: inout SeededGenerator) -> [TaskRecord] {
    (0..<300).map { number in
      let created = Instant(milliseconds: change.milliseconds + Int64.random(in: -50...50, using: &random) * 1_800_000)
      var task = record(
        TaskStatus.allCases.randomElement(using: &random) ?? .pending, id: "\(number)", created: created,
        approval: [.absent, .no, .yes].randomElement(using: &random) ?? .absent,
        agent: Int32.random(in: -1...3, using: &random), channel: Int32.random(in: 0...3, using: &random),
        offset: Int64(number))
      var at = created.milliseconds
      for i in 1..<7 where Bool.random(using: &random) {
        at += Int64.random(in: number % 20 == 0 ? -3...3 : 0...3, using: &random) * 1_800_000
        task.times[i] = at
      }
      if Bool.random(using: &random) { (task.estimatedHours, task.actualHours) = (20_000, Int64(number) * 100) }
      return task
    }
  }

  /// - Parameter isStepwise: each creation is stated by an event as well. That changes no figure, but then the tasks are
  ///   replayed step by step.
  private static func measured(_ tasks: [TaskRecord], _ period: ReportPeriod, isStepwise: Bool) -> Measurement {
    var table = TaskTable(maxExamples: 3, seed: 5)
    for task in tasks {
      table.insert(task, order: order)
      if isStepwise {
        table.insert(
          TaskEvent(
            id: task.id, kind: .created, at: Instant(milliseconds: task.created), actualHours: TaskRecord.none,
            origin: RecordOrigin(input: 9, offset: task.origin.offset, count: 1)))
      }
    }
    var whole = PartMeasurement(period: period, settings: Settings(), inputs: 1, names: names)
    for number in 0..<TaskTable.partitionCount {
      var part = table.take(number)
      var measurement = PartMeasurement(period: period, settings: Settings(), inputs: 1, names: names)
      measurement.add(&part, order: order, registry: .builtIn)
      whole.merge(measurement)
    }
    return Measurement(whole, names)
  }

  @Test(
    "give the figures that a replay step by step gives, where clocks change and at the ends of the window",
    arguments: Zones.changing.indices)
  func sameAsByStep(number: Int) {
    let (zone, change) = Zones.changing[number]
    var random = SeededGenerator(seed: UInt64(number))
    let end = Instant(milliseconds: change.milliseconds + 1000 * 3_600_000)
    let ends: [Instant?] = [nil, Instant(milliseconds: change.milliseconds - 5_400_000), change]
    for from in ends {
      for to in ends {
        let tasks = OneDayTests.tasks(around: change, &random)
        for asOf in [end, change] {
          let period = ReportPeriod(asOf: asOf, from: from, to: to, zone: zone)
          let expected = OneDayTests.measured(tasks, period, isStepwise: true)
          #expect(OneDayTests.measured(tasks, period, isStepwise: false) == expected)
        }
      }
    }
  }
}
