import Foundation
import TestSupport
import Testing

/// The program beside the independent computation, where neither has seen the input before.
@Suite("The oracle")
struct OracleTests {
  private static let folder = Scenario.root.appendingPathComponent("Tests/Oracle")

  @Test("passes its own tests")
  func itself() throws {
    let run = try python("test_oracle.py", [])
    #expect(run.status == 0, "\(run.output)\(run.error)")
  }

  /// Ties, clock changes, illegal events, broken records, windows and instants, by seed, with what agents said and without.
  /// With the program for tests only the first of them; `make soak` runs more.
  @Test("agrees with the program on random inputs", arguments: [[], ["answers"]])
  func random(more: [String]) throws {
    let last = Executable.shipped == nil ? 60 : 500
    let run = try python("check_nexo.py", [Executable.shipped ?? Executable.path, "1", String(last)] + more)
    #expect(run.status == 0, "\(run.output.suffix(4000))\(run.error)")
    #expect(run.output.contains("\(last) of \(last) agree"))
  }

  /// Cases that others made: an input and the figures that it must give. They are not part of the project.
  @Test("is not the only judge: cases made elsewhere give their figures")
  func cases() throws {
    let cases = Scenario.root.deletingLastPathComponent().appendingPathComponent("shared/cases")
    guard FileManager.default.fileExists(atPath: cases.path) else {
      print("skipped: there is no folder of cases beside the project")
      return
    }
    let output = try TemporaryFolder()
    for name in fileNames(cases) where name != "check.py" {
      let folder = cases.appendingPathComponent(name)
      guard let input = fileNames(folder).first(where: { $0.hasPrefix("tasks.") }) else { continue }
      let run = try Executable.run(
        ["report", folder.appendingPathComponent(input).path, "-o", name, "--formats", "json", "--quiet"], in: output)
      #expect(run.status == 0, "\(run.error)")
      let check = try Command.run(
        "/usr/bin/env",
        ["python3", cases.appendingPathComponent("check.py").path, folder.path, output.path + "/\(name)/report.json"])
      #expect(check.status == 0, "\(name): \(check.output)")
    }
  }

  private func python(_ script: String, _ arguments: [String]) throws -> Command.Outcome {
    try Command.run(
      "/usr/bin/env", ["python3", Self.folder.appendingPathComponent(script).path] + arguments,
      in: Scenario.root.path, environment: ["PYTHONDONTWRITEBYTECODE": "1"], seconds: 1800)
  }
}
