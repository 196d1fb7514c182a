/// Tells envelopes of responses from lists of tasks by their first keys.
enum EnvelopeGlance {
  /// Keys of which a list of tasks has none.
  private static let marks: Set<String> = ["custom_id", "choices", "content", "error", "stop_reason", "role"]

  /// Whether an object, or the first one of a list, surrounds a response.
  static func isEnvelope(_ glance: JSONGlance) -> Bool {
    var glance = glance
    guard let first = try? glance.peek() else { return false }
    guard first == UInt8(ascii: "[") else { return isEnvelope(object: glance) }
    var isFound = false
    try? glance.elements { element in
      isFound = isEnvelope(object: element)
      return true
    }
    return isFound
  }

  private static func isEnvelope(object glance: JSONGlance) -> Bool {
    if isProviders(glance) || isBatchObject(glance) { return true }
    var glance = glance
    var names: Set<String> = []
    try? glance.members { name, _ in names.insert(name) }
    return !names.contains("title") && !names.contains("titulo") && !names.isDisjoint(with: marks)
  }

  /// Whether an object says that a provider sent it as a response or an error: `"type":"message"`,
  /// `"object":"chat.completion"`, an `error` with a message.
  static func isProviders(_ glance: JSONGlance) -> Bool {
    var glance = glance
    var isMarked = false
    var isError = false
    var hasTitle = false
    var isStored = false
    try? glance.members { name, value in
      switch name {
      case "type": isMarked = isMarked || value.isString(["message", "error"])
      case "object": isMarked = isMarked || value.isString(["chat.completion", "response", "text_completion"])
      case "error":
        var error = value
        try? error.members { name, _ in isError = isError || name == "message" }
      case "title", "titulo": hasTitle = true
      case "id", "taskId", "task_id", "status": isStored = true
      default: break
      }
    }
    return (isMarked || isError && !isStored) && !hasTitle
  }

  /// Whether an object tells of a batch of requests, and holds no response.
  static func isBatchObject(_ glance: JSONGlance) -> Bool {
    var glance = glance
    var isBatch = false
    try? glance.members { name, value in
      isBatch =
        isBatch || name == "processing_status" || name == "object" && value.isString(["batch"])
        || name == "type" && value.isString(["message_batch"])
    }
    return isBatch
  }
}

extension JSONGlance {
  /// Whether a string stands here that says one of these.
  fileprivate func isString(_ texts: [String]) -> Bool {
    var glance = self
    guard let text = try? glance.text() else { return false }
    return texts.contains(text)
  }
}
