package import Tasks

/// What surrounds a response, in words, for whoever explains it.
package struct ResponseWords: Sendable, Equatable {
  /// The provider's id of the response, else the request's.
  package var id: String?
  package var model: String?
  /// As the provider says it: `end_turn`, `max_tokens`.
  package var stopReason: String?
  /// The error's message, or what the model said when it refused.
  package var failure: String?
  /// What the tasks were looked for in: the inputs of tool calls, else the text.
  package var text = ""
}

extension RecordLookup {
  /// The texts of a proposed task, by the names that task records have: title, description, priority, category,
  /// estimated_hours, tags (with `, ` between). Nothing when the response has no such task.
  package func proposedTask(_ ordinal: Int, at origin: RecordOrigin) throws(SourceError) -> [String: String] {
    guard let parsed = try reparsed(origin) else { return [:] }
    guard let texts = parsed.texts(ofTask: ordinal) else { return [:] }
    var out = [
      "title": texts.title, "priority": texts.priority, "category": texts.category,
      "estimated_hours": RecordLookup.hours(texts.estimatedHours),
    ]
    if !texts.description.isEmpty { out["description"] = texts.description }
    if !texts.tags.isEmpty { out["tags"] = texts.tags.joined(separator: ", ") }
    return out
  }

  /// Hours as a decimal: `4`, `2.5`.
  private static func hours(_ value: Int64) -> String {
    let fraction = String(value % 10_000 + 10_000).dropFirst()
    let digits = fraction.reversed().drop { $0 == "0" }.reversed()
    return "\(value / 10_000)" + (digits.isEmpty ? "" : "." + String(digits))
  }

  /// The task as the agent wrote it; nothing when the response has no such task.
  package func excerpt(ofTask ordinal: Int, at origin: RecordOrigin) throws(SourceError) -> String {
    guard let parsed = try reparsed(origin) else { return "" }
    return parsed.excerpt(ofTask: ordinal) ?? ""
  }

  /// What went wrong with a response: the error's message, what the model said when it refused, or the first words of a
  /// text without tasks; nil for a response with tasks.
  package func failure(at origin: RecordOrigin) throws(SourceError) -> (code: FindingCode, detail: String)? {
    guard let parsed = try reparsed(origin) else { return nil }
    switch parsed.outcome {
    case .tasks, nil: return nil
    case .error: return (.agentError, parsed.words.failure ?? "the provider reported an error")
    case .refusal: return (.refusal, parsed.words.failure ?? RecordLookup.beginning(parsed.words))
    case .noTasks: return (.noTasksFound, RecordLookup.beginning(parsed.words))
    }
  }

  /// What was repaired in the JSON of a response, each kind once, in the order in which they were met.
  package func repairs(at origin: RecordOrigin) throws(SourceError) -> [String] {
    guard let parsed = try reparsed(origin) else { return [] }
    var names: [String] = []
    for slip in parsed.slips where !names.contains(slip.name) { names.append(slip.name) }
    return names
  }

  /// What surrounds a response, and its text.
  package func response(at origin: RecordOrigin) throws(SourceError) -> ResponseWords {
    try reparsed(origin)?.words ?? ResponseWords()
  }

  /// What is wrong with a response in quarantine.
  func explain(
    response bytes: [UInt8], _ record: QuarantinedRecord, _ input: OpenInput
  ) -> (detail: String, field: String?) {
    let again = ResponseAgain(bytes, record.origin, input, directory)
    guard bytes.first == UInt8(ascii: "{") || input.responses == .whole, let fault = again.fault else {
      return (malformed(bytes, record, input), nil)
    }
    switch fault.place {
    case .agent where fault.code == .unknownAgent:
      let custom = again.customID.map { "custom_id \(RecordLookup.quoted($0)) names none, and " } ?? ""
      return ("\(custom)neither the response nor the file's or a folder's name names an agent", nil)
    case .agent: return ("agent is \(RecordLookup.quoted(again.value(fault)))", "agent")
    case .time: return ("created_at is \(RecordLookup.quoted(again.value(fault)))", "created_at")
    case .batchObject: return ("an object that tells of a batch holds no response", nil)
    case .unknownStream: return ("a stream of events of no known provider", nil)
    case .unknownShape:
      let keys = again.keys
      let shown = keys.prefix(8).joined(separator: ", ") + (keys.count > 8 ? ", ..." : "")
      return (
        keys.isEmpty ? "an object without keys is no response" : "no response of a known form; its keys are \(shown)",
        nil
      )
    }
  }

  /// The first words of a text, on one line.
  private static func beginning(_ response: ResponseWords) -> String {
    let words = response.text.prefix(400).split { $0.isWhitespace }.joined(separator: " ")
    if words.isEmpty { return "the response says nothing" }
    return words.count > 120 ? words.prefix(120) + "..." : words
  }

  /// Reads a response again.
  private func reparsed(_ origin: RecordOrigin) throws(SourceError) -> ResponseAgain? {
    guard let input = input(origin), input.shape.kind == .agentOutput else { return nil }
    return ResponseAgain(try verbatim(origin), origin, input, directory)
  }
}

/// A response that was read again.
private struct ResponseAgain {
  private let parser: ResponseParser
  private(set) var outcome: ResponseOutcome?
  private(set) var fault: ResponseFault?
  private(set) var customID: String?
  /// The keys of the outermost object.
  private(set) var keys: [String] = []
  private var bytes: [UInt8]
  private(set) var words = ResponseWords()

  init(_ bytes: [UInt8], _ origin: RecordOrigin, _ input: OpenInput, _ directory: NameDirectory) {
    let nodes = JSONNodes()
    parser = ResponseParser(input: input, directory: directory, nodes: nodes)
    self.bytes = bytes
    do throws(ResponseFault) {
      if input.responses == .whole {
        outcome = try parser.parse(whole: bytes.span, 0, bytes.count, origin: origin).outcome
      } else {
        guard (try? nodes.read(bytes.span, 0, bytes.count)) != nil else { return }
        outcome = try parser.parse(object: bytes.span, origin: origin).outcome
      }
    } catch { fault = error }
    self.bytes = parser.assembled ?? bytes
    let bytes = self.bytes
    let envelope = parser.reader.envelope
    words.id = parser.text(of: envelope.id ?? envelope.lineID ?? envelope.customID, bytes.span)
    customID = parser.text(of: envelope.customID, bytes.span)
    keys = nodes.keys(bytes.span)
    words.model = parser.text(of: envelope.model, bytes.span)
    words.stopReason = parser.text(of: envelope.stopReason, bytes.span)
    words.failure = parser.text(of: envelope.words, bytes.span) ?? envelope.reasonText
    words.text = String(decoding: parser.source.text, as: UTF8.self)
  }

  /// The text of the faulty value.
  func value(_ fault: ResponseFault) -> String { parser.text(of: fault.value, bytes.span) ?? "" }

  var slips: [JSONSlip] { parser.finder.repairs.map(\.kind) }

  func texts(ofTask ordinal: Int) -> ProposedTexts? {
    parser.source.withText { parser.finder.texts(ofTask: ordinal, in: $0) }
  }

  func excerpt(ofTask ordinal: Int) -> String? {
    guard ordinal >= 0, ordinal < parser.finder.tasks.count else { return nil }
    let task = parser.finder.tasks[ordinal]
    return parser.source.withText { text in
      let start = Int(task.offset)
      guard start >= 0, task.count >= 0, start + Int(task.count) <= text.count else { return nil }
      return String(copying: text, start, start + Int(task.count))
    }
  }
}
