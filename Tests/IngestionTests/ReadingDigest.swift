import Tasks
import TestSupport

@testable import Ingestion

/// Everything that reading inputs leaves, as plain values: what a report is made of.
struct ReadingDigest: Equatable {
  /// A line for the winning record of each task, with every figure and its place.
  var tasks: [String] = []
  var events: [String] = []
  /// How many records were superseded, tied or repeated, and the first places of each.
  var versions: [String] = []
  /// By input.
  var read: [Int: Int] = [:]
  var quarantined: [String] = []
  var findings: [String] = []
  var times = TimeExtent()
  var failures: [ReadingFailure?] = []
  var hashes: [String?] = []
  /// Accepted, superseded and quarantined records.
  var accountedFor = 0

  var readInAll: Int { read.values.reduce(0, +) }

  init(_ finished: BatchReading.Outcome, of reading: BatchReading) throws {
    var outcome = finished
    let lookup = RecordLookup(inputs: reading.inputs, directory: reading.directory)
    var whole = Intake(order: reading.order, maxExamples: reading.maxExamples, seed: reading.seed)
    for intake in outcome.intakes {
      whole.table.merge(intake.table, order: reading.order)
      whole.mergeAllButTable(intake)
    }
    var superseded = Counted(limit: reading.maxExamples)
    var tied = superseded
    var repeated = superseded
    for number in 0..<TaskTable.partitionCount {
      var part = whole.table.take(number)
      for (row, candidates) in part.contestedRows() {
        if let winner = try lookup.latest(of: candidates) { part.settle(row: row, winner: winner) }
      }
      try add(&part, lookup, reading.directory.names)
      superseded.add(part.supersededRecords, part.supersededPlaces)
      let ties = part.versionTies(limit: reading.maxExamples)
      tied.add(ties.count, ties.places)
      repeated.add(part.repeatedEvents, part.repeatedEventPlaces)
    }
    tasks.sort()
    events.sort()
    versions = [superseded, tied, repeated].map { "\($0.count) \($0.places.origins.map(ReadingDigest.place))" }
    read = whole.read
    quarantined = whole.quarantined.sorted { $0.origin < $1.origin }
      .map { "\($0.code.name) \(ReadingDigest.place($0.origin)) at \($0.fault)" }
    findings = whole.tally.entries.map { code, entry in
      "\(code.name) \(entry.count) \(entry.places.origins.map(ReadingDigest.place))"
    }.sorted()
    times = whole.times
    outcome.finishHashes()
    failures = outcome.results.map(\.failure)
    hashes = outcome.results.map(\.sha256)
    accountedFor = tasks.count + superseded.count + events.count + repeated.count + quarantined.count
  }

  /// Things that were counted over the parts of the table, and the first places of them.
  private struct Counted {
    var count = 0
    var places: SmallestOrigins

    init(limit: Int) { places = SmallestOrigins(limit: limit) }

    mutating func add(_ more: Int, _ origins: SmallestOrigins) {
      count += more
      places.merge(origins)
    }
  }

  /// The first thing in which another digest differs; nil when they are the same.
  func difference(from other: ReadingDigest) -> String? {
    if self == other { return nil }
    for (name, mine, theirs) in [
      ("tasks", tasks, other.tasks), ("events", events, other.events), ("versions", versions, other.versions),
      ("quarantined", quarantined, other.quarantined), ("findings", findings, other.findings),
      ("failures", failures.map { String(describing: $0) }, other.failures.map { String(describing: $0) }),
      ("hashes", hashes.map { $0 ?? "-" }, other.hashes.map { $0 ?? "-" }),
      ("read", ["\(read.sorted { $0.key < $1.key })"], ["\(other.read.sorted { $0.key < $1.key })"]),
    ] where mine != theirs {
      let place = zip(mine, theirs).enumerated().first { $1.0 != $1.1 }?.offset ?? min(mine.count, theirs.count)
      return
        "\(name): \(mine.dropFirst(place).first ?? "nothing") instead of \(theirs.dropFirst(place).first ?? "nothing")"
    }
    return "times: \(times) instead of \(other.times)"
  }

