import Foundation
import Tasks
import Testing

@testable import Reporting

@Suite struct CatalogueTests {
  @Test("every locale has every phrase, with the same values", arguments: Renderer.locales)
  func complete(locale: String) throws {
    let catalogue = try #require(try TemplateSet.builtIn.catalogue(locale))
    let reference = try #require(try TemplateSet.builtIn.catalogue("pt-BR"))
    #expect(catalogue.phrases.keys.sorted() == reference.phrases.keys.sorted())
    for (key, phrase) in catalogue.phrases {
      #expect(!phrase.text.isEmpty, "\(key)")
      #expect(phrase.placeholders == reference.phrases[key]?.placeholders, "\(key)")
    }
  }

  @Test("Portuguese says what the original says")
  func original() throws {
    let catalogue = try #require(try TemplateSet.builtIn.catalogue("pt-BR"))
    #expect(catalogue.text("recommendation-activate-agents") == "Ative mais agentes para aumentar capacidade")
    #expect(catalogue.text("recommendation-review-approval") == "Revise critérios de aprovação. Taxa muito baixa.")
    #expect(catalogue.text("recommendation-optimize-workflow") == "Otimize workflow de execução de tarefas")
    #expect(catalogue.text("page-performance") == "Relatório de Desempenho - NEXO")
    #expect(catalogue.text("page-orchestration") == "Relatório de Orquestração - NEXO")
  }

  /// Phrases that are looked up by a code: the beginning of their keys, and the codes.
  static let families: [(prefix: String, codes: [String])] = [
    ("finding-", FindingCode.allCases.map(\.name)), ("hint-", FindingCode.allCases.map(\.name)),
    ("severity-", Severity.allCases.map(\.rawValue)), ("health-", ReportModel.Health.allCases.map(\.rawValue)),
    ("status-", ReportModel.AgentStatus.allCases.map(\.rawValue)), ("task-status-", TaskStatus.allCases.map(\.name)),
    ("setting-", Threshold.all(SampleModel.empty.settings).map(\.key) + ["config"]),
    (
      "file-",
      ReportFile.all(Set(ReportFormat.allCases), hasQuarantine: true).flatMap { file in
        let key = String(file.name.map { "./".contains($0) ? "-" : $0 })
        return [key, key + "-description"]
      }
    ),
    ("page-", Page.allCases.flatMap { [$0.rawValue, $0.rawValue + "-description"] }),
    ("total-", Total.all(SampleModel.empty.system).map(\.code)),
    ("stage-", Stage.all(SampleModel.empty.system).flatMap { [$0.code, $0.code + "-meaning"] }),
    (
      "formula-",
      [
        "approved", "rates", "interval", "execution", "percentiles", "stages", "score", "health", "averages", "days",
      ].flatMap { [$0, $0 + "-name"] }
    ),
    (
      "recommendation-",
      [
        "activate-agents", "review-approval", "optimize-workflow", "no-activity", "low-completion", "slow-completion",
        "low-volume",
      ]
    ),
    ("recommendation-short-", ["no-activity", "low-completion", "slow-completion", "low-volume"]),
    (
      "evidence-figure-",
      [
        "activate-agents", "review-approval", "optimize-workflow", "no-activity", "low-completion", "slow-completion",
        "low-volume",
      ]
    ),
    ("kind-", ["tasks", "events", "agent-output"]), ("priority-", ["high", "medium", "low"]),
    ("funnel-", FunnelStep.all(SampleModel.full.reconciliation, isCompared: true).map(\.code)),
    ("plan-status-", ["planning", "executing", "completed", "failed"]),
    (
      "chart-",
      ["agents", "channels"].flatMap { [$0 + "-none", $0 + "-description", $0 + "-some.one", $0 + "-some.other"] }
    ),
    ("chart-", ["ages", "pending-ages"].flatMap { [$0 + "-none", $0 + "-some.one", $0 + "-some.other"] }),
    ("per-", ["day", "week", "month"]), ("heading-", ["agents", "channels", "flow", "pending", "reconciliation"]),
    ("column-", ["created", "approved", "rejected", "started", "completed"]),
  ]

