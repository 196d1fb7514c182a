import ArgumentParser
import Ingestion

extension InputKind: ExpressibleByArgument {}
extension InputFormat: ExpressibleByArgument {}

/// What to read, and how: what report and check share.
struct ReadingOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders (with all that is in them), or - for standard input.", valueName: "input"))
  var inputs: [String]

  @Option(help: ArgumentHelp("The config file; else $NEXO_CONFIG, else ./nexo.yml.", valueName: "file"))
  var config: String?

  // Offsets begin with a minus, too.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The time zone of days and dates: America/Sao_Paulo, UTC, -03:00. (default: UTC)", valueName: "zone"))
  var timezone: String?

  @Option(help: "What the inputs hold, instead of looking: tasks, events or agent-output.")
  var kind: InputKind?

  @Option(help: "How the inputs are written, instead of looking: json, ndjson, csv, xml, text or sqlite.")
  var format: InputFormat?

  @Option(
    help: ArgumentHelp(
      "The table of SQLite databases that holds the records. (default: tasks, or events with --kind events)",
      valueName: "name"))
  var table: String?

  @Option(help: ArgumentHelp("Examples shown for each finding. (default: 5)", valueName: "count"))
  var maxExamples: Int?

  @Option(help: ArgumentHelp("Threads that read and measure. (default: one a core)", valueName: "count"))
  var jobs: Int?

  func validate() throws {
    guard inputs.filter({ $0 == "-" }).count <= 1 else {
      throw ValidationError("Standard input (-) can be read only once.")
    }
    guard !inputs.contains("") else { throw ValidationError("An input's name is empty.") }
    guard table != "" else { throw ValidationError("The table's name is empty.") }
  }

  func layer(_ reader: inout FlagReader) -> OptionLayer {
    var layer = OptionLayer()
    layer.timezone = reader.read("--timezone", timezone) { text throws(ValueProblem) in try TimeZones.zone(named: text)
    }
    layer.maxExamples = reader.read("--max-examples", maxExamples) { count throws(ValueProblem) in
      try OptionValues.maxExamples(count)
    }
    layer.table = table
    layer.jobs = reader.read("--jobs", jobs) { count throws(ValueProblem) in try OptionValues.jobs(count) }
    return layer
  }
}
