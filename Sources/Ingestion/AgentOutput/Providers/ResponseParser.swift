internal import CCrypto
internal import Tasks

/// Turns a response into what the orchestrator has to know of it: the response, and the tasks that it proposes. A class,
/// because its buffers are used again; no two jobs share one.
final class ResponseParser {
  private var input: OpenInput
  private let directory: NameDirectory
  private let ids: AgentIDs
  private let agents = NameCache()
  private let plans = NameCache()
  private let models = NameCache()
  private var scratch = Scratch()

  let reader: EnvelopeReader
  let finder = AgentTextReader()
  /// The document that values refer to, where it is not the record itself.
  private(set) var assembled: [UInt8]?
  /// The tasks of the last response came from its tool calls.
  private var isFromCalls = false
  /// The tasks of the response that was parsed last.
  private(set) var tasks: [ProposedTask] = []

  init(input: OpenInput, directory: NameDirectory, nodes: JSONNodes) {
    self.input = input
    self.directory = directory
    ids = AgentIDs(directory)
    reader = EnvelopeReader(nodes)
  }

  /// Goes on with the responses of another input.
  func begin(_ input: OpenInput) {
    self.input = input
    assembled = nil
  }

  /// Parses the object that is the first of the listed values.
  func parse(object bytes: Span<UInt8>, origin: RecordOrigin) throws(ResponseFault) -> AgentResponse {
    let envelope = reader.read(bytes)
    return try finish(envelope, bytes, origin)
  }

  /// Parses a file that is a response as a whole.
  func parse(whole bytes: Span<UInt8>, _ start: Int, _ end: Int, origin: RecordOrigin) throws(ResponseFault)
    -> AgentResponse
  {
    assembled = nil
    if EventStream.begins(bytes, start, end) {
      guard let stream = EventStream(bytes, start, end) else { throw ResponseFault(.malformedRecord, .unknownStream) }
      return try parse(stream, origin)
    }
    // Tasks in an object may stand beside the words on whose they are.
    if start < end, bytes[start] == UInt8(ascii: "{"), let after = try? reader.nodes.read(bytes, start, end),
      JSONScanner.skipSpace(bytes, after, end) == end
    {
      let envelope = reader.read(bytes)
      if envelope.outcome != .plain { return try finish(envelope, bytes, origin) }
      reader.begin(plain: bytes, start, end)
      reader.envelope = envelope
      reader.envelope.outcome = .content
    } else {
      reader.begin(plain: bytes, start, end)
    }
    return try finish(reader.envelope, bytes, origin)
  }

  /// Parses the document that a stream of events was put together into.
  private func parse(_ stream: EventStream, _ origin: RecordOrigin) throws(ResponseFault) -> AgentResponse {
    assembled = stream.document
    guard (try? reader.nodes.read(stream.document.span, 0, stream.document.count)) != nil else {
      throw ResponseFault(.malformedRecord, .unknownStream)
    }
    var envelope = reader.read(stream.document.span)
    envelope.isCutOff = envelope.isCutOff || !stream.isComplete
    return try finish(envelope, stream.document.span, origin)
  }

  private func finish(
    _ envelope: Envelope, _ bytes: Span<UInt8>, _ origin: RecordOrigin
  ) throws(ResponseFault) -> AgentResponse {
    if envelope.outcome == .batch { throw ResponseFault(.malformedRecord, .batchObject) }
    var reading = TextReading()
    isFromCalls = false
    if envelope.outcome == .content || envelope.outcome == .plain {
      if !reader.calls.isEmpty {
        reading = reader.calls.withText { finder.read($0) }
        isFromCalls = reading.taskCount > 0
      }
      if !isFromCalls { reading = reader.text.withText { finder.read($0) } }
    }
    if envelope.outcome == .plain, reading.taskCount == 0 { throw ResponseFault(.malformedRecord, .unknownShape) }

    let agent = try agent(envelope, bytes)
    var response = AgentResponse(
      origin: origin, identity: Digest(high: 0, low: 0), agent: agent,
      outcome: ResponseParser.outcome(envelope, reading))
    response.exportTime = input.exportTime?.milliseconds ?? TaskRecord.none
    response.ownTime = try time(envelope, bytes)
    response.plan = number(envelope.plan, bytes, plans, directory.plan)
    response.model = number(envelope.model, bytes, models, directory.model)
    response.usage = envelope.usage
    response.isTruncated = envelope.isCutOff || reading.isTruncated
    response.isRepaired = reading.isRepaired
    response.identity = identity(response, envelope, bytes)
    response.clippedTexts = propose(response)
    return response
  }

