internal import Tasks

extension EnvelopeReader {
  /// A Messages response.
  func message(_ members: EnvelopeMembers, _ bytes: Span<UInt8>) {
    envelope.id = members[.id]
    if let content = members[.content] {
      if nodes[content].isString { add(content, to: &text, bytes) } else { blocks(content, bytes) }
    }
    stop(members[.stop_reason], bytes)
  }

  /// Content blocks: texts, and what tools were called with. What the model thought, and what the provider's own tools were
  /// asked and answered, is not its answer.
  func blocks(_ list: Int, _ bytes: Span<UInt8>) {
    guard nodes[list].form == .array else { return }
    nodes.elements(of: list) { element in
      let block = EnvelopeMembers(of: element, in: nodes, bytes)
      if let type = block[.type] {
        if nodes.string(type, is: "text", bytes) || nodes.string(type, is: "output_text", bytes) {
          if let said = block[.text] { add(said, to: &text, bytes) }
        } else if nodes.string(type, is: "tool_use", bytes) {
          if let input = block[.input] { addCall(input, bytes) }
        } else if nodes.string(type, is: "refusal", bytes) {
          refuse(block[.refusal])
        }
      } else if nodes[element].isString {
        add(element, to: &text, bytes)
      }
    }
  }

  /// A line of Message Batches results.
  func result(_ members: EnvelopeMembers, _ bytes: Span<UInt8>) {
    envelope.lineID = members[.id]
    guard let result = members[.result] else { return }
    let inner = EnvelopeMembers(of: result, in: nodes, bytes)
    if let type = inner[.type] {
      if nodes.string(type, is: "canceled", bytes) { return fail(nil, bytes, reason: "canceled") }
      if nodes.string(type, is: "expired", bytes) { return fail(nil, bytes, reason: "expired") }
    }
    if let said = inner[.message], nodes[said].form == .object, !inner.has(.error) {
      let message = EnvelopeMembers(of: said, in: nodes, bytes)
      note(message, bytes)
      return self.message(message, bytes)
    }
    fail(inner[.error], bytes, reason: "errored")
  }
}
