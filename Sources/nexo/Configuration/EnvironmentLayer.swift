import Tasks

/// The options that the environment sets: `NEXO_` and the option's name.
enum EnvironmentLayer {
  private typealias Setter = @Sendable (String, inout OptionLayer) throws(ValueProblem) -> Void

  /// Every variable that sets an option, and how.
  private static let variables: [(name: String, set: Setter)] = [
    ("NEXO_TIMEZONE", { (text, layer) throws(ValueProblem) in layer.timezone = try TimeZones.zone(named: text) }),
    (
      "NEXO_ASSUME_TIMEZONE",
      { (text, layer) throws(ValueProblem) in layer.assumeTimezone = try TimeZones.zone(named: text) }
    ),
    (
      "NEXO_LOCALE",
      { (text, layer) throws(ValueProblem) in
        layer.locale = LocaleName(text: text, origin: .place(.init(path: "NEXO_LOCALE")))
      }
    ),
    (
      "NEXO_JOBS",
      { (text, layer) throws(ValueProblem) in layer.jobs = try OptionValues.jobs(OptionValues.integer(text)) }
    ),
    ("NEXO_FORMATS", { (text, layer) throws(ValueProblem) in layer.formats = try OutputFormat.list(text) }),
    (
      "NEXO_FAIL_ON",
      { (text, layer) throws(ValueProblem) in
        var gates: [Gate] = []
        for part in text.split(separator: ",") { gates.append(try Gate(trimmed(String(part)))) }
        layer.gates = gates
      }
    ),
    ("NEXO_STRICT", { (text, layer) throws(ValueProblem) in layer.strict = try OptionValues.boolean(text) }),
    (
      "NEXO_ALLOW_PARTIAL",
      { (text, layer) throws(ValueProblem) in layer.allowPartial = try OptionValues.boolean(text) }
    ),
    (
      "NEXO_MAX_EXAMPLES",
      { (text, layer) throws(ValueProblem) in
        layer.maxExamples = try OptionValues.maxExamples(OptionValues.integer(text))
      }
    ),
    ("NEXO_INPUT_HASH", { (text, layer) throws(ValueProblem) in layer.inputHash = try OptionValues.boolean(text) }),
    ("NEXO_TABLE", { (text, layer) throws(ValueProblem) in layer.table = text }),
    ("NEXO_ROLE", { (text, layer) throws(ValueProblem) in layer.role = try OptionValues.role(text) }),
    (
      "NEXO_CHANNELS",
      { (text, layer) throws(ValueProblem) in
        layer.channels = try ChannelNames(list: text, origin: .place(.init(path: "NEXO_CHANNELS")))
      }
    ),
    ("NEXO_TEMPLATES", { (text, layer) throws(ValueProblem) in layer.templates = text }),
  ]

  /// The variable that names the config file.
  static let configuration = "NEXO_CONFIG"

  static var names: [String] { variables.map(\.name) + [configuration] }

  /// Reads the layer; an empty variable counts as not set.
  static func read(_ environment: [String: String]) throws(Failure) -> OptionLayer {
    var layer = OptionLayer()
    var messages: [ErrorMessage] = []
    for (name, set) in variables {
      guard let text = environment[name], !text.isEmpty else { continue }
      do {
        try set(text, &layer)
      } catch {
        messages.append(ErrorMessage(at: .init(path: name), error.text, hint: error.hint))
      }
    }
    guard messages.isEmpty else { throw Failure(.configuration, messages) }
    return layer
  }

  /// Warnings about variables that look like misspelt ones of ours. Others may well be another program's.
  static func misspelt(in environment: [String: String]) -> [ErrorMessage] {
    environment.keys.filter { $0.hasPrefix("NEXO_") && !names.contains($0) }.sorted().compactMap { name in
      Suggestion.nearest(to: name, in: names).map {
        ErrorMessage(.warning, at: .init(path: name), "sets nothing", hint: "did you mean \($0)?")
      }
    }
  }

  /// SOURCE_DATE_EPOCH, which stands for "now" where nothing in the input says when it is.
  static func sourceDateEpoch(_ environment: [String: String]) throws(Failure) -> Instant? {
    let name = "SOURCE_DATE_EPOCH"
    guard let text = environment[name], !text.isEmpty else { return nil }
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let seconds = Int64(text), seconds < 9_246_182_400 else {
      throw Failure(
        .configuration, path: name, "\"\(text)\" is not a number of seconds since 1970",
        hint: "whole seconds, as in $(date +%s)")
    }
    return Instant(milliseconds: seconds * 1000)
  }
}
