/// The keys by which responses are read, whosever form they have.
// swift-format-ignore: AlwaysUseLowerCamelCase
enum EnvelopeKey: Int, CaseIterable {
  // Whose, when, for what.
  case agent, created_at, created, plan_id, planId, metadata, custom_id, id, model, usage
  // What it is.
  case type, object, role, processing_status, request_counts
  // What it says.
  case content, text, thinking, name, input, output, choices, message, messages, refusal, tool_calls, function_call
  case function, arguments, delta, content_block, partial_json, title, titulo
  // How it ended.
  case stop_reason, finish_reason, status, incomplete_details, reason, error, code, result, response, status_code, body

  var name: String { String(describing: self) }
}

/// The members of one object, by the keys that responses are read by.
struct EnvelopeMembers {
  private static let keys = WordTable(EnvelopeKey.allCases.map { (Array($0.name.utf8), $0.rawValue) })
  /// By key: the number of its value; of repeated keys the last counts.
  private var values = InlineArray<48, Int32>(repeating: -1)

  /// By key, a bit: it is there, if only as null.
  private var seen: UInt64 = 0

  init() {}

  /// - Parameter object: the number of a value; what is no object has no members.
  init(of object: Int, in nodes: JSONNodes, _ bytes: Span<UInt8>) {
    nodes.members(of: object) { key, value in
      if let slot = EnvelopeMembers.slot(key, bytes) {
        seen |= 1 << UInt64(slot)
        values[slot] = nodes[value].form == .absent ? -1 : Int32(truncatingIfNeeded: value)
      }
    }
  }

  private static func slot(_ key: JSONNodes.Node, _ bytes: Span<UInt8>) -> Int? {
    if key.form == .text { return keys.find(bytes, key.start, key.count) }
    let name = JSONScanner.decoded(bytes, key.start, key.count)
    return keys.find(name.span, 0, name.count)
  }

  /// The number of a key's value; nil where it is absent or null.
  @inline(__always)
  subscript(_ key: EnvelopeKey) -> Int? {
    let value = values[key.rawValue]
    return value < 0 ? nil : Int(value)
  }

  func has(_ key: EnvelopeKey) -> Bool { self[key] != nil }

  /// Whether a key is there, if only with null.
  func names(_ key: EnvelopeKey) -> Bool { seen & (1 << UInt64(key.rawValue)) != 0 }
}
