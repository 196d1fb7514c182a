import ArgumentParser
import Glibc
import Tasks

/// `nexo render`: the reports again, from their data.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Write the reports again from a report.json.",
    discussion: """
      With other templates, in another language, or in other formats; the figures stay what they are. A quarantine \
      that lies beside the report.json comes along.

      Example:
        nexo render reports/report.json -o reports-en --locale en
      """)

  @Argument(help: ArgumentHelp("The data of an earlier report.", valueName: "report.json"))
  var report: String

  @Option(help: ArgumentHelp("The config file; else $NEXO_CONFIG, else ./nexo.yml.", valueName: "file"))
  var config: String?

  @OptionGroup(title: "Writing") var rendering: RenderingOptions
  @OptionGroup(title: "Wording") var wording: WordingOptions

  @Option(
    help: ArgumentHelp(
      "Whom the output is for: admin, head, qa or user, who see less and less. (default: everything)",
      valueName: "role"))
  var role: String?

  @OptionGroup(title: "Messages") var consoleOptions: ConsoleOptions

  func run() throws {
    let world = World.current
    let console = consoleOptions.console(world.environment)
    var reader = FlagReader()
    var layer = OptionLayer()
    rendering.add(to: &layer, &reader)
    wording.add(to: &layer)
    layer.role = reader.read("--role", role) { text throws(ValueProblem) in try OptionValues.role(text) }
    try reader.finish()
    let configuration = try RunConfiguration.resolve(flags: layer, configPath: config, environment: world.environment)
    for warning in EnvironmentLayer.misspelt(in: world.environment) { console.tell(warning) }
    let templates = try TemplateFolder.read(of: configuration)
    try RenderRun(
      report: report, configuration: configuration, templates: templates, output: rendering.output,
      force: rendering.force, wait: rendering.wait ?? 0, console: console, interruption: world.interruption
    ).publish()
  }
}
