import Foundation
import Tasks
import TestSupport
import Testing

@testable import Reporting

/// Parsed once: the tests render some hundred reports.
let renderers: [String: Renderer] = Dictionary(
  Renderer.locales.compactMap { locale in
    (try? Renderer(locale: locale, sha256: referenceSHA256)).map { (locale, $0) }
  }
) { first, _ in first }

func rendered(
  _ model: ReportModel, locale: String = "pt-BR", formats: Set<ReportFormat> = Set(ReportFormat.allCases),
  hasQuarantine: Bool = true, role: Role? = nil
) throws -> [String: String] {
  let files = try #require(renderers[locale]).files(
    model, formats: formats, zone: SampleModel.saoPaulo, hasQuarantine: hasQuarantine, role: role)
  return Dictionary(uniqueKeysWithValues: files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
}

@Suite struct RendererTests {
  @Test("a report is written in every format", arguments: ["pt-BR", "en"])
  func files(locale: String) throws {
    let files = try rendered(SampleModel.full, locale: locale)
    #expect(
      files.keys.filter { !$0.hasPrefix("api/") }.sorted() == [
        "agents.csv", "channels.csv", "daily.csv", "index.html", "orchestration.html", "orchestration.md",
        "performance.html", "performance.mail.html", "performance.md", "report.json",
      ])
    if let folder = ProcessInfo.processInfo.environment["NEXO_SAMPLE_DIR"] {
      for (name, model) in [("full", SampleModel.full), ("empty", SampleModel.empty), ("nightly", SampleModel.nightly)]
      {
        let path = folder + "/\(locale)-\(name)"
        for (file, text) in try rendered(model, locale: locale) {
          let folder = URL(fileURLWithPath: path + "/" + file).deletingLastPathComponent()
          try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
          try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + file))
        }
      }
    }
  }

  @Test("the same report gives the same bytes")
  func deterministic() throws {
    #expect(try rendered(SampleModel.full) == rendered(ReportModel(json: SampleModel.full.json())))
  }

  @Test(
    "in whatever order the pieces are made, and by however many threads, the files are the same in the same order",
    arguments: [Role?.none, .user])
  func pieces(role: Role?) throws {
    let renderer = try #require(renderers["en"])
    func files(_ divide: Renderer.Division) throws -> [[UInt8]] {
      try renderer.files(
        SampleModel.full, formats: Set(ReportFormat.allCases), zone: .utc, role: role, divide: divide
      ).flatMap { [Array($0.name.utf8), $0.bytes] }
    }
    let expected = try files { count, body in for number in 0..<count { body(number) } }
    #expect(!expected.isEmpty)
    #expect(try files { count, body in for number in (0..<count).reversed() { body(number) } } == expected)
    #expect(try files { count, body in DispatchQueue.concurrentPerform(iterations: count, execute: body) } == expected)
  }

  @Test("the API's documents hold the text of the Markdown files, whether these are written or not")
  func textOfAPI() throws {
    let both = try rendered(SampleModel.full, formats: [.md, .api])
    let alone = try rendered(SampleModel.full, formats: [.api])
    for (document, page) in [("api/metrics.json", "performance.md"), ("api/status.json", "orchestration.md")] {
      let text = try JSONParser.value(of: Array(try #require(both[document]).utf8))["report"]
      #expect(text == .text(try #require(both[page])))
      let other = try JSONParser.value(of: Array(try #require(alone[document]).utf8))["report"]
      guard case .text(let markdown) = other else {
        Issue.record("no text in \(document)")
        continue
      }
      #expect(markdown.hasPrefix("# "))
      #expect(alone[page] == nil)
    }
  }

  @Test("only the formats that are asked for are written, and nothing links to others")
  func formats() throws {
    #expect(try rendered(SampleModel.full, formats: [.md]).keys.sorted() == ["orchestration.md", "performance.md"])
    #expect(try rendered(SampleModel.full, formats: [.json]).keys.sorted() == ["report.json"])
    #expect(try rendered(SampleModel.full, formats: []).isEmpty)
    for formats in [Set([ReportFormat.html]), [.html, .csv], Set(ReportFormat.allCases)] {
      let files = try rendered(SampleModel.full, formats: formats)
      for (name, page) in files where name.hasSuffix(".html") {
        for link in RendererTests.values(of: "href", in: page) where !link.hasPrefix("#") {
          let file = String(link.split(separator: "#")[0])
          #expect(
            files[file] != nil || ["quarantine.ndjson", "manifest.json"].contains(file), "\(name) links to \(link)")
        }
      }
    }
  }

  @Test("pages link to the quarantine only where there is one")
  func quarantineLink() throws {
    for hasQuarantine in [true, false] {
      let index = try #require(try rendered(SampleModel.full, hasQuarantine: hasQuarantine)["index.html"])
      #expect(RendererTests.values(of: "href", in: index).contains("quarantine.ndjson") == hasQuarantine)
    }
  }

  @Test("examples of what needs action are there on paper too; those for information are folded")
  func folding() throws {
    var model = SampleModel.full
    let example = ReportModel.Example(path: "a.csv", line: 3, column: 1, record: nil, detail: "d")
    for severity in Severity.allCases {
      model.findings = [
        ReportModel.Finding(
          code: "superseded", severity: severity, count: 1, message: "m", hint: "h", examples: [example])
      ]
      let page = try #require(try rendered(model)["performance.html"]?.components(separatedBy: "id=\"findings\"").last)
      #expect(page.contains("<details open>") == (severity != .information))
      #expect(page.contains("<details>") == (severity == .information))
    }
  }

  @Test("ids are unique and every link within a page leads somewhere", arguments: ["pt-BR", "en"])
  func anchors(locale: String) throws {
    var model = SampleModel.full
    model.agents[5].agentId = "a b<c>ç"
    model.system.bottlenecks = ["a b<c>ç", "a_b"]
    var twin = model.agents[5]
    twin.agentId = "a_b"
    model.agents.append(twin)
    for sample in [model, SampleModel.empty] {
      let files = try rendered(sample, locale: locale)
      for (name, page) in files where name.hasSuffix(".html") {
        let ids = RendererTests.values(of: "id", in: page)
        #expect(Set(ids).count == ids.count, "\(name)")
        for link in RendererTests.values(of: "href", in: page) {
          let parts = link.split(separator: "#", omittingEmptySubsequences: false)
          guard parts.count == 2 else { continue }
          let target = parts[0].isEmpty ? ids : RendererTests.values(of: "id", in: files[String(parts[0])] ?? "")
          #expect(target.contains(String(parts[1])), "\(name) links to \(link)")
        }
        for label in RendererTests.values(of: "aria-labelledby", in: page) {
          for id in label.split(separator: " ") { #expect(ids.contains(String(id)), "\(name): \(id)") }
        }
      }
    }
  }

  @Test("a page allows its style sheet and its script by their hashes, and nothing else")
  func contentSecurityPolicy() throws {
    #expect(
      Base64.encoded(referenceSHA256(Array("abc".utf8))) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    for (name, page) in try rendered(SampleModel.full, formats: [.html]) where name.hasSuffix(".html") {
      let style = try #require(page.components(separatedBy: "<style>").last?.components(separatedBy: "</style>").first)
      let script = try #require(
        page.components(separatedBy: "<script>").last?.components(separatedBy: "</script>").first)
      let (first, second) = (
        Base64.encoded(referenceSHA256(Array(style.utf8))), Base64.encoded(referenceSHA256(Array(script.utf8)))
      )
      #expect(
        page.contains(
          "content=\"default-src 'none'; style-src 'sha256-\(first)'; script-src 'sha256-\(second)'; base-uri 'none'; form-action 'none'\""
        ))
      #expect(!page.contains(" style="))
      #expect(page.components(separatedBy: "<script").count == 2)
      #expect(!page.contains("unsafe"))
      #expect(!page.contains("://"))
    }
  }

  @Test("no phrase is missing and no placeholder is left over", arguments: ["pt-BR", "en"])
  func phrases(locale: String) throws {
    for model in [SampleModel.full, SampleModel.empty, SampleModel.nightly] {
      for (name, text) in try rendered(model, locale: locale, formats: [.md, .html]) {
        for key in try #require(try TemplateSet.builtIn.catalogue(locale)).phrases.keys {
          #expect(!text.contains("[\(key)]"), "\(name) lacks \(key)")
        }
        #expect(text.firstRange(of: /\{[a-z][A-Za-z]*\}[^}]/) == nil, "\(name)")
      }
    }
  }

  @Test("an empty night reads well", arguments: ["pt-BR", "en"])
  func empty(locale: String) throws {
    let files = try rendered(SampleModel.empty, locale: locale)
    let page = try #require(files["performance.html"])
    #expect(page.contains(locale == "en" ? "No data" : "Sem dados"))
    #expect(!(try #require(page.components(separatedBy: "<script>").first)).contains("NaN"))
    #expect(!(try #require(files["orchestration.md"])).contains(locale == "en" ? "## Plans" : "## Planos"))
  }

  @Test("the worked example shows the figures of the original")
  func workedExample() throws {
    var model = SampleModel.nightly
    model.agents[0].performanceScore = 67.5
    model.system.overallApprovalRate = 100 * 35.0 / 45
    let text = try #require(try rendered(model)["performance.md"])
    #expect(text.contains("| Alex | 68 "))
    #expect(text.contains("83,3% (10/12)"))
    #expect(text.contains("41,7% (5/12)"))
    #expect(text.contains("**77,8%**"))
  }

  @Test("a score without completions and a small sample say so")
  func hints() throws {
    let text = try #require(try rendered(SampleModel.nightly, locale: "en")["performance.md"])
    #expect(text.contains("nothing completed yet"))
    #expect(text.contains("small sample"))
    #expect(text.contains("- (no tasks)"))
  }

  @Test("lists are cut and say how many more there are")
  func cut() throws {
    var model = SampleModel.full
    model.settings.thresholds.listRows = 3
    let text = try #require(try rendered(model, locale: "en")["orchestration.md"])
    #expect(text.contains("34 more are not shown"))
    model.settings.thresholds.listRows = -1
    #expect(throws: Never.self) { _ = try rendered(model) }
  }

  @Test("a page's size does not grow with the tasks, and stays small with many agents and days")
  func sizes() throws {
    let agents = try rendered(SampleModel.model(agents: 200, days: 31, seed: 3), formats: [.html])
    for (name, page) in agents { #expect(page.utf8.count < 1_500_000, "\(name): \(page.utf8.count)") }
    let year = try rendered(SampleModel.model(agents: 6, days: 366, seed: 3), formats: [.html])
    for (name, page) in year { #expect(page.utf8.count < 400_000, "\(name): \(page.utf8.count)") }
    var more = SampleModel.full
    more.pendingApproval.tasks += more.pendingApproval.tasks
    more.pendingApproval.total = 1_000_000
    let page = try #require(try rendered(more)["orchestration.html"])
    let less = try #require(try rendered(SampleModel.full)["orchestration.html"])
    #expect(abs(page.utf8.count - less.utf8.count) < 100)
  }

  @Test("a text of the input may be as long as it likes, a page shows its beginning")
  func longTexts() throws {
    let long = String(repeating: "e\u{301}", count: 100_000)
    var model = SampleModel.full
    for i in model.pendingApproval.tasks.indices { model.pendingApproval.tasks[i].title = long }
    model.agents[0].agentName = long
    model.channels[0].channelName = String(repeating: "\u{301}", count: 100_000)
    let pages = try rendered(model, formats: [.html])
    for (name, page) in pages { #expect(page.utf8.count < 150_000, "\(name): \(page.utf8.count)") }
    #expect(try #require(pages["orchestration.html"]).contains(String(repeating: "e\u{301}", count: 119) + "…"))
  }

  @Test("the command that makes the report again is quoted for a shell")
  func command() throws {
    var model = SampleModel.empty
    #expect(ReportCommand.of(model, locale: "en") == "nexo report --timezone UTC --locale en --output reports")
    var configured = model
    configured.settings.config = ["aliases"]
    #expect(ReportCommand.of(configured, locale: "en").hasSuffix(" --config nexo.yml --output reports"))
    model = SampleModel.full
    model.inputs = Array(model.inputs.prefix(1))
    model.inputs[0].path = "it's; rm -rf $HOME"
    model.inputs[0].complete = false
    var marked = model
    marked.inputs[0].path = "a'\u{301};'x"
    #expect(ReportCommand.of(marked, locale: "en").hasPrefix("nexo report 'a'\\''\u{301};'\\''x' --as-of"))
    #expect(
      ReportCommand.of(model, locale: "pt-BR")
        == "nexo report 'it'\\''s; rm -rf $HOME' --as-of 2026-02-24T12:45:30.123Z --from 2026-02-01T03:00:00.000Z "
        + "--to 2026-02-25T03:00:00.000Z --timezone America/Sao_Paulo --locale pt-BR --config nexo.yml --allow-partial "
        + "--output reports")
  }

  /// The values of an attribute, in order.
  static func values(of attribute: String, in html: String) -> [String] {
    html.components(separatedBy: " \(attribute)=\"").dropFirst().compactMap { $0.components(separatedBy: "\"").first }
  }
}
