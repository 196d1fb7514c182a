@testable import Tasks

/// A small run with agents' output, built by hand: what agents said, and what was stored of it. Titles stand for
/// themselves, plans are numbers, times are hours after 2026-03-01.
struct Conversation {
  private(set) var table = ResponseTable()
  private(set) var candidates: [StoredCandidate] = []
  private(set) var tasks = TaskTable(maxExamples: 5, seed: 3)
  var hasTaskExports = false
  var names = Names(registry: .builtIn, unregisteredAgents: ["luna", "bruno"])
  var planIDs = ["p0", "p1", "p2"]
  var models = ["small", "large"]
  var exportTimes = [Int64](repeating: TaskRecord.none, count: 4)
  private var offset: Int64 = 0

  static let storedInput: UInt32 = 2

  /// Adds a response. Without `identity` it is one of its own.
  mutating func say(
    _ titles: [String], agent: Int32 = 0, at time: Double? = nil, exported: Double? = nil, plan: Int32? = nil,
    outcome: ResponseOutcome? = nil, identity: UInt64? = nil, input: UInt32 = 0, offset given: Int64? = nil,
    _ change: (inout AgentResponse) -> Void = { _ in }
  ) {
    offset += 1
    let place = given ?? offset
    var response = AgentResponse(
      origin: RecordOrigin(input: input, offset: place, count: 1),
      identity: Digest(high: identity ?? 1_000_000, low: identity == nil ? UInt64(place) << 8 | UInt64(input) : 0),
      agent: agent, outcome: outcome ?? (titles.isEmpty ? .noTasks : .tasks))
    if let time { response.ownTime = hour(time).milliseconds }
    if let exported { response.exportTime = hour(exported).milliseconds }
    response.plan = plan ?? AgentResponse.none
    change(&response)
    table.add(response)
    for (i, title) in titles.enumerated() {
      table.add(
        ProposedTask(
          id: Conversation.id(response, title, text: titles, i), titleKey: Conversation.key(agent, title), response: 0,
          ordinal: UInt32(i), estimatedHours: 40_000, defaulted: []))
    }
  }

  /// As the specification has it: of agent, plan, title and time, or of the text and the place in it.
  static func id(_ response: AgentResponse, _ title: String, text: [String], _ ordinal: Int) -> TaskID {
    let when =
      response.ownTime != TaskRecord.none
      ? UInt64(bitPattern: response.ownTime)
      : key(1, text.joined(separator: "\n")).low &+ UInt64(ordinal) &* 0x9E37_79B9_7F4A_7C15
    return TaskID(
      uuidHigh: key(response.agent, title).low, low: when << 4 ^ UInt64(bitPattern: Int64(response.plan)))
  }

  static func key(_ agent: Int32, _ title: String) -> Digest {
    var hash: UInt64 = 14_695_981_039_346_656_037 &+ UInt64(bitPattern: Int64(agent))
    for byte in title.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    return Digest(high: UInt64(bitPattern: Int64(agent)), low: hash)
  }

  var order: RecordOrder {
    let names = names
    return RecordOrder(exportTimes: exportTimes, agentID: { names.agentID($0) }, channelID: { names.channelID($0) })
  }

  /// Adds a record of a task export.
  mutating func store(
    _ title: String, id name: String, agent: Int32 = 0, at time: Double, plan: Int32? = nil,
    status: TaskStatus = .pending, _ change: (inout TaskRecord) -> Void = { _ in }
  ) {
    store(title, agent: agent, plan: plan) { offset in
      var stored = record(
        status, id: name, created: hour(time), agent: agent, channel: agent, input: Conversation.storedInput,
        offset: offset)
      change(&stored)
      return stored
    }
  }

  mutating func store(_ title: String, agent: Int32, plan: Int32?, _ record: (_ offset: Int64) -> TaskRecord) {
    hasTaskExports = true
    offset += 1
    let record = record(offset)
    tasks.insert(record, order: order)
    candidates.append(
      StoredCandidate(
        origin: record.origin, id: record.id, titleKey: Conversation.key(agent, title),
        plan: plan ?? AgentResponse.none))
  }

  /// Adds an event of an event export.
  mutating func happen(_ event: TaskEvent) { tasks.insert(event) }

  /// Takes what was said from another table instead: the same, in another order.
  mutating func replaceTable(_ other: ResponseTable) { table = other }
  mutating func replaceCandidates(_ other: [StoredCandidate]) { candidates = other }

  /// The id of the task that the output proposes under a title.
  func proposed(_ title: String, agent: Int32 = 0) -> TaskID? {
    table.tasks.first { $0.titleKey == Conversation.key(agent, title) }?.id
  }

  func orchestrate(
    asOf: Double? = 10_000, from: Double? = nil, to: Double? = nil, channels: [String]? = nil,
    settings: Settings = Settings()
  ) -> (orchestration: Orchestration, whole: PartMeasurement) {
    let period = ReportPeriod(asOf: asOf.map(hour), from: from.map(hour), to: to.map(hour))
    var copy = tasks
    var parts = (0..<TaskTable.partitionCount).map { copy.take($0) }
    let orchestrator = AgentOrchestrator(
      period: period, settings: settings, names: names, ownChannels: [0, 1, 2, 3, 4, 5], channels: channels,
      planIDs: planIDs, models: models, hasTaskExports: hasTaskExports, inputs: 4)
    let out = orchestrator.orchestrate(table, candidates: candidates, parts: &parts, order: order)
    var whole = PartMeasurement(period: period, settings: settings, inputs: 4)
    for var part in parts { whole.add(&part, order: order, registry: names.registry) }
    whole.merge(out.measured)
    return (out, whole)
  }

  /// Of the tasks said: how many are matched, unsaved, ambiguous.
  func counts(asOf: Double? = 10_000) -> [Int] {
    let total = orchestrate(asOf: asOf).orchestration.reconciliation.total
    return [total.matched, total.unsaved, total.ambiguous]
  }
}
