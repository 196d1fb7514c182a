internal import Charts
import Mustache

/// How values are written into HTML. Mustache's own escaper walks grapheme clusters, so that a quote or `<` joined with a
/// combining mark passes unescaped.
struct HTMLContentType: MustacheContentType {
  func escapeText(_ text: String) -> String { Markup.escaped(text) }
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
