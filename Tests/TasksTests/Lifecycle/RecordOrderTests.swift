import Testing

@testable import Tasks

@Suite("Which of two records was observed last")
struct RecordOrderTests {
  /// Input 0 has no export time, input 1 was exported at 10, input 2 at 20.
  private let order = RecordOrder(
    exportTimes: [TaskRecord.none, hour(10).milliseconds, hour(20).milliseconds],
    agentID: { ["b", "a"][Int($0)] }, channelID: { ["z", "y"][Int($0)] })

  @Test("updated_at tells, else the file's export time, else the latest of the record's own timestamps")
  func observed() {
    #expect(order.observed(record(.pending, [.updated: hour(3)], input: 1)) == hour(3).milliseconds)
    #expect(order.observed(record(.pending, input: 1)) == hour(10).milliseconds)
    #expect(order.observed(record(.approved, [.approved: hour(2)])) == hour(2).milliseconds)
    // An input that nobody announced has no export time.
    #expect(order.observed(record(.pending, input: 99)) == hour(0).milliseconds)
  }

  /// Each pair: the first is the later one.
  @Test(
    "The keys decide one after the other",
    arguments: [
      // Observed later, though exported earlier.
      (record(.pending, [.updated: hour(5)], input: 1), record(.completed, [.updated: hour(4)], input: 2)),
      // Observed alike: exported later.
      (record(.pending, [.updated: hour(5)], input: 2), record(.completed, [.updated: hour(5)], input: 1)),
      // Exported later, though its own latest timestamp is earlier.
      (
        record(.approved, [.updated: hour(5), .approved: hour(6)], input: 2),
        record(.approved, [.updated: hour(5), .approved: hour(7)], input: 1)
      ),
      // Exported at all.
      (record(.pending, [.updated: hour(10)], input: 1), record(.completed, [.updated: hour(10)], input: 0)),
      // Its latest own timestamp is later.
      (record(.approved, [.approved: hour(3)], input: 1), record(.rejected, [.approved: hour(2)], input: 1)),
      // Its status has the higher rank.
      (record(.rejected, input: 1), record(.completed, input: 1)),
    ])
  func keys(later: TaskRecord, earlier: TaskRecord) {
    #expect(order.compareKeys(later, earlier) > 0)
    #expect(order.compareKeys(earlier, later) < 0)
    #expect(order.compareKeys(later, later) == 0)
  }

  @Test(
    "Figure fields decide in the table's order, absent lowest, names by their ids",
    arguments: [
      // Channel 0 is "z", channel 1 "y"; agent 0 is "b", agent 1 "a".
      (record(.pending, agent: 1, channel: 0), record(.pending, agent: 0, channel: 1)),
      (record(.pending, agent: 0), record(.pending, agent: 1)),
      (record(.pending, agent: 1), record(.pending, agent: TaskRecord.noAgent)),
      (record(.pending, approval: .yes), record(.pending, approval: .no)),
      (record(.pending, approval: .no), record(.pending, approval: .absent)),
      (record(.pending, [.submitted: hour(1)]), record(.pending, [.approved: hour(9)])),
      (record(.pending, [.updated: hour(2)]), record(.pending, [.updated: hour(1)])),
    ])
  func figures(higher: TaskRecord, lower: TaskRecord) {
    #expect(order.compareFigures(higher, lower) > 0)
    #expect(order.compareFigures(lower, higher) < 0)
    #expect(order.compareFigures(higher, higher) == 0)
  }

  @Test("What decides between two records can be told")
  func deciding() {
    let base = record(.pending, [.updated: hour(5)], input: 1)
    #expect(order.deciding(base, record(.pending, [.updated: hour(4)], input: 2)) == .observed)
    #expect(order.deciding(base, record(.pending, [.updated: hour(5)], input: 2)) == .exportTime)
    #expect(order.deciding(record(.pending, input: 1), record(.pending, [.approved: hour(1)], input: 1)) == .latestTime)
    #expect(order.deciding(record(.pending, input: 1), record(.approved, input: 1)) == .statusRank)
    #expect(order.deciding(record(.pending, channel: 1), record(.pending)) == .figure("channel"))
    #expect(order.deciding(record(.pending, agent: 1), record(.pending)) == .figure("created_by_agent"))
    #expect(order.deciding(record(.pending, approval: .no), record(.pending)) == .figure("admin_approved"))
    var estimated = record(.pending)
    estimated.estimatedHours = 1
    #expect(order.deciding(estimated, record(.pending)) == .figure("estimated_hours"))
    #expect(order.deciding(record(.pending, offset: 4), record(.pending, offset: 9)) == nil)
    #expect(order.observation(base).source == "updated_at")
    #expect(order.observation(record(.pending, input: 1)).source == "the file's export time")
  }

  @Test("Hours come last, the estimate first")
  func hours() {
    var (a, b) = (record(.pending), record(.pending))
    a.estimatedHours = 0
    b.actualHours = 9
    #expect(order.compareFigures(a, b) > 0)
    b.estimatedHours = 0
    #expect(order.compareFigures(a, b) < 0)
  }
}
