import Tasks

/// What an example of a finding shows of its record, in English.
enum FindingWords {
  /// - Parameter texts: the record's fields by their first names.
  static func detail(_ code: FindingCode, _ texts: [String: String]) -> String {
    switch code {
    case .timeOrder, .illegalTransition, .statusMismatch, .farTimestamp: history(texts)
    case .versionTie: figures(texts) + times(texts)
    case .statusWithoutTimestamp: "status \(quoted(texts["status"])) with " + times(texts)
    case .agentChannelMismatch: "agent \(quoted(texts["created_by_agent"])) on channel \(quoted(texts["channel"]))"
    case .unregisteredAgent: "agent \(quoted(texts["created_by_agent"]))"
    case .unregisteredChannel: "channel \(quoted(texts["channel"]))"
    case .orphanEvent: "\(texts["event"] ?? "") at \(texts["at"] ?? "")"
    case .superseded where texts["event"] != nil: "\(texts["event"] ?? "") at \(texts["at"] ?? "")"
    case .superseded: "status \(quoted(texts["status"]))" + (texts["updated_at"].map { ", updated_at \($0)" } ?? "")
    case .invalidTextField: "metadata is no JSON object, or a text field holds a list or an object"
    default: ""
    }
  }

  private static func history(_ texts: [String: String]) -> String {
    if let event = texts["event"] { return "\(event) at \(texts["at"] ?? "")" }
    return "status \(quoted(texts["status"])); " + times(texts)
  }

  /// The fields besides the times in which records that tie may differ; the likeliest first, since pages cut long texts.
  private static func figures(_ texts: [String: String]) -> String {
    ["actual_hours", "estimated_hours", "admin_approved", "status", "channel", "created_by_agent"].map { field in
      texts[field].map { "\(field) \(clipped($0)), " } ?? "no \(field), "
    }.joined()
  }

  private static func times(_ texts: [String: String]) -> String {
    TaskTime.allCases.compactMap { time in texts[time.field].map { "\(time.field) \(clipped($0))" } }.joined(
      separator: ", ")
  }

  /// A text within quotes, cut.
  static func quoted(_ text: String?) -> String { "\"\(clipped(text ?? ""))\"" }

  private static func clipped(_ text: String) -> String { text.count > 60 ? text.prefix(60) + "..." : text }
}
