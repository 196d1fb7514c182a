import TestSupport
import Testing

@testable import Tasks

@Suite("Durations")
struct DurationsTests {
  private func figures(_ milliseconds: [Int64]...) -> DurationFigures {
    DurationFigures(
      milliseconds.map { group in
        var durations = Durations()
        for value in group { durations.add(milliseconds: value) }
        return durations
      })
  }

  @Test("There are no figures of nothing")
  func nothing() {
    #expect(figures([]).count == 0)
    #expect(figures([]).meanMinutes == nil)
    #expect(figures([]).p50Minutes == nil)
    #expect(figures([]).maxMinutes == nil)
    #expect(figures([]).meanHours == nil)
  }

  @Test("The mean is of milliseconds, ranks are of whole seconds, rounded down")
  func rounding() {
    // 59.999 s and 0.001 s.
    let two = figures([59_999, 1])
    #expect(two.meanMinutes == 0.5)
    #expect(two.p50Minutes == 0)
    #expect(two.maxMinutes == 59.0 / 60)
    #expect(two.meanHours == 0.5 / 60)
  }

  @Test(
    "Percentiles are nearest-rank",
    arguments: [
      // 1 to n minutes: the ceil(p/100 x n)-th is that many minutes.
      (1, 1.0, 1.0, 1.0), (2, 1, 2, 2), (10, 5, 9, 10), (11, 6, 10, 11), (20, 10, 18, 19), (21, 11, 19, 20),
      (100, 50, 90, 95),
      (101, 51, 91, 96),
    ])
  func nearestRank(n: Int, p50: Double, p90: Double, p95: Double) {
    let times = figures((1...Int64(n)).reversed().map { $0 * 60_000 })
    #expect([times.p50Minutes, times.p90Minutes, times.p95Minutes, times.maxMinutes] == [p50, p90, p95, Double(n)])
    #expect(times.count == n)
  }

  @Test(
    "They agree with a plain sort, however the durations are grouped and however many there are",
    arguments: [
      (1, 3, Int64(1) << 20), (4096, 2, 1 << 30), (4097, 2, 1 << 30), (9000, 5, 1 << 40), (5000, 3, 1 << 43),
      (6000, 4, 1),
      (10_000, 1, 1 << 17),
    ])
  func againstSorting(count: Int, groups: Int, below: Int64) {
    var random = SeededGenerator(seed: UInt64(count))
    let values = (0..<count).map { _ in
      // Many small ones, some of up to `below` milliseconds.
      Int64.random(in: 0..<max(1, Bool.random(using: &random) ? below : below >> 10), using: &random)
    }
    var parts = Array(repeating: Durations(), count: groups)
    for value in values { parts[Int.random(in: 0..<groups, using: &random)].add(milliseconds: value) }
    let times = DurationFigures(parts)
    let sorted = values.map { $0 / 1000 }.sorted()
    func rank(_ percent: Int) -> Double { Double(sorted[(percent * count + 99) / 100 - 1]) / 60 }
    #expect(times.p50Minutes == rank(50))
    #expect(times.p90Minutes == rank(90))
    #expect(times.p95Minutes == rank(95))
    #expect(times.maxMinutes == Double(sorted[count - 1]) / 60)
    #expect(times.meanMinutes == Fraction(UInt128(values.reduce(0, +)), UInt128(count) * 60_000)?.value)
    // Merged into one it is the same.
    var merged = Durations()
    for part in parts.shuffled(using: &random) { merged.merge(part) }
    #expect(DurationFigures([merged]) == times)
  }

  @Test("Durations of more than 136 years are ranked as well, above the others")
  func long() {
    // 2^32 seconds do not fit into 32 bits; one less does.
    let limit = Int64(1) << 32
    let times = figures([limit * 1000, 5000], [(limit - 1) * 1000 + 999], [(limit + 7) * 1000])
    #expect(times.p50Minutes == Double(limit - 1) / 60)
    #expect(times.p90Minutes == Double(limit + 7) / 60)
    #expect(times.maxMinutes == Double(limit + 7) / 60)
    let only = figures([limit * 2000])
    #expect(only.p50Minutes == Double(limit * 2) / 60)
  }
}
