import Tasks
import Yams

/// Reads agents, channels and aliases of the config file, on top of the built-in ones or instead of them.
enum RegistryReader {
  static func read(_ fields: [String: ConfigurationNode]) -> Registry {
    let replaces = fields["replace_registry"]?.boolean ?? false
    if replaces, fields["agents"] == nil, fields["channels"] == nil {
      fields["replace_registry"]?.note(
        "replace_registry has nothing to put in place", hint: "list agents, channels or both")
    }
    var channels = replaces && fields["channels"] != nil ? [] : Registry.builtIn.channels
    var agents = replaces && fields["agents"] != nil ? [] : Registry.builtIn.agents
    read(fields["channels"], into: &channels, id: \.id, of: "channels", channel)
    read(fields["agents"], into: &agents, id: \.id, of: "agents", agent)
    checkChannels(of: agents, channels, fields)
    return Registry(agents: agents, channels: channels, aliases: aliases(fields["aliases"], agents, channels))
  }

  /// Adds the entries of a list; one whose id is known already takes the other's place.
  private static func read<Entry>(
    _ field: ConfigurationNode?, into entries: inout [Entry], id: KeyPath<Entry, String>, of what: String,
    _ read: (ConfigurationNode) -> Entry?
  ) {
    var seen: Set<String> = []
    for node in field?.list(of: what) ?? [] {
      guard let entry = read(node) else { continue }
      let key = Registry.key(entry[keyPath: id])
      guard seen.insert(key).inserted else {
        node.note("\"\(entry[keyPath: id])\" is listed twice", hint: "ids are compared without case, spaces, - and _")
        continue
      }
      if let i = entries.firstIndex(where: { Registry.key($0[keyPath: id]) == key }) {
        entries[i] = entry
      } else {
        entries.append(entry)
      }
    }
  }

  private static func channel(_ node: ConfigurationNode) -> Channel? {
    guard let fields = node.fields(["id", "name"], of: "a map with id and name"), let id = id(fields["id"], of: node)
    else {
      return nil
    }
    return Channel(id: id, name: fields["name"]?.text ?? id)
  }

  private static func agent(_ node: ConfigurationNode) -> Agent? {
    guard let fields = node.fields(["id", "name", "channel", "speciality"], of: "a map with id and channel"),
      let id = id(fields["id"], of: node)
    else { return nil }
    guard let channel = fields["channel"] else {
      node.note("agent \"\(id)\" has no channel", hint: "channel: the id of a channel")
      return nil
    }
    guard let channelID = channel.text else { return nil }
    return Agent(
      id: id, name: fields["name"]?.text ?? id, channel: channelID, speciality: fields["speciality"]?.text ?? "")
  }

  /// An id becomes a part of file names and of anchors in the reports.
  private static func id(_ field: ConfigurationNode?, of node: ConfigurationNode) -> String? {
    guard let field else {
      node.note("\(node.name) has no id")
      return nil
    }
    guard let text = field.text else { return nil }
    let isPlain = text.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    guard isPlain, !text.isEmpty, text.utf8.count <= 64, !Registry.key(text).isEmpty else {
      field.note("\"\(text)\" cannot be an id", hint: "up to 64 of a-z, 0-9, _ and -; the name may hold anything")
      return nil
    }
    return text
  }

  private static func checkChannels(
    of agents: [Agent], _ channels: [Channel], _ fields: [String: ConfigurationNode]
  ) {
    let known = Set(channels.map(\.id))
    for agent in agents where !known.contains(agent.channel) {
      let place = fields["agents"]?.list(of: "agents")?.first { $0.node["id"]?.string == agent.id }
      (place ?? fields["channels"])?.note(
        "agent \"\(agent.id)\" works for channel \"\(agent.channel)\", which is not registered",
        hint: Suggestion.nearest(to: agent.channel, in: channels.map(\.id)).map { "did you mean \($0)?" }
          ?? "add it under channels")
    }
  }

  private static func aliases(_ field: ConfigurationNode?, _ agents: [Agent], _ channels: [Channel]) -> [String: String]
  {
    var aliases: [String: String] = [:]
    let ids = agents.map(\.id) + channels.map(\.id)
    for (key, value) in field?.entries(of: "a map of names to ids") ?? [] {
      guard let alias = key.text, let id = value.text else { continue }
      guard ids.contains(where: { Registry.key($0) == Registry.key(id) }) else {
        value.note("\"\(id)\" is no agent's or channel's id", hint: Suggestion.hint(for: id, in: ids))
        continue
      }
      aliases[alias] = id
    }
    return aliases
  }
}
