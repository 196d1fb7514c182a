/// A response that was recorded as the stream of events in which a provider sent it, put together into the one document
/// that the provider would have sent otherwise.
///
/// Pieces of texts are joined as they stand, escapes and all, since a string's inside may be cut anywhere but within an
/// escape.
struct EventStream {
  /// The response as one JSON document.
  private(set) var document: [UInt8] = []
  /// The provider said that it was done.
  private(set) var isComplete = false

  private let nodes = JSONNodes()
  private var head: [UInt8] = []
  private var text: [UInt8] = []
  private var refusal: [UInt8] = []
  private var calls: [[UInt8]] = []
  private var stop: [UInt8] = []
  private var usage: [UInt8] = []
  private var isInCall = false
  private var kind: Kind?

  private enum Kind { case message, chat, whole }

  /// Whether a text begins as a stream of events does.
  static func begins(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    ["event: ", "data: {", "event:", "data:{"].contains { mark in
      end - start > mark.utf8.count && zip(mark.utf8, start..<end).allSatisfy { $0 == bytes[$1] }
    }
  }

  /// Reads the events in `[start, end)`; nil when none of them is a known provider's.
  init?(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    var at = start
    while at < end {
      let lineEnd = Scan.find(0x0A, in: bytes, from: at, to: end)
      if let data = EventStream.data(bytes, at, lineEnd), (try? nodes.read(bytes, data, lineEnd)) != nil { take(bytes) }
      at = lineEnd + 1
    }
    guard let kind else { return nil }
    finish(kind)
  }

  /// Where the JSON of a line begins.
  private static func data(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard end - start > 6, zip("data:".utf8, start..<end).allSatisfy({ $0 == bytes[$1] }) else { return nil }
    let at = JSONScanner.skipSpace(bytes, start + 5, end)
    return at < end && bytes[at] == UInt8(ascii: "{") ? at : nil
  }

  private mutating func take(_ bytes: Span<UInt8>) {
    let event = EnvelopeMembers(of: 0, in: nodes, bytes)
    if let object = event[.object], nodes.string(object, is: "chat.completion.chunk", bytes) {
      return chunk(event, bytes)
    }
    guard let type = event[.type] else { return }
    if let response = event[.response] {
      for end: StaticString in ["response.completed", "response.incomplete", "response.failed"]
      where nodes.string(type, is: end, bytes) {
        kind = .whole
        document = raw(response, bytes)
        isComplete = true
      }
    } else if nodes.string(type, is: "error", bytes), event.has(.error) {
      kind = .whole
      document = raw(0, bytes)
      isComplete = true
    } else {
      part(type, event, bytes)
    }
  }

  /// An event of Anthropic's.
  private mutating func part(_ type: Int, _ event: EnvelopeMembers, _ bytes: Span<UInt8>) {
    if nodes.string(type, is: "message_start", bytes), let said = event[.message] {
      let message = EnvelopeMembers(of: said, in: nodes, bytes)
      kind = kind ?? .message
      for key in [EnvelopeKey.id, .model] { add(key, message[key], bytes) }
      if let tokens = message[.usage] { usage = raw(tokens, bytes) }
    } else if nodes.string(type, is: "content_block_start", bytes), let block = event[.content_block] {
      let members = EnvelopeMembers(of: block, in: nodes, bytes)
      isInCall = members[.type].map { nodes.string($0, is: "tool_use", bytes) } ?? false
      if isInCall { calls.append([]) }
    } else if nodes.string(type, is: "content_block_delta", bytes), let delta = event[.delta] {
      let members = EnvelopeMembers(of: delta, in: nodes, bytes)
      if let said = members[.text], nodes[said].isString { text += inside(said, bytes) }
      if isInCall, let said = members[.partial_json], !calls.isEmpty { calls[calls.count - 1] += inside(said, bytes) }
    } else if nodes.string(type, is: "message_delta", bytes) {
      if let delta = event[.delta], let reason = EnvelopeMembers(of: delta, in: nodes, bytes)[.stop_reason] {
        stop = inside(reason, bytes)
        isComplete = true
      }
      // It repeats the tokens of the beginning, and knows those of the end.
      if let tokens = event[.usage] { usage = EventStream.merged(usage, raw(tokens, bytes)) }
    }
  }

