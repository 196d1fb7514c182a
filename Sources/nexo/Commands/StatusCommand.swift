import ArgumentParser
import Reporting
import Tasks

/// `nexo status`: how the agents are doing.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Print the status of agents and tasks, as the orchestrator's API answers.",
    discussion: """
      The same document as api/status.json of report, the orchestration report in Markdown within it.

      Examples:
        nexo status exports/
        nexo status exports/ --role user --locale en

      Exit status: as of report.
      """)

  @OptionGroup var options: DocumentOptions

  func run() throws { try options.print(.status) { _ throws(Failure) in .status } }
}
