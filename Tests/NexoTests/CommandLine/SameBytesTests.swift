import Foundation
import TestSupport
import Testing

/// The first law, from outside: the same input gives the same bytes.
@Suite("Same input, same bytes")
struct SameBytesTests {
  private static let nightly = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/scenarios/nightly")

  /// Copies the example nights into a folder of their own.
  private func copy() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["input", "nexo.yml"] {
      try FileManager.default.copyItem(atPath: Self.nightly.appendingPathComponent(name).path, toPath: folder(name))
    }
    return folder
  }

  private func contents(_ folder: TemporaryFolder, _ name: String) -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for file in folder.names(name) where !file.hasSuffix("/") { contents[file] = folder.bytes("\(name)/\(file)") }
    return contents
  }

  @Test("at 1, 2 and 8 jobs, in another time zone, language, folder and order of the inputs")
  func surroundings() throws {
    let folder = try copy()
    #expect(try Executable.run(["report", "input", "-o", "out", "--jobs", "1"], in: folder).status == 0)
    let expected = contents(folder, "out")
    #expect(expected.count == 26)
    for jobs in ["2", "8"] {
      #expect(try Executable.run(["report", "input", "-o", "again", "--jobs", jobs], in: folder).status == 0)
      #expect(contents(folder, "again") == expected, "\(jobs) jobs")
    }
    let environments = [
      ["TZ": "Asia/Tokyo", "LANG": "pt_BR.UTF-8", "LC_ALL": "tr_TR.UTF-8"], ["TZ": "America/New_York", "LC_ALL": "C"],
      ["SOURCE_DATE_EPOCH": "1"],
    ]
    for environment in environments {
      let other = try copy()
      let outcome = try Executable.run(
        ["report", "input", "-o", "deep/elsewhere"], in: other, environment: environment)
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(contents(other, "deep/elsewhere") == expected, "\(environment)")
    }
    let parts = try FileManager.default.contentsOfDirectory(atPath: folder("input")).sorted().reversed().map {
      "input/" + $0
    }
    #expect(try Executable.run(["report"] + parts + ["-o", "parts"], in: folder).status == 0)
    #expect(contents(folder, "parts") == expected)
  }

  @Test("render gives the same files from report.json alone")
  func render() throws {
    let folder = try copy()
    #expect(try Executable.run(["report", "input", "-o", "out"], in: folder).status == 0)
    let expected = contents(folder, "out")
    try FileManager.default.removeItem(atPath: folder("input"))
    let outcome = try Executable.run(["render", "out/report.json", "-o", "again"], in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
    let again = contents(folder, "again")
    #expect(again.keys.sorted() == expected.keys.sorted())
    for name in expected.keys.sorted() where name != "manifest.json" {
      #expect(again[name] == expected[name], "\(name)")
    }
    // Into its own folder, in another language: figures and quarantine stay.
    #expect(try Executable.run(["render", "out/report.json", "-o", "out", "--locale", "en"], in: folder).status == 0)
    let english = contents(folder, "out")
    #expect(english["report.json"] == expected["report.json"])
    #expect(english["quarantine.ndjson"] == expected["quarantine.ndjson"])
    #expect(english["performance.md"] != expected["performance.md"])
  }

  @Test("formats are written as asked for, and what an earlier run wrote besides is gone")
  func formats() throws {
    let folder = try copy()
    #expect(try Executable.run(["report", "input", "-o", "out"], in: folder).status == 0)
    #expect(try Executable.run(["report", "input", "-o", "out", "--formats", "json,csv"], in: folder).status == 0)
    #expect(
      folder.names("out") == [
        "agents.csv", "channels.csv", "daily.csv", "manifest.json", "quarantine.ndjson", "report.json",
      ])
  }

  @Test("the manifest lists inputs and outputs with their hashes, and nothing of the machine")
  func manifest() throws {
    let folder = try copy()
    #expect(try Executable.run(["report", "input", "-o", "out", "--jobs", "7"], in: folder).status == 0)
    let text = try #require(folder.text("out/manifest.json"))
    #expect(text.hasPrefix("{\n  \"tool\": {\n    \"name\": \"nexo\",\n    \"version\": \""))
    #expect(!text.contains(folder.path) && !text.contains("jobs"))
    let manifest = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    for (key, prefix) in [("inputs", ""), ("outputs", "out/")] {
      let entries = try #require(manifest[key] as? [[String: Any]])
      #expect(!entries.isEmpty)
      for entry in entries {
        let path = try #require(entry["path"] as? String)
        let bytes = try #require(folder.bytes(prefix + path))
        #expect(entry["bytes"] as? Int == bytes.count)
        let sum = try Command.run("/usr/bin/sha256sum", [folder(prefix + path)]).output.prefix(64)
        #expect(entry["sha256"] as? String == String(sum), "\(path)")
      }
    }
    #expect(try Executable.run(["report", "input", "-o", "out", "--no-input-hash"], in: folder).status == 0)
    #expect(folder.text("out/report.json")?.contains("\"sha256\": null") == true)
  }
}
