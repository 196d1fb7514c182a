import ArgumentParser
import Glibc
import Tasks

/// The program.
@main
struct Nexo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nexo",
    abstract: "Reports on what a team of marketplace agents did, from exports of their tasks.",
    discussion: """
      Start with:
        nexo report exports/ -o reports      read exports, write the reports, open reports/index.html
        nexo check exports/                  see what is wrong with exports
        nexo init                            write a config file to edit

      Options win over environment variables (NEXO_TIMEZONE, NEXO_LOCALE, ...), these over the config file, that \
      over the defaults. The same input gives the same bytes.
      """,
    version: "nexo \(Version.current)",
    subcommands: [
      ReportCommand.self, CheckCommand.self, RenderCommand.self, InitCommand.self, SchemaCommand.self,
    ])

  func run() throws {
    throw Failure(.usage, "no command is named", hint: "nexo --help lists them")
  }

  static func main() {
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

  private static func tell(_ error: any Error, _ arguments: [String]) -> ExitStatus {
    let console = console(of: arguments)
    switch error {
    case let failure as Failure:
      for message in failure.messages { console.tell(message) }
      return failure.status
    case let error as SystemError:
      let failure = error.asOutputFailure
      for message in failure.messages { console.tell(message) }
      return failure.status
    default: break
    }
    let code = exitCode(for: error)
    if code == .success { return show(fullMessage(for: error), console) }
    if code == .validationFailure {
      // The parser's message and the usage of the command that it is about.
      var text = fullMessage(for: error)
      if text.hasPrefix("Error: ") { text.removeFirst("Error: ".count) }
      let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      console.tell(ErrorMessage(String(lines.first ?? "")))
      if lines.count > 1 { Console.write(Visible.paragraphs(String(lines[1])) + "\n", to: STDERR_FILENO) }
      return .usage
    }
    console.tell(
      ErrorMessage(
        "something unexpected happened: \(type(of: error)): \(error)",
        hint: "this is a fault of nexo; please report it with the command line and this message"))
    return .internalError
  }

  /// Prints help or the version.
  private static func show(_ text: String, _ console: Console) -> ExitStatus {
    do {
      try Console.output(Array((text + "\n").utf8))
      return .done
    } catch {
      for message in error.messages { console.tell(message) }
      return error.status
    }
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
