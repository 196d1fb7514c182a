import Charts
import Testing

@testable import Reporting

/// Code points that no text should hold; Swift's literals refuse them.
private let noncharacters = String(
  String.UnicodeScalarView([0xFFFE, 0xFFFF, 0x1FFFE, 0xFDD0].compactMap { Unicode.Scalar(UInt32($0)) }))

@Suite struct EscapingTests {
  @Test(
    "HTML is escaped scalar by scalar",
    arguments: [
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("a & b", "a &amp; b"),
      ("\" onmouseover='x'", "&quot; onmouseover=&#39;x&#39;"), ("&lt;", "&amp;lt;"),
      // Joined with a combining mark they are other grapheme clusters, and as dangerous as before.
      ("<\u{301}img>\u{301}", "&lt;\u{301}img&gt;\u{301}"), ("\"\u{308}x", "&quot;\u{308}x"),
      ("'\u{20DD}", "&#39;\u{20DD}"),
      ("&\u{301}lt;", "&amp;\u{301}lt;"), ("\u{200D}<\u{FE0F}b", "\u{200D}&lt;\u{FE0F}b"),
      ("{{title}} {{{x}}}", "{{title}} {{{x}}}"),
      ("a\u{0}b\u{7}\u{1B}[31m\u{7F}\u{9B}", "a\u{FFFD}b\u{FFFD}\u{FFFD}[31m\u{FFFD}\u{FFFD}"),
      ("\u{202E}gpj.exe\u{2066}", "\u{FFFD}gpj.exe\u{FFFD}"),
      (noncharacters, "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("tab\tand\nline", "tab\tand\nline"), ("👩‍👩‍👧 ção 中文 עברית", "👩‍👩‍👧 ção 中文 עברית"),
    ])
  func html(value: String, escaped: String) { #expect(HTMLContentType().escapeText(value) == escaped) }

  @Test(
    "Markdown shows values as text",
    arguments: [
      ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("x\ny\r\nz\rw", "x<br>y<br>z<br>w"),
      ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
      ("*bold* _it_ `code` ~~s~~", "\\*bold\\* \\_it\\_ \\`code\\` \\~\\~s\\~\\~"), ("status_map", "status_map"),
      ("_a_b_", "\\_a_b\\_"), ("[x](javascript:1)", "\\[x\\](javascript:1)"), ("![x](y)", "\\!\\[x\\](y)"),
      ("Wow!", "Wow!"),
      ("@user", "@\u{200B}user"), ("mail a@b.c", "mail a@\u{200B}b.c"),
      ("a@_b.c a@-b.c", "a@\u{200B}\\_b.c a@\u{200B}-b.c"), ("@ home", "@ home"),
      ("fix #123", "fix #\u{200B}123"),
      ("GH-12 gh-x", "GH-\u{200B}12 gh-x"), ("https://a.b/c", "https\\://a.b/c"),
      ("www.a.b WWW.c", "www\\.a.b WWW\\.c"),
      (":tada: 09:45", ":\u{200B}tada: 09:45"), ("- item", "\\- item"), ("-", "\\-"), ("---", "\\---"), ("-5", "-5"),
      ("+ item", "\\+ item"), ("# title", "\\# title"), ("#1", "\\#\u{200B}1"), ("> quote", "&gt; quote"),
      ("1. first", "1\\. first"), ("12) x", "12\\) x"), ("1.5", "1.5"), ("2026.", "2026\\."), ("=====", "\\====="),
      ("    code", "code"), ("ends  ", "ends"), ("$x$", "\\$x\\$"), ("\u{202E}x\u{0}", "\u{FFFD}x\u{FFFD}"),
      ("<\u{301}b>", "&lt;\u{301}b&gt;"), ("", ""), ("  ", ""), ("a\u{2028}b", "a<br>b"), ("tab\there", "tab here"),
      ("\u{3000}a\u{3000}b\u{A0}", "&#12288;a\u{3000}b&#160;"), ("\u{A0}", "&#160;"), ("x@.y, @", "x@\u{200B}.y, @"),
    ])
  func markdown(value: String, escaped: String) { #expect(MarkdownContentType().escapeText(value) == escaped) }

  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "<\u{301}script>\u{301}", "\"\u{308} onclick=x ",
    "{{#agents}}{{name}}{{/agents}}", "{{{t.skip}}}", "{{>top.html}}", "</td></tr></table><h1>x", "<!-- x", "]]>",
    "</style>",
    "a | b | c", "\\| x", "line\nbreak\r\n| new | row |", "`code", "```\nfence", "[link](http://x)",
    "@everyone #1 www.x.y",
    "\u{202E}txt.exe", "\u{0}\u{1}\u{1F}\u{7F}\u{9F}" + noncharacters, "&lt;&#60;&#x3c;", "= - + # > 1. x",
    "   leading", "",
    String(repeating: "x", count: 5000), "e\u{301}\u{301}\u{301}", "=cmd|' /C calc'!A0", "%s%n${x}", "\u{FEFF}bom", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  ]

  /// The full sample with `value` wherever the input's texts get to.
  static func model(with value: String) -> ReportModel {
    var model = SampleModel.full
    for i in model.pendingApproval.tasks.indices {
      model.pendingApproval.tasks[i].title = value
      model.pendingApproval.tasks[i].id = "x" + value
      model.pendingApproval.tasks[i].priority = "x" + value
    }
    for i in model.slowest.tasks.indices { model.slowest.tasks[i].title = value }
    for i in model.inputs.indices { model.inputs[i].path = "x" + value }
    for i in model.findings.indices {
      for j in model.findings[i].examples.indices {
        model.findings[i].examples[j].detail = value
        model.findings[i].examples[j].path = value
      }
    }
    model.agentErrors.entries[0].detail = value
    model.agentErrors.entries[0].path = value
    model.plans[0].planId = "x" + value
    model.reconciliation.unsavedTasks.tasks[0].title = value
    model.settings.statusMap = ["x" + value: "completed"]
    model.agents[2].agentName = value
    model.channels[2].channelName = value
    model.tool.version = value
    return model
  }

  private static let plainPages = Result { try rendered(model(with: "plain"), formats: [.html]) }
  private static let plainMarkdown = Result { try rendered(model(with: "plain"), formats: [.md]) }

  @Test("no value changes a page's tags", arguments: hostile)
  func tags(value: String) throws {
    let plain = try EscapingTests.plainPages.get()
    let files = try rendered(EscapingTests.model(with: value), formats: [.html])
    for page in ["performance.html", "orchestration.html", "index.html"] {
      let page = (try #require(plain[page]), try #require(files[page]))
      #expect(EscapingTests.tags(page.0) == EscapingTests.tags(page.1))
      for scalar in page.1.unicodeScalars where !Markup.isShowable(scalar) {
        Issue.record("a page holds U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  @Test("no value changes the rows and cells of a Markdown table", arguments: hostile)
  func cells(value: String) throws {
    let plain = try EscapingTests.plainMarkdown.get()
    let files = try rendered(EscapingTests.model(with: value), formats: [.md])
    for name in ["performance.md", "orchestration.md"] {
      let shapes = try [plain, files].map { try EscapingTests.shape(#require($0[name])) }
      #expect(shapes[0] == shapes[1])
    }
  }

  /// What stands between each `<` and its `>`, byte by byte; of charts, where the length of a name moves labels, only
  /// that they hold no other elements than charts do.
  private static func tags(_ html: String) -> [String] {
    var tags: [String] = []
    var isInChart = false
    let drawn = ["svg", "title", "desc", "path", "rect", "circle", "text"]
    var tag: [UInt8]?
    for byte in html.utf8 {
      if byte == UInt8(ascii: "<") { tag = [] }
      tag?.append(byte)
      if byte == UInt8(ascii: ">"), let done = tag {
        let text = String(decoding: done, as: UTF8.self)
        tag = nil
        if text.hasPrefix("<svg class=\"chart") { isInChart = true }
        if !isInChart
          || !drawn.contains(where: { text.hasPrefix("<\($0) ") || text == "<\($0)>" || text == "</\($0)>" })
        {
          tags.append(text)
        }
        if text == "</svg>" { isInChart = false }
      }
    }
    return tags
  }

  /// For each line how many cells it has and what it begins with.
  private static func shape(_ markdown: String) -> [String] {
    markdown.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var cells = 0
      var escaped = false
      for byte in line.utf8 {
        if byte == UInt8(ascii: "|"), !escaped { cells += 1 }
        escaped = byte == UInt8(ascii: "\\") && !escaped
      }
      return "\(line.hasPrefix("|") ? "row" : String(line.prefix(1))) \(cells)"
    }
  }
}
