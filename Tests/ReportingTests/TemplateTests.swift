import Foundation
import Tasks
import Testing

@testable import Reporting

@Suite struct TemplateTests {
  @Test("every template and partial names its content type", arguments: TemplateSet.builtIn.files.keys.sorted())
  func contentTypes(name: String) throws {
    let text = String(decoding: try #require(TemplateSet.builtIn.files[name]), as: UTF8.self)
    switch TemplateSet.kind(of: name) {
    case .html: #expect(text.hasPrefix("{{%CONTENT_TYPE:HTML}}\n"))
    case .markdown: #expect(text.hasPrefix("{{%CONTENT_TYPE:MARKDOWN}}\n"))
    case .catalogue, nil: #expect(!text.contains("{{"))
    }
  }

  @Test("every partial is part of a page")
  func reachable() throws {
    var names = Set(Page.allCases.flatMap { $0.templates.map(\.template) })
    var open = names
    func visit(_ nodes: [TemplateTree.Node], _ found: inout Set<String>) {
      for node in nodes {
        switch node {
        case .partial(let name, _): found.insert(name)
        case .section(_, _, let inner, _): visit(inner, &found)
        case .variable, .markup: break
        }
      }
    }
    while let name = open.popFirst() {
      guard let file = TemplateSet.builtIn.files.keys.first(where: { $0.hasSuffix("/\(name).mustache") }) else {
        continue
      }
      var found: Set<String> = []
      visit(try TemplateTree(file: file, bytes: #require(TemplateSet.builtIn.files[file])).nodes, &found)
      open.formUnion(found.subtracting(names))
      names.formUnion(found)
    }
    for file in TemplateSet.builtIn.files.keys where file.hasSuffix(".mustache") {
      #expect(names.contains { file.hasSuffix("/\($0).mustache") }, "\(file) is never used")
    }
  }

  private static let top = "{{%CONTENT_TYPE:HTML}}\n"

  @Test(
    "a broken template is refused with its place and its reason",
    arguments: [
      ("{{%CONTENT_TYPE:HTML}}\n\n  {{page.titel}}", 3, 3, "there is no value \"page.titel\""),
      ("{{%CONTENT_TYPE:HTML}}\n{{>nowhere.html}}", 2, 1, "there is no partial"),
      (
        "{{%CONTENT_TYPE:HTML}}\n{{#agents}}\n{{#rows}}{{title}}{{/rows}}\n{{/agents}}", 3, 10,
        "there is no value \"title\""
      ),
      ("{{%CONTENT_TYPE:HTML}}\n{{#agents}}", 2, 1, "never closed"),
      ("{{%CONTENT_TYPE:HTML}}\n{{#agents}}{{/channels}}", 2, 12, "closes {{#agents}}"),
      ("{{%CONTENT_TYPE:HTML}}\n{{/agents}}", 2, 1, "closes no section"),
      ("{{%CONTENT_TYPE:HTML}}\n{{{page.title}}}", 2, 1, "unescaped"),
      ("{{%CONTENT_TYPE:HTML}}\n{{&page.title}}", 2, 1, "unescaped"),
      ("{{%CONTENT_TYPE:HTML}}\n{{#agents.chart}}{{wide}}{{/agents.chart}}", 2, 18, "write {{&wide}}"),
      ("{{%CONTENT_TYPE:HTML}}\n{{=<% %>=}}", 2, 1, "delimiters"),
      ("{{%CONTENT_TYPE:HTML}}\n{{<top.html}}{{/top.html}}", 2, 1, "inheritance"),
      ("{{%CONTENT_TYPE:HTML}}\n{{>*page}}", 2, 1, "not a name"),
      ("{{%CONTENT_TYPE:HTML}}\n{{uppercase(page.title)}}", 2, 1, "not a name"),
      ("{{%CONTENT_TYPE:HTML}}\n{{page.title", 2, 1, "without its }}"),
      ("{{%CONTENT_TYPE:HTML}}\n{{page}}", 2, 1, "no text"),
      ("{{%CONTENT_TYPE:HTML}}\n{{#page.title}}{{/page.title}}", 2, 1, "cannot be a section"),
      ("{{%CONTENT_TYPE:HTML}}\n{{>index.html}}", 2, 1, "includes itself"),
      ("{{%CONTENT_TYPE:HTML}}\n{{>top.md}}", 2, 1, "another content type"),
      ("{{%CONTENT_TYPE:HTML}}\n{{%CONTENT_TYPE:TEXT}}", 2, 1, "stands once"),
      ("{{page.title}}", 1, 1, "must begin with {{%CONTENT_TYPE:HTML}}"),
      ("{{%CONTENT_TYPE:TEXT}}\n", 1, 1, "must begin with {{%CONTENT_TYPE:HTML}}"),
    ])
  func broken(text: String, line: Int, column: Int, reason: String) throws {
    let set = try TemplateSet(overriding: ["html/index.html.mustache": Array(text.utf8)])
    let error = try #require(throws: TemplateError.self) { _ = try Renderer(templates: set, sha256: referenceSHA256) }
    #expect(error.file == "html/index.html.mustache")
    #expect(error.line == line, "\(error)")
    #expect(error.column == column, "\(error)")
    #expect(error.reason.contains(reason), "\(error)")
  }

  @Test("nesting that would exhaust the engine's stack is refused")
  func deepNesting() throws {
    let depth = 20_000
    let text =
      TemplateTests.top + String(repeating: "{{#page}}", count: depth) + String(repeating: "{{/page}}", count: depth)
    let set = try TemplateSet(overriding: ["html/index.html.mustache": Array(text.utf8)])
    let error = try #require(throws: TemplateError.self) { _ = try Renderer(templates: set, sha256: referenceSHA256) }
    #expect(error.reason.contains("100 deep"))
  }

  @Test("partials that include each other, or multiply, are refused")
  func partials() throws {
    let ring = try TemplateSet(overriding: [
      "html/a.html.mustache": Array((TemplateTests.top + "{{>b.html}}").utf8),
      "html/b.html.mustache": Array((TemplateTests.top + "{{>a.html}}").utf8),
      "html/index.html.mustache": Array((TemplateTests.top + "{{>a.html}}").utf8),
    ])
    #expect(throws: TemplateError.self) { _ = try Renderer(templates: ring, sha256: referenceSHA256) }
    var bomb = ["html/index.html.mustache": Array((TemplateTests.top + "{{>p0.html}}").utf8)]
    for i in 0..<60 {
      bomb["html/p\(i).html.mustache"] = Array((TemplateTests.top + "{{>p\(i + 1).html}}{{>p\(i + 1).html}}").utf8)
    }
    bomb["html/p60.html.mustache"] = Array((TemplateTests.top + "x").utf8)
    let set = try TemplateSet(overriding: bomb)
    let error = try #require(throws: TemplateError.self) { _ = try Renderer(templates: set, sha256: referenceSHA256) }
    #expect(error.reason.contains("too many partials"))
  }

  @Test("a folder's template stands in for the built-in one")
  func overriding() throws {
    let text = TemplateTests.top + "<p>{{page.title}} {{#agents.rows}}{{.name}};{{/agents.rows}}</p>\n"
    let set = try TemplateSet(overriding: ["html/index.html.mustache": Array(text.utf8)])
    let files = try Renderer(locale: "en", templates: set, sha256: referenceSHA256)
      .files(SampleModel.nightly, formats: [.html], zone: .utc)
    let index = try #require(files.first { $0.name == "index.html" })
    #expect(
      String(decoding: index.bytes, as: UTF8.self) == "<p>Overview - NEXO Alex;Marina;Sunny;Tren;Viral;Premium;</p>\n")
  }

  @Test(
    "a file that no report would use is refused",
    arguments: ["html/index.mustache", "index.html.mustache", "notes.txt", "strings/.txt"])
  func unknownFile(name: String) { #expect(throws: TemplateError.self) { _ = try TemplateSet(overriding: [name: []]) } }

  @Test("a style sheet cannot leave its element", arguments: ["a{}\n</style><script>", "a{}\n{{x}}"])
  func style(css: String) throws {
    let set = try TemplateSet(overriding: ["assets/report.css": Array(css.utf8)])
    let error = try #require(throws: TemplateError.self) { _ = try Renderer(templates: set, sha256: referenceSHA256) }
    #expect(error.line == 2)
  }

  @Test("a script cannot leave its element", arguments: ["a()\n\"</script><p>\"", "a()\n{{x}}", "a()\n<!-- <script>"])
  func script(text: String) throws {
    let set = try TemplateSet(overriding: ["assets/report.js": Array(text.utf8)])
    let error = try #require(throws: TemplateError.self) { _ = try Renderer(templates: set, sha256: referenceSHA256) }
    #expect(error.file == "assets/report.js")
    #expect(error.line == 2)
  }

  @Test("pictures are for pages, not for Markdown")
  func markupInMarkdown() throws {
    let text = "{{%CONTENT_TYPE:MARKDOWN}}\n{{#agents.chart}}{{&wide}}{{/agents.chart}}"
    let set = try TemplateSet(overriding: ["markdown/agents.md.mustache": Array(text.utf8)])
    let error = try #require(throws: TemplateError.self) { _ = try Renderer(templates: set, sha256: referenceSHA256) }
    #expect(error.reason.contains("unescaped"))
  }

  @Test("the documentation lists every value that a template may ask for")
  func documentation() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("Documentation/Templates.md"), encoding: .utf8)
    let catalogue = try #require(try TemplateSet.builtIn.catalogue("en"))
    let outline = TemplateTests.outline(Contract.fields(catalogue).shape())
    #expect(page.hasSuffix(outline), "the list should be:\n\(outline)")
  }

  /// The contract as the documentation lists it, without phrases, which a catalogue lists.
  private static func outline(_ shape: [String: Shape], indentation: String = "    ") -> String {
    shape.sorted { $0.key < $1.key }.filter { $0.key != "t" || indentation.count > 4 }.map { name, shape in
      switch shape {
      case .text: "\(indentation)\(name)\n"
      case .markup: "\(indentation)\(name) &\n"
      case .flag: "\(indentation)\(name) ?\n"
      case .group(let fields) where fields.keys.sorted() == Figure.fields.shape().keys.sorted():
        "\(indentation)\(name) =\n"
      case .group(let fields): "\(indentation)\(name) #\n" + outline(fields, indentation: indentation + "  ")
      case .list(let fields): "\(indentation)\(name) []\n" + outline(fields, indentation: indentation + "  ")
      }
    }.joined()
  }
}
