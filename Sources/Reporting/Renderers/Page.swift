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
    .text("title", "the page's title") { page, scene in scene.text("page-" + page.rawValue) },
    .text("description", "what the page is, in a sentence") { page, scene in
      scene.text("page-" + page.rawValue + "-description")
    },
    .flag("isPerformance", "whether it is the performance report; not for its mail edition") { page, _ in
      page == .performance
    },
    .flag("isOrchestration", "whether it is the orchestration report") { page, _ in page == .orchestration },
    .flag("isIndex", "whether it is the way in, index.html") { page, _ in page == .index },
    .text("qualityLink", "where the section on data quality is, from the way in") { _, scene in
      (scene.role.maySee(.performance) ? Page.performance : .orchestration).rawValue + ".html#quality"
    },
    .flag("linksPerformance", "whether the reader's role has a performance report to link to") { _, scene in
      scene.role.maySee(.performance)
    },
  ]
}