  private mutating func add(_ part: inout TaskTablePart, _ lookup: RecordLookup, _ names: Names) throws {
    let stated = part.sortedEvents()
    events += stated.map { "\($0.id) \($0.kind) \($0.at) \($0.actualHours) \(ReadingDigest.place($0.origin))" }
    for row in 0..<part.taskCount {
      let record = part.record(row)
      let agent = record.agent == TaskRecord.noAgent ? "-" : names.agentID(record.agent)
      let times = (0..<8).map { record.times[$0] }
      tasks.append(
        "\(record.id) \(record.status) \(record.approval) \(names.channelID(record.channel)) \(agent) \(times) "
          + "\(record.estimatedHours) \(record.actualHours) \(ReadingDigest.place(record.origin)) "
          + "\(try lookup.texts(record.origin).sorted { $0.key < $1.key })")
    }
  }

  private static func place(_ origin: RecordOrigin) -> String { "\(origin.input):\(origin.offset)+\(origin.count)" }
}

/// Inputs in a temporary folder, opened and read as a run does it.
struct TestInputs {
  private let folder: TemporaryFolder
  private(set) var sources: [(source: InputSource, shape: InputShape)] = []

  /// Goes before the names of the files.
  private let label: String

  /// - Parameters:
  ///   - folder: where the files are put; one of its own when there is none.
  ///   - label: keeps the files apart from those of others in the same folder.
  init(in folder: TemporaryFolder? = nil, label: String = "") throws {
    self.folder = try folder ?? TemporaryFolder()
    self.label = label
  }

  /// Adds a file, recognised by its content and name unless its shape is given.
  mutating func add(_ bytes: [UInt8], name: String, shape: InputShape? = nil) throws {
    let file = "\(label)\(sources.count)/\(name)"
    try folder.write(file, bytes)
    let source = try InputSource.open(Array(folder(file).utf8), path: name, temporaryFolder: folder.path)
    if let shape { return sources.append((source, shape)) }
    guard case .readable(let shape) = try FormatDetector.detect(source) else { throw Unrecognised(name: name) }
    sources.append((source, shape))
  }

  mutating func add(_ text: String, name: String) throws { try add(Array(text.utf8), name: name) }

  struct Unrecognised: Error { var name: String }

  func open(
    recordLimit: Int = 1 << 20, plan: PartPlan = PartPlan(),
    rules: ValueRules = ValueRules(timestamps: TimestampParser(assuming: .utc))
  ) throws -> [OpenInput] {
    try sources.enumerated().map { index, input in
      try OpenInput(
        index: index, source: input.source, shape: input.shape, namedTime: nil, rules: rules, reportZone: .utc,
        recordLimit: recordLimit, plan: plan)
    }
  }

  /// Reads all inputs with so many jobs, so many bytes at once.
  func read(
    jobs: Int, plan: PartPlan = PartPlan(), recordLimit: Int = 1 << 20, chunk: Int = ChunkPump.chunkSize,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> (digest: ReadingDigest, outcome: BatchReading.Outcome) {
    var inputs = try open(recordLimit: recordLimit, plan: plan)
    for i in inputs.indices { inputs[i].chunkSize = chunk }
    let directory = NameDirectory(registry: .builtIn)
    let order = RecordOrder(
      exportTimes: inputs.map { $0.exportTime?.milliseconds ?? TaskRecord.none },
      agentID: { directory.names.agentID($0) }, channelID: { directory.names.channelID($0) })
    let reading = BatchReading(
      inputs: inputs, order: order, directory: directory, jobs: jobs, maxExamples: 3, seed: UInt64(jobs), hashes: true,
      plan: plan, progress: progress)
    let outcome = reading.run()
    return (try ReadingDigest(outcome, of: reading), outcome)
  }
}

extension PartPlan {
  /// So small that files of a few records are cut.
  static let tiny = PartPlan(smallest: 64, window: 1 << 12)
}
