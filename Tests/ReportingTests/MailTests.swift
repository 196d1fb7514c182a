import Tasks
import Testing

@testable import Reporting

/// Mail programs strip style sheets, scripts and SVG, and cut what is long.
@Suite("The mail") struct MailTests {
  private func mail(_ model: ReportModel, locale: String = "en") throws -> String {
    try #require(try rendered(model, locale: locale, formats: [.mail])["performance.mail.html"])
  }

  @Test("holds inline styles and nothing else that a mail program would strip or fetch", arguments: ["pt-BR", "en"])
  func plain(locale: String) throws {
    for model in [SampleModel.full, SampleModel.empty, SampleModel.nightly] {
      let page = try mail(model, locale: locale)
      for word in [
        "<style", "<script", "<svg", "<img", "<link", "<form", " class=", " id=", "href=", "src=", "url(", "://",
      ] {
        #expect(!page.contains(word), "\(word)")
      }
      #expect(page.contains("<td style=") && page.hasSuffix("</html>\n"))
    }
  }

  @Test("says what the report says first, and what is not in it")
  func content() throws {
    let page = try mail(SampleModel.full)
    let report = try #require(try rendered(SampleModel.full, locale: "en", formats: [.html])["performance.html"])
    for agent in SampleModel.full.agents { #expect(page.contains("<bdi>\(agent.agentName)</bdi>")) }
    for concern in report.matches(of: #/<a href="#[^"]*"><bdi>([^<]*)</bdi></a> <span class="evidence">([^<]*)</#) {
      #expect(page.contains(concern.output.1) && page.contains(concern.output.2))
    }
    #expect(page.contains("performance.html"))
    #expect(page.contains("were used") || page.contains("was used"))
  }

  @Test("stays below 90 kB, however many agents there are and however long their names")
  func size() throws {
    var model = SampleModel.model(agents: 200, days: 31, seed: 3)
    #expect(try mail(model).utf8.count < 90_000)
    #expect(try mail(model).contains("180 more are not shown"))
    for i in model.agents.indices { model.agents[i].agentName = String(repeating: "&", count: 5000) }
    for i in model.channels.indices { model.channels[i].channelName = String(repeating: "\"", count: 5000) }
    model.settings.thresholds.listRows = 1000
    for locale in Renderer.locales { #expect(try mail(model, locale: locale).utf8.count < 90_000) }
  }

  @Test("is written when it is asked for, and not for a role without the report")
  func formats() throws {
    #expect(try rendered(SampleModel.full, formats: [.mail]).keys.sorted() == ["performance.mail.html"])
    #expect(try rendered(SampleModel.full, formats: [.md, .html])["performance.mail.html"] == nil)
    #expect(try rendered(SampleModel.full, formats: [.mail], role: .user).isEmpty)
  }
}
