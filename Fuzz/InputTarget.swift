import Glibc
import Tasks

@testable import Ingestion

/// A whole file, as a run reads it: what it is, its records, and those in quarantine looked up again; read by one job and by
/// three, cut into tiny parts. The first byte chooses its name and how large records may be.
func fuzzInput(_ input: [UInt8]) {
  guard let first = input.first else { return }
  let names = ["a.csv", "a.ndjson", "a.json", "a.xml", "alex.md", "alex/out.json", "a", "events-20260224T0200.csv"]
  guard
    let source = try? InputSource(
      memoryFile(Array(input.dropFirst())), path: names[Int(first) % names.count], encoding: nil,
      temporaryFolder: "/dev/shm", inflatedLimit: 1 << 20),
    case .readable(let shape) = try? FormatDetector.detect(source)
  else { return }
  let limit = first < 0x80 ? 1 << 20 : 64
  let one = Reading(source, shape, jobs: 1, limit: limit)
  promise(one == Reading(source, shape, jobs: 3, limit: limit), "several jobs give what one gives")
}

/// A file without a name, in memory.
private func memoryFile(_ bytes: [UInt8]) throws -> Descriptor {
  let file = try Descriptor.temporary(in: "/dev/shm", path: "input")
  try bytes.withUnsafeBytes { try file.write($0, path: "input") }
  lseek(file.number, 0, SEEK_SET)
  return file
}

/// What reading a file leaves, as values that are compared.
private struct Reading: Equatable {
  var records = 0
  var tasks = 0
  var quarantined: [String] = []
  var findings: [String] = []
  var responses: [String] = []
  var times = TimeExtent()
  var failures: [String] = []

  init?(_ source: InputSource, _ shape: InputShape, jobs: Int, limit: Int) {
    let plan = PartPlan(smallest: 64, window: 1 << 12)
    guard
      let input = try? OpenInput(
        index: 0, source: source, shape: shape, namedTime: nil,
        rules: ValueRules(timestamps: TimestampParser(assuming: .utc)), reportZone: .utc, recordLimit: limit, plan: plan
      )
    else { return nil }
    let directory = NameDirectory(registry: .builtIn)
    let order = RecordOrder(
      exportTimes: [TaskRecord.none], agentID: { directory.names.agentID($0) },
      channelID: { directory.names.channelID($0) })
    let outcome = BatchReading(
      inputs: [input], order: order, directory: directory, jobs: jobs, maxExamples: 3, seed: 1, hashes: false,
      plan: plan
    ).run()
    var whole = Intake(order: order, maxExamples: 3, seed: 1)
    for intake in outcome.intakes {
      whole.table.merge(intake.table, order: order)
      whole.mergeAllButTable(intake)
    }
    records = whole.read.values.reduce(0, +)
    for number in 0..<TaskTable.partitionCount { tasks += whole.table.take(number).taskCount }
    findings = whole.tally.entries.map { "\($0.code.name) \($0.entry.count) \($0.entry.places.origins)" }
    responses = whole.responses.responses.sorted { $0.origin < $1.origin }
      .map {
        "\(directory.names.agentID($0.agent)) \($0.outcome) \($0.origin) \($0.usage) \($0.ownTime) \($0.identity)"
      }
    times = whole.times
    failures = outcome.results.map { result in
      guard case .fault(let fault) = result.failure else { return result.failure == nil ? "well" : "refused" }
      // What libxml2 says, and of which place, depends on where its pieces end.
      return shape.format == .xml ? "fault" : "\(fault.code) \(fault.offset) \(fault.reason)"
    }
    look(up: whole, RecordLookup(inputs: [input], directory: directory), input)
  }

  /// What a report says of the quarantine.
  private mutating func look(up whole: Intake, _ lookup: RecordLookup, _ input: OpenInput) {
    var places = LinePlaces(input)
    for record in whole.quarantined.sorted(by: { $0.origin < $1.origin }) {
      guard let detail = try? lookup.explain(record), let place = try? places.place(of: record.fault),
        let verbatim = try? lookup.verbatim(record.origin)
      else { return promise(false, "a quarantined record is looked up") }
      promise(place.line >= 1 && place.column >= 1, "a quarantined record has a place")
      quarantined.append("\(record.code) \(place) \(detail.detail) \(verbatim.count)")
    }
  }
}
