import Foundation
import TestSupport
import Testing

/// What the page about nightly runs says, tried out.
@Suite("The page about nightly runs")
struct NightlyPageTests {
  private static let name = "Documentation/Nightly.md"
  let folder: TemporaryFolder
  let files: [String: String]

  init() throws {
    folder = try TemporaryFolder()
    var files: [String: String] = [:]
    for case .file(let name, let text) in try Page(Self.name).blocks { files[name] = text }
    self.files = files
  }

  private func run(exports: String) throws -> Command.Outcome {
    let script = try #require(files["nexo-nightly"])
    #expect(script.contains("cd /srv/nexo\n"))
    try folder.write("nexo-nightly", script.replacing("cd /srv/nexo\n", with: "cd '\(folder.path)'\n"))
    try folder.write("exports/2026-02-24/tasks.csv", exports)
    try folder.write("nexo.yml", "timezone: America/Sao_Paulo\n")
    return try Command.run(
      "/bin/sh", [folder("nexo-nightly")], in: "/",
      environment: ["PATH": URL(fileURLWithPath: Executable.path).deletingLastPathComponent().path + ":/usr/bin:/bin"])
  }

  @Test("the script writes both folders, and says nothing when all is well")
  func script() throws {
    try FileManager.default.createDirectory(atPath: folder("reports"), withIntermediateDirectories: true)
    var exports = "id,title,status,created_at,channel,created_by_agent,completed_at\n"
    for agent in ["alex", "marina", "sunny", "tren"] {
      exports += "\(agent)-1,Segredo,completed,2026-02-20T08:00:00Z,amazon,\(agent),2026-02-20T12:00:00Z\n"
    }
    let outcome = try run(exports: exports)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output == "" && outcome.error == "")
    #expect(folder.text("reports/all/report.json") != nil)
    #expect(folder.names("reports/team").contains("api/status.json"))
    #expect(folder.text("reports/team/report.json") == nil)
  }

  @Test("a gate that fails is told, after publishing; a broken export leaves the reports as they were")
  func failing() throws {
    try FileManager.default.createDirectory(atPath: folder("reports"), withIntermediateDirectories: true)
    let poor = try run(exports: "id,status,created_at,channel,created_by_agent\nt1,pending,2026-02-20,amazon,alex\n")
    #expect(poor.status == 1)
    #expect(poor.error == "nexo: error: the gate health < fair failed: health is poor\n")
    let manifest = try #require(folder.text("reports/all/manifest.json"))
    #expect(folder.text("reports/team/manifest.json") != nil)
    let broken = try run(
      exports: "id,status,created_at,channel,created_by_agent\nt1,\"pending,2026-02-20,amazon,alex\n")
    #expect(broken.status == 65)
    #expect(folder.text("reports/all/manifest.json") == manifest)
  }

  @Test(
    "systemd accepts the units",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")))
  func units() throws {
    let names = ["nexo-nightly.service", "nexo-nightly.timer", "nexo-failed@.service"]
    try folder.write("nexo-nightly", "#!/bin/sh\n")
    try Command.run("/bin/chmod", ["755", folder("nexo-nightly")]).expectDone()
    for name in names {
      let unit = try #require(files[name], "\(name)")
      try folder.write(
        name, unit.replacing("ExecStart=/usr/local/bin/nexo-nightly", with: "ExecStart=" + folder("nexo-nightly")))
    }
    for name in names.filter({ !$0.contains("@") }) {
      // In a folder of their own, so that the units of the machine are none of the test's business.
      let outcome = try Command.run(
        "/usr/bin/systemd-analyze", ["verify", "--man=no", folder(name)],
        environment: ["SYSTEMD_UNIT_PATH": folder.path + ":"])
      #expect(outcome.status == 0, "\(outcome.error)")
      let complaints = outcome.error.split(separator: "\n").filter { $0.contains("nexo-") }
      #expect(complaints.isEmpty, "\(complaints)")
    }
  }

  @Test("the crontab has a time, a user and the script")
  func crontab() throws {
    let lines = try #require(files["nexo.cron"]).split(separator: "\n").filter { !$0.hasPrefix("#") }
    let job = try #require(lines.last).split(separator: " ", maxSplits: 6)
    #expect(job.prefix(5).allSatisfy { $0 == "*" || Int($0) != nil })
    #expect(job.suffix(2) == ["nexo", "/usr/local/bin/nexo-nightly"])
    #expect(!lines.joined().contains("%"))
  }
}
