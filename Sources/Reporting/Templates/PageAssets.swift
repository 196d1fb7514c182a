/// What stands in every HTML page as it is, allowed there by its hash: the style sheet and the script.
struct PageAssets: Sendable {
  static let style = "assets/report.css"
  static let script = "assets/report.js"

  /// The texts, by the names under which partials give them.
  private(set) var texts: [String: String] = [:]
  private(set) var problems: [TemplateError] = []

  /// The names of their partials, and their files.
  static let partials = ["report.css": style, "report.js": script]

  init(_ set: TemplateSet) {
    for (partial, file) in PageAssets.partials.sorted(by: { $0.key < $1.key }) {
      guard let text = String(validating: set.files[file] ?? [], as: UTF8.self) else {
        problems.append(TemplateError(file: file, line: 1, column: 1, reason: "not UTF-8"))
        continue
      }
      // The hash depends on every byte between the tags.
      var rest = Substring(text)
      while let last = rest.last, last.isWhitespace { rest.removeLast() }
      texts[partial] = String(rest)
      problems += PageAssets.faults(rest, file)
    }
  }

  /// The one style sheet or script as a Content-Security-Policy wants it: `sha256-...`.
  func hash(_ file: String, _ sha256: ([UInt8]) -> [UInt8]) -> String {
    let partial = PageAssets.partials.first { $0.value == file }?.key ?? ""
    return "sha256-" + Base64.encoded(sha256(Array((texts[partial] ?? "").utf8)))
  }

  private static func faults(_ text: Substring, _ file: String) -> [TemplateError] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { i, line in
      guard line.contains("{{") || line.lowercased().contains("</") || line.contains("<!--") else { return nil }
      return TemplateError(
        file: file, line: i + 1, column: 1, reason: "a style sheet or a script holds none of `{{`, `</` and `<!--`")
    }
  }
}
