import Reporting
import Tasks

/// Which tasks a command line asks for, before it is known which agents and channels the inputs name.
struct ChosenTasks: Sendable {
  var agent: String?
  var channel: String?
  var status: TaskStatus?
  var pendingApproval = false

  /// The selection by numbers. Throws when neither the registry nor the inputs know a name.
  func selection(_ names: Names) throws(Failure) -> TaskSelection {
    var selection = TaskSelection()
    selection.status = status
    selection.pendingApproval = pendingApproval
    if let agent {
      guard let number = names.agent(named: agent) else {
        throw try Refusal.failure(
          .notFound("there is no agent \"\(agent)\""), hint: Suggestion.hint(for: agent, in: names.agentIDs))
      }
      selection.agent = number
    }
    if let channel {
      guard let number = names.channel(named: channel) else {
        throw try Refusal.failure(
          .notFound("there is no channel \"\(channel)\""), hint: Suggestion.hint(for: channel, in: names.channelIDs))
      }
      selection.channel = number
    }
    return selection
  }
}

extension Names {
  var agentIDs: [String] { registry.agents.map(\.id) + unregisteredAgents.sorted() }
  var channelIDs: [String] { registry.channels.map(\.id) + unregisteredChannels.sorted() }

  /// The number of the agent that a name, an alias or, of unregistered ones, an id names.
  func agent(named text: String) -> Int32? {
    if let i = registry.agent(named: text) { return Int32(i) }
    return unregisteredAgents.firstIndex(of: Registry.unregisteredID(text)).map { Int32(registry.agents.count + $0) }
  }

  /// The number of the channel that a name, an alias or, of unregistered ones, an id names.
  func channel(named text: String) -> Int32? {
    if let i = registry.channel(named: text) { return Int32(i) }
    return unregisteredChannels.firstIndex(of: Registry.unregisteredID(text))
      .map { Int32(registry.channels.count + $0) }
  }
}
