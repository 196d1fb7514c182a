/// A document of the API that Nexo replays: what a client got from one of its routes.
package enum APIDocument: Sendable, Equatable {
  /// What activating the orchestrator gave: the latest plan.
  case activate
  case status
  /// The figures of the whole system.
  case metrics
  /// The figures of a registered agent, by its id.
  case agent(String)
  /// The figures of a registered channel, by its id.
  case channel(String)

  /// Its file in the output folder.
  package var file: String {
    switch self {
    case .activate: "api/activate.json"
    case .status: "api/status.json"
    case .metrics: "api/metrics.json"
    case .agent(let id): "api/metrics/agent/\(id).json"
    case .channel(let id): "api/metrics/channel/\(id).json"
    }
  }

  /// What a role must be allowed to see for it.
  package var part: OutputPart {
    switch self {
    case .activate: .plans
    case .status: .status
    case .metrics, .agent, .channel: .metrics
    }
  }

  /// All documents of a report that a role may see, each once.
  static func all(_ model: ReportModel, for role: Role?) -> [APIDocument] {
    let all: [APIDocument] =
      [.activate, .status, .metrics]
      + unique(model.agents.filter(\.registered).map(\.agentId)).map { .agent($0) }
      + unique(model.channels.filter(\.registered).map(\.channel)).map { .channel($0) }
    return all.filter { role.maySee($0.part) }
  }

  /// Registered ids are plain; a report.json that somebody else wrote may call them anything, which no file is called then.
  private static func unique(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.filter { id in
      !id.isEmpty && id.utf8.count <= 200 && id.utf8.allSatisfy(isPlain) && seen.insert(id).inserted
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
