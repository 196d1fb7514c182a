import ArgumentParser
import Reporting
import Tasks

extension ListFormat: ExpressibleByArgument {}

/// `nexo tasks`: tasks one by one.
struct TasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks",
    abstract: "List tasks, oldest first, as they stand at the report's time.",
    discussion: """
      Tasks that agents proposed and nobody stored are listed as well. Of a table, columns go and titles are cut in a \
      narrow terminal; json and csv hold all. As many tasks as --limit and --offset make together are held in memory.

      Examples:
        nexo tasks exports/ --pending-approval
        nexo tasks exports/ --channel "Mercado Livre" --status in_progress
        nexo tasks exports/ --agent alex --output-format csv > alex.csv

      Exit status: as of report; 66 when there is no such agent or channel; 77 when the role may not see titles (user, qa).
      """)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Replaying") var replay: ReplayOptions

  @Option(help: ArgumentHelp("Only tasks on this channel: its id, name or alias.", valueName: "channel"))
  var channel: String?

  @Option(help: ArgumentHelp("Only tasks that this agent created: its id, name or alias.", valueName: "agent"))
  var agent: String?

  @Option(
    help: ArgumentHelp(
      "Only tasks of this status: \(TaskStatus.allCases.map(\.name).joined(separator: ", ")).", valueName: "status"))
  var status: String?

  @Flag(help: "Only tasks that wait for a decision: pending or awaiting approval, and not approved.")
  var pendingApproval = false

  @Option(help: ArgumentHelp("List at most so many; 0 only counts them.", valueName: "count"))
  var limit = 50

  @Option(help: ArgumentHelp("Leave out so many of the oldest.", valueName: "count"))
  var offset = 0

  @Option(help: ArgumentHelp("How to print them: table, json or csv.", valueName: "format"))
  var outputFormat = ListFormat.table

  @OptionGroup(title: "Messages") var consoleOptions: ConsoleOptions

  private static let most = 10_000_000

  func validate() throws {
    guard (0...Self.most).contains(limit) else { throw ValidationError("--limit takes 0 to \(Self.most).") }
    guard (0...Self.most).contains(offset) else { throw ValidationError("--offset takes 0 to \(Self.most).") }
  }

  func run() throws {
    let world = World.current
    let console = consoleOptions.console(world.environment)
    var reader = FlagReader()
    let request = try replay.taskRequest(reading, &reader, maySee: .titles, world.environment, console)
    var chosen = ChosenTasks(agent: agent, channel: channel, pendingApproval: pendingApproval)
    chosen.status = reader.read("--status", status) { text throws(ValueProblem) in
      try OptionValues.status(text, request.configuration.statusMap)
    }
    try reader.finish()
    try TaskListRun(
      request: request, chosen: chosen, limit: limit, offset: offset, format: outputFormat, console: console
    ).print()
  }
}
