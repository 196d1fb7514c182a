import Foundation
import Tasks
import Testing

/// The page that lists every finding is made from the program.
@Suite("The page of findings")
struct FindingsPageTests {
  private static let name = "Documentation/Findings.md"

  @Test("lists every code with its message and hint; NEXO_RECORD=1 writes the list anew, and fails")
  func list() throws {
    let text = try Page(Self.name).text
    let expected = try #require(Self.replacingTables(in: text))
    if text == expected { return }
    if ProcessInfo.processInfo.environment["NEXO_RECORD"] == "1" {
      try expected.write(to: Page.root.appendingPathComponent(Self.name), atomically: true, encoding: .utf8)
      Issue.record("\(Self.name) was written anew: look at what changed, and run the tests again")
    } else {
      Issue.record("\(Self.name) is stale; NEXO_RECORD=1 swift test --filter FindingsPageTests writes it anew")
    }
  }

  @Test("a stale table is noticed, and put right")
  func stale() throws {
    let text = try Page(Self.name).text
    let stale = text.replacing("| `invalid-id` |", with: "| `no-such-code` |")
    #expect(stale != text)
    #expect(Self.replacingTables(in: stale) == text)
    #expect(Self.replacingTables(in: "no marks") == nil)
  }

  /// The page with its tables, one a severity, as the program has them; nil when their marks are missing.
  private static func replacingTables(in text: String) -> String? {
    var text = text
    for severity in Severity.allCases {
      guard let start = text.range(of: "<!-- \(severity.rawValue) -->\n"),
        let end = text.range(of: "<!-- end -->", range: start.upperBound..<text.endIndex)
      else { return nil }
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: table(severity))
    }
    return text
  }

  private static func table(_ severity: Severity) -> String {
    let rows = FindingCode.allCases.filter { $0.severity == severity }.map { code in
      "| `\(code.name)` | \(cell(code.message)) | \(cell(code.hint)) |\n"
    }
    return "\n| code | message | what to do |\n|---|---|---|\n" + rows.joined() + "\n"
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
