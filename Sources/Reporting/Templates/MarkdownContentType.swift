internal import Charts
import Mustache

/// How values are written into GitHub-flavoured Markdown: as text, in a paragraph, a list and a table's cell alike.
struct MarkdownContentType: MustacheContentType {
  func escapeText(_ text: String) -> String {
    var writer = MarkdownWriter(scalars: Array(text.unicodeScalars))
    return writer.escaped()
  }
}

private struct MarkdownWriter {
  let scalars: [Unicode.Scalar]
  private var result = ""
  private var position = 0

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func escaped() -> String {
    escapeStart()
    while position < scalars.count {
      escape(scalars[position])
      position += 1
    }
    // White space at the end of a line is a line break.
    while result.unicodeScalars.last == " " { result.unicodeScalars.removeLast() }
    return result
  }

  /// Neutralises what has a meaning at the start of a line only. Indentation would make a block of code.
  private mutating func escapeStart() {
    while position < scalars.count, [" ", "\t"].contains(scalars[position]) { position += 1 }
    guard position < scalars.count else { return }
    let next = scalar(after: 0)
    switch scalars[position] {
    case "-", "+": if next.map({ " \t\r\n-".unicodeScalars.contains($0) }) ?? true { result += "\\" }
    case "=", "#": result += "\\"
    case "0"..."9": escapeOrdinal()
    default: break
    }
  }

  /// `1.` and `1)` begin a numbered list.
  private mutating func escapeOrdinal() {
    var end = position
    while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
    guard end < scalars.count, scalars[end] == "." || scalars[end] == ")" else { return }
    let after = end + 1 < scalars.count ? scalars[end + 1] : " "
    guard [" ", "\t", "\r", "\n"].contains(after) else { return }
    for scalar in scalars[position..<end] { result.unicodeScalars.append(scalar) }
    result += "\\"
    result.unicodeScalars.append(scalars[end])
    position = end + 1
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\\", "`", "*", "[", "]", "~", "|", "$":
      result += "\\"
      result.unicodeScalars.append(scalar)
    case "_":
      // Within a word it means nothing, and `status_map` stays readable.
      if !isWithinWord { result += "\\" }
      result += "_"
    case "!":
      if self.scalar(after: 0) == "[" { result += "\\" }
      result += "!"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "&": result += "&amp;"
    case "\r": if self.scalar(after: 0) != "\n" { result += "<br>" }
    case "\n", "\u{2028}", "\u{2029}", "\u{85}": result += "<br>"
    case "\t": result += " "
    // GitHub links mentions, issues and addresses in the finished HTML, where no backslash is left: only a character
    // between the sign and the name keeps them apart.
    case "@": append(scalar, apart: self.scalar(after: 0).map { !$0.properties.isWhitespace } ?? false)
    case "#": append(scalar, apart: self.scalar(after: 0)?.isASCIIDigit ?? false)
    case ":":
      if self.scalar(after: 0) == "/", self.scalar(after: 1) == "/" { result += "\\" }
      append(scalar, apart: beginsEmoji)
    case "-": append(scalar, apart: endsIssuePrefix && (self.scalar(after: 0)?.isASCIIDigit ?? false))
    case ".":
      if follows("www") { result += "\\" }
      append(scalar, apart: false)
    // At an end of emphasis, white space of any kind would make it plain text.
    case _ where scalar.isWideBlank && (position == 0 || position == scalars.count - 1): result += "&#\(scalar.value);"
    default: result.unicodeScalars.append(Markup.isShowable(scalar) ? scalar : "\u{FFFD}")
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar, apart: Bool) {
    result.unicodeScalars.append(scalar)
    if apart { result.unicodeScalars.append("\u{200B}") }
  }

  private func scalar(after offset: Int) -> Unicode.Scalar? {
    let i = position + 1 + offset
    return i < scalars.count ? scalars[i] : nil
  }

  /// Whether the three letters before are `word`, in any case.
  private func follows(_ word: String) -> Bool {
    let word = Array(word.unicodeScalars)
    guard position >= word.count else { return false }
    return zip(scalars[(position - word.count)..<position], word).allSatisfy {
      $0.properties.lowercaseMapping == $1.properties.lowercaseMapping
    }
  }

  private var isWithinWord: Bool {
    position > 0 && scalars[position - 1].isASCIIAlphanumeric && (scalar(after: 0)?.isASCIIAlphanumeric ?? false)
  }

  private var endsIssuePrefix: Bool { follows("gh") }

  /// Whether `:name:` begins here, which GitHub shows as a picture.
  private var beginsEmoji: Bool {
    var i = position + 1
    while i < scalars.count, scalars[i].isASCIIAlphanumeric || ["_", "+", "-"].contains(scalars[i]) { i += 1 }
    return i > position + 1 && i < scalars.count && scalars[i] == ":"
  }
}

extension Unicode.Scalar {
  /// White space that no line begins or ends with by accident: U+00A0, U+3000 and their like.
  fileprivate var isWideBlank: Bool { properties.generalCategory == .spaceSeparator && value > 0x7F }

  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }

  fileprivate var isASCIIAlphanumeric: Bool {
    isASCIIDigit || ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}
