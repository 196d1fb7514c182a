import Tasks
import Testing

@testable import Reporting

@Suite struct LanguageTests {
  let portuguese: Language
  let english: Language

  init() throws {
    portuguese = Language(
      catalogue: try #require(try TemplateSet.builtIn.catalogue("pt-BR")), zone: SampleModel.saoPaulo)
    english = Language(catalogue: try #require(try TemplateSet.builtIn.catalogue("en")), zone: .utc)
  }

  @Test(
    "rates are rounded half away from zero on the decimals that a reader sees",
    arguments: [
      (83.33333333333333, "83,3%"), (0, "0,0%"), (100, "100,0%"), (99.95, "100,0%"), (99.94999, "99,9%"),
      // The nearest doubles of these lie below the half.
      (1.15, "1,2%"), (0.25, "0,3%"), (41.65, "41,7%"), (2.675, "2,7%"), (0.05, "0,1%"), (0.049999999999999996, "0,0%"),
      (-0.04, "0,0%"), (-0.05, "-0,1%"), (.leastNonzeroMagnitude, "0,0%"), (1e-05, "0,0%"), (1234.56, "1.234,6%"),
    ])
  func percent(value: Double, text: String) { #expect(portuguese.percent(value) == text) }

  @Test(
    "scores have no decimals and halves go up",
    arguments: [(67.5, "68"), (66.5, "67"), (0.5, "1"), (0.49999999999999994, "0"), (99.5, "100"), (68, "68")])
  func score(value: Double, text: String) { #expect(english.score(value) == text) }

  @Test("every tenth of a percent that a count can give is rounded as in exact arithmetic")
  func exactRates() {
    for n in 1...400 {
      for k in 0...n {
        // Tenths of a percent, rounded half up, in integers.
        let tenths = (2000 * k + n) / (2 * n)
        #expect(english.percent(100 * Double(k) / Double(n)) == "\(tenths / 10).\(tenths % 10)%", "\(k)/\(n)")
      }
    }
  }

  @Test(
    "whole numbers are grouped",
    arguments: [(0, "0", "0"), (999, "999", "999"), (1234, "1.234", "1,234"), (-1_234_567, "-1.234.567", "-1,234,567")])
  func number(value: Int, inPortuguese: String, inEnglish: String) {
    #expect(portuguese.number(value) == inPortuguese)
    #expect(english.number(value) == inEnglish)
  }

  @Test("the smallest integer is printed, not negated")
  func smallestInteger() { #expect(english.number(.min) == "-9,223,372,036,854,775,808") }

  @Test(
    "a setting is shown with the decimals that it has",
    arguments: [(0.5, "0,5"), (85, "85"), (1.959963984540054, "1,959963984540054"), (1e16, "10.000.000.000.000.000")])
  func exact(value: Double, text: String) { #expect(portuguese.number(exactly: value) == text) }

  @Test(
    "durations are in the units that a reader would use",
    arguments: [
      (0, "0 s"), (0.001, "0 s"), (0.325, "20 s"), (0.99, "59 s"), (0.9916, "59 s"), (0.9917, "1 min"), (1, "1 min"),
      (59.4, "59 min"), (59.5, "1 h 00 min"), (240, "4 h 00 min"), (245.4, "4 h 05 min"), (1439.4, "23 h 59 min"),
      (1439.5, "1 d 00 h"), (1469.9, "1 d 00 h"), (1470, "1 d 01 h"), (5003.4, "3 d 11 h"), (1_440_000, "1.000 d 00 h"),
      (-5, "-5 min"),
    ])
  func duration(minutes: Double, text: String) { #expect(portuguese.duration(minutes: minutes) == text) }

  @Test(
    "limits are as short as they are round",
    arguments: [
      (0, "0 min"), (60, "1 h"), (720, "12 h"), (1440, "1 d"), (10080, "7 d"), (90, "1 h 30 min"), (45, "45 min"),
    ])
  func span(minutes: Double, text: String) { #expect(portuguese.span(minutes: minutes) == text) }

  @Test(
    "numbers that only a forged document holds do not trap", arguments: [1e300, -1e300, 1e12, .greatestFiniteMagnitude])
  func hugeDurations(minutes: Double) {
    #expect(!english.duration(minutes: minutes).isEmpty)
    #expect(!english.span(minutes: minutes).isEmpty)
    #expect(!english.duration(days: minutes).isEmpty)
  }

  @Test("moments are those of the report's zone")
  func moments() {
    let instant = SampleModel.instant("2026-02-24T02:45:30.123Z")
    #expect(portuguese.moment(instant) == "23/02/2026 23:45")
    #expect(english.moment(instant) == "2026-02-24 02:45")
  }

  @Test("moments at the ends of time do not trap", arguments: [Int64.max / 2, Int64.min / 2])
  func farMoments(milliseconds: Int64) { #expect(!english.moment(Instant(milliseconds: milliseconds)).isEmpty) }

  @Test(
    "the plural follows the locale",
    arguments: [
      (0, "0 arquivo (x)", "0 files (x)"), (1, "1 arquivo (x)", "1 file (x)"), (2, "2 arquivos (x)", "2 files (x)"),
    ])
  func plural(count: Int, inPortuguese: String, inEnglish: String) {
    #expect(portuguese.text("sources", count: count, ["formats": "x"]) == inPortuguese)
    #expect(english.text("sources", count: count, ["formats": "x"]) == inEnglish)
  }

  @Test(
    "sizes are in decimal units",
    arguments: [(0, "0 B"), (999, "999 B"), (12_345, "12,3 kB"), (5_000_000_000, "5,0 GB")])
  func size(bytes: Int, text: String) { #expect(portuguese.size(bytes: bytes) == text) }

  @Test("multiplying decimals is exact")
  func multiplied() throws {
    let digits = try #require(DecimalDigits(0.325)).multiplied(by: 60)
    #expect(digits == DecimalDigits(19.5))
    #expect(DecimalDigits(.nan) == nil)
    #expect(DecimalDigits(.infinity) == nil)
  }
}
