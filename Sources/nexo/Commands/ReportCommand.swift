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
        nexo report tasks.csv events.ndjson -o reports --timezone America/Sao_Paulo --locale en
        nexo report exports/ -o reports --as-of 2026-02-24 --from 2026-02-01 --to 2026-03-01
        nexo report exports/ -o reports --fail-on 'health<good' --fail-on 'quarantined>0'

      Exit status: 0 done; 1 a gate failed, after publishing; 64 wrong usage; 65 input that cannot be used; 66 no \
      such input; 73 the output cannot be written; 74 read or write error; 75 another run holds the lock; 78 wrong \
      config. After any but 0 and 1 the folder is as it was.
      """)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Writing") var rendering: RenderingOptions

  @Option(
    help: ArgumentHelp(
      "Replay the world at this day's end or this time. (default: the latest time in the input)", valueName: "time"))
  var asOf: String?

  @Option(help: ArgumentHelp("Only tasks created from this day or time on.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Only tasks created before this day or time.", valueName: "time"))
  var to: String?

  @Flag(inversion: .prefixedNo, help: "Publish nothing when any record is quarantined.")
  var strict: Bool?

  @Flag(inversion: .prefixedNo, help: "Publish what was read of files that break off, with a banner.")
  var allowPartial: Bool?

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
    let moments = (
      asOf: moment("--as-of", asOf, &reader), from: moment("--from", from, &reader), to: moment("--to", to, &reader)
    )
    try reader.finish()
    let configuration = try RunConfiguration.resolve(flags: layer, configPath: reading.config, environment: environment)
    let zone = configuration.zone
    var request = RunRequest(purpose: .report, inputs: reading.inputs, configuration: configuration)
    request.asOf = reader.read("--as-of", moments.asOf) { moment throws(ValueProblem) in try moment.end(in: zone) }
    request.from = reader.read("--from", moments.from) { moment throws(ValueProblem) in try moment.start(in: zone) }
    request.to = reader.read("--to", moments.to) { moment throws(ValueProblem) in try moment.start(in: zone) }
    try reader.finish()
    request.kind = reading.kind
    request.format = reading.format
    request.sourceDateEpoch = try EnvironmentLayer.sourceDateEpoch(environment)
    if let from = request.from, let to = request.to, from >= to {
      throw Failure(.usage, "--from must be before --to", hint: "--to is exclusive: for one day, name the next one")
    }
    request.templates = try TemplateFolder.read(of: configuration)
    return request
  }

  /// What the flags set.
  func layer(_ reader: inout FlagReader) -> OptionLayer {
    var layer = reading.layer(&reader)
    rendering.add(to: &layer, &reader)
    layer.strict = strict
    layer.allowPartial = allowPartial
    layer.inputHash = inputHash
    let gates = failOn.compactMap { text in
      reader.read("--fail-on", text) { text throws(ValueProblem) in try Gate(text) }
    }
    layer.gates = failOn.isEmpty ? nil : gates
    return layer
  }

  private func moment(_ flag: String, _ text: String?, _ reader: inout FlagReader) -> Moment? {
    reader.read(flag, text) { text throws(ValueProblem) in try Moment(text) }
  }
}
