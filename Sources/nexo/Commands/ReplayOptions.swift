import ArgumentParser
import Reporting
import Tasks

/// Which world is replayed, and what must hold of the inputs: what every command that shows figures or tasks shares.
struct ReplayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Replay the world at this day's end or this time. (default: the latest time in the input)", valueName: "time"))
  var asOf: String?

  @Option(help: ArgumentHelp("Only tasks created from this day or time on.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Only tasks created before this day or time.", valueName: "time"))
  var to: String?

  @Flag(inversion: .prefixedNo, help: "Refuse inputs of which any record is quarantined.")
  var strict: Bool?

  @Flag(inversion: .prefixedNo, help: "Use what was read of files that break off; reports say so in a banner.")
  var allowPartial: Bool?

  @Option(
    help: ArgumentHelp(
      "Whom the output is for: admin, head, qa or user, who see less and less. (default: everything)",
      valueName: "role"))
  var role: String?

  func add(to layer: inout OptionLayer, _ reader: inout FlagReader) {
    layer.strict = strict
    layer.allowPartial = allowPartial
    layer.role = reader.read("--role", role) { text throws(ValueProblem) in try OptionValues.role(text) }
  }

  /// The request that the command line, the environment and the config file make together.
  /// - Parameter layer: what the command's flags set.
  func request(
    _ purpose: RunRequest.Purpose, _ reading: ReadingOptions, _ layer: OptionLayer, _ reader: inout FlagReader,
    _ environment: [String: String]
  ) throws(Failure) -> RunRequest {
    let moments = (
      asOf: moment("--as-of", asOf, &reader), from: moment("--from", from, &reader), to: moment("--to", to, &reader)
    )
    try reader.finish()
    let configuration = try RunConfiguration.resolve(flags: layer, configPath: reading.config, environment: environment)
    let zone = configuration.zone
    var request = RunRequest(purpose: purpose, inputs: reading.inputs, configuration: configuration)
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
    return request
  }

  /// The request of a command that shows single tasks; refused when the role may not see what it shows.
  func taskRequest(
    _ reading: ReadingOptions, _ reader: inout FlagReader, maySee part: OutputPart, _ environment: [String: String],
    _ console: Console
  ) throws -> RunRequest {
    var layer = reading.layer(&reader)
    add(to: &layer, &reader)
    // No hash is shown.
    layer.inputHash = false
    let request = try request(.tasks, reading, layer, &reader, environment)
    for warning in EnvironmentLayer.misspelt(in: environment) { console.tell(warning) }
    try Refusal.check(request.configuration.role, maySee: part)
    return request
  }

  private func moment(_ flag: String, _ text: String?, _ reader: inout FlagReader) -> Moment? {
    reader.read(flag, text) { text throws(ValueProblem) in try Moment(text) }
  }
}

/// What the plans are for.
struct PlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The channels of the orchestrator's plans: amazon,mercadolivre. (default: all)", valueName: "list"))
  var channels: String?

  func add(to layer: inout OptionLayer, _ reader: inout FlagReader) {
    layer.channels = reader.read("--channels", channels) { text throws(ValueProblem) in
      try ChannelNames(list: text, origin: .flag)
    }
  }
}
