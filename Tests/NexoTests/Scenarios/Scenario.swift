import Foundation
import TestSupport
import Testing

/// A folder of Fixtures/scenarios: an input, its configuration, and what must come of it.
struct Scenario: CustomTestStringConvertible, Sendable {
  let name: String

  var testDescription: String { name }

  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let all: [Scenario] = {
    let folder = root.appendingPathComponent("Fixtures/scenarios").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { Scenario(name: $0) }
  }()

  var folder: URL { Scenario.root.appendingPathComponent("Fixtures/scenarios/\(name)") }

  func expected(_ file: String) -> URL { folder.appendingPathComponent("expected/\(file)") }

  /// The exit status that the scenario asks for.
  var status: Int32 {
    let text = try? String(contentsOf: expected("exit"), encoding: .utf8)
    return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
  }

  /// Options besides the config file: one a line, as they would be typed.
  var options: [String] {
    let text = (try? String(contentsOf: folder.appendingPathComponent("options"), encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// Whether a role limits what is written: report.json is for those who may see everything.
  var isForRole: Bool { options.contains("--role") }

  /// Runs the program in the scenario's folder, so that paths in its reports are the same everywhere.
  func report(into output: String, more: [String] = []) throws -> Command.Outcome {
    try Command.run(
      Executable.path, ["report", "input", "--config", "nexo.yml", "-o", output] + options + more, in: folder.path)
  }
}

/// Names of the files in a folder, sorted.
func fileNames(_ folder: URL) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
}

/// Paths of the files in a folder and in those below, sorted.
func filePaths(_ folder: URL) -> [String] {
  let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
  return all.filter { name in
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder.path + "/" + name, isDirectory: &isFolder)
      && !isFolder.boolValue
  }.sorted()
}
