/// A JSON value whose keys stay in the order in which they were given.
enum JSONText: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral
{
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case array([JSONText])
  case object([(String, JSONText)])

  init(stringLiteral value: String) { self = .text(value) }
  init(arrayLiteral elements: JSONText...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONText)...) { self = .object(elements) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(nilLiteral: ()) { self = .null }

  static func optional(_ text: String?) -> JSONText { text.map(JSONText.text) ?? .null }

  /// The value as a document: indented by two spaces, with a line end.
  var document: [UInt8] {
    var text = ""
    write(to: &text, indent: "")
    return Array((text + "\n").utf8)
  }

  /// The value on one line, with a line end.
  var line: [UInt8] {
    var text = ""
    writeLine(to: &text)
    return Array((text + "\n").utf8)
  }

  private func writeLine(to text: inout String) {
    switch self {
    case .array(let elements):
      text += "["
      for (i, element) in elements.enumerated() {
        if i > 0 { text += "," }
        element.writeLine(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (i, (key, value)) in members.enumerated() {
        text += (i > 0 ? "," : "") + JSONText.quoted(key) + ":"
        value.writeLine(to: &text)
      }
      text += "}"
    default: write(to: &text, indent: "")
    }
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? shortest(value) : "null"
    case .text(let value): text += JSONText.quoted(value)
    case .array(let elements):
      guard !elements.isEmpty else {
        text += "[]"
        return
      }
      for (i, element) in elements.enumerated() {
        text += (i == 0 ? "[\n" : ",\n") + indent + "  "
        element.write(to: &text, indent: indent + "  ")
      }
      text += "\n" + indent + "]"
    case .object(let members):
      guard !members.isEmpty else {
        text += "{}"
        return
      }
      for (i, (key, value)) in members.enumerated() {
        text += (i == 0 ? "{\n" : ",\n") + indent + "  " + JSONText.quoted(key) + ": "
        value.write(to: &text, indent: indent + "  ")
      }
      text += "\n" + indent + "}"
    }
  }

  /// The shortest text that reads back as the same number; whole numbers without a fraction.
  private func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Characters that XML 1.0 does not allow stay out of every output, even escaped.
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
