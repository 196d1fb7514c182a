import Foundation
import TestSupport
import Testing

/// The program itself over the suites of others; what it says of each file is kept in `Tests/Conformance`.
@Suite("Conformance")
struct ConformanceTests {
  private static let json = "json/JSONTestSuite_test_parsing"
  private static let xml = "xml/xmlconf"

  private static let soundJSON =
    #"{"id":"t1","status":"pending","created_at":"2026-02-24T09:45:00Z","channel":"amazon"}"#
  private static let soundXML =
    "<tasks><task><id>t1</id><status>pending</status><created_at>2026-02-24</created_at><channel>amazon</channel></task></tasks>"
  private static let soundCSV = "id,status,created_at,channel\nt1,pending,2026-02-24,amazon\n"

  @Test(
    "the files of JSONTestSuite, as exports: what is no JSON is refused",
    .enabled(if: Corpora.has(json), "\(Corpora.absence)"))
  func jsonDocuments() throws {
    let folder = try Corpora.path(Self.json)
    let names = try Corpora.names(in: Self.json)
    let run = try CorpusRun(
      names.map { folder + "/" + $0 }, options: ["--kind", "tasks", "--format", "json"], sound: ("json", Self.soundJSON)
    )
    var verdicts: [String: String] = [:]
    for name in names {
      let verdict = try #require(run.verdicts[folder + "/" + name])
      #expect(verdict.hasWords)
      if name.hasPrefix("n_") { #expect(!verdict.isComplete, "\(name)") }
      verdicts[name] = verdict.withRecords
    }
    #expect(try VerdictTable.differences("json", "document", verdicts) == [])
  }

  @Test(
    "the W3C's suite: what is not well-formed is refused, so is every DTD, and everything else is read",
    .enabled(if: Corpora.has(xml + "/INDEX.tsv"), "\(Corpora.absence)"))
  func xmlSuite() throws {
    let index = String(decoding: try Corpora.data(Self.xml + "/INDEX.tsv"), as: UTF8.self)
    let types = Dictionary(
      index.split(separator: "\n").dropFirst().map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        .map { (String($0[0]), String($0[1])) }
    ) { $1 }
    try #require(types.count > 900)
    let verdicts = try xmlVerdicts(types.keys.sorted())
    for (name, verdict) in verdicts {
      switch types[name] {
      case "not-wf": #expect(verdict != "read", "\(name)")
      default: #expect(verdict == "read" || verdict == "refused-doctype", "\(name): \(verdict)")
      }
    }
    // What the index leaves out: expected outputs, other editions, XML 1.1.
    let others = try Corpora.allNames(in: Self.xml).filter { $0.hasSuffix(".xml") && types[$0] == nil }
    #expect(try VerdictTable.differences("xml", "verdict", verdicts.merging(xmlVerdicts(others)) { $1 }) == [])
  }

  private func xmlVerdicts(_ names: [String]) throws -> [String: String] {
    let folder = try Corpora.path(Self.xml)
    let run = try CorpusRun(
      names.map { folder + "/" + $0 }, options: ["--kind", "tasks", "--format", "xml"], sound: ("xml", Self.soundXML))
    return try Dictionary(
      names.map { name in
        let verdict = try #require(run.verdicts[folder + "/" + name])
        #expect(verdict.hasWords && verdict.records == 0, "\(name)")
        return (name, verdict.ofFile)
      }
    ) { $1 }
  }

  @Test(
    "DuckDB's CSV and JSON: a verdict and words for each, as found and as tasks",
    .enabled(if: Corpora.has("csv/duckdb") && Corpora.has("json/duckdb"), "\(Corpora.absence)"))
  func duckDB() throws {
    let names = try ["csv/duckdb", "json/duckdb"].flatMap { folder in
      try Corpora.allNames(in: folder).map { folder + "/" + $0 }
    }
    try #require(names.count > 300)
    #expect(try VerdictTable.differences("duckdb", "found", verdicts(names, options: [])) == [])
    var asTasks: [String: String] = [:]
    for format in ["csv", "json", "ndjson"] {
      let endings = ["csv": [".csv", ".tsv"], "json": [".json"], "ndjson": [".ndjson", ".jsonl"]][format] ?? []
      let some = names.filter { name in endings.contains { name.hasSuffix($0) } }
      asTasks.merge(try verdicts(some, options: ["--kind", "tasks", "--format", format])) { $1 }
    }
    #expect(try VerdictTable.differences("duckdb", "tasks", asTasks) == [])
  }

  private func verdicts(_ names: [String], options: [String]) throws -> [String: String] {
    let sound =
      switch options.last {
      case "json", "ndjson": ("ndjson", Self.soundJSON + "\n")
      default: ("csv", Self.soundCSV)
      }
    let run = try CorpusRun(try names.map(Corpora.path), options: options, sound: sound)
    return try Dictionary(
      names.map { name in
        let verdict = try #require(run.verdicts[try Corpora.path(name)])
        #expect(verdict.hasWords, "\(name)")
        return (name, verdict.withRecords)
      }
    ) { $1 }
  }
}
