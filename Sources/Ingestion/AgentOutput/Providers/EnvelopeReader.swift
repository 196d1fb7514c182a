internal import Tasks

/// Reads a response out of the values of its record, whosever form it has. A class, so that its buffers are used again;
/// no two jobs share one.
final class EnvelopeReader {
  let nodes: JSONNodes
  /// The text of the response.
  var text = TextBuffer()
  /// The inputs of tool calls, one a line; they come before the text.
  var calls = TextBuffer()
  var envelope = Envelope()

  init(_ nodes: JSONNodes) { self.nodes = nodes }

  /// Reads the object that is the first of the listed values.
  func read(_ bytes: Span<UInt8>) -> Envelope {
    envelope = Envelope()
    text.clear()
    calls.clear()
    object(0, bytes, depth: 0)
    return envelope
  }

  /// Begins with a text that nothing surrounds.
  func begin(plain bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    envelope = Envelope()
    text.clear()
    calls.clear()
    text.add(bytes, start, end)
  }

  /// Reads an object: one of a provider's, Nexo's own, or any other.
  func object(_ number: Int, _ bytes: Span<UInt8>, depth: Int) {
    let members = EnvelopeMembers(of: number, in: nodes, bytes)
    note(members, bytes)
    if let custom = members[.custom_id] { envelope.customID = envelope.customID ?? custom }
    if let kind = provider(members, bytes) { return read(kind, members, bytes) }
    let isTask = members.has(.title) || members.has(.titulo)
    if depth == 0, !isTask, members.names(.content) || members.has(.error) { return own(members, bytes) }
    envelope.outcome = .plain
    text.add(bytes, nodes[number].start, nodes[number].end)
  }

  /// Whose form an object has.
  private enum Provider {
    case anthropicMessage, anthropicError, anthropicResult, batch
    case openAIChat, openAIResponse, openAILine
  }

  private func provider(_ members: EnvelopeMembers, _ bytes: Span<UInt8>) -> Provider? {
    if let result = members[.result], nodes[result].form == .object, members.has(.custom_id) { return .anthropicResult }
    if members.has(.custom_id), members.names(.response) || members.has(.error) { return .openAILine }
    if let object = members[.object] {
      if nodes.string(object, is: "chat.completion", bytes) { return .openAIChat }
      if nodes.string(object, is: "response", bytes) { return .openAIResponse }
      if nodes.string(object, is: "batch", bytes) { return .batch }
    }
    if members.has(.processing_status) { return .batch }
    if let type = members[.type] {
      if nodes.string(type, is: "message", bytes), !members.has(.title) { return .anthropicMessage }
      if nodes.string(type, is: "error", bytes), members.has(.error) { return .anthropicError }
    }
    if let choices = members[.choices], nodes[choices].form == .array { return .openAIChat }
    return nil
  }

  private func read(_ provider: Provider, _ members: EnvelopeMembers, _ bytes: Span<UInt8>) {
    switch provider {
    case .anthropicMessage: message(members, bytes)
    case .anthropicError: fail(members[.error], bytes)
    case .anthropicResult: result(members, bytes)
    case .openAIChat: chat(members, bytes)
    case .openAIResponse: response(members, bytes)
    case .openAILine: line(members, bytes)
    case .batch: envelope.outcome = .batch
    }
  }

  /// Keeps what an object says about the response. What stands further out wins.
  func note(_ members: EnvelopeMembers, _ bytes: Span<UInt8>) {
    envelope.agent = envelope.agent ?? members[.agent]
    envelope.time = envelope.time ?? members[.created_at] ?? members[.created]
    envelope.plan = envelope.plan ?? members[.plan_id] ?? members[.planId]
    if let metadata = members[.metadata] {
      let inner = EnvelopeMembers(of: metadata, in: nodes, bytes)
      envelope.plan = envelope.plan ?? inner[.planId] ?? inner[.plan_id]
    }
    envelope.model = envelope.model ?? members[.model]
    if let usage = members[.usage] { envelope.usage = TokenUsage(reading: usage, nodes, bytes) }
  }

