import Foundation
import TestSupport
import Testing

/// The comparison of `make bench`, over few tasks and without those that nexo is compared with: no figure is looked at, only that
/// there are figures, and that they are of the right tasks.
@Suite("Benchmarks")
struct BenchmarkTests {
  private static let folder = Scenario.root.appendingPathComponent("Benchmarks")

  private func python(_ script: String, _ arguments: [String], in folder: TemporaryFolder) throws -> Command.Outcome {
    try Command.run(
      "/usr/bin/env", ["python3", BenchmarkTests.folder.appendingPathComponent(script).path] + arguments,
      in: folder.path, environment: ["PYTHONDONTWRITEBYTECODE": "1"], seconds: 900)
  }

  /// The options of a comparison with a program over a few tasks.
  private func options(_ program: String, _ rows: Int, _ more: [String]) -> [String] {
    [program, "--rows", String(rows), "--rounds", "1", "--without", "duckdb,xmllint", "--data", "data"] + more
  }

  @Test("measure every form, clean and messy, small files, growth, the start and a night, where all counts agree")
  func all() throws {
    let folder = try TemporaryFolder()
    let run = try python(
      "compare.py",
      options(
        Executable.shipped ?? Executable.path, Executable.shipped == nil ? 2000 : 20_000,
        [
          "--formats", "csv,ndjson,json,xml,xml-attributes", "--only",
          "formats,messy,small-files,start,nightly,growth", "--json", "figures.json",
        ]), in: folder)
    #expect(run.status == 0, "\(run.output.suffix(4000))\(run.error.suffix(4000))")
    #expect(run.output.hasSuffix("All counts agree.\n"))
    let figures = try JSONDecoder().decode(
      Figures.self, from: Data(contentsOf: URL(fileURLWithPath: folder("figures.json"))))
    let jobs = figures.experiments.flatMap { experiment in experiment.jobs.map { "\(experiment.name): \($0.name)" } }
    #expect(
      jobs == [
        "csv: nexo", "csv: nexo, no hash", "csv: nexo, messy", "ndjson: nexo", "ndjson: nexo, no hash",
        "ndjson: nexo, messy", "json: nexo", "json: nexo, no hash", "json: nexo, messy", "xml: nexo",
        "xml: nexo, no hash", "xml: nexo, messy", "xml-attributes: nexo", "xml-attributes: nexo, no hash",
        "small files: \(Executable.shipped == nil ? 2000 : 5000) files", "small files: one file",
        "start: nexo --version", "nightly: nexo, all formats", "growth (csv): tasks x 1", "growth (csv): tasks x 4",
      ])
    #expect(figures.experiments.allSatisfy { $0.jobs.allSatisfy { !$0.samples.isEmpty } })
  }

  /// The parts of the comparison's file that are looked at.
  private struct Figures: Decodable {
    struct Experiment: Decodable {
      var name: String
      var jobs: [Job]
    }
    struct Job: Decodable {
      var name: String
      var samples: [[String: Double]]
    }
    var experiments: [Experiment]
  }

  @Test("give no figures of a program that counts otherwise, or that fails", arguments: [1000, 999])
  func miscounting(read: Int) throws {
    let folder = try TemporaryFolder()
    // Finds one task fewer than there are, or says so and fails.
    let program = folder("miscounting")
    try folder.write(
      "miscounting",
      """
      #!/bin/sh
      [ "$1" != --version ] || { echo 1; exit; }
      mkdir -p "$4"
      echo '{"records": {"read": \(read), "accepted": 995, "superseded": 5, "quarantined": 0}}' >"$4/report.json"
      [ \(read) = 999 ] || exit 3
      """)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let run = try python(
      "compare.py", options(program, 1000, ["--formats", "csv", "--only", "formats"]), in: folder)
    #expect(run.status == 1)
    #expect(run.error.contains(read == 999 ? "nexo found {'read': 999" : "ended with 3 "), "\(run.error)")
    #expect(!run.output.contains("MB/s,") && !run.output.contains("All counts agree"))
  }

  @Test("are of the same bytes, however many processes write them", arguments: ["csv", "ndjson", "json", "xml"])
  func generating(form: String) throws {
    let folder = try TemporaryFolder()
    for messy in [[], ["--messy"]] {
      var written: [Data] = []
      for processes in ["1", "3"] {
        let run = try python(
          "generate.py", ["25000", "tasks.\(form)", "--processes", processes] + messy, in: folder)
        #expect(run.status == 0, "\(run.error)")
        written.append(try Data(contentsOf: URL(fileURLWithPath: folder("tasks.\(form)"))))
      }
      #expect(written.count == 2 && written.first == written.last && (written.first?.count ?? 0) > 10_000_000)
    }
  }
}
