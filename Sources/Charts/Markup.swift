/// How values stand in HTML and SVG.
package enum Markup {
  /// The text with `&`, `<`, `>` and quotes as references, each scalar looked at on its own: a combining mark after a
  /// quote joins it in a grapheme cluster and must not hide it. What nobody may be shown becomes U+FFFD.
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(isShowable(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return result
  }

  /// Whether a reader may be shown the character: no control character but tab and line ends, none that no text
  /// holds, and none that turns the direction of the text after it.
  package static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }
}
