import Foundation
import Tasks
import Testing

@testable import Reporting

@Suite("Roles")
struct RoleTests {
  private static let pages = ["index.html", "orchestration.html", "orchestration.md"]
  private static let figures = [
    "agents.csv", "channels.csv", "daily.csv", "performance.html", "performance.mail.html", "performance.md",
    "api/metrics.json",
  ]

  @Test("without a role, and for head and admin, everything is written")
  func everything() throws {
    let all = try rendered(SampleModel.full)
    for role in [Role.head, .admin] {
      let files = try rendered(SampleModel.full, role: role)
      #expect(files.keys.sorted() == all.keys.sorted())
      #expect(files["api/activate.json"] == all["api/activate.json"])
      #expect(files["report.json"] == all["report.json"])
    }
  }

  @Test("a user gets the orchestration report, the status and the way in")
  func user() throws {
    #expect(try rendered(SampleModel.full, role: .user).keys.sorted() == (Self.pages + ["api/status.json"]).sorted())
  }

  @Test("qa gets the figures as well, but neither the data nor plans")
  func qa() throws {
    let names = try rendered(SampleModel.full, role: .qa).keys.sorted()
    #expect(
      names.filter { !$0.hasPrefix("api/metrics/") } == (Self.pages + Self.figures + ["api/status.json"]).sorted())
    #expect(names.contains("api/metrics/agent/alex.json"))
  }

  @Test(
    "neither sees plans, titles, or what the inputs hold, in any file",
    arguments: [Role.user, .qa], ["pt-BR", "en"])
  func withheld(role: Role, locale: String) throws {
    let model = SampleModel.full
    let everything = try rendered(model, locale: locale).values.joined()
    let secrets =
      model.plans.map(\.planId) + ["maternidade", "Responder", "tasks.csv", "out/marina.json"]
      + model.findings.flatMap { $0.examples.compactMap(\.record) }.filter { $0.count > 3 }
      + [model.inputs[2].sha256 ?? ""] + ["I cannot help with that", "dnoe"]
    for secret in secrets { #expect(everything.contains(secret), "\(secret)") }
    for (name, text) in try rendered(model, locale: locale, role: role) {
      for secret in secrets { #expect(!text.contains(secret), "\(name) tells \(secret)") }
    }
  }

  @Test("what is left out is said", arguments: ["pt-BR", "en"])
  func said(locale: String) throws {
    let text = try #require(try rendered(SampleModel.full, locale: locale, role: .user)["orchestration.md"])
    let catalogue = try #require(try TemplateSet.builtIn.catalogue(locale))
    #expect(text.contains(catalogue.text("notice-role", ["role": "user"])))
    #expect(text.contains(catalogue.text("reason-withheld")))
    #expect(!text.contains(catalogue.text("reason-no-title")))
    #expect(text.contains(catalogue.text("inputs-withheld")))
    #expect(!text.contains(catalogue.text("inputs-none")))
    let own = try #require(try rendered(SampleModel.full, locale: locale)["orchestration.md"])
    #expect(!own.contains(catalogue.text("reason-withheld")))
  }

  @Test("the status for a role holds the report for that role", arguments: Role.allCases)
  func status(role: Role) throws {
    let files = try rendered(SampleModel.full, role: role)
    let status = try JSONParser.value(of: Array(try #require(files["api/status.json"]).utf8))
    #expect(status["report"] == .text(try #require(files["orchestration.md"])))
  }

  @Test("no page links to what a role does not get", arguments: Role.allCases)
  func links(role: Role) throws {
    let files = try rendered(SampleModel.full, role: role)
    for (name, page) in files where name.hasSuffix(".html") {
      for link in RendererTests.values(of: "href", in: page) where !link.hasPrefix("#") {
        let parts = link.split(separator: "#").map(String.init)
        let others = role.maySee(.quarantine) ? ["manifest.json", "quarantine.ndjson"] : ["manifest.json"]
        #expect(files[parts[0]] != nil || others.contains(parts[0]), "\(name) links to \(link)")
        if parts.count == 2 {
          #expect(RendererTests.values(of: "id", in: files[parts[0]] ?? "").contains(parts[1]), "\(name): \(link)")
        }
      }
    }
  }

  @Test("what is not there is not promised: the quarantine's name needs the quarantine")
  func quarantine() throws {
    var model = SampleModel.full
    model.findings = []
    for role in [Role.user, .qa] {
      for (name, text) in try rendered(model, role: role) { #expect(!text.contains("quarantine.ndjson"), "\(name)") }
    }
    #expect(try #require(try rendered(model, role: .head)["orchestration.md"]).contains("quarantine.ndjson"))
  }

  @Test("each role sees what the one below it sees")
  func order() {
    for part in OutputPart.allCases {
      if Role.user.maySee(part) { #expect(Role.qa.maySee(part)) }
      if Role.qa.maySee(part) { #expect(Role.head.maySee(part)) }
      #expect(Role.admin.maySee(part) == Role.head.maySee(part))
      #expect((nil as Role?).maySee(part))
    }
  }
}
