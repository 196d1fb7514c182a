import ArgumentParser

extension Console.ColorChoice: ExpressibleByArgument {}

/// How a command speaks.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say everything, information as well.")
  var verbose = false

  @Option(help: "Colour messages: auto, always or never.")
  var color = Console.ColorChoice.auto

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }

  func console(_ environment: [String: String]) -> Console {
    Console(color: color, verbosity: quiet ? .quiet : verbose ? .verbose : .normal, environment: environment)
  }
}
