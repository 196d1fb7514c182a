import Foundation
import TestSupport
import Testing

/// The page of verdicts is made from the tables of verdicts.
@Suite("The page of conformance")
struct ConformancePageTests {
  private static let name = "Documentation/Conformance.md"
  private static let suites = [
    ("json", "JSONTestSuite"), ("xml", "W3C XML"), ("csv-spectrum", "csv-spectrum"), ("duckdb", "DuckDB, CSV and JSON"),
    ("timestamps", "JSON Schema and iso8601"), ("mustache", "Mustache, core"),
  ]

  @Test("tells what the tables say; NEXO_RECORD=1 writes it anew, and fails")
  func page() throws {
    let text = try Page(Self.name).text
    let expected = try Self.replacingTables(in: text)
    if text == expected { return }
    if ProcessInfo.processInfo.environment["NEXO_RECORD"] == "1" {
      try expected.write(to: Page.root.appendingPathComponent(Self.name), atomically: true, encoding: .utf8)
      Issue.record("\(Self.name) was written anew: look at what changed, and run the tests again")
    } else {
      Issue.record("\(Self.name) is stale; NEXO_RECORD=1 swift test --filter ConformancePageTests writes it anew")
    }
  }

  @Test("gives a reason for everything that is not a matter of course")
  func reasons() throws {
    for row in try VerdictTable("json").rows where row.name.hasPrefix("i_") { #expect(row.reason != "", "\(row.name)") }
    for row in try VerdictTable("csv-spectrum").rows {
      #expect((row.verdicts["cells"] == "same") == row.reason.isEmpty, "\(row.name)")
    }
    for row in try VerdictTable("timestamps").rows {
      let isExpected = ["valid, read", "invalid, refused"].contains(row.verdicts["verdict"])
      #expect(isExpected == row.reason.isEmpty, "\(row.name)")
    }
    for row in try VerdictTable("mustache").rows {
      let verdict = row.verdicts["verdict"] ?? ""
      #expect(verdict == "same" || verdict.hasPrefix("refused: ") || !row.reason.isEmpty, "\(row.name)")
    }
  }

  private static func replacingTables(in text: String) throws -> String {
    var text = text
    var tables = [("counts", try counts()), ("mustache", try refusals())]
    for suite in ["json", "xml", "csv-spectrum", "timestamps"] { tables.append((suite, try exceptions(suite))) }
    for (mark, table) in tables {
      let start = try #require(text.range(of: "<!-- \(mark) -->\n"))
      let end = try #require(text.range(of: "<!-- end -->", range: start.upperBound..<text.endIndex))
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: "\n" + table + "\n")
    }
    return text
  }

  /// How many parts of each suite got which verdict.
  private static func counts() throws -> String {
    var rows = "| suite | table | parts | read as | verdicts |\n|---|---|---|---|---|\n"
    for (name, suite) in suites {
      let table = try VerdictTable(name)
      for (i, column) in table.columns.enumerated() {
        var counts: [String: Int] = [:]
        // Without how many records, and why.
        for row in table.rows {
          counts[String((row.verdicts[column] ?? "").prefix { $0 != ";" && $0 != ":" }), default: 0] += 1
        }
        let verdicts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        let head = i == 0 ? "| \(suite) | `\(name).tsv` | \(table.rows.count) " : "| | | "
        rows += "\(head)| \(column) | \(verdicts.joined(separator: "; ")) |\n"
      }
    }
    return rows
  }

  /// The parts whose verdict needs a reason.
  private static func exceptions(_ name: String) throws -> String {
    let table = try VerdictTable(name)
    let head = ["name"] + table.columns + ["why"]
    let rows = table.rows.filter { !$0.reason.isEmpty }.map { row in
      ["`\(row.name)`"] + table.columns.map { row.verdicts[$0] ?? "" } + [row.reason]
    }
    let rule = head.map { _ in "---" }
    return ([head, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// What templates may not do, each with the parts of the specification that it leaves out.
  private static func refusals() throws -> String {
    var names: [String: [String]] = [:]
    for row in try VerdictTable("mustache").rows {
      guard let verdict = row.verdicts["verdict"], verdict.hasPrefix("refused: ") else { continue }
      // Without the name in question.
      let reason = String(verdict.dropFirst("refused: ".count).replacing(/"[^"]*"/, with: "..."))
      names[reason, default: []].append(row.name)
    }
    let rows = names.sorted { $0.key < $1.key }.map { "| \($0.key) | \($0.value.joined(separator: "; ")) |\n" }
    return "| why | parts of the specification |\n|---|---|\n" + rows.joined()
  }
}
