/// The agents and channels behind the numbers that records carry: the registry's first, then the others as they were met.
package struct Names: Sendable {
  package let registry: Registry
  /// Ids of the agents that are not registered; their numbers go on from the registry's.
  package let unregisteredAgents: NameList
  package let unregisteredChannels: NameList

  package init(registry: Registry, unregisteredAgents: [String] = [], unregisteredChannels: [String] = []) {
    self.init(
      registry: registry, unregisteredAgents: NameList(unregisteredAgents),
      unregisteredChannels: NameList(unregisteredChannels))
  }

  package init(registry: Registry, unregisteredAgents: NameList, unregisteredChannels: NameList) {
    self.registry = registry
    self.unregisteredAgents = unregisteredAgents
    self.unregisteredChannels = unregisteredChannels
  }

  package func agentID(_ number: Int32) -> String {
    let i = Int(number)
    if i < 0 { return "" }
    if i < registry.agents.count { return registry.agents[i].id }
    return unregisteredAgents[i - registry.agents.count]
  }

  package func channelID(_ number: Int32) -> String {
    let i = Int(number)
    if i < 0 { return "" }
    if i < registry.channels.count { return registry.channels[i].id }
    return unregisteredChannels[i - registry.channels.count]
  }

  /// Where the unregistered agents or channels beyond the limit are counted.
  package static let other = "(other)"
}