  /// Nexo's own form: `content` is a text, a provider's response, the blocks of one, or the tasks themselves.
  private func own(_ members: EnvelopeMembers, _ bytes: Span<UInt8>) {
    envelope.id = members[.id]
    stop(members[.stop_reason] ?? members[.finish_reason], bytes)
    if let error = members[.error], isError(error, bytes) {
      // No task is looked for in it, but it tells two failures of one time apart.
      if let content = members[.content] { add(content, to: &text, bytes) }
      return fail(error, bytes)
    }
    if let refusal = members[.refusal], !nodes.isEmpty(refusal) { return refuse(refusal) }
    guard let content = members[.content] else { return }
    switch nodes[content].form {
    case .object: inner(content, bytes)
    case .array where isBlocks(content, bytes): blocks(content, bytes)
    default: add(content, to: &text, bytes)
    }
  }

  /// An object within Nexo's own form: a provider's response, or tasks.
  private func inner(_ content: Int, _ bytes: Span<UInt8>) {
    let members = EnvelopeMembers(of: content, in: nodes, bytes)
    guard let provider = provider(members, bytes) else { return add(content, to: &text, bytes) }
    note(members, bytes)
    read(provider, members, bytes)
  }

  /// A list of content blocks as providers have them.
  func isBlocks(_ list: Int, _ bytes: Span<UInt8>) -> Bool {
    let first = list + 1
    guard first < nodes[list].next else { return false }
    let members = EnvelopeMembers(of: first, in: nodes, bytes)
    guard let type = members[.type], nodes[type].isString, !members.has(.title) else { return false }
    return members.has(.text) || members.has(.input) || members.has(.thinking) || members.has(.refusal)
  }

  /// Adds a value's text: of a string what it says, of anything else the JSON as it stands.
  func add(_ value: Int, to buffer: inout TextBuffer, _ bytes: Span<UInt8>) {
    let node = nodes[value]
    if node.form == .escapedJSON {
      nodes.withText(of: node) { buffer.add($0, 0, $0.count) }
    } else {
      buffer.add(bytes, node.start, node.end)
    }
  }

  /// Adds the input of a tool call.
  func addCall(_ value: Int, _ bytes: Span<UInt8>) {
    if !calls.isEmpty { calls.add(0x0A) }
    add(value, to: &calls, bytes)
  }

  func stop(_ reason: Int?, _ bytes: Span<UInt8>) {
    guard let reason else { return }
    envelope.stopReason = reason
    for word: StaticString in ["max_tokens", "model_context_window_exceeded", "length", "max_output_tokens"]
    where nodes.string(reason, is: word, bytes) {
      envelope.isCutOff = true
    }
    for word: StaticString in ["refusal", "content_filter"] where nodes.string(reason, is: word, bytes) {
      envelope.outcome = .refused
    }
  }

  func refuse(_ words: Int?) {
    envelope.outcome = .refused
    envelope.words = words
  }

  /// Whether a value under `error` tells of one.
  func isError(_ value: Int, _ bytes: Span<UInt8>) -> Bool {
    if nodes[value].form == .literal { return !nodes.literal(value, is: "false", bytes) }
    return !nodes.isEmpty(value)
  }

  /// Keeps an error: a text, or an object whose `message` is one, which may lie in an `error` of its own.
  func fail(_ error: Int?, _ bytes: Span<UInt8>, reason: StaticString = "") {
    envelope.outcome = .failed
    envelope.reason = reason
    guard var at = error else { return }
    for _ in 0..<4 {
      guard nodes[at].form == .object else { break }
      let members = EnvelopeMembers(of: at, in: nodes, bytes)
      guard let next = members[.error] ?? members[.message] ?? members[.type] ?? members[.code] else { break }
      at = next
    }
    envelope.words = at
  }
}

extension JSONNodes {
  /// Whether a value is a string that says just this.
  @inline(__always)
  func string(_ value: Int, is text: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let node = self[value]
    guard node.form == .text, node.count == text.utf8CodeUnitCount else { return false }
    return matches(node, text, bytes)
  }

  func literal(_ value: Int, is text: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let node = self[value]
    guard node.form == .literal, node.count == text.utf8CodeUnitCount else { return false }
    return matches(node, text, bytes)
  }

  private func matches(_ node: Node, _ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
    for i in 0..<node.count where bytes[node.start + i] != text.utf8Start[i] { return false }
    return true
  }

  /// Whether a value is an empty string, list or object.
  func isEmpty(_ value: Int) -> Bool {
    let node = self[value]
    return node.isString ? node.count == 0 : (node.form == .object || node.form == .array) && node.next == value + 1
  }
}
