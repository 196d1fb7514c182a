import Tasks

@testable import Ingestion

/// A response as it was read, and the titles of its tasks.
struct ReadResponse: Equatable, CustomStringConvertible {
  var agent: String
  var outcome: ResponseOutcome
  var titles: [String] = []
  var plan: String?
  var model: String?
  var time: String?
  var usage = TokenUsage()
  var isTruncated = false
  var isRepaired = false
  var clippedTexts = 0
  var identity = Digest(high: 0, low: 0)
  var taskIDs: [String] = []
  var failure: String?
  var place = ""

  var description: String {
    "\(place) \(agent) \(outcome) \(titles) \(taskIDs) plan \(plan ?? "-") model \(model ?? "-") at \(time ?? "-") \(usage) "
      + "\(isTruncated) \(isRepaired) \(identity) \(failure ?? "-")"
  }
}

/// Files of agent output, read as a run does it.
struct ResponseInputs {
  private var files: TestInputs?
  /// By file: the agent that its name spells.
  private var agents: [Int32?] = []
  private var plan: PartPlan
  private var recordLimit: Int
  private let registry: Registry

  init(plan: PartPlan = PartPlan(), recordLimit: Int = 1 << 20, registry: Registry = .builtIn) throws {
    files = try TestInputs()
    self.plan = plan
    self.recordLimit = recordLimit
    self.registry = registry
  }

  /// Adds a file, recognised by its content and name unless its shape is given.
  mutating func add(_ text: String, name: String = "out/alex.json", shape: InputShape? = nil) throws {
    try add(Array(text.utf8), name: name, shape: shape)
  }

  mutating func add(_ bytes: [UInt8], name: String, shape: InputShape? = nil) throws {
    try files?.add(bytes, name: name, shape: shape)
    agents.append(AgentNaming(registry).agent(inPath: name, argument: name))
  }

  /// What reading them leaves.
  struct Read {
    var responses: [ReadResponse] = []
    /// The quarantined records: code, place, and what is wrong.
    var quarantined: [String] = []
    var findings: [String] = []
    var failures: [ReadingFailure?] = []
    var partsRead = 0
    var partsReadAgain = 0
    var read = 0
    var times = TimeExtent()
  }

  func open() throws -> [OpenInput] {
    try (files?.sources ?? []).enumerated().map { index, input in
      let time = ExportTime.find(path: input.source.path, argument: input.source.path, zone: .utc)
      return try OpenInput(
        index: index, source: input.source, shape: input.shape, namedTime: time,
        rules: ValueRules(timestamps: TimestampParser(assuming: .utc)), reportZone: .utc, recordLimit: recordLimit,
        plan: plan, namedAgent: agents[index])
    }
  }

  func reading(jobs: Int = 1, wanted: WantedTitles? = nil) throws -> BatchReading {
    let inputs = try open()
    let directory = NameDirectory(registry: registry)
    let order = RecordOrder(
      exportTimes: inputs.map { $0.exportTime?.milliseconds ?? TaskRecord.none },
      agentID: { directory.names.agentID($0) }, channelID: { directory.names.channelID($0) })
    return BatchReading(
      inputs: inputs, order: order, directory: directory, jobs: jobs, maxExamples: 3, seed: 1, hashes: true, plan: plan,
      wanted: wanted)
  }

  func read(jobs: Int = 1) throws -> Read {
    let reading = try reading(jobs: jobs)
    let outcome = reading.run()
    let lookup = RecordLookup(inputs: reading.inputs, directory: reading.directory)
    var whole = Intake(order: reading.order, maxExamples: 3, seed: 1)
    for intake in outcome.intakes { whole.mergeAllButTable(intake) }
    var result = Read(partsRead: outcome.partsRead, partsReadAgain: outcome.partsReadAgain)
    result.failures = outcome.results.map(\.failure)
    result.read = whole.read.values.reduce(0, +)
    result.times = whole.times
    var tasks: [UInt32: [ProposedTask]] = [:]
    for task in whole.responses.tasks { tasks[task.response, default: []].append(task) }
    let all = whole.responses.responses.enumerated().sorted { $0.element.origin < $1.element.origin }
    for (number, response) in all {
      result.responses.append(
        try describe(response, tasks[UInt32(number)] ?? [], lookup, reading.directory))
    }
    for record in whole.quarantined.sorted(by: { $0.origin < $1.origin }) {
      let (detail, _) = try lookup.explain(record)
      let place = record.origin.offset
      result.quarantined.append(
        "\(record.code.name) \(place)+\(record.origin.count)@\(record.fault - place): \(detail)")
    }
    result.findings = whole.tally.entries.map { "\($0.code.name) \($0.entry.count) \($0.entry.places.origins)" }
    return result
  }

  private func describe(
    _ response: AgentResponse, _ tasks: [ProposedTask], _ lookup: RecordLookup, _ directory: NameDirectory
  ) throws -> ReadResponse {
    var read = ReadResponse(agent: directory.names.agentID(response.agent), outcome: response.outcome)
    for task in tasks.sorted(by: { $0.ordinal < $1.ordinal }) {
      // Each look reads the whole response again.
      let title = task.ordinal < 20 ? try lookup.proposedTask(Int(task.ordinal), at: response.origin)["title"] : nil
      read.titles.append(title ?? "?")
      read.taskIDs.append(task.id.text ?? "?")
    }
    if response.plan >= 0 { read.plan = directory.planIDs[Int(response.plan)] }
    if response.model >= 0 { read.model = directory.models[Int(response.model)] }
    if response.ownTime != TaskRecord.none { read.time = "\(Instant(milliseconds: response.ownTime))" }
    read.usage = response.usage
    read.isTruncated = response.isTruncated
    read.isRepaired = response.isRepaired
    read.clippedTexts = Int(response.clippedTexts)
    read.identity = response.identity
    read.failure = try lookup.failure(at: response.origin)?.detail
    read.place = "\(response.origin.input):\(response.origin.offset)+\(response.origin.count)"
    return read
  }

  /// The responses of one file.
  static func responses(_ text: String, name: String = "out/alex.json") throws -> [ReadResponse] {
    var inputs = try ResponseInputs()
    try inputs.add(text, name: name)
    return try inputs.read().responses
  }
}
