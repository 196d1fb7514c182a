import Testing

@testable import Tasks

@Suite("Far times")
struct NearTimesTests {
  private func range(_ created: [Instant], gap: Int = 366) -> ClosedRange<Int64>? {
    var times = NearTimes()
    for instant in created { times.add(created: instant.milliseconds) }
    return times.range(gapDays: gap)
  }

  private func days(_ number: Double) -> Instant { hour(24 * number) }

  @Test("Nothing is far where nothing was created")
  func empty() { #expect(range([]) == nil) }

  @Test("What lies within the gap of the median is near, to the millisecond")
  func alone() {
    #expect(range([days(0)]) == days(-366).milliseconds...days(366).milliseconds)
  }

  @Test(
    "Creations that no gap separates reach further",
    arguments: [
      ([0.0, 366, 732], -366.0, 1098.0), ([0, 1, 2, 400], -366, 368), ([-400, 0, 1], -366, 367),
      ([0, 0, 0, 366, 732, 1200], -366, 1098),
    ])
  func chains(created: [Double], from: Double, to: Double) {
    #expect(range(created.map(days)) == days(from).milliseconds...days(to).milliseconds)
  }

  @Test("Of two medians the lower one counts")
  func lowerMedian() {
    #expect(range([days(0), days(1000)]) == days(-366).milliseconds...days(366).milliseconds)
    #expect(range([days(0), days(1000), days(1000)]) == days(634).milliseconds...days(1366).milliseconds)
  }

  @Test("Creations of one day count as many times as there are tasks, whatever their order")
  func weights() {
    let many = [days(1000)] + Array(repeating: days(0), count: 3) + [days(1000.1)]
    #expect(range(many) == days(-366).milliseconds...days(366).milliseconds)
  }
}
