/// A document that is made from templates.
enum Page: String, Sendable, CaseIterable {
  case performance, orchestration, index
  /// The performance report for mail programs: inline styles, neither script nor pictures.
  case mail

  /// The formats that it is written in, and the template of each.
  var templates: [(format: ReportFormat, template: String)] {
    switch self {
    case .performance, .orchestration: [(.md, rawValue + ".md"), (.html, rawValue + ".html")]
    case .index: [(.html, rawValue + ".html")]
    case .mail: [(.mail, "performance.mail.html")]
    }
  }

  /// What a role must be allowed to see for it.
  var part: OutputPart {
    switch self {
    case .performance, .mail: .performance
    case .orchestration: .orchestration
    case .index: .index
    }
  }

  static let fields: [Field<Page>] = [
    .text("title") { page, scene in scene.text("page-" + page.rawValue) },
    .text("description") { page, scene in scene.text("page-" + page.rawValue + "-description") },
    .flag("isPerformance") { page, _ in page == .performance },
    .flag("isOrchestration") { page, _ in page == .orchestration },
    .flag("isIndex") { page, _ in page == .index },
    .text("qualityLink") { _, scene in
      (scene.role.maySee(.performance) ? Page.performance : .orchestration).rawValue + ".html#quality"
    },
    .flag("linksPerformance") { _, scene in scene.role.maySee(.performance) },
  ]
}