  /// A piece of a chat completion.
  private mutating func chunk(_ event: EnvelopeMembers, _ bytes: Span<UInt8>) {
    if kind == nil {
      for key in [EnvelopeKey.id, .model, .created] { add(key, event[key], bytes) }
      kind = .chat
    }
    if let tokens = event[.usage] { usage = raw(tokens, bytes) }
    guard let choices = event[.choices], choices + 1 < nodes[choices].next else { return }
    let choice = EnvelopeMembers(of: choices + 1, in: nodes, bytes)
    if let reason = choice[.finish_reason] {
      stop = inside(reason, bytes)
      isComplete = true
    }
    guard let delta = choice[.delta] else { return }
    let members = EnvelopeMembers(of: delta, in: nodes, bytes)
    if let said = members[.content], nodes[said].isString { text += inside(said, bytes) }
    if let said = members[.refusal], nodes[said].isString { refusal += inside(said, bytes) }
    guard let list = members[.tool_calls], nodes[list].form == .array else { return }
    nodes.elements(of: list) { element in
      let call = EnvelopeMembers(of: element, in: nodes, bytes)
      // A call's first piece has its id.
      if call.has(.id) || calls.isEmpty { calls.append([]) }
      if let function = call[.function],
        let arguments = EnvelopeMembers(of: function, in: nodes, bytes)[.arguments]
      {
        calls[calls.count - 1] += inside(arguments, bytes)
      }
    }
  }

  private mutating func add(_ key: EnvelopeKey, _ value: Int?, _ bytes: Span<UInt8>) {
    guard let value else { return }
    head += Array("\"\(key.name)\":".utf8) + raw(value, bytes) + [UInt8(ascii: ",")]
  }

  /// A value as it stands, quotes included.
  private func raw(_ value: Int, _ bytes: Span<UInt8>) -> [UInt8] {
    let node = nodes[value]
    let quotes = node.isString ? 1 : 0
    return [UInt8](copying: bytes, node.start - quotes, node.end + quotes)
  }

  /// A string's inside as it stands.
  private func inside(_ value: Int, _ bytes: Span<UInt8>) -> [UInt8] {
    let node = nodes[value]
    return node.isString ? [UInt8](copying: bytes, node.start, node.end) : []
  }

  /// Two objects as one, of whose equal keys the later counts.
  private static func merged(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    guard first.count > 2, first.last == UInt8(ascii: "}"), second.count > 2, second.first == UInt8(ascii: "{") else {
      return second.isEmpty ? first : second
    }
    return first.dropLast() + [UInt8(ascii: ",")] + second.dropFirst()
  }

  private mutating func finish(_ kind: Kind) {
    let quote = Array("\"".utf8)
    let tokens = usage.isEmpty ? [] : Array(",\"usage\":".utf8) + usage
    let reason = stop.isEmpty ? Array("null".utf8) : quote + stop + quote
    switch kind {
    case .whole: break
    case .message:
      var blocks = Array("{\"type\":\"text\",\"text\":\"".utf8) + text + Array("\"}".utf8)
      for call in calls { blocks += Array(",{\"type\":\"tool_use\",\"input\":\"".utf8) + call + Array("\"}".utf8) }
      document =
        Array("{\"type\":\"message\",".utf8) + head + Array("\"content\":[".utf8) + blocks
        + Array("],\"stop_reason\":".utf8) + reason + tokens + Array("}".utf8)
    case .chat:
      let list = calls.map { Array("{\"function\":{\"arguments\":\"".utf8) + $0 + Array("\"}}".utf8) }
      document =
        Array("{\"object\":\"chat.completion\",".utf8) + head + Array("\"choices\":[{\"message\":{\"content\":\"".utf8)
        + text + Array("\",\"refusal\":\"".utf8) + refusal + Array("\",\"tool_calls\":[".utf8)
        + Array(list.joined(separator: Array(",".utf8))) + Array("]},\"finish_reason\":".utf8) + reason
        + Array("}]".utf8) + tokens + Array("}".utf8)
    }
  }
}
