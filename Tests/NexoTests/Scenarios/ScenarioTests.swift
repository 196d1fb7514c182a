import Foundation
import TestSupport
import Testing

/// The scenarios, over the program itself.
@Suite("Scenarios")
struct ScenarioTests {
  @Test("there are scenarios to run")
  func exist() { #expect(Scenario.all.count >= 11) }

  /// The figures come from an independent computation, written in another language from the specification alone.
  @Test(
    "give the figures that the oracle computed", arguments: Scenario.all.filter { $0.status == 0 && !$0.isForRole })
  func figures(scenario: Scenario) throws {
    let output = try TemporaryFolder()
    let run = try scenario.report(into: output.path + "/out", more: ["--formats", "json", "--quiet"])
    try #require(run.status == 0, "\(run.error)")
    let compared = try Command.run(
      "/usr/bin/env",
      [
        "python3", Scenario.root.appendingPathComponent("Tests/Oracle/compare.py").path,
        scenario.expected("figures.json").path, output.path + "/out/report.json",
      ])
    #expect(compared.status == 0, "\(compared.output)\(compared.error)")
  }

  /// Recording anew: `NEXO_RECORD=1 swift test --filter ScenarioTests`, which fails, so that nobody records unawares.
  /// The manifest is left out: it names the version and the time zone data of the machine.
  @Test("give the same files, byte by byte", arguments: Scenario.all.filter { $0.status == 0 })
  func files(scenario: Scenario) throws {
    let temporary = try TemporaryFolder()
    let output = URL(fileURLWithPath: temporary.path + "/out")
    let run = try scenario.report(into: output.path, more: ["--quiet"])
    try #require(run.status == 0, "\(run.error)")
    let recorded = scenario.expected("output")
    let names = filePaths(output).filter { $0 != "manifest.json" }
    if ProcessInfo.processInfo.environment["NEXO_RECORD"] == "1" {
      try? FileManager.default.removeItem(at: recorded)
      try FileManager.default.createDirectory(at: recorded, withIntermediateDirectories: true)
      for name in names {
        try FileManager.default.createDirectory(
          at: recorded.appendingPathComponent(name).deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
          at: output.appendingPathComponent(name), to: recorded.appendingPathComponent(name))
      }
      Issue.record(
        "recorded \(names.count) files of \(scenario.name); look at the difference, then run without NEXO_RECORD")
      return
    }
    #expect(names == filePaths(recorded))
    for name in names {
      let made = try Data(contentsOf: output.appendingPathComponent(name))
      let expected = try Data(contentsOf: recorded.appendingPathComponent(name))
      #expect(made == expected, "\(scenario.name)/\(name) differs: \(firstDifference(made, expected))")
    }
  }

  @Test(
    "list as many tasks as their figures count", arguments: Scenario.all.filter { $0.status == 0 && !$0.isForRole })
  func lists(scenario: Scenario) throws {
    let output = try TemporaryFolder()
    let run = try scenario.report(into: output.path + "/out", more: ["--formats", "json", "--quiet"])
    try #require(run.status == 0, "\(run.error)")
    func object(_ text: String) throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
    let report = try object(try #require(output.text("out/report.json")))
    func listed(_ more: [String]) throws -> (total: Int?, tasks: [[String: Any]]?) {
      let list = try Command.run(
        Executable.path,
        ["tasks", "input", "--config", "nexo.yml", "-q", "--output-format", "json"] + scenario.options + more,
        in: scenario.folder.path)
      let document = try object(list.output)
      return (document["total"] as? Int, document["tasks"] as? [[String: Any]])
    }
    #expect(try listed(["--limit", "0"]).total == (report["system"] as? [String: Any])?["totalTasksGenerated"] as? Int)
    let pending = report["pendingApproval"] as? [String: Any]
    let rows = try #require(pending?["tasks"] as? [[String: Any]])
    let (total, tasks) = try listed(["--pending-approval", "--limit", "\(rows.count)"])
    #expect(total == pending?["total"] as? Int)
    #expect(tasks?.map { $0["id"] as? String } == rows.map { $0["id"] as? String })
    #expect(tasks?.map { $0["title"] as? String } == rows.map { $0["title"] as? String })
  }

  @Test("end with the exit status that they ask for", arguments: Scenario.all.filter { $0.status != 0 })
  func failures(scenario: Scenario) throws {
    let output = try TemporaryFolder()
    let run = try scenario.report(into: output.path + "/out")
    #expect(run.status == scenario.status)
    #expect(!FileManager.default.fileExists(atPath: output.path + "/out"))
    #expect(run.error.contains("quarantine") || run.error.contains("could be used"), "\(run.error)")
  }

  private func firstDifference(_ a: Data, _ b: Data) -> String {
    let x = String(decoding: a, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let y = String(decoding: b, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    for (i, (made, expected)) in zip(x, y).enumerated() where made != expected {
      return "line \(i + 1): \(made.prefix(160)) instead of \(expected.prefix(160))"
    }
    return "\(x.count) lines instead of \(y.count)"
  }
}
