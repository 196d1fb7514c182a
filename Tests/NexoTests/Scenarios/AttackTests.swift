import Foundation
import TestSupport
import Testing

/// Inputs that are meant to break the program: sizes that a test can bear; `make soak` runs the large ones.
@Suite("Attacks")
struct AttackTests {
  @Test("are told what they are, within their memory, and reach neither files nor the network")
  func all() throws {
    let run = try Command.run(
      "/usr/bin/env", ["python3", "attacks.py", Executable.shipped ?? Executable.path],
      in: Scenario.root.appendingPathComponent("Tests/Attacks").path, environment: ["PYTHONDONTWRITEBYTECODE": "1"],
      seconds: 1800)
    #expect(run.status == 0, "\(run.output.suffix(6000))\(run.error.suffix(2000))")
    #expect(run.output.contains(" hold"))
  }
}
