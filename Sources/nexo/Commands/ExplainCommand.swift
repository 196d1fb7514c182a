import ArgumentParser
import Reporting
import Tasks

/// `nexo explain`: where a figure comes from.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell where a task's status or an agent's figures come from.",
    discussion: """
      Of a task: each record and event with its file, line and byte, which record counts and why, each step of the replay, \
      whether it is approved and why, its durations. Of an agent: how each of its figures adds up.
      """,
    subcommands: [TaskCommand.self, AgentCommand.self])

  func run() throws {
    throw Failure(
      .usage, "nothing is named to explain", hint: "nexo explain task ID INPUT..., or nexo explain agent ID INPUT...")
  }

  /// What both share.
  struct Options: ParsableArguments {
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Replaying") var replay: ReplayOptions

    @Option(help: ArgumentHelp("How to print it: text or json.", valueName: "format"))
    var outputFormat = Format.text

    @OptionGroup(title: "Messages") var consoleOptions: ConsoleOptions

    func print(_ subject: ExplainRun.Subject) throws {
      let world = World.current
      let console = consoleOptions.console(world.environment)
      var reader = FlagReader()
      // Records are quoted as they are.
      let request = try replay.taskRequest(reading, &reader, maySee: .inputs, world.environment, console)
      try ExplainRun(subject: subject, request: request, asJSON: outputFormat == .json, console: console).print()
    }
  }

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  struct TaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "task", abstract: "Tell where a task's status, approval and durations come from.",
      discussion: """
        Example:
          nexo explain task 3f2b8c1e-0000-4000-8000-000000000010 exports/

        Exit status: as of report; 66 when the inputs hold no such task; 77 when the role may not see records (user, qa).
        """)

    @Argument(help: ArgumentHelp("The task's id.", valueName: "id"))
    var id: String

    @OptionGroup var options: Options

    func run() throws { try options.print(.task(id)) }
  }

  struct AgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "agent", abstract: "Tell how an agent's figures add up.",
      discussion: """
        Example:
          nexo explain agent alex exports/ --as-of 2026-02-24

        Exit status: as of report; 66 when there is no such agent; 77 when the role may not see records (user, qa).
        """)

    @Argument(help: ArgumentHelp("The agent: its id, name or alias.", valueName: "agent"))
    var agent: String

    @OptionGroup var options: Options

    func run() throws { try options.print(.agent(agent)) }
  }
}
