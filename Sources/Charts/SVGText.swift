/// Writes SVG: elements, attributes in the order given, texts escaped, lengths with at most one decimal.
struct SVGText {
  private(set) var text = ""

  /// An element without content.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    open(name, attributes, end: "/>")
  }

  /// An element around what `content` writes.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, content: (inout SVGText) -> Void
  ) {
    open(name, attributes, end: ">")
    content(&self)
    text += "</\(name)>"
  }

  /// A text element.
  mutating func label(_ content: String, x: Double, y: Double, _ anchor: Anchor = .start, style: String? = nil) {
    text += "<text x=\"\(length(x))\" y=\"\(length(y))\""
    if anchor != .start { text += " text-anchor=\"\(anchor.rawValue)\"" }
    if let style { text += " class=\"\(style)\"" }
    text += ">\(Markup.escaped(content))</text>"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String) {
    text += "<path class=\"\(style)\" d=\"M\(length(x1)) \(length(y1))L\(length(x2)) \(length(y2))\"/>"
  }

  mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, style: String) {
    text += "<rect class=\"\(style)\" x=\"\(length(x))\" y=\"\(length(y))\""
    text += " width=\"\(length(max(0, width)))\" height=\"\(length(max(0, height)))\"/>"
  }

  mutating func content(_ content: String) { text += Markup.escaped(content) }

  enum Anchor: String { case start, middle, end }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>, end: String) {
    text += "<" + name
    for (key, value) in attributes { text += " \(key)=\"\(Markup.escaped(value))\"" }
    text += end
  }
}

/// A length in SVG's notation, whatever the locale: rounded to a tenth, without needless zeros.
func length(_ value: Double) -> String {
  guard value.isFinite, value.magnitude < 1e9 else { return "0" }
  let tenths = Int((value * 10).rounded())
  let sign = tenths < 0 ? "-" : ""
  let digits = tenths.magnitude
  return digits.isMultiple(of: 10) ? "\(sign)\(digits / 10)" : "\(sign)\(digits / 10).\(digits % 10)"
}
