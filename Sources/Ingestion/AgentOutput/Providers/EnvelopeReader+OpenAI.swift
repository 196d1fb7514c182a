internal import Tasks

extension EnvelopeReader {
  /// A chat completion, of which the first choice counts.
  func chat(_ members: EnvelopeMembers, _ bytes: Span<UInt8>) {
    envelope.id = members[.id]
    if let error = members[.error], isError(error, bytes) { return fail(error, bytes) }
    guard let choices = members[.choices], nodes[choices].form == .array, choices + 1 < nodes[choices].next else {
      return
    }
    let choice = EnvelopeMembers(of: choices + 1, in: nodes, bytes)
    if let said = choice[.message] {
      let message = EnvelopeMembers(of: said, in: nodes, bytes)
      if let content = message[.content] {
        if nodes[content].form == .array { blocks(content, bytes) } else { add(content, to: &text, bytes) }
      }
      if let list = message[.tool_calls], nodes[list].form == .array { toolCalls(list, bytes) }
      if let call = message[.function_call] {
        if let arguments = EnvelopeMembers(of: call, in: nodes, bytes)[.arguments] { addCall(arguments, bytes) }
      }
      if let refusal = message[.refusal], !nodes.isEmpty(refusal) { refuse(refusal) }
    } else if let content = choice[.text] {
      add(content, to: &text, bytes)
    }
    stop(choice[.finish_reason], bytes)
  }

  private func toolCalls(_ list: Int, _ bytes: Span<UInt8>) {
    nodes.elements(of: list) { element in
      let call = EnvelopeMembers(of: element, in: nodes, bytes)
      let function = call[.function].map { EnvelopeMembers(of: $0, in: nodes, bytes) }
      if let arguments = function?[.arguments] ?? call[.arguments] { addCall(arguments, bytes) }
    }
  }

  /// A Responses API response.
  func response(_ members: EnvelopeMembers, _ bytes: Span<UInt8>) {
    envelope.id = members[.id]
    if let error = members[.error], isError(error, bytes) { return fail(error, bytes) }
    if let status = members[.status] {
      envelope.stopReason = status
      if nodes.string(status, is: "failed", bytes) { return fail(nil, bytes, reason: "failed") }
      if nodes.string(status, is: "cancelled", bytes) { return fail(nil, bytes, reason: "cancelled") }
      if nodes.string(status, is: "incomplete", bytes) { envelope.isCutOff = true }
    }
    if let output = members[.output], nodes[output].form == .array {
      nodes.elements(of: output) { element in
        let item = EnvelopeMembers(of: element, in: nodes, bytes)
        if let type = item[.type] {
          if nodes.string(type, is: "message", bytes), let content = item[.content] { blocks(content, bytes) }
          if nodes.string(type, is: "function_call", bytes), let arguments = item[.arguments] {
            addCall(arguments, bytes)
          }
        }
      }
    }
    if let details = members[.incomplete_details] {
      stop(EnvelopeMembers(of: details, in: nodes, bytes)[.reason], bytes)
    }
  }

  /// A line of a batch's output or errors: it went well when its status is 200.
  func line(_ members: EnvelopeMembers, _ bytes: Span<UInt8>) {
    envelope.lineID = members[.id]
    if let error = members[.error], isError(error, bytes) { return fail(error, bytes) }
    guard let response = members[.response] else { return fail(nil, bytes, reason: "no response") }
    let inner = EnvelopeMembers(of: response, in: nodes, bytes)
    let isDone = inner[.status_code].map { nodes.literal($0, is: "200", bytes) } ?? false
    guard isDone else { return fail(inner[.body], bytes, reason: "the request failed") }
    guard let body = inner[.body] else { return }
    let said = EnvelopeMembers(of: body, in: nodes, bytes)
    note(said, bytes)
    if said.has(.choices) {
      chat(said, bytes)
    } else if said.has(.output) || said.has(.incomplete_details) {
      self.response(said, bytes)
    } else if let error = said[.error], isError(error, bytes) {
      fail(error, bytes)
    }
  }
}
