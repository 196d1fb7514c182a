import Foundation
import TestSupport
import Testing

/// The program beside itself: the same written otherwise, and something that is other in one thing. The scripts lie in
/// `Tests/Differential`; a failure prints its seed and how to see it again. `make soak` runs more of them.
@Suite("The same, written otherwise")
struct DifferentialTests {
  /// Runs a script with the shipped program, or over fewer seeds with the one for tests.
  private func check(_ script: String, seeds: Int, fewer: Int, _ more: [String] = []) throws -> (
    seeds: Int, output: String
  ) {
    let last = Executable.shipped == nil ? fewer : seeds
    let path = Scenario.root.appendingPathComponent("Tests/Differential/" + script).path
    let run = try Command.run(
      "/usr/bin/env", ["python3", path, Executable.shipped ?? Executable.path, "1", String(last)] + more,
      environment: ["PYTHONDONTWRITEBYTECODE": "1"], seconds: 1800)
    #expect(run.status == 0, "\(run.output.suffix(6000))\(run.error.suffix(2000))")
    return (last, run.output)
  }

  @Test("gives the same report in every format, spelling, encoding and packing")
  func spellings() throws {
    let (seeds, output) = try check("check_spellings.py", seeds: 200, fewer: 12, ["10"])
    #expect(output.contains("\(seeds * 10) of \(seeds * 10) agree"))
  }

  @Test("changes nothing but what a change of the input must change")
  func metamorphic() throws {
    let (seeds, output) = try check("metamorphic.py", seeds: 100, fewer: 5)
    let properties = output.split(separator: "\n").filter { $0.hasSuffix("holds for \(seeds) of \(seeds) seeds") }
    #expect(properties.count == 12)
  }
}
