/// A file of the report, as the way in lists it.
struct ReportFile: Sendable {
  let name: String

  static let fields: [Field<ReportFile>] = [
    .text("name") { file, _ in file.name },
    .text("title") { file, scene in scene.text("file-" + file.key) },
    .text("description") { file, scene in scene.text("file-" + file.key + "-description") },
  ]

  /// `performance.md` has the phrases `file-performance-md`.
  private var key: String { String(name.map { $0 == "." ? "-" : $0 }) }

  /// What lies beside the page: what this run writes, and the quarantine where there is one.
  static func all(_ formats: Set<ReportFormat>, hasQuarantine: Bool) -> [ReportFile] {
    var names: [String] = []
    if formats.contains(.html) { names += ["performance.html", "orchestration.html"] }
    if formats.contains(.md) { names += ["performance.md", "orchestration.md"] }
    if formats.contains(.csv) { names += CSVTable.all.map(\.name) }
    if formats.contains(.json) { names.append("report.json") }
    if hasQuarantine { names.append("quarantine.ndjson") }
    return (names + ["manifest.json"]).map(ReportFile.init(name:))
  }
}
