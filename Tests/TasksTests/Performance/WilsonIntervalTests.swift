import Testing

@testable import Tasks

@Suite("Wilson's interval")
struct WilsonIntervalTests {
  /// Computed with 50 digits; 81 of 263 is the example of Newcombe, Statistics in Medicine 17 (1998): 0.2553 to 0.3662.
  @Test(
    "It has the published values",
    arguments: [
      (10, 12, 55.19691377470266, 95.30348578161461), (5, 12, 19.326031365875657, 68.04886874504503),
      (0, 10, 0.0, 27.75327998628892), (10, 10, 72.24672001371108, 100.0), (1, 2, 9.453120573423073, 90.54687942657692),
      (81, 263, 25.528851987827423, 36.62095769828001), (1, 1, 20.654931437723743, 100.0),
      (50, 100, 40.383153036599566, 59.616846963400434), (999, 1000, 99.4357441402042, 99.9823453629374),
    ])
  func values(successes: Int, n: Int, low: Double, high: Double) throws {
    let interval = try #require(WilsonInterval.percent(successes, of: n))
    #expect(abs(interval.low - low) < 1e-10)
    #expect(abs(interval.high - high) < 1e-10)
  }

  @Test("At none and all it ends exactly at 0 and 100", arguments: [1, 3, 19, 1000, 123_456])
  func ends(n: Int) {
    #expect(WilsonInterval.percent(0, of: n)?.low == 0)
    #expect(WilsonInterval.percent(n, of: n)?.high == 100)
  }

  @Test("There is none of nothing", arguments: [0, -1])
  func nothing(n: Int) { #expect(WilsonInterval.percent(0, of: n) == nil) }
}
