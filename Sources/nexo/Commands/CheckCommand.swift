import ArgumentParser
import Tasks

/// `nexo check`: what is wrong with the inputs.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read and validate inputs, print what was found, write nothing.",
    discussion: """
      Prints every finding with its place on standard output. The exit status is 65 when report would fail on these \
      inputs or put a record into quarantine, else 0.

      Example:
        nexo check exports/ --max-examples 50
      """)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Messages") var consoleOptions: ConsoleOptions

  func run() throws {
    let world = World.current
    let console = consoleOptions.console(world.environment)
    var reader = FlagReader()
    let layer = reading.layer(&reader)
    try reader.finish()
    let configuration = try RunConfiguration.resolve(
      flags: layer, configPath: reading.config, environment: world.environment)
    for warning in EnvironmentLayer.misspelt(in: world.environment) { console.tell(warning) }
    var request = RunRequest(purpose: .check, inputs: reading.inputs, configuration: configuration)
    request.kind = reading.kind
    request.format = reading.format
    request.sourceDateEpoch = try EnvironmentLayer.sourceDateEpoch(world.environment)
    try CheckCommand.check(request, console)
  }

  private static func check(_ request: RunRequest, _ console: Console) throws {
    do {
      let result = try ReportRun.watched(request, console) { try Pipeline(request).run() }
      let findings = result.messages.filter {
        $0.severity != .information || console.verbosity == .verbose
      }
      try Console.output(Array((text(findings) + summary(result)).utf8))
      if !result.incomplete.isEmpty || result.recordsQuarantined > 0 { throw Failure(.unusableInput, []) }
    } catch let failure as Failure where failure.status == .unusableInput && !failure.messages.isEmpty {
      // What is wrong with the input is this command's result.
      try Console.output(Array(text(failure.messages).utf8))
      throw Failure(.unusableInput, [])
    }
  }

  private static func text(_ messages: [ErrorMessage]) -> String { messages.map { $0.lines(colored: false) }.joined() }

  private static func summary(_ result: PipelineResult) -> String {
    "\(counted(result.inputs.count, "input", "inputs")), \(counted(result.recordsRead, "record", "records")), "
      + "\(result.recordsQuarantined) quarantined, \(result.incomplete.count) not read to the end\n"
  }
}
