import Foundation
import Tasks
import Testing

@testable import Reporting

/// A locale whose every phrase is marked, so that a word that no catalogue wrote stands out.
@Suite("Every word that a reader sees is a phrase, a value or a name") struct PseudoLocaleTests {
  private static let (open, close): (Character, Character) = ("⟦", "⟧")

  private static let renderer = Result {
    let english = String(decoding: try #require(TemplateSet.builtIn.files["strings/en.txt"]), as: UTF8.self)
    let marked = english.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard let equals = line.firstIndex(of: "="), !line.hasPrefix("#") else { return String(line) }
      let key = line[..<equals].trimmingCharacters(in: .whitespaces)
      // How numbers and dates are written, and which of them are singular, are no words.
      if key.hasPrefix("format-") || key.hasPrefix("plural-") { return String(line) }
      return "\(key) = \(open)\(line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces))\(close)"
    }
    let set = try TemplateSet(overriding: ["strings/xx.txt": Array(marked.joined(separator: "\n").utf8)])
    return try Renderer(locale: "xx", templates: set, sha256: referenceSHA256)
  }

  /// Words of the input, of the program's own names, and of the shell.
  private static func values(_ model: ReportModel, _ role: Role?) -> [String] {
    var values: [String?] = [
      "NEXO", model.tool.name, model.tool.version, model.timezone, ReportCommand.of(model, locale: "xx", role: role),
      model.settings.assumeTimezone, "sha256",
      "SHA-256",
    ]
    for agent in model.agents { values += [agent.agentId, agent.agentName, agent.channel] }
    for channel in model.channels { values += [channel.channel, channel.channelName] }
    for input in model.inputs { values += [input.path, input.format, input.sha256] }
    for finding in model.findings {
      values.append(finding.code)
      for example in finding.examples { values += [example.path, example.record, example.detail] }
    }
    for task in model.pendingApproval.tasks + model.reconciliation.unsavedTasks.tasks {
      values += [task.id, task.title, task.priority, task.category]
    }
    for task in model.slowest.tasks { values += [task.id, task.title] }
    for plan in model.plans { values += [plan.planId] + plan.channels + plan.agentsInvolved }
    for error in model.agentErrors.entries { values += [error.code, error.path, error.detail] }
    for usage in model.usage { values += [usage.agentId, usage.model] }
    for threshold in Threshold.all(model.settings) { values.append(threshold.key) }
    values += model.settings.statusMap.flatMap { [$0.key, $0.value] }
    values += ReportFile.all(Set(ReportFormat.allCases), hasQuarantine: true).map(\.name)
    return values.compactMap { $0 }.filter { !$0.isEmpty }.sorted { ($0.count, $0) > ($1.count, $1) }
  }

  /// What is left when marked phrases, and values, are taken away.
  private static func unmarked(_ text: String, _ values: [String]) -> String {
    var rest = ""
    var depth = 0
    for character in text {
      if character == open { depth += 1 }
      if depth == 0 { rest.append(character) }
      if character == close { depth -= 1 }
    }
    return values.reduce(rest) { $0.replacingOccurrences(of: $1, with: " ") }
  }

  /// The texts of a page: what stands between its tags, and the attributes that are read out or shown.
  private static func texts(_ html: String) -> String {
    var page = html.replacing(#/<(style|script)>.*?</(style|script)>/#.dotMatchesNewlines(), with: "")
    let spoken = page.matches(of: #/ (?:aria-label|title|alt|placeholder|data-sort|data-filter)="([^"]*)"/#).map(
      \.output.1
    )
    .joined(separator: "\n")
    let described = page.matches(of: #/name="description" content="([^"]*)"/#).map(\.output.1).joined()
    page = page.replacing(#/<[^>]*>/#, with: "\n")
    let text = [page, spoken, described].joined(separator: "\n")
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }

  /// Markdown without escapes and anchors.
  private static func plain(_ markdown: String) -> String {
    let text = markdown.replacing(#/<a id="[a-z-]*"></a>|<br>|</?code>|\]\([a-z.#-]*\)/#, with: " ")
      .replacing(#/\\([^\p{L}\p{N}\s])/#) { $0.output.1 }.replacingOccurrences(of: "\u{200B}", with: "")
    return [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }

  @Test("in every page and document", arguments: [nil, Role.qa, .user])
  func phrases(role: Role?) throws {
    for model in [SampleModel.full, SampleModel.empty, SampleModel.nightly] {
      let files = try PseudoLocaleTests.renderer.get().files(
        model, formats: [.html, .md, .mail], zone: SampleModel.saoPaulo, role: role)
      #expect(files.count >= 3)
      let values = PseudoLocaleTests.values(model, role)
      for (name, bytes) in files {
        let text = String(decoding: bytes, as: UTF8.self)
        let read = name.hasSuffix(".html") ? PseudoLocaleTests.texts(text) : PseudoLocaleTests.plain(text)
        let rest = PseudoLocaleTests.unmarked(read, values)
        let words = Set(rest.matches(of: #/\p{L}+/#).map { String($0.output) })
        // Sizes are written in units that every locale writes so; percentiles by their usual names.
        let known: Set<String> = ["B", "kB", "MB", "GB", "TB", "p", "n", "json"]
        #expect(words.subtracting(known).isEmpty, "\(name): \(words.subtracting(known).sorted())")
      }
    }
  }

  @Test("a word that is no phrase is seen")
  func detects() {
    let page = "<p>\(Self.open)Agents \(Self.open)x\(Self.close)\(Self.close) overdue</p><img alt=\"Chart\">"
    let rest = PseudoLocaleTests.unmarked(PseudoLocaleTests.texts(page), [])
    #expect(rest.contains("overdue") && rest.contains("Chart") && !rest.contains("Agents"))
  }
}
