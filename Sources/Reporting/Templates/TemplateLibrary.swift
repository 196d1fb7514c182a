import Mustache

/// Parsed templates that are known to hold no tag that nothing answers.
struct TemplateLibrary: Sendable {
  private let library: MustacheLibrary

  /// Rendering a chain of partials that each use the next one twice would take for ever.
  private static let maximumPartials = 10_000

  /// - Parameters:
  ///   - pages: names of the templates that are rendered: `performance.html`.
  ///   - tags: what they are rendered with.
  /// - Throws: `TemplateError` when a template cannot be parsed, misses its content type, or names a value or a partial
  ///   that there is not. Mustache itself would render such a name as nothing.
  init(_ set: TemplateSet, pages: [String], tags: TagSet, assets: PageAssets) throws(TemplateError) {
    let loaded = Loaded(set, pages: pages, assets: assets)
    if let problem = loaded.problems.first { throw problem }
    if let problem = loaded.check(pages: pages, tags: tags).problems.first { throw problem }
    library = loaded.library
  }

  /// All that is wrong with templates, in no particular order, and the templates that some page uses, by their files.
  static func check(
    _ set: TemplateSet, pages: [String], tags: TagSet, assets: PageAssets
  ) -> (problems: [TemplateError], used: Set<String>) {
    let loaded = Loaded(set, pages: pages, assets: assets)
    let (problems, used) = loaded.check(pages: pages, tags: tags)
    return (loaded.problems + problems, Set(used.compactMap { loaded.trees[$0]?.file }))
  }

  /// Templates as far as they can be parsed.
  private struct Loaded {
    var library = MustacheLibrary()
    var trees: [String: TemplateTree] = [:]
    /// Templates that are there and cannot be used.
    var broken: Set<String> = []
    var problems: [TemplateError] = []

    init(_ set: TemplateSet, pages: [String], assets: PageAssets) {
      ContentTypes.register()
      for (name, bytes) in set.files.sorted(by: { $0.key < $1.key }) {
        do throws(TemplateError) { try load(name, bytes, pages) } catch {
          problems.append(error)
          broken.insert(TemplateLibrary.partialName(of: name))
        }
      }
      problems += assets.problems
      for (partial, text) in assets.texts.sorted(by: { $0.key < $1.key }) {
        do throws(TemplateError) {
          library.register(try TemplateLibrary.parsed(text, file: "assets/" + partial), named: partial)
        } catch { problems.append(error) }
      }
    }

    private mutating func load(_ name: String, _ bytes: [UInt8], _ pages: [String]) throws(TemplateError) {
      let expected: String
      switch TemplateSet.kind(of: name) {
      case .html: expected = "HTML"
      case .markdown: expected = "MARKDOWN"
      case .catalogue, nil: return
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
      let content = pages.contains(partial) ? text : TemplateLibrary.inline(text)
      library.register(try TemplateLibrary.parsed(content, file: name), named: partial)
      trees[partial] = tree
    }

    func check(pages: [String], tags: TagSet) -> (problems: [TemplateError], used: Set<String>) {
      var check = ContractCheck(trees: trees, broken: broken)
      for page in pages {
        guard let tree = trees[page] else { continue }
        check.begin(allowing: TemplateLibrary.maximumPartials)
        check.run(tree, scopes: [tags], chain: [page])
      }
      return (check.problems, check.used.union(pages))
    }
  }

  private static func parsed(_ text: String, file: String) throws(TemplateError) -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: text)
    } catch let error as MustacheTemplate.ParserError {
      throw TemplateError(
        file: file, line: error.context.lineNumber, column: error.context.columnNumber, reason: "\(error.error)")
    } catch {
      throw TemplateError(file: file, line: 1, column: 1, reason: "\(error)")
    }
  }

  /// The text of a page.
  func render(_ page: String, with view: [String: Any]) -> String { library.render(view, withTemplate: page) ?? "" }

  /// `html/agents.html.mustache` is `{{>agents.html}}`.
  private static func partialName(of file: String) -> String {
    let name = file.split(separator: "/").dropFirst().joined(separator: "/")
    return String(name.dropLast(".mustache".count))
  }

  /// A partial of one line is written within a line: its own line end does not count.
  private static func inline(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    return lines.count == 3 && lines[2].isEmpty ? lines[0] + "\n" + lines[1] : text
  }
}

