import Mustache

/// How values are written into HTML. Mustache's own escaper walks grapheme clusters, so that a quote or `<` joined with a
/// combining mark passes unescaped; this one looks at each scalar.
struct HTMLContentType: MustacheContentType {
  func escapeText(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar.isShowable ? scalar : "\u{FFFD}")
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether a reader may be shown the character: no control character but tab and line ends, none that no text
  /// holds, and none that turns the direction of the text after it.
  var isShowable: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: false
    default: value & 0xFFFE != 0xFFFE
    }
  }
}

enum ContentTypes {
  /// Makes the content types known to Mustache, which looks them up when it parses a template.
  static func register() { _ = registered }

  private static let registered: Bool = {
    MustacheContentTypes.register(HTMLContentType(), named: "HTML")
    MustacheContentTypes.register(MarkdownContentType(), named: "MARKDOWN")
    return true
  }()
}
