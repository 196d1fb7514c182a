internal import Tasks

extension TokenUsage {
  /// Reads the tokens of a response.
  ///
  /// Of Anthropic's, what was read from and written to the cache comes beside the input; of OpenAI's, what was read from it
  /// is part of the input, and taken out of it here. So input, read and written are all of the input, whosever it is.
  init(reading usage: Int, _ nodes: JSONNodes, _ bytes: Span<UInt8>) {
    self.init()
    let outer = UsageMembers(of: usage, in: nodes, bytes)
    input = outer[.input_tokens] ?? outer[.prompt_tokens] ?? 0
    output = outer[.output_tokens] ?? outer[.completion_tokens] ?? 0
    cacheWrite = outer[.cache_creation_input_tokens] ?? 0
    cacheRead = outer[.cache_read_input_tokens] ?? 0
    for details in [UsageKey.prompt_tokens_details, .input_tokens_details] {
      guard let at = outer.place(details),
        let cached = UsageMembers(of: at, in: nodes, bytes)[.cached_tokens]
      else { continue }
      cacheRead = min(cached, input)
      input -= cacheRead
    }
    for details in [UsageKey.completion_tokens_details, .output_tokens_details] {
      guard let at = outer.place(details) else { continue }
      reasoning = UsageMembers(of: at, in: nodes, bytes)[.reasoning_tokens] ?? reasoning
    }
  }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
private enum UsageKey: Int, CaseIterable {
  case input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens
  case prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens
  case prompt_tokens_details, input_tokens_details, completion_tokens_details, output_tokens_details
}

private struct UsageMembers {
  // Names of more than 24 bytes are compared by themselves.
  private static let keys: [(name: [UInt8], key: Int)] = UsageKey.allCases.map {
    (Array(String(describing: $0).utf8), $0.rawValue)
  }
  private var places = InlineArray<12, Int32>(repeating: -1)
  private let nodes: JSONNodes
  private var values = InlineArray<12, Int64>(repeating: -1)

  init(of object: Int, in nodes: JSONNodes, _ bytes: Span<UInt8>) {
    self.nodes = nodes
    nodes.members(of: object) { key, value in
      for (name, slot) in UsageMembers.keys
      where name.count == key.count && bytes[key.start] == name[0] && UsageMembers.same(name, key, bytes) {
        places[slot] = Int32(truncatingIfNeeded: value)
        values[slot] = UsageMembers.number(nodes[value], bytes) ?? -1
      }
    }
  }

  private static func same(_ name: [UInt8], _ key: JSONNodes.Node, _ bytes: Span<UInt8>) -> Bool {
    for i in 0..<key.count where bytes[key.start + i] != name[i] { return false }
    return true
  }

  /// A count of tokens; anything that is none does not count.
  private static func number(_ node: JSONNodes.Node, _ bytes: Span<UInt8>) -> Int64? {
    guard node.form == .literal, (1...15).contains(node.count) else { return nil }
    var value: Int64 = 0
    for i in node.start..<node.end {
      guard ASCII.isDigit(bytes[i]) else { return nil }
      value = value * 10 + Int64(bytes[i] & 15)
    }
    return value
  }

  func place(_ key: UsageKey) -> Int? { places[key.rawValue] < 0 ? nil : Int(places[key.rawValue]) }
  subscript(_ key: UsageKey) -> Int64? { values[key.rawValue] < 0 ? nil : values[key.rawValue] }
}
