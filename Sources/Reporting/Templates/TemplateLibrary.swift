import Mustache

/// Parsed templates that are known to hold no tag that nothing answers.
struct TemplateLibrary: Sendable {
  private let library: MustacheLibrary

  /// Rendering a chain of partials that each use the next one twice would take for ever.
  private static let maximumPartials = 10_000

  /// - Parameters:
  ///   - pages: names of the templates that are rendered: `performance.html`.
  ///   - shape: what they are rendered with.
  /// - Throws: `TemplateError` when a template cannot be parsed, misses its content type, or names a value or a partial
  ///   that there is not. Mustache itself would render such a name as nothing.
  init(_ set: TemplateSet, pages: [String], shape: [String: Shape], style: String) throws(TemplateError) {
    ContentTypes.register()
    var trees: [String: TemplateTree] = [:]
    var library = MustacheLibrary()
    for (name, bytes) in set.files.sorted(by: { $0.key < $1.key }) {
      let expected: String
      switch TemplateSet.kind(of: name) {
      case .html: expected = "HTML"
      case .markdown: expected = "MARKDOWN"
      case .catalogue, nil: continue
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw TemplateError(file: name, line: 1, column: 1, reason: "not UTF-8")
      }
      let tree = try TemplateTree(file: name, bytes: bytes)
      guard tree.contentType == expected else {
        throw TemplateError(
          file: name, line: 1, column: 1, reason: "must begin with {{%CONTENT_TYPE:\(expected)}}: it escapes values")
      }
      let partial = TemplateLibrary.partialName(of: name)
      trees[partial] = tree
      do {
        let content = pages.contains(partial) ? text : TemplateLibrary.inline(text)
        library.register(try MustacheTemplate(string: content), named: partial)
      } catch let error as MustacheTemplate.ParserError {
        throw TemplateError(
          file: name, line: error.context.lineNumber, column: error.context.columnNumber, reason: "\(error.error)")
      } catch {
        throw TemplateError(file: name, line: 1, column: 1, reason: "\(error)")
      }
    }
    try TemplateLibrary.checkStyle(style)
    do {
      library.register(try MustacheTemplate(string: style), named: TemplateLibrary.stylePartial)
    } catch {
      throw TemplateError(file: TemplateSet.styleSheet, line: 1, column: 1, reason: "\(error)")
    }
    self.library = library
    for page in pages {
      guard let tree = trees[page] else { continue }
      var check = ContractCheck(trees: trees, remaining: TemplateLibrary.maximumPartials)
      try check.run(tree, scopes: [shape], chain: [page])
    }
  }

  /// The text of a page.
  func render(_ page: String, with view: [String: Any]) -> String { library.render(view, withTemplate: page) ?? "" }

  /// The name under which a partial gives the style sheet.
  static let stylePartial = "report.css"

  /// `html/agents.html.mustache` is `{{>agents.html}}`.
  private static func partialName(of file: String) -> String {
    let name = file.split(separator: "/").dropFirst().joined(separator: "/")
    return String(name.dropLast(".mustache".count))
  }

  /// A partial of one line is written within a line: its own line end does not count.
  private static func inline(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count == 3 && lines[2].isEmpty ? lines[0] + "\n" + lines[1] : text
  }

  /// A style sheet stands in the page as it is.
  private static func checkStyle(_ style: String) throws(TemplateError) {
    for (i, line) in style.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where line.contains("{{") || line.lowercased().contains("</") {
      throw TemplateError(
        file: TemplateSet.styleSheet, line: i + 1, column: 1, reason: "a style sheet holds neither `{{` nor `</`")
    }
  }
}

/// Walks a page and its partials and looks every name up.
private struct ContractCheck {
  let trees: [String: TemplateTree]
  var remaining: Int

  mutating func run(_ tree: TemplateTree, scopes: [[String: Shape]], chain: [String]) throws(TemplateError) {
    try run(tree.nodes, tree, scopes: scopes, chain: chain, depth: 1)
  }

  private mutating func run(
    _ nodes: [TemplateTree.Node], _ tree: TemplateTree, scopes: [[String: Shape]], chain: [String], depth: Int
  ) throws(TemplateError) {
    for node in nodes {
      switch node {
      case .variable(let name, let place):
        guard case .text = try shape(of: name, tree, place, scopes) else {
          throw error(tree, place, "\"\(name)\" is no text: use it as a section")
        }
      case .section(let name, let inverted, let inner, let place):
        guard depth < TemplateTree.maximumDepth else {
          throw error(tree, place, "sections and partials are nested more than \(TemplateTree.maximumDepth) deep")
        }
        switch try shape(of: name, tree, place, scopes) {
        case .text: throw error(tree, place, "\"\(name)\" is a text, which cannot be a section")
        case .flag: try run(inner, tree, scopes: scopes, chain: chain, depth: depth + 1)
        case .group(let fields), .list(let fields):
          try run(inner, tree, scopes: inverted ? scopes : scopes + [fields], chain: chain, depth: depth + 1)
        }
      case .partial(let name, let place):
        if name == TemplateLibrary.stylePartial { continue }
        guard let partial = trees[name] else { throw error(tree, place, "there is no partial \"\(name)\"") }
        guard !chain.contains(name) else { throw error(tree, place, "the partial \"\(name)\" includes itself") }
        guard partial.contentType == tree.contentType else {
          throw error(tree, place, "the partial \"\(name)\" is of another content type")
        }
        remaining -= 1
        guard depth < TemplateTree.maximumDepth else {
          throw error(tree, place, "sections and partials are nested more than \(TemplateTree.maximumDepth) deep")
        }
        guard remaining > 0 else { throw error(tree, place, "too many partials within partials") }
        try run(partial.nodes, partial, scopes: scopes, chain: chain + [name], depth: depth + 1)
      }
    }
  }

  /// Looks a name up as Mustache does: from the innermost section outwards, a name with a leading point only there.
  private func shape(
    of name: String, _ tree: TemplateTree, _ place: TemplateTree.Place, _ scopes: [[String: Shape]]
  ) throws(TemplateError) -> Shape {
    var parts = name.split(separator: ".").map(String.init)[...]
    let reachable = name.hasPrefix(".") ? scopes.suffix(1) : scopes[...]
    guard let first = parts.popFirst(), var found = reachable.reversed().compactMap({ $0[first] }).first else {
      throw error(tree, place, "there is no value \"\(name)\" here")
    }
    for part in parts {
      guard case .group(let fields) = found, let next = fields[part] else {
        throw error(tree, place, "there is no value \"\(name)\" here")
      }
      found = next
    }
    return found
  }

  private func error(_ tree: TemplateTree, _ place: TemplateTree.Place, _ reason: String) -> TemplateError {
    TemplateError(file: tree.file, line: place.line, column: place.column, reason: reason)
  }
}
