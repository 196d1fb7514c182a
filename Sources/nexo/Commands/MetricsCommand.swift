import ArgumentParser
import Reporting
import Tasks

/// `nexo metrics`: the figures of the system, an agent or a channel.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Print the figures of the system, an agent or a channel, as the orchestrator's API answers.",
    discussion: """
      The same documents as api/metrics.json, api/metrics/agent/ID.json and api/metrics/channel/ID.json of report.

      Examples:
        nexo metrics exports/
        nexo metrics exports/ --agent alex
        nexo metrics exports/ --channel "Mercado Livre" --as-of 2026-02-24

      Exit status: as of report; 66 when there is no such agent or channel; 77 when the role may not see figures (user).
      """)

  @OptionGroup var options: DocumentOptions

  @Option(help: ArgumentHelp("The figures of this agent: its id, name or alias.", valueName: "agent"))
  var agent: String?

  @Option(help: ArgumentHelp("The figures of this channel: its id, name or alias.", valueName: "channel"))
  var channel: String?

  func validate() throws {
    if agent != nil && channel != nil { throw ValidationError("--agent and --channel exclude each other.") }
  }

  func run() throws {
    try options.print(.metrics) { registry throws(Failure) in
      if let agent {
        guard let i = registry.agent(named: agent) else {
          throw try Refusal.failure(
            .notFound("there is no agent \"\(agent)\""),
            hint: Suggestion.hint(for: agent, in: registry.agents.map(\.id)))
        }
        return .agent(registry.agents[i].id)
      }
      if let channel {
        guard let i = registry.channel(named: channel) else {
          throw try Refusal.failure(
            .notFound("there is no channel \"\(channel)\""),
            hint: Suggestion.hint(for: channel, in: registry.channels.map(\.id)))
        }
        return .channel(registry.channels[i].id)
      }
      return .metrics
    }
  }
}
