import Foundation
import TestSupport
import Testing

/// Naughty texts through the program into every output, each read back by a reader of others. `make soak` takes more texts, both
/// languages, and both ways in which agents and channels get their names.
@Suite("The outputs")
struct OutputTests {
  @Test("say of naughty texts what they say of plain words, to readers of others")
  func naughtyTexts() throws {
    // The system's own Python: scripts/setup installs the readers for it.
    let run = try Command.run(
      "/usr/bin/python3", ["check_output.py", Executable.path, "--every", "3"],
      in: Scenario.root.appendingPathComponent("Tests/Output").path, environment: ["PYTHONDONTWRITEBYTECODE": "1"],
      seconds: 900)
    #expect(run.status == 0, "\(run.output.suffix(6000))\(run.error.suffix(2000))")
    #expect(run.output.contains(" 0 differences"))
  }
}
