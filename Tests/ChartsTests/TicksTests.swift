import TestSupport
import Testing

@testable import Charts

@Suite("Ticks are round") struct TicksTests {
  @Test(
    "counts step by 1, 2 or 5",
    arguments: [
      (0.0, [0.0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (7, [0, 2, 4, 6, 8]), (37, [0, 10, 20, 30, 40]),
      (395, [0, 100, 200, 300, 400]), (100, [0, 20, 40, 60, 80, 100]), (.nan, [0, 1]), (.infinity, [0, 1]),
    ] as [(Double, [Double])])
  func counts(highest: Double, ticks: [Double]) { #expect(Ticks.counts(upTo: highest, steps: 5) == ticks) }

  @Test(
    "times step by what clocks and calendars know",
    arguments: [
      (0.0, [0.0, 60]), (50, [0, 15, 30, 45, 60]), (1000, [0, 360, 720, 1080]), (2600, [0, 720, 1440, 2160, 2880]),
      (1e7, [0, 2_880_000, 5_760_000, 8_640_000, 11_520_000]),
    ] as [(Double, [Double])])
  func minutes(highest: Double, ticks: [Double]) { #expect(Ticks.minutes(upTo: highest, steps: 4) == ticks) }

  @Test("from 0 to at least the highest value, in few equal steps, whatever it is")
  func laws() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let highest = Double.random(in: 0.1...1e12, using: &random)
      for ticks in [Ticks.counts(upTo: highest, steps: 5), Ticks.minutes(upTo: highest, steps: 5)] {
        #expect(ticks.first == 0)
        #expect((ticks.last ?? 0) >= highest)
        #expect((2...7).contains(ticks.count), "\(highest): \(ticks)")
        #expect(ticks.count < 3 || ticks[ticks.count - 2] < highest)
      }
    }
  }

  @Test("labels of points keep their distance, and the last has one", arguments: [(0, 5), (1, 5), (2, 1), (500, 6)])
  func places(count: Int, room: Int) {
    let places = Ticks.places(among: count, room: room)
    #expect(places.count <= room)
    #expect(places.last == (count > 0 ? count - 1 : nil))
  }
}
