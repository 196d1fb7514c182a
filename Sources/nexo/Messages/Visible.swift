/// Text that can be shown in a terminal, whatever it holds.
enum Visible {
  /// `text` with its control characters, line separators and bidirectional controls written out: `\u{1B}`.
  static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if !isHidden(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        switch scalar {
        case "\n": shown += "\\n"
        case "\r": shown += "\\r"
        case "\t": shown += "\\t"
        default: shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
      }
    }
    return shown
  }

  /// Several lines of our own, in which a user's word may stand: like `text`, but lines stay lines.
  static func paragraphs(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { Visible.text(String($0)) }
      .joined(separator: "\n")
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
