/// A kind of file that a report consists of.
enum OutputFormat: String, CaseIterable, Sendable, Comparable {
  case md, html, json, csv, api, mail

  /// What is written when nobody asks for other formats: a mail is made for those who send it.
  static let usual = Set(allCases).subtracting([.mail])

  static func < (a: OutputFormat, b: OutputFormat) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }

  /// Reads a list: `html,json`.
  static func list(_ text: String) throws(ValueProblem) -> Set<OutputFormat> {
    try list(text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed(String($0)) })
  }

  static func list(_ names: [String]) throws(ValueProblem) -> Set<OutputFormat> {
    var formats: Set<OutputFormat> = []
    for name in names {
      guard let format = OutputFormat(rawValue: name) else {
        throw ValueProblem(
          "\"\(name)\" is not a format of reports", hint: Suggestion.hint(for: name, in: allCases.map(\.rawValue)))
      }
      formats.insert(format)
    }
    guard !formats.isEmpty else {
      throw ValueProblem(
        "no format is named", hint: "one or more of " + allCases.map(\.rawValue).joined(separator: ", "))
    }
    return formats
  }
}

/// `text` without white space around it.
func trimmed(_ text: String) -> String {
  var rest = text[...]
  while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
  while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
  return String(rest)
}
