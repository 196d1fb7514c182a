extension ReportFormat {
  /// Whether a role may see anything that is written in this format.
  package func isWritten(for role: Role?) -> Bool {
    // The manifest is always there.
    ReportFile.all([self], hasQuarantine: false, role: role).count > 1
  }
}

/// A file of the report, as the way in lists it.
struct ReportFile: Sendable {
  let name: String

  static let fields: [Field<ReportFile>] = [
    .text("name", "the file's name, which is also its link") { file, _ in file.name },
    .text("title", "what it is called") { file, scene in scene.text("file-" + file.key) },
    .text("description", "what is in it") { file, scene in scene.text("file-" + file.key + "-description") },
  ]

  /// `performance.md` has the phrases `file-performance-md`.
  private var key: String { String(name.map { $0 == "." || $0 == "/" ? "-" : $0 }) }

  /// What lies beside the page: what this run writes for a role, and the quarantine where there is one.
  static func all(_ formats: Set<ReportFormat>, hasQuarantine: Bool, role: Role? = nil) -> [ReportFile] {
    var names: [String] = []
    func add(_ files: [String], _ format: ReportFormat, _ part: OutputPart) {
      if formats.contains(format), role.maySee(part) { names += files }
    }
    add(["performance.html"], .html, .performance)
    add(["orchestration.html"], .html, .orchestration)
    add(["performance.mail.html"], .mail, .performance)
    add(["performance.md"], .md, .performance)
    add(["orchestration.md"], .md, .orchestration)
    add(CSVTable.all.map(\.name), .csv, .tables)
    add(["report.json"], .json, .data)
    for document in [APIDocument.activate, .status, .metrics] { add([document.file], .api, document.part) }
    if hasQuarantine { names.append("quarantine.ndjson") }
    return (names + ["manifest.json"]).map(ReportFile.init(name:))
  }
}
