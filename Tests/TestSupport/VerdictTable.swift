import Foundation

/// What became of each part of a suite that others made: `Tests/Conformance/NAME.tsv`, kept in the project.
///
/// The first column names the part, the last one gives the reason where the verdict needs one, the columns between are
/// verdicts.
package struct VerdictTable: Sendable {
  /// A part of the suite, its verdicts by the names of their columns, and why.
  package struct Row: Sendable {
    /// What the suite calls the part.
    package var name: String
    /// By column.
    package var verdicts: [String: String]
    /// Why, where the verdict is no matter of course.
    package var reason: String
  }

  /// The columns of verdicts.
  package private(set) var columns: [String]
  /// By name.
  package private(set) var rows: [Row]
  private let file: URL

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Conformance")

  /// Reads a table; one that there is not has no rows.
  package init(_ name: String) throws {
    file = Self.folder.appending(path: name + ".tsv")
    let text = FileManager.default.fileExists(atPath: file.path()) ? try String(contentsOf: file, encoding: .utf8) : ""
    let lines = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    let columns = (lines.first ?? []).dropFirst().dropLast().map(String.init)
    self.columns = columns
    rows = lines.dropFirst().map { cells in
      let verdicts = Dictionary(zip(columns, cells.dropFirst().map(String.init))) { $1 }
      return Row(
        name: String(cells.first ?? ""), verdicts: verdicts,
        reason: cells.count > columns.count + 1 ? String(cells[columns.count + 1]) : "")
    }
  }

  /// The verdicts of a column by the parts' names.
  package func verdicts(_ column: String) -> [String: String] {
    Dictionary(rows.map { ($0.name, $0.verdicts[column] ?? "") }) { $1 }
  }

  /// What differs between a column of a table and what was found; with `NEXO_RECORD=1` the column is written anew besides,
  /// and reasons stay.
  package static func differences(_ name: String, _ column: String, _ found: [String: String]) throws -> [String] {
    var table = try VerdictTable(name)
    let known = table.verdicts(column)
    let differences = Set(known.keys).union(found.keys).sorted().compactMap { part in
      known[part] == found[part]
        ? nil : "\(part): \(column) is \(found[part] ?? "gone") and was \(known[part] ?? "not there")"
    }
    if !differences.isEmpty, ProcessInfo.processInfo.environment["NEXO_RECORD"] == "1" {
      table.set(column, found)
      try table.write()
    }
    return differences
  }

  private mutating func set(_ column: String, _ found: [String: String]) {
    if !columns.contains(column) { columns.append(column) }
    var kept = Dictionary(rows.map { ($0.name, $0) }) { $1 }
    rows = found.sorted { $0.key < $1.key }.map { part, verdict in
      var row = kept.removeValue(forKey: part) ?? Row(name: part, verdicts: [:], reason: "")
      row.verdicts[column] = verdict
      return row
    }
  }

  private func write() throws {
    let head = ["name"] + columns + ["reason"]
    let lines = rows.map { row in [row.name] + columns.map { row.verdicts[$0] ?? "" } + [row.reason] }
    let text = ([head] + lines).map { $0.joined(separator: "\t") + "\n" }.joined()
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
}
