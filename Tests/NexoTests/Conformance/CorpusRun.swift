import Foundation
import TestSupport
import Testing

/// One run of the program over many files that others made, and what it says of each of them.
struct CorpusRun {
  /// What became of a file.
  struct Verdict {
    /// Read to its end.
    var isComplete: Bool
    var records: Int
    var accepted: Int
    /// How many records were quarantined, by code.
    var quarantined: [String: Int]
    /// What was found about the file as a whole.
    var codes: Set<String>
    /// Each has a message and a hint.
    var hasWords: Bool

    /// What stops the reading, or that nothing does.
    var ofFile: String {
      isComplete ? "read" : codes.subtracting(quarantined.keys).sorted().joined(separator: ", ")
    }

    /// With the records.
    var withRecords: String {
      let reasons = quarantined.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      let counts = records == 0 ? [] : ["\(accepted) of \(records)"]
      return ([ofFile] + counts + reasons).joined(separator: "; ")
    }
  }

  /// By path.
  private(set) var verdicts: [String: Verdict] = [:]

  /// - Parameters:
  ///   - paths: files; a sound one is read beside them, so that there is something to publish.
  ///   - options: such as `--kind`, `--format`.
  ///   - sound: the ending and the text of a file with one task.
  init(_ paths: [String], options: [String] = [], sound: (ending: String, text: String)) throws {
    let folder = try TemporaryFolder()
    try folder.write("sound.\(sound.ending)", sound.text)
    let outcome = try Executable.run(
      ["report", "sound.\(sound.ending)"] + paths + options
        + ["-o", "out", "--allow-partial", "--formats", "json", "--max-examples", "1000", "--quiet"],
      in: folder, seconds: 300)
    try #require(outcome.status == 0, "\(outcome.status): \(outcome.error.suffix(2000))")
    let report = try JSONDecoder().decode(Report.self, from: Data(folder.bytes("out/report.json") ?? []))
    for input in report.inputs {
      verdicts[input.path] = Verdict(
        isComplete: input.complete, records: input.records, accepted: input.accepted, quarantined: [:], codes: [],
        hasWords: true)
    }
    for line in (folder.text("out/quarantine.ndjson") ?? "").split(separator: "\n") {
      let record = try JSONDecoder().decode(Quarantined.self, from: Data(line.utf8))
      verdicts[record.path]?.quarantined[record.code, default: 0] += 1
      if record.detail.isEmpty || record.hint.isEmpty { verdicts[record.path]?.hasWords = false }
    }
    for finding in report.findings where finding.count <= 1000 {
      for example in finding.examples {
        verdicts[example.path]?.codes.insert(finding.code)
        if finding.message.isEmpty || finding.hint.isEmpty { verdicts[example.path]?.hasWords = false }
      }
    }
    // Only findings of files are asked for by path; there are fewer of them than there are examples.
    try #require(report.findings.allSatisfy { $0.count <= 1000 || Self.recordCodes.contains($0.code) })
  }

  private static let recordCodes: Set = ["missing-field", "wrong-field-count", "malformed-record"]

  private struct Report: Decodable {
    struct Input: Decodable {
      var path: String
      var records: Int
      var accepted: Int
      var complete: Bool
    }
    struct Finding: Decodable {
      struct Example: Decodable { var path: String }
      var code: String
      var count: Int
      var message: String
      var hint: String
      var examples: [Example]
    }
    var inputs: [Input]
    var findings: [Finding]
  }

  private struct Quarantined: Decodable {
    var path: String
    var code: String
    var detail: String
    var hint: String
  }
}
