/// What stands in every HTML page as it is, allowed there by its hash: the style sheet and the script.
struct PageAssets: Sendable {
  static let style = "assets/report.css"
  static let script = "assets/report.js"
  /// Written behind the style sheet, so that a folder may change a colour without a copy of all of it.
  static let extraStyle = "assets/extra.css"

  /// The texts, by the names under which partials give them.
  private(set) var texts: [String: String] = [:]
  private(set) var problems: [TemplateError] = []

  /// The names of their partials, and the files that each puts together.
  static let partials = ["report.css": [style, extraStyle], "report.js": [script]]

  static let files = Set(partials.values.joined())

  init(_ set: TemplateSet) {
    for (partial, files) in PageAssets.partials.sorted(by: { $0.key < $1.key }) {
      let parts = files.compactMap { file in set.files[file].map { read($0, file) } }
      texts[partial] = parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }
  }

  private mutating func read(_ bytes: [UInt8], _ file: String) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      problems.append(TemplateError(file: file, line: 1, column: 1, reason: "not UTF-8"))
      return ""
    }
    // The hash depends on every byte between the tags.
    var rest = Substring(text)
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    problems += PageAssets.faults(rest, file)
    return String(rest)
  }

  /// A style sheet or a script, as a Content-Security-Policy wants it: `sha256-...`.
  func hash(ofPartial partial: String, _ sha256: ([UInt8]) -> [UInt8]) -> String {
    "sha256-" + Base64.encoded(sha256(Array((texts[partial] ?? "").utf8)))
  }

  private static func faults(_ text: Substring, _ file: String) -> [TemplateError] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.enumerated().compactMap { i, line in
      guard line.contains("{{") || line.lowercased().contains("</") || line.contains("<!--") else { return nil }
      return TemplateError(
        file: file, line: i + 1, column: 1, reason: "a style sheet or a script holds none of `{{`, `</` and `<!--`")
    }
  }
}
