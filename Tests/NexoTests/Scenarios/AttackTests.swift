import Foundation
import TestSupport
import Testing

/// Inputs that are meant to break the program: sizes that a test can bear; `make soak` runs the large ones.
@Suite("Attacks")
struct AttackTests {
  @Test("are told what they are, within their memory, and reach neither files nor the network")
  func all() throws { try check("attacks.py", seconds: 1800) }

  @Test("a file of many records of few tasks takes no memory but the tasks'")
  func stream() throws { try check("stream.py", seconds: 300) }

  private func check(_ script: String, seconds: Double) throws {
    let run = try Command.run(
      "/usr/bin/env", ["python3", script, Executable.shipped ?? Executable.path],
      in: Scenario.root.appendingPathComponent("Tests/Attacks").path, environment: ["PYTHONDONTWRITEBYTECODE": "1"],
      seconds: seconds)
    #expect(run.status == 0, "\(run.output.suffix(6000))\(run.error.suffix(2000))")
    #expect(run.output.contains(" hold"))
  }
}
