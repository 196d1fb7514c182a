/// Lines of comma-separated values: RFC 4180, and nothing that a spreadsheet would run.
package enum CSVText {
  /// A line with its end, LF.
  package static func line(_ cells: [JSONValue]) -> String { cells.map(cell).joined(separator: ",") + "\n" }

  static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null, .object: ""
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): JSONValue.text(of: number)
    case .text(let text): cell(text)
    case .array(let elements):
      // Recommendations: their codes.
      cell(elements.compactMap { if case .text(let code)? = $0["code"] { code } else { nil } }.joined(separator: "|"))
    }
  }

  /// Text that a spreadsheet would run as a formula gets a leading `'`.
  private static func cell(_ text: String) -> String {
    var cell = ""
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { cell = "'" }
    var needsQuotes = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"":
        cell += "\"\""
        needsQuotes = true
      case ",", "\n", "\r", ";", "\t":
        cell.unicodeScalars.append(scalar)
        needsQuotes = true
      default: cell.unicodeScalars.append(scalar.isXMLCharacter ? scalar : "\u{FFFD}")
      }
    }
    return needsQuotes ? "\"" + cell + "\"" : cell
  }
}
