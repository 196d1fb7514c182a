import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// The files of `Tests/Differential` in chunks of any size: the program itself always reads as much at once.
@Suite("Every spelling, piece by piece")
struct SpellingChunksTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Differential/write_files.py").path
  private static let sizes = [1, 2, 3, 5, 7, 16, 61, 256, 1000, 4096, 65_537, 1 << 20, 4 << 20]

  @Test("gives the same records whatever the pieces, the parts and the number of jobs")
  func chunks() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run(
      "/usr/bin/env", ["python3", Self.script, folder("files"), "1", "12", "10"],
      environment: ["PYTHONDONTWRITEBYTECODE": "1"], seconds: 600)
    #expect(run.status == 0, "\(run.error)")
    var random = SeededGenerator(seed: 90)
    var formats: [InputFormat: Int] = [:]
    var records = 0
    for number in 1...12 {
      for variant in 1...10 {
        let name = "files/\(number)-\(variant)"
        var inputs = try TestInputs(in: folder, label: "read-\(number)-\(variant)-")
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder(name)).sorted() {
          guard let bytes = folder.bytes("\(name)/\(file)") else { continue }
          try inputs.add(bytes, name: file)
        }
        for (_, shape) in inputs.sources { formats[shape.format, default: 0] += 1 }
        let whole = try inputs.read(jobs: 1).digest
        records += whole.readInAll
        #expect(whole.accountedFor == whole.readInAll)
        for plan in [PartPlan(), .tiny] {
          let size = Self.sizes.randomElement(using: &random) ?? 1
          let jobs = [1, 2, 8].randomElement(using: &random) ?? 1
          let pieces = try inputs.read(jobs: jobs, plan: plan, chunk: size).digest
          #expect(
            pieces.difference(from: whole) == nil, "seed \(number), variant \(variant), \(size) bytes, \(jobs) jobs")
        }
      }
    }
    #expect(records > 1000)
    for format in [InputFormat.csv, .json, .ndjson, .xml, .sqlite] { #expect(formats[format, default: 0] > 20) }
  }
}
