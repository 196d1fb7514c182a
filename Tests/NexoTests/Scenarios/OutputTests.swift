import Foundation
import TestSupport
import Testing

/// Naughty texts through the program into every output, each read back by a reader of others. `make soak` takes more texts, both
/// languages, and both ways in which agents and channels get their names.
@Suite("The outputs")
struct OutputTests {
  @Test("say of naughty texts what they say of plain words, to readers of others")
  func own() throws { try check(["--every", "6"]) }

  @Test(
    "say it of naughty texts that others collected", .enabled(if: Corpora.has("strings"), "\(Corpora.absence)"))
  func collected() throws {
    try check(["--texts", Corpora.path("strings/blns.json"), "--every", "12", "--locale", "en", "--parity", "1"])
  }

  private func check(_ options: [String]) throws {
    // The system's own Python: scripts/setup installs the readers for it.
    let run = try Command.run(
      "/usr/bin/python3", ["check_output.py", Executable.shipped ?? Executable.path] + options,
      in: Scenario.root.appendingPathComponent("Tests/Output").path, environment: ["PYTHONDONTWRITEBYTECODE": "1"],
      seconds: 3600)
    #expect(run.status == 0, "\(run.output.suffix(6000))\(run.error.suffix(2000))")
    #expect(run.output.contains(", 0 differences"))
  }
}
