/// An agent of the registry.
package struct Agent: Sendable, Equatable {
  package var id: String
  package var name: String
  /// Id of the channel that the agent works for.
  package var channel: String
  package var speciality: String
  package init(id: String, name: String, channel: String, speciality: String = "") {
    self.id = id
    self.name = name
    self.channel = channel
    self.speciality = speciality
  }
}

/// A sales channel of the registry.
package struct Channel: Sendable, Equatable {
  package var id: String
  package var name: String
  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// The agents and channels that are known, and the names by which they go.
package struct Registry: Sendable, Equatable {
  package private(set) var agents: [Agent]
  package private(set) var channels: [Channel]
  /// Aliases that were added to the built-in ones: name to id.
  package private(set) var aliases: [String: String]
  private var agentByKey: [String: Int] = [:]
  private var channelByKey: [String: Int] = [:]

  /// - Parameter aliases: further names, each of an agent's or a channel's id.
  package init(agents: [Agent], channels: [Channel], aliases: [String: String] = [:]) {
    self.agents = agents
    self.channels = channels
    self.aliases = aliases
    for (i, channel) in channels.enumerated() { channelByKey[Registry.key(channel.id)] = i }
    for (i, agent) in agents.enumerated() { agentByKey[Registry.key(agent.id)] = i }
    for (i, channel) in channels.enumerated() where channelByKey[Registry.key(channel.name)] == nil {
      channelByKey[Registry.key(channel.name)] = i
    }
    for (i, agent) in agents.enumerated() {
      if agentByKey[Registry.key(agent.name)] == nil { agentByKey[Registry.key(agent.name)] = i }
      let byChannel = Registry.key("marketplace-" + agent.channel)
      if agentByKey[byChannel] == nil { agentByKey[byChannel] = i }
    }
    for (alias, id) in Registry.builtInAliases.merging(aliases, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }
    ) {
      let key = Registry.key(alias)
      if let i = agentByKey[Registry.key(id)] { agentByKey[key] = i }
      if let i = channelByKey[Registry.key(id)] { channelByKey[key] = i }
    }
  }

  /// What ids and aliases are compared by: case, spaces, `-` and `_` do not count.
  package static func key(_ text: String) -> String {
    String(text.lowercased().filter { $0 != " " && $0 != "-" && $0 != "_" })
  }

  /// Index into `agents` of the agent that `text` names.
  package func agent(named text: String) -> Int? { agentByKey[Registry.key(text)] }

  /// By `key` of each id, name and alias of an agent: its index into `agents`.
  package var agentKeys: [String: Int] { agentByKey }

  /// Index into `channels` of the channel that `text` names.
  package func channel(named text: String) -> Int? { channelByKey[Registry.key(text)] }

  /// The id that an unregistered name gets: lower case, spaces and `-` as `_`. What no report can hold is U+FFFD here
  /// already, so that an id is the same in every file.
  package static func unregisteredID(_ text: String) -> String {
    var id = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      switch scalar.value {
      case 0x20, 0x2D: id.append("_")
      case 0x09, 0x0A, 0x0D, 0x21...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: id.append(scalar)
      default: id.append("\u{FFFD}")
      }
    }
    return String(id)
  }

  package static let builtInAliases = ["alexalara": "alex", "tiktok": "tiktokshop"]

  package static let builtIn = Registry(
    agents: [
      Agent(id: "alex", name: "Alex", channel: "amazon", speciality: "Brazilian marketplace optimization"),
      Agent(id: "marina", name: "Marina", channel: "mercadolivre", speciality: "Multi-channel commerce"),
      Agent(id: "sunny", name: "Sunny", channel: "shopee", speciality: "Southeast Asia commerce"),
      Agent(id: "tren", name: "Tren", channel: "shein", speciality: "Fast fashion optimization"),
      Agent(id: "viral", name: "Viral", channel: "tiktokshop", speciality: "Social commerce"),
      Agent(id: "premium", name: "Premium", channel: "kaway", speciality: "Premium marketplace"),
    ],
    channels: [
      Channel(id: "amazon", name: "Amazon"),
      Channel(id: "mercadolivre", name: "MercadoLivre"),
      Channel(id: "shopee", name: "Shopee"),
      Channel(id: "shein", name: "Shein"),
      Channel(id: "tiktokshop", name: "TikTok Shop"),
      Channel(id: "kaway", name: "Kaway"),
    ])
}
