import Foundation
import Reporting
import Tasks

/// Everything that can be set for a run, as it is in force: flags over environment over config file over defaults.
struct RunConfiguration: Equatable, Sendable {
  /// The zone of days, dates and export times.
  var zone = ZoneOffsets.utc
  /// The zone of timestamps in the input that name none.
  var assumedZone = ZoneOffsets.utc
  var locale = Renderer.defaultLocale
  var jobs = 1
  var formats = OutputFormat.usual
  var gates: [Gate] = []
  var strict = false
  var allowPartial = false
  var inputHash = true
  /// The table of databases that holds the records; nil for the one that is called as they are.
  var table: String?
  /// The folder of the templates; nil for the built-in ones.
  var templates: String?
  /// Whom the output is for; nil: for nobody in particular, and everything is written.
  var role: Role?
  /// Ids of the channels of the plans, in the registry's order; nil: all.
  var channels: [String]?
  /// Further spellings of statuses: lower case, spaces and hyphens as `_`.
  var statusMap: [String: TaskStatus] = [:]
  var registry = Registry.builtIn
  var inputRules: [InputRule] = []
  var settings = Settings()

  /// The name of the report's time zone.
  var timezone: String { zone.name }

  /// Ids of the channels that plans are made for, in the registry's order.
  var planChannels: [String] { channels ?? registry.channels.map(\.id) }

  /// The parts of the config file that set anything, but for those that are settings of their own.
  var changedSections: [String] {
    let usual = Registry.builtIn
    return [
      ("agents", registry.agents != usual.agents), ("channels", registry.channels != usual.channels),
      ("aliases", registry.aliases != usual.aliases), ("inputs", !inputRules.isEmpty),
    ].filter(\.1).map(\.0)
  }

  init() {}

  /// What is in force when `options`, merged from all places, stand on top of the config file.
  init(options: OptionLayer, file: ConfigurationFile) throws(Failure) {
    zone = options.timezone ?? zone
    assumedZone = options.assumeTimezone ?? assumedZone
    locale = try options.locale?.resolved(templates: options.templates) ?? locale
    jobs = options.jobs ?? min(ProcessInfo.processInfo.activeProcessorCount, OptionValues.jobs.upperBound)
    formats = options.formats ?? formats
    gates = options.gates ?? gates
    strict = options.strict ?? strict
    allowPartial = options.allowPartial ?? allowPartial
    inputHash = options.inputHash ?? inputHash
    table = options.table
    templates = options.templates
    role = options.role
    channels = try options.channels?.resolved(file.registry)
    statusMap = file.statusMap
    registry = file.registry
    inputRules = file.inputRules
    settings = file.settings
    settings.maxExamples = options.maxExamples ?? settings.maxExamples
  }

  /// Reads environment and config file, and puts `flags` on top.
  static func resolve(
    flags: OptionLayer, configPath: String?, environment: [String: String]
  ) throws(Failure) -> RunConfiguration {
    let fromEnvironment = try EnvironmentLayer.read(environment)
    var file = ConfigurationFile()
    if let path = ConfigurationFile.find(flag: configPath, environment: environment) {
      file = try ConfigurationFile.read(path)
    }
    return try RunConfiguration(options: flags.over(fromEnvironment).over(file.options), file: file)
  }
}
