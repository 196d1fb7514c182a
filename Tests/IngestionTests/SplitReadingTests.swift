import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Reading with several jobs")
struct SplitReadingTests {
  @Test(
    "gives the same as reading in one go, in 1,000 seeded files",
    arguments: [InputFormat.csv, .ndjson, .json, .xml])
  func seeded(format: InputFormat) throws {
    var random = SeededGenerator(seed: 60)
    var partsRead = 0
    var partsReadAgain = 0
    var failed = 0
    var quarantined = 0
    let folder = try TemporaryFolder()
    for seed in 0..<250 as Range<UInt64> {
      var export = RandomExport(seed: seed, format: format)
      let bytes = export.make(records: Int.random(in: 1...30, using: &random))
      let limit = seed % 4 == 0 ? 300 : 1 << 20
      var inputs = try TestInputs(in: folder, label: "\(seed)-")
      let shape = InputShape(.tasks, format, delimiter: format == .csv ? UInt8(ascii: ",") : nil)
      try inputs.add(bytes, name: "tasks.\(format.rawValue)", shape: shape)
      // A file that is cut before its first record cannot be opened.
      guard let one = try? inputs.read(jobs: 1, plan: .tiny, recordLimit: limit).digest else { continue }
      #expect(one.accountedFor == one.readInAll, "seed \(seed)")
      for jobs in [2, 8] {
        let (many, outcome) = try inputs.read(jobs: jobs, plan: .tiny, recordLimit: limit)
        #expect(many.difference(from: one) == nil, "seed \(seed), \(jobs) jobs")
        partsRead += outcome.partsRead
        partsReadAgain += outcome.partsReadAgain
      }
      if one.failures != [nil] { failed += 1 }
      quarantined += one.quarantined.count
    }
    // The cases are of all sorts, and the parallel path ran.
    #expect(partsRead > 500)
    #expect(failed > 5 && failed < 150)
    #expect(quarantined > 100)
    // Every line end of NDJSON is one.
    if format != .ndjson { #expect(partsReadAgain > 20) } else { #expect(partsReadAgain == 0) }
  }

  /// A file of more than 8 MiB, so that it is cut as in real runs.
  private func large(_ record: (Int) -> String, separator: String) -> String {
    var text = ""
    text.reserveCapacity(9 << 20)
    var i = 0
    while text.utf8.count < 8_500_000 {
      text += (i > 0 ? separator : "") + record(i)
      i += 1
    }
    return text
  }

  private func title(_ i: Int, lineEnd: String) -> String {
    String(repeating: "título \(i)\(lineEnd)", count: 400)
  }

  @Test("reads large files in parts that fit together")
  func largeFiles() throws {
    let csv = large(
      { "t-\($0),pending,amazon,2026-02-24,\"\(title($0, lineEnd: "\r\n"))\"\r\n" }, separator: "")
    let ndjson = large(
      {
        #"{"id":"t-\#($0)","status":"open","agent":"alex","created_at":1771937130,"title":"\#(title($0, lineEnd: "\\n"))"}"#
          + "\n"
      },
      separator: "")
    let json = large(
      {
        #"{"id":"t-\#($0)","status":"open","agent":"alex","created_at":1771937130,"title":"\#(title($0, lineEnd: "\\n"))"}"#
      },
      separator: ",\n")
    for (text, name) in [
      ("id,status,channel,created_at,title\r\n" + csv, "a.csv"), (ndjson, "a.ndjson"), ("[" + json + "]", "a.json"),
    ] {
      var inputs = try TestInputs()
      try inputs.add(text, name: name)
      let one = try inputs.read(jobs: 1)
      #expect(one.outcome.partsRead == 0)
      #expect(one.digest.readInAll == one.digest.tasks.count && one.digest.tasks.count > 1000)
      for jobs in [2, 8] {
        let many = try inputs.read(jobs: jobs)
        #expect(many.outcome.partsRead == jobs)
        #expect(many.outcome.partsReadAgain == 0)
        #expect(many.digest.difference(from: one.digest) == nil, "\(name), \(jobs) jobs")
      }
    }
  }

  @Test("reads again where a record only seemed to begin", arguments: [InputFormat.csv, .json])
  func falseBeginnings(format: InputFormat) throws {
    // The middle of the file lies inside one record, among texts that look like records.
    let inner: String
    let text: String
    if format == .csv {
      inner = String(repeating: "n-1,pending,amazon,2026-02-24,x\n", count: 200)
      text =
        "id,status,channel,created_at,title\n1,open,amazon,2026-02-24,a\n2,open,amazon,2026-02-24,\"\(inner)\"\n"
        + "3,open,amazon,2026-02-24,b\n"
    } else {
      inner = String(
        repeating: #",{"id":"n-1","status":"open","channel":"amazon","created_at":"2026-02-24"}"#, count: 200)
      let fields = #""status":"open","channel":"amazon","created_at":"2026-02-24""#
      text = #"[{"id":"1",\#(fields)},{"id":"2",\#(fields),"metadata":{"a":[1\#(inner)]}},{"id":"3",\#(fields)}]"#
    }
    var inputs = try TestInputs()
    try inputs.add(text, name: "tasks.\(format.rawValue)")
    let one = try inputs.read(jobs: 1, plan: .tiny)
    #expect(one.digest.tasks.count == 3 && one.digest.readInAll == 3)
    for jobs in [2, 3, 8] {
      let many = try inputs.read(jobs: jobs, plan: .tiny)
      #expect(many.outcome.partsRead >= 1)
      #expect(many.outcome.partsReadAgain > 0)
      #expect(many.digest.difference(from: one.digest) == nil)
    }
  }

  @Test("takes the rest of a quoted cell for no record, though it has as many cells as one")
  func restsOfCells() throws {
    let rows = (0..<200).map { "t-\($0),open,amazon,2026-02-24,\"title\nn-\($0),open,amazon,2026-02-24,more\"\n" }
    var inputs = try TestInputs()
    try inputs.add("id,status,channel,created_at,title\n" + rows.joined(), name: "a.csv")
    let one = try inputs.read(jobs: 1, plan: .tiny).digest
    #expect(one.tasks.count == 200)
    for jobs in [2, 3, 5, 8] {
      let many = try inputs.read(jobs: jobs, plan: .tiny)
      #expect(many.outcome.partsRead > 1 && many.outcome.partsReadAgain == 0)
      #expect(many.digest.difference(from: one) == nil)
    }
  }

  @Test("needs to read nothing again where lines end in CR alone")
  func carriageReturns() throws {
    let rows = (0..<200).map { "t-\($0),open,amazon,2026-02-24" }
    var inputs = try TestInputs()
    try inputs.add((["id,status,channel,created_at"] + rows).joined(separator: "\r") + "\r", name: "a.csv")
    let many = try inputs.read(jobs: 4, plan: .tiny)
    #expect(many.outcome.partsRead >= 4 && many.outcome.partsReadAgain == 0)
    #expect(many.digest.difference(from: try inputs.read(jobs: 1).digest) == nil)
  }

  @Test("skips a record that is too large and reaches over several parts")
  func tooLargeAcrossParts() throws {
    let row = ",open,amazon,2026-02-24\n"
    let rows = (0..<20).map { "t-\($0)" + row }.joined()
    for cell in [String(repeating: "x", count: 9000), "\"" + String(repeating: "n" + row, count: 400) + "\""] {
      var inputs = try TestInputs()
      try inputs.add("id,status,channel,created_at\n" + rows + cell + row + rows, name: "a.csv")
      let one = try inputs.read(jobs: 1, plan: .tiny, recordLimit: 500).digest
      #expect(one.quarantined.count == 1 && one.quarantined[0].hasPrefix("record-too-large"))
      #expect(one.tasks.count == 20 && one.readInAll == 41)
      for jobs in [2, 8] {
        #expect(try inputs.read(jobs: jobs, plan: .tiny, recordLimit: 500).digest.difference(from: one) == nil)
      }
    }
  }

  @Test("fails at the same place, with the same records before it")
  func failures() throws {
    let record = #"{"id":"t","status":"open","channel":"amazon","created_at":"2026-02-24"}"#
    let records = Array(repeating: record, count: 60).joined(separator: ",\n")
    for text in [
      "[\(records)", "[\(records),\(record.dropLast(20))", "[\(records) \(records)]", "{\"tasks\":[\(records)]",
    ] {
      var inputs = try TestInputs()
      try inputs.add(text, name: "a.json")
      let one = try inputs.read(jobs: 1, plan: .tiny).digest
      #expect(one.failures.count == 1 && one.failures[0] != nil)
      #expect(one.readInAll == 60)
      for jobs in [2, 8] { #expect(try inputs.read(jobs: jobs, plan: .tiny).digest.difference(from: one) == nil) }
    }
  }

  @Test("gives the same whatever the order in which many files are taken")
  func manyFiles() throws {
    var inputs = try TestInputs()
    for seed in 0..<40 as Range<UInt64> {
      let format: InputFormat = [.csv, .ndjson, .json][Int(seed) % 3]
      var export = RandomExport(seed: 1000 + seed, format: format)
      let shape = InputShape(.tasks, format, delimiter: format == .csv ? UInt8(ascii: ",") : nil)
      try inputs.add(export.make(records: 12), name: "\(seed).\(format.rawValue)", shape: shape)
    }
    // Events, some of which repeat others in the same file and in others.
    var random = SeededGenerator(seed: 61)
    for file in 0..<6 {
      let lines = (0..<60).map { _ in
        let kind = EventKind.allCases.randomElement(using: &random) ?? .created
        let day = Int.random(in: 10...12, using: &random)
        return #"{"task_id":"t-\#(Int.random(in: 0..<5, using: &random))","event":"\#(kind)","at":"2026-02-\#(day)"}"#
      }
      try inputs.add(lines.joined(separator: "\n") + "\n", name: "events-\(file).ndjson")
    }
    let one = try inputs.read(jobs: 1, plan: PartPlan(smallest: 1000, window: 1 << 12)).digest
    #expect(one.events.count > 50 && one.events.count < 360)
    #expect(one.read.count == 46 && one.accountedFor == one.readInAll)
    for jobs in [2, 3, 8] {
      let many = try inputs.read(jobs: jobs, plan: PartPlan(smallest: 1000, window: 1 << 12))
      #expect(many.digest.difference(from: one) == nil)
      #expect(many.outcome.partsRead > 1)
    }
  }
}
