import Reporting
import Tasks

/// The options that one place sets: the command line, the environment or the config file. Nil is not set there.
struct OptionLayer: Equatable, Sendable {
  var timezone: ZoneOffsets?
  var assumeTimezone: ZoneOffsets?
  var locale: LocaleName?
  var jobs: Int?
  var formats: Set<OutputFormat>?
  var gates: [Gate]?
  var strict: Bool?
  var allowPartial: Bool?
  var maxExamples: Int?
  var inputHash: Bool?
  /// The table of databases that holds the records.
  var table: String?
  /// The folder of the templates.
  var templates: String?
  /// Whom the output is for.
  var role: Role?
  /// The channels of the plans.
  var channels: ChannelNames?

  /// These options where they are set, else those of `lower`.
  func over(_ lower: OptionLayer) -> OptionLayer {
    OptionLayer(
      timezone: timezone ?? lower.timezone, assumeTimezone: assumeTimezone ?? lower.assumeTimezone,
      locale: locale ?? lower.locale, jobs: jobs ?? lower.jobs, formats: formats ?? lower.formats,
      gates: gates ?? lower.gates, strict: strict ?? lower.strict, allowPartial: allowPartial ?? lower.allowPartial,
      maxExamples: maxExamples ?? lower.maxExamples, inputHash: inputHash ?? lower.inputHash,
      table: table ?? lower.table, templates: templates ?? lower.templates, role: role ?? lower.role,
      channels: channels ?? lower.channels)
  }
}