  /// What the tasks of the response that was parsed last were looked for in.
  var source: TextBuffer { isFromCalls ? reader.calls : reader.text }

  /// The text of a value, trimmed; that of an object or a list as it stands.
  func text(of value: Int?, _ bytes: Span<UInt8>) -> String? {
    guard let value else { return nil }
    let text = try? withScalar(value, bytes) { text, start, end in String(copying: text, start, end) }
    return (text ?? nil) ?? String(copying: bytes, reader.nodes[value].start, reader.nodes[value].end)
  }

  private static func outcome(_ envelope: Envelope, _ reading: TextReading) -> ResponseOutcome {
    switch envelope.outcome {
    case .failed, .batch: .error
    case .refused: .refusal
    case .content, .plain: reading.taskCount > 0 ? .tasks : .noTasks
    }
  }

  // MARK: What surrounds the text

  /// The envelope's agent; else the one that the request's id, the file's or a folder's name spells.
  private func agent(_ envelope: Envelope, _ bytes: Span<UInt8>) throws(ResponseFault) -> Int32 {
    if let value = envelope.agent {
      let named = try withScalar(value, bytes) { text, start, end -> Int32? in
        if start == end { return nil }
        if end - start > 200 { return -2 }
        return agents.number(text, start, end, directory.agent)
      }
      if named == nil || named == .some(-2) { throw ResponseFault(.invalidValue, .agent, at: value) }
      if let named = named ?? nil { return named }
    }
    if let value = envelope.customID {
      let named = try withScalar(value, bytes) { text, start, end in directory.naming.agent(in: text, start, end) }
      if let named = named ?? nil { return named }
    }
    if let named = input.namedAgent { return named }
    throw ResponseFault(.unknownAgent, .agent)
  }

  private func time(_ envelope: Envelope, _ bytes: Span<UInt8>) throws(ResponseFault) -> Int64 {
    guard let value = envelope.time else { return TaskRecord.none }
    let read = try withScalar(value, bytes) { text, start, end -> Int64? in
      if start == end { return TaskRecord.none }
      return input.rules.timestamps.parse(text, start, ResponseParser.wholeEnd(text, start, end))?.milliseconds
    }
    guard let read = read ?? nil else { throw ResponseFault(.invalidTimestamp, .time, at: value) }
    return read
  }

