import Foundation
import Tasks
import TestSupport
import Testing

@testable import Ingestion
@testable import nexo

/// What the pages for users say, tried out.
@Suite("Documentation")
struct DocumentationTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Types a command as the page shows it, and returns what it prints, messages included.
  private func type(_ command: String, status: Int32) throws -> Command.Outcome {
    // The last command's status is there for the next, as in a shell that stays open.
    try Command.run(
      "/bin/sh", ["-c", "(exit \(status)); \(command)"], in: folder.path,
      environment: ["PATH": URL(fileURLWithPath: Executable.path).deletingLastPathComponent().path + ":/usr/bin:/bin"])
  }

  /// Writes the page's files and types its commands, in the order of the page.
  private func tryOut(_ page: Page) throws {
    var status: Int32 = 0
    for block in page.blocks {
      switch block {
      case .file(let name, let text): try folder.write(name, text)
      case .console(let exchanges):
        for (i, exchange) in exchanges.enumerated() {
          let outcome = try type(exchange.command, status: status)
          status = outcome.status
          #expect(outcome.output + outcome.error == exchange.output, "$ \(exchange.command)")
          // A status that is not 0 is told by the page.
          if i + 1 == exchanges.count || exchanges[i + 1].command != "echo $?" {
            #expect(outcome.status == 0, "$ \(exchange.command)\n\(outcome.error)")
          }
        }
      }
    }
  }

  @Test("a page is taken apart into its files and commands")
  func blocks() {
    let page = Page(
      text: "# x\n```csv file=a/b.csv\nid\n1\n```\ntext\n```\nno\n```\n```console\n$ one\nsaid\n$ two\n```\n")
    #expect(
      page.blocks == [
        .file(name: "a/b.csv", text: "id\n1\n"),
        .console([.init(command: "one", output: "said\n"), .init(command: "two", output: "")]),
      ])
  }

  @Test("the examples of the page about inputs do what it says")
  func inputs() throws {
    let page = try Page("Documentation/Inputs.md")
    #expect(page.blocks.count > 8)
    try tryOut(page)
  }

  @Test("the examples of the page about templates do what it says")
  func templates() throws {
    let page = try Page("Documentation/Templates.md")
    try tryOut(page)
    for name in ["title.html", "estimates.html", "report.css", "extra.css"] { #expect(page.text.contains(name)) }
    // The rest of the reports is what it is without the folder.
    let plain = "nexo report tasks.csv -o plain --as-of 2026-02-24T18:00:00Z --locale en --quiet"
    #expect(page.text.contains(plain.replacing("-o plain", with: "-o reports").replacing(" --quiet", with: "")))
    #expect(try type(plain, status: 0).status == 0)
    for name in ["performance.md", "orchestration.md", "report.json"] {
      #expect(folder.text("plain/\(name)") != nil && folder.text("plain/\(name)") == folder.text("reports/\(name)"))
    }
  }

  @Test("the examples of the README do what it says")
  func readme() throws {
    let exports = Page.root.appendingPathComponent("Fixtures/scenarios/nightly/input")
    try FileManager.default.copyItem(at: exports, to: URL(fileURLWithPath: folder("exports")))
    let page = try Page("README.md")
    #expect(!page.blocks.isEmpty)
    try tryOut(page)
    // The list of files in it is the list of files.
    for name in folder.names("reports") where !name.hasPrefix("api/") || name == "api/" {
      #expect(page.text.contains("`\(name)`"), "\(name)")
    }
  }

  @Test("the two commands of the README are in the Makefile", arguments: ["report", "test"])
  func make(target: String) throws {
    #expect(try Page("README.md").text.contains("\nmake \(target)"))
    #expect(try Page("Makefile").text.contains("\n\(target): setup\n"))
  }

  @Test("the table of the page about replaying is the state machine")
  func stateMachine() throws {
    let page = try Page("Documentation/Replay.md").text
    for kind in EventKind.allCases {
      let from = StateMachine.sources(kind).map(\.name).joined(separator: ", ")
      let time = kind.time.map { "`\($0.field)` " } ?? ""
      let row = "\n| \(kind.name) | \(from.isEmpty ? "-" : from) | \(StateMachine.target(kind).name) | \(time)|\n"
      #expect(page.contains(row), "\(row)")
    }
  }

  @Test("every setting of figures is named on the page about metrics")
  func settings() throws {
    let page = try Page("Documentation/Metrics.md").text
    // These set how much is kept, not what a figure is.
    let others = ["farGapDays", "unregisteredRows", "maxExamples", "recordBytes", "inflatedBytes"]
    for (name, _) in SettingKeys.all where !others.contains(name) {
      #expect(page.contains(name), "\(name)")
    }
  }

  @Test("every name of a field is on the page about inputs")
  func fields() throws {
    let page = try Page("Documentation/Inputs.md").text
    for (name, slots) in TaskSlot.fields {
      #expect(page.contains("`\(name)`"), "\(name)")
      // Of the timestamps one stands for all: createdAt, ...
      if name.hasSuffix("_at") || name.hasSuffix("_to") || name.hasSuffix("_by") { continue }
      for slot in slots { #expect(page.contains("`\(FieldSchema.tasks.names[slot])`"), "\(name)") }
    }
    for (name, _) in EventSlot.fields { #expect(page.contains("`\(name)`"), "\(name)") }
    for (spelling, _) in ValueRules.spellings { #expect(page.contains("`\(spelling)`"), "\(spelling)") }
  }

  @Test("every exit status is in the table of the page about running")
  func statuses() throws {
    let page = try Page("Documentation/Running.md")
    for status in nexo.ExitStatus.allCases where status != .interrupted && status != .terminated {
      #expect(page.text.contains("\n| \(status.rawValue) | "), "\(status)")
    }
    #expect(page.text.contains("\n| 129, 130, 143 | "))
  }

  @Test(
    "links between pages lead somewhere",
    arguments: [
      "README.md", "CHANGELOG.md", "Documentation/README.md", "Documentation/Inputs.md", "Documentation/Metrics.md",
      "Documentation/Replay.md", "Documentation/Orchestration.md", "Documentation/Findings.md",
      "Documentation/Architecture.md",
      "Documentation/Running.md", "Documentation/Api.md", "Documentation/Commands.md", "Documentation/Nightly.md",
      "Documentation/Reporting.md", "Documentation/Templates.md",
      "Documentation/TemplateContract.md", "Documentation/Speed.md", "Fixtures/README.md", "Tests/Oracle/README.md",
    ])
  func links(name: String) throws {
    let folder = Page.root.appendingPathComponent(name).deletingLastPathComponent()
    for link in try Page(name).text.matches(of: /\]\(([^)#]+)(?:#[^)]*)?\)/) where !link.1.hasPrefix("https://") {
      let target = folder.appendingPathComponent(String(link.1)).standardized
      #expect(FileManager.default.fileExists(atPath: target.path), "\(name): \(link.1)")
    }
  }

  @Test("the documentation's index leads to every page and every decision")
  func index() throws {
    let index = try Page("Documentation/README.md").text
    let base = Page.root.appendingPathComponent("Documentation").path
    for case let name as String in FileManager.default.enumerator(atPath: base) ?? .init()
    where name.hasSuffix(".md") && name != "README.md" {
      #expect(index.contains("](\(name))"), "\(name)")
    }
  }
}
