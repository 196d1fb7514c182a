import ArgumentParser
import CLinux
import Glibc
import Ingestion

/// The program.
@main
struct Nexo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nexo",
    abstract: "Reports on what a team of marketplace agents did, from exports of their tasks.",
    discussion: """
      Start with:
        nexo report exports/ -o reports    read exports, write reports/index.html
        nexo check exports/                see what is wrong with exports
        nexo init                          write a config file to edit

      Options win over environment variables (NEXO_TIMEZONE, NEXO_LOCALE, ...), these over the config file, that \
      over the defaults. The same input gives the same bytes.
      """,
    version: "nexo \(Version.current)",
    subcommands: [
      ReportCommand.self, CheckCommand.self, ActivateCommand.self, StatusCommand.self, MetricsCommand.self,
      TasksCommand.self, ExplainCommand.self, RenderCommand.self, TemplatesCommand.self, InitCommand.self,
      SchemaCommand.self,
    ])

  func run() throws {
    throw Failure(.usage, "no command is named", hint: "nexo --help lists them")
  }

  static func main() {
    // Blocks of the table of tasks are larger than this: they go back to the system as soon as they are merged, and do
    // not stay behind in some thread's heap.
    nexo_return_blocks_from(256 << 10)
    // Before there is another thread.
    OpenFiles.makeRoom(for: OpenFiles.manyInputs)
    World.current.interruption.listen()
    Glibc.exit(status(of: Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs a command line to its end and prints what went wrong.
  private static func status(of arguments: [String]) -> ExitStatus {
    do {
      if let misspelt = misspeltCommand(arguments) { throw misspelt }
      var command = try parseAsRoot(arguments)
      try command.run()
      return .done
    } catch {
      return tell(error, arguments)
    }
  }

  /// Tells how a run ended that did not go well, or prints what was asked for instead of a run.
  private static func tell(_ error: any Error, _ arguments: [String]) -> ExitStatus {
    let console = console(of: arguments)
    let ending = Ending(error)
    var status = ending.status
    var messages = ending.messages
    if let output = ending.output {
      do throws(Failure) { try Console.output(Array(output.utf8)) } catch {
        status = error.status
        messages = error.messages
      }
    }
    for message in messages { console.tell(message) }
    if let usage = ending.usage { Console.write(usage, to: STDERR_FILENO) }
    return status
  }

  /// A command that does not exist, with the one that may be meant. (The parser would call it an argument too many.)
  private static func misspeltCommand(_ arguments: [String]) -> Failure? {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let first = arguments.first, !first.hasPrefix("-"), !names.contains(first) else { return nil }
    return Failure(.usage, "there is no command \"\(first)\"", hint: Suggestion.hint(for: first, in: names))
  }

  /// How to speak when no command got so far as to say so.
  private static func console(of arguments: [String]) -> Console {
    var choice = Console.ColorChoice.auto
    for (i, argument) in arguments.enumerated() where argument.hasPrefix("--color") {
      let value =
        argument == "--color" ? arguments.dropFirst(i + 1).first : String(argument.dropFirst("--color=".count))
      choice = Console.ColorChoice(rawValue: value ?? "") ?? .auto
    }
    return Console(color: choice, verbosity: .normal, environment: World.current.environment)
  }
}