  /// The end of a number's whole part where nothing but zeros follows it: some libraries write `1760000000.0`.
  private static func wholeEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, ASCII.isDigit(bytes[at]) { at += 1 }
    guard at > start, at < end, bytes[at] == UInt8(ascii: ".") else { return end }
    for i in at + 1..<end where bytes[i] != UInt8(ascii: "0") { return end }
    return at
  }

  private func number(
    _ value: Int?, _ bytes: Span<UInt8>, _ cache: NameCache, _ look: (String) -> Int32
  ) -> Int32 {
    guard let value else { return AgentResponse.none }
    let number = try? withScalar(value, bytes) { text, start, end -> Int32? in
      start == end ? nil : cache.number(text, start, end, look)
    }
    return ((number ?? nil) ?? nil) ?? AgentResponse.none
  }

  /// Calls `body` with the trimmed text of a string, number or boolean; nil for an object or a list.
  private func withScalar<Result>(
    _ value: Int, _ bytes: Span<UInt8>, _ body: (Span<UInt8>, Int, Int) -> Result
  ) throws(ResponseFault) -> Result? {
    let node = reader.nodes[value]
    switch node.form {
    case .text, .literal:
      let (start, end) = ResponseParser.trimmed(bytes, node.start, node.end)
      return body(bytes, start, end)
    case .escapedJSON:
      return reader.nodes.withText(of: node) { text in
        let (start, end) = ResponseParser.trimmed(text, 0, text.count)
        return body(text, start, end)
      }
    default: return nil
    }
  }

  private static func trimmed(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (Int, Int) {
    var from = start
    var to = end
    while from < to, ASCII.isSpace(bytes[from]) { from += 1 }
    while to > from, ASCII.isSpace(bytes[to - 1]) { to -= 1 }
    return (from, to)
  }

  // MARK: Identity

  /// Of the agent and the provider's id; without one of agent, plan, time, text and error.
  private func identity(_ response: AgentResponse, _ envelope: Envelope, _ bytes: Span<UInt8>) -> Digest {
    var hash = FieldHash()
    hash.add(ids.id(of: response.agent).span)
    for id in [envelope.id, envelope.lineID] {
      guard let id, reader.nodes[id].isString || reader.nodes[id].form == .literal, !reader.nodes.isEmpty(id) else {
        continue
      }
      hash.add(mark: 1)
      hash.add(bytes.extracting(reader.nodes[id].start..<reader.nodes[id].end))
      return hash.finish()
    }
    hash.add(mark: 2)
    let plan = planID(envelope, bytes)
    hash.add(plan.span)
    hash.add(number: response.ownTime)
    reader.calls.withText { hash.add($0) }
    reader.text.withText { hash.add($0) }
    hash.add(number: Int64(response.outcome.rawValue))
    if let words = envelope.words {
      hash.add(bytes.extracting(reader.nodes[words].start..<reader.nodes[words].end))
    } else {
      for i in 0..<envelope.reason.utf8CodeUnitCount { hash.add(mark: envelope.reason.utf8Start[i]) }
    }
    return hash.finish()
  }

  private func planID(_ envelope: Envelope, _ bytes: Span<UInt8>) -> [UInt8] {
    guard let plan = envelope.plan else { return [] }
    let text = try? withScalar(plan, bytes) { text, start, end in [UInt8](copying: text, start, end) }
    return (text ?? nil) ?? []
  }

  // MARK: Tasks

  /// Makes the proposed tasks out of those that the text reader found.
  /// - Returns: how many of their texts were cut.
  private func propose(_ response: AgentResponse) -> UInt32 {
    var tasks: [ProposedTask] = []
    swap(&tasks, &self.tasks)
    defer { swap(&tasks, &self.tasks) }
    tasks.removeAll(keepingCapacity: true)
    guard response.outcome == .tasks else { return 0 }
    // Taken out of the object while they are used: each look at an object's own variable is checked.
    var scratch = Scratch()
    swap(&scratch, &self.scratch)
    defer { swap(&scratch, &self.scratch) }

    let id = ids.id(of: response.agent)
    let plan = response.plan == AgentResponse.none ? [] : planID(response.plan)
    let hasTime = response.ownTime != TaskRecord.none
    scratch.when.removeAll(keepingCapacity: true)
    if hasTime {
      scratch.when += Array(Instant(milliseconds: response.ownTime).description.utf8)
    } else {
      source.withText { FieldHash.addHex(of: $0, to: &scratch.when) }
      scratch.when.append(UInt8(ascii: "#"))
    }
    let whenCount = scratch.when.count
    var clipped: UInt32 = 0
    let titles = finder.titles
    for (ordinal, found) in finder.tasks.enumerated() {
      let start = Int(found.titleStart)
      scratch.folding.fold(titles.span, start, start + Int(found.titleCount), into: &scratch.folded)
      if !hasTime {
        scratch.when.removeLast(scratch.when.count - whenCount)
        ResponseParser.addDecimal(ordinal, to: &scratch.when)
      }
      tasks.append(
        ProposedTask(
          id: TitleKeys.proposedID(
            agent: id.span, plan: plan.span, folded: scratch.folded.span, when: scratch.when.span),
          titleKey: TitleKeys.titleKey(agent: id.span, folded: scratch.folded.span), response: 0,
          ordinal: UInt32(truncatingIfNeeded: ordinal), estimatedHours: found.estimatedHours,
          defaulted: found.defaulted))
      clipped &+= UInt32(found.clippedTexts)
    }
    return clipped
  }

  /// Buffers that are used again.
  private struct Scratch {
    var folding = TitleFolding()
    var folded: [UInt8] = []
    var when: [UInt8] = []
  }

  private static func addDecimal(_ number: Int, to out: inout [UInt8]) {
    if number >= 10 { addDecimal(number / 10, to: &out) }
    out.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  private var knownPlan: (number: Int32, id: [UInt8]) = (AgentResponse.none, [])

  private func planID(_ number: Int32) -> [UInt8] {
    if knownPlan.number != number { knownPlan = (number, directory.planID(number)) }
    return knownPlan.id
  }
}

/// Why a response went into quarantine.
struct ResponseFault: Error {
  enum Place { case agent, time, unknownShape, unknownStream, batchObject }

  var code: FindingCode
  var place: Place
  /// The number of the faulty value.
  var value: Int?

  init(_ code: FindingCode, _ place: Place, at value: Int? = nil) {
    self.code = code
    self.place = place
    self.value = value
  }
}