  @Test("every code has its phrases")
  func codes() throws {
    let catalogue = try #require(try TemplateSet.builtIn.catalogue("en"))
    for (prefix, codes) in CatalogueTests.families {
      for code in codes { #expect(catalogue.has(prefix + code), "\(prefix)\(code)") }
    }
  }

  @Test("every phrase is used")
  func used() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var text = TemplateSet.builtIn.files.filter { $0.key.hasSuffix(".mustache") }.sorted { $0.key < $1.key }
      .map { String(decoding: $0.value, as: UTF8.self) }.joined()
    let sources = root.appendingPathComponent("Sources/Reporting")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
      text += try String(contentsOf: file, encoding: .utf8)
    }
    let byCode = Set(CatalogueTests.families.flatMap { family in family.codes.map { family.prefix + $0 } })
    let catalogue = try #require(try TemplateSet.builtIn.catalogue("en"))
    for key in catalogue.phrases.keys.sorted() where !byCode.contains(key) {
      let name = key.hasSuffix(".one") ? key.dropLast(4) : key.hasSuffix(".other") ? key.dropLast(6) : Substring(key)
      #expect(text.contains("\"\(name)\"") || text.contains("{{t.\(name)}}"), "\(key) is never used")
    }
  }

  @Test(
    "a broken catalogue is refused with its place",
    arguments: [
      ("# comment\nno equals sign", 2, "not of the form"), ("a = b\na = c", 2, "second time"),
      ("\n\nbad key! = x", 3, "a key holds"), ("a = b\r\nc = d\r\nbad", 3, "not of the form"),
      ("a = {open", 1, "without its `}`"),
    ])
  func broken(text: String, line: Int, reason: String) throws {
    let error = try #require(throws: TemplateError.self) {
      _ = try Catalogue(locale: "xx", file: "strings/xx.txt", bytes: Array(text.utf8))
    }
    #expect(error.line == line)
    #expect(error.reason.contains(reason))
    #expect(error.description.hasPrefix("strings/xx.txt:\(line):1: "))
  }

  @Test("lines end in LF or CRLF", arguments: ["a = b\nc = d\n", "a = b\r\nc = d\r\n", "\r\na = b\r\n\nc = d"])
  func lineEnds(text: String) throws {
    let catalogue = try Catalogue(locale: "xx", file: "x", bytes: Array(text.utf8))
    #expect(catalogue.phrases.mapValues(\.text) == ["a": "b", "c": "d"])
  }

  @Test("values are not taken for placeholders")
  func values() throws {
    let catalogue = try Catalogue(locale: "xx", file: "x", bytes: Array("a = {one} and {two}".utf8))
    #expect(catalogue.text("a", ["one": "{two}", "two": "}{"]) == "{two} and }{")
  }

  @Test("a folder's catalogue changes single phrases, and its mistakes are found")
  func overriding() throws {
    let changed = try TemplateSet(overriding: ["strings/en.txt": Array("heading-agents = The team\n".utf8)])
    #expect(try changed.catalogue("en")?.text("heading-agents") == "The team")
    #expect(try changed.catalogue("en")?.text("heading-channels") == "Channels")
    let unknown = try TemplateSet(overriding: ["strings/en.txt": Array("\nheading-agnts = x\n".utf8)])
    let error = try #require(throws: TemplateError.self) { _ = try unknown.catalogue("en") }
    #expect(error.line == 2)
    let wrongValue = try TemplateSet(overriding: ["strings/en.txt": Array("bottleneck = {agnet}\n".utf8)])
    #expect(throws: TemplateError.self) { _ = try wrongValue.catalogue("en") }
  }

  @Test("a new locale is one file")
  func newLocale() throws {
    let english = String(decoding: try #require(TemplateSet.builtIn.files["strings/en.txt"]), as: UTF8.self)
    let set = try TemplateSet(overriding: ["strings/de.txt": Array(english.utf8)])
    #expect(set.locales == ["de", "en", "pt-BR"])
    let renderer = try Renderer(locale: "de", templates: set, sha256: referenceSHA256)
    #expect(!(try renderer.files(SampleModel.nightly, formats: [.md], zone: .utc)).isEmpty)
    let incomplete = try TemplateSet(overriding: ["strings/de.txt": Array("heading-agents = Agenten\n".utf8)])
    #expect(throws: TemplateError.self) { _ = try incomplete.catalogue("de") }
  }

  @Test("an unknown locale is an error that names those there are")
  func unknownLocale() throws {
    let error = try #require(throws: TemplateError.self) { _ = try Renderer(locale: "fr", sha256: referenceSHA256) }
    #expect(error.reason.contains("en, pt-BR"))
  }
}
