import Foundation
import TestSupport
import Testing

/// The web pages as readers have them: in a browser. `scripts/browser-setup` makes a machine ready for it.
@Suite("Reports in a browser", .serialized)
struct BrowserTests {
  private static let folder = Scenario.root.appendingPathComponent("Tests/Browser")
  private static let python = Scenario.root.appendingPathComponent(".build/browser/bin/python").path

  /// What is not there, of all that is needed.
  private static var missing: [String] {
    let wanted = [
      "/usr/bin/chromium", "/usr/bin/chromedriver", "/usr/bin/java", "/usr/bin/pdftotext", python,
      Scenario.root.appendingPathComponent(".build/browser/requirements.txt").path,
    ]
    return wanted.filter { !FileManager.default.fileExists(atPath: $0) }
  }

  @Test(
    "are complete, apart, reachable and valid; and what looks for faults finds those that are put there",
    arguments: ["test_browser.py", "check_reports.py"])
  func pages(script: String) throws {
    guard Self.missing.isEmpty else {
      let isBound = ProcessInfo.processInfo.environment["CI"] != nil
      #expect(!isBound, "there is no \(Self.missing.joined(separator: ", ")); see scripts/browser-setup")
      print("skipped: there is no \(Self.missing.joined(separator: ", ")); see scripts/browser-setup")
      return
    }
    let run = try Command.run(
      Self.python, [Self.folder.appendingPathComponent(script).path, Executable.path], in: Scenario.root.path,
      environment: ["PYTHONDONTWRITEBYTECODE": "1"], seconds: 3_000)
    #expect(run.status == 0, "\(run.output.suffix(6000))\(run.error.suffix(2000))")
  }
}
