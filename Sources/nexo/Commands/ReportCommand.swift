import ArgumentParser
import Tasks

/// `nexo report`: the main job.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Read task exports and write the reports.",
    discussion: """
      Reads exports of tasks and their events in CSV, JSON, NDJSON, XML and SQLite, also compressed with gzip or zstd, \
      replays every task's life, measures agents and channels, and writes performance and orchestration reports into \
      one folder, all or nothing.

      Examples:
        nexo report exports/ -o reports
        nexo report tasks.csv events.ndjson -o reports --locale en
        nexo report exports/ -o reports --from 2026-02-01 --to 2026-03-01
        nexo report exports/ -o reports --role user
        nexo report exports/ -o reports --fail-on 'health<good'

      Exit status: 0 done; 1 a gate failed, after publishing; 64 wrong usage; 65 input that cannot be used; 66 no \
      such input; 73 the output cannot be written; 74 read or write error; 75 another run holds the lock; 78 wrong \
      config. After any but 0 and 1 the folder is as it was.
      """)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Replaying") var replay: ReplayOptions
  @OptionGroup(title: "Plans") var plans: PlanOptions
  @OptionGroup(title: "Writing") var rendering: RenderingOptions
  @OptionGroup(title: "Wording") var wording: WordingOptions

  @Option(
    help: ArgumentHelp(
      "Exit with 1, after publishing, when this holds: 'health<good', 'approval below 80', 'quarantined>0'. Repeatable.",
      discussion: "Figures: \(GateFigure.list).", valueName: "gate"))
  var failOn: [String] = []

  @Flag(inversion: .prefixedNo, help: "Hash the inputs; without it report and manifest hold null for the hashes.")
  var inputHash: Bool?

  @OptionGroup(title: "Messages") var consoleOptions: ConsoleOptions

  func run() throws {
    let world = World.current
    let console = consoleOptions.console(world.environment)
    let request = try request(world.environment)
    for warning in EnvironmentLayer.misspelt(in: world.environment) { console.tell(warning) }
    try ReportRun(
      request: request, output: rendering.output, force: rendering.force, wait: rendering.wait ?? 0, console: console,
      interruption: world.interruption
    ).publish()
  }

  /// The request that the command line, the environment and the config file make together.
  func request(_ environment: [String: String]) throws(Failure) -> RunRequest {
    var reader = FlagReader()
    let layer = layer(&reader)
    var request = try replay.request(.report, reading, layer, &reader, environment)
    request.templates = try TemplateFolder.read(of: request.configuration)
    return request
  }

  /// What the flags set.
  func layer(_ reader: inout FlagReader) -> OptionLayer {
    var layer = reading.layer(&reader)
    replay.add(to: &layer, &reader)
    plans.add(to: &layer, &reader)
    rendering.add(to: &layer, &reader)
    wording.add(to: &layer)
    layer.inputHash = inputHash
    let gates = failOn.compactMap { text in
      reader.read("--fail-on", text) { text throws(ValueProblem) in try Gate(text) }
    }
    layer.gates = failOn.isEmpty ? nil : gates
    return layer
  }
}