/// Walks a page and its partials and looks every name up.
private struct ContractCheck {
  let trees: [String: TemplateTree]
  /// Partials that are there but cannot be looked into.
  let broken: Set<String>
  private(set) var problems: [TemplateError] = []
  /// Partials that were looked into.
  private(set) var used: Set<String> = []
  private var remaining = 0
  private var isEndless = false

  init(trees: [String: TemplateTree], broken: Set<String>) {
    self.trees = trees
    self.broken = broken
  }

  /// - Parameter count: so many partials may be looked into.
  mutating func begin(allowing count: Int) {
    remaining = count
    isEndless = false
  }

  mutating func run(_ tree: TemplateTree, scopes: [TagSet], chain: [String]) {
    run(tree.nodes, tree, scopes: scopes, chain: chain, depth: 1)
  }

  private mutating func run(
    _ nodes: [TemplateTree.Node], _ tree: TemplateTree, scopes: [TagSet], chain: [String], depth: Int
  ) {
    for node in nodes where !isEndless {
      switch node {
      case .variable(let name, let place):
        switch shape(of: name, tree, place, scopes) {
        case .text, nil: break
        case .markup: note(tree, place, "\"\(name)\" holds elements: write {{&\(name)}}")
        default: note(tree, place, "\"\(name)\" is no text: use it as a section")
        }
      case .markup(let name, let place):
        switch shape(of: name, tree, place, scopes) {
        case .markup where tree.contentType == "HTML", nil: break
        default: note(tree, place, "values are never written unescaped")
        }
      case .section(let name, let inverted, let inner, let place):
        guard depth < TemplateTree.maximumDepth else {
          note(tree, place, "sections and partials are nested more than \(TemplateTree.maximumDepth) deep")
          continue
        }
        switch shape(of: name, tree, place, scopes) {
        case .text, .markup: note(tree, place, "\"\(name)\" is a text, which cannot be a section")
        case .flag: run(inner, tree, scopes: scopes, chain: chain, depth: depth + 1)
        case .group(let fields), .list(let fields):
          run(inner, tree, scopes: inverted ? scopes : scopes + [fields], chain: chain, depth: depth + 1)
        // What stands in it cannot be judged.
        case nil: break
        }
      case .partial(let name, let place): include(name, place, tree, scopes, chain, depth)
      }
    }
  }

  private mutating func include(
    _ name: String, _ place: TemplateTree.Place, _ tree: TemplateTree, _ scopes: [TagSet], _ chain: [String],
    _ depth: Int
  ) {
    if PageAssets.partials[name] != nil || broken.contains(name) { return }
    guard let partial = trees[name] else { return note(tree, place, "there is no partial \"\(name)\"") }
    used.insert(name)
    guard !chain.contains(name) else { return note(tree, place, "the partial \"\(name)\" includes itself") }
    guard partial.contentType == tree.contentType else {
      return note(tree, place, "the partial \"\(name)\" is of another content type")
    }
    remaining -= 1
    guard depth < TemplateTree.maximumDepth else {
      return note(tree, place, "sections and partials are nested more than \(TemplateTree.maximumDepth) deep")
    }
    guard remaining > 0 else {
      isEndless = true
      return note(tree, place, "too many partials within partials")
    }
    run(partial.nodes, partial, scopes: scopes, chain: chain + [name], depth: depth + 1)
  }

  /// Looks a name up as Mustache does: from the innermost section outwards, a name with a leading point only there.
  private mutating func shape(
    of name: String, _ tree: TemplateTree, _ place: TemplateTree.Place, _ scopes: [TagSet]
  ) -> Shape? {
    var parts = name.split(separator: ".").map(String.init)[...]
    let reachable = name.hasPrefix(".") ? scopes.suffix(1) : scopes[...]
    guard let first = parts.popFirst(), var found = reachable.reversed().compactMap({ $0[first] }).first else {
      note(tree, place, "there is no value \"\(name)\" here")
      return nil
    }
    for part in parts {
      guard case .group(let fields) = found, let next = fields[part] else {
        note(tree, place, first == "t" ? "no phrase is called \"\(part)\"" : "there is no value \"\(name)\" here")
        return nil
      }
      found = next
    }
    return found
  }

  private mutating func note(_ tree: TemplateTree, _ place: TemplateTree.Place, _ reason: String) {
    problems.append(TemplateError(file: tree.file, line: place.line, column: place.column, reason: reason))
  }
}
