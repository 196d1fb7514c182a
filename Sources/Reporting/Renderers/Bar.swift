/// A share of a whole as something to look at, beside the number that says it.
struct Bar: Sendable {
  /// From 0 to 100.
  let percent: Double

  init(percent: Double) { self.percent = min(100, max(0, percent.isFinite ? percent : 0)) }

  init(_ count: Int, of total: Int) { self.init(percent: total > 0 ? 100 * Double(count) / Double(total) : 0) }

  /// A length in SVG's own notation, whatever the locale.
  static func length(_ percent: Double) -> String {
    guard let digits = DecimalDigits(min(100, max(0, percent)))?.rounded(places: 1) else { return "0" }
    return DecimalDigits.text(digits.whole) + "." + DecimalDigits.text(digits.fraction)
  }

  static let fields: [Field<Bar>] = [
    .text("length", "its length from 0 to 100, as SVG writes it: `62.5`") { bar, _ in length(bar.percent) },
    // Ten cells; what is there at all shows at least one.
    .text("cells", "the same as ten characters of text") { bar, _ in
      let full = bar.percent > 0 ? max(1, Int((bar.percent / 10).rounded())) : 0
      return String(repeating: "█", count: full) + String(repeating: "░", count: 10 - full)
    },
  ]
}
