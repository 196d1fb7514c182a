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
    arguments: ["html/index.mustache", "index.html.mustache", "notes.txt", "strings/.txt", "assets/own.css"])
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

  /// Every page in both locales, made with `set`.
  private static func pages(_ set: TemplateSet, _ model: ReportModel) throws -> [String: String] {
    var pages: [String: String] = [:]
    for locale in ["en", "pt-BR"] {
      let files = try Renderer(locale: locale, templates: set, sha256: referenceSHA256)
        .files(model, formats: [.html, .md, .mail], zone: .utc)
      for (name, bytes) in files { pages["\(locale)/\(name)"] = String(decoding: bytes, as: UTF8.self) }
    }
    return pages
  }

  @Test("the line ends of other systems and a byte order mark change nothing", arguments: ["\r\n", "\r"])
  func lineEnds(end: String) throws {
    let files = TemplateSet.builtIn.files.mapValues { bytes in
      Array(("\u{FEFF}" + String(decoding: bytes, as: UTF8.self).replacing("\n", with: end)).utf8)
    }
    let pages = try TemplateTests.pages(TemplateSet(overriding: files), SampleModel.nightly)
    let expected = try TemplateTests.pages(.builtIn, SampleModel.nightly)
    #expect(pages.count == 2 * 6)
    for (name, text) in expected { #expect(pages[name] == text, "\(name)") }
    let check = TemplateCheck(files)
    #expect(check.problems.isEmpty && check.unused.isEmpty)
  }

  @Test("a place is that of the file, whatever its line ends")
  func placeBehindLineEnds() {
    let check = TemplateCheck([
      "html/index.html.mustache": Array("{{%CONTENT_TYPE:HTML}}\r\n<p>\r\n</p>{{x}}".utf8),
      "assets/extra.css": Array("a {}\r\nb {}\r\n</style>".utf8),
      "strings/en.txt": Array("# mine\r\nskip = Skip\r\nnothing = x\r\n".utf8),
    ])
    #expect(
      check.problems.map { "\($0.file):\($0.line):\($0.column)" }
        == ["assets/extra.css:3:1", "html/index.html.mustache:3:5", "strings/en.txt:3:1"])
  }

  @Test(
    "any template alone may be a folder's own",
    arguments: TemplateSet.builtIn.files.keys.filter { $0.hasSuffix(".mustache") }.sorted())
  func single(name: String) throws {
    let text = String(decoding: try #require(TemplateSet.builtIn.files[name]), as: UTF8.self)
    let files = [name: Array((text.dropLast() + " own-template\n").utf8)]
    #expect(TemplateCheck(files).problems.isEmpty)
    let rendered = try Renderer(locale: "en", templates: TemplateSet(overriding: files), sha256: referenceSHA256)
      .files(SampleModel.full, formats: [.html, .md, .mail], zone: .utc)
      .filter { String(decoding: $0.bytes, as: UTF8.self).contains("own-template") }.map(\.name)
    #expect(!rendered.isEmpty)
    // A page is its own template's, a partial's that of the pages that use it.
    let isMarkdown = name.hasSuffix(".md.mustache")
    for page in rendered { #expect(page.hasSuffix(isMarkdown ? ".md" : ".html"), "\(page)") }
  }

  @Test("a folder's extra style stands behind the built-in one, and the page's hash allows both")
  func extraStyle() throws {
    let extra = ":root { --accent: #7a1f5c; }"
    let set = try TemplateSet(overriding: ["assets/extra.css": Array("\n\(extra)\n\n".utf8)])
    for (name, text) in try TemplateTests.pages(set, SampleModel.nightly) where name.hasSuffix(".html") {
      if name.hasSuffix(".mail.html") {
        #expect(!text.contains(extra))
        continue
      }
      let style = try #require(text.firstMatch(of: #/<style>(.*?)<\/style>/#.dotMatchesNewlines())?.1)
      #expect(style.hasPrefix(":root {") && style.hasSuffix("}\n\n\(extra)"))
      #expect(text.firstRange(of: "<style>") != nil && text.ranges(of: "<style>").count == 1)
      let hash = Base64.encoded(referenceSHA256(Array(style.utf8)))
      #expect(text.contains("style-src 'sha256-\(hash)';"), "\(name)")
    }
    // An empty one changes nothing.
    let empty = try TemplateSet(overriding: ["assets/extra.css": Array(" \n".utf8)])
    #expect(try TemplateTests.pages(empty, SampleModel.nightly) == TemplateTests.pages(.builtIn, SampleModel.nightly))
  }

  @Test("an extra style cannot leave its element", arguments: ["a{}\n</style><script>", "a{}\n{{x}}", "a{}\n<!-- b"])
  func extraStyleFault(css: String) throws {
    let set = try TemplateSet(overriding: ["assets/extra.css": Array(css.utf8)])
    let error = try #require(throws: TemplateError.self) { _ = try Renderer(templates: set, sha256: referenceSHA256) }
    #expect(error.file == "assets/extra.css")
    #expect(error.line == 2)
  }
}
