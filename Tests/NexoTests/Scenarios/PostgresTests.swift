import Foundation
import TestSupport
import Testing

/// Exports that a PostgreSQL server wrote: the same table in four formats, with and without time zones.
@Suite("Exports of PostgreSQL")
struct PostgresTests {
  private static let folder = Scenario.root.appendingPathComponent("Fixtures/postgres")

  @Test("give the same report in all four formats", arguments: ["timestamp", "timestamptz"])
  func formats(variant: String) throws {
    let output = try TemporaryFolder()
    var reports: [String: Data] = [:]
    for format in ["csv", "json", "ndjson", "xml"] {
      let run = try Executable.run(
        [
          "report", Self.folder.appendingPathComponent("\(variant)/tasks.\(format)").path, "-o", format, "--formats",
          "json", "--quiet",
        ], in: output)
      try #require(run.status == 0, "\(run.error)")
      reports[format] = try withoutPlaces(output.path + "/\(format)/report.json")
    }
    #expect(Set(reports.values).count == 1)
  }

  @Test("give the figures that the oracle computed", arguments: ["timestamp", "timestamptz"])
  func figures(variant: String) throws {
    let output = try TemporaryFolder()
    let run = try Command.run(
      Executable.path, ["report", "\(variant)/tasks.csv", "-o", output.path + "/out", "--formats", "json", "--quiet"],
      in: Self.folder.path)
    try #require(run.status == 0, "\(run.error)")
    let check = try Command.run(
      "/usr/bin/env",
      [
        "python3", "-c",
        """
        import json, sys
        sys.path.insert(0, sys.argv[1])
        import compare
        want = json.load(open(sys.argv[2])); got = json.load(open(sys.argv[3])); want.pop("inputs", None)
        found = compare.compare(want, got); print("\\n".join(found)); sys.exit(bool(found))
        """, Scenario.root.appendingPathComponent("Tests/Oracle").path,
        Self.folder.appendingPathComponent("expected/figures.json").path, output.path + "/out/report.json",
      ], environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    #expect(check.status == 0, "\(check.output)\(check.error)")
  }

  /// A report without what names a place in its input: `inputs`, and the examples of findings.
  private func withoutPlaces(_ path: String) throws -> Data {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    var report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    report["inputs"] = nil
    let findings = try #require(report["findings"] as? [[String: Any]])
    report["findings"] = findings.map { $0.filter { $0.key != "examples" } }
    return try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys])
  }
}
