import Tasks

/// How the figures were made: formulas, thresholds, hashes, and the command that makes the report again.
enum MethodSection {
  static let fields: [Field<ReportModel>] = [
    .list("formulas", "how figures are defined", Formula.fields) { _, scene in Formula.all(scene) },
    .list("thresholds", "the settings in use", Threshold.fields) { model, _ in Threshold.all(model.settings) },
    .flag("hashesAreWithheld", "whether the role may not see the inputs") { _, scene in !scene.role.maySee(.inputs) },
    .flag("hasHashes", "whether an input's hash is known") { model, scene in
      scene.role.maySee(.inputs) && model.inputs.contains { $0.sha256 != nil }
    },
    .flag("lacksHashes", "whether an input's hash is not") { model, scene in
      scene.role.maySee(.inputs) && model.inputs.contains { $0.sha256 == nil }
    },
    .list("hashes", "the inputs with their hashes, as many as `listRows`; empty when withheld", hashes) {
      model, scene in scene.role.maySee(.inputs) ? scene.cut(model.inputs) : []
    },
    .group("hashesCut", "how many inputs are not shown", CutNote.fields) { model, scene in
      !scene.role.maySee(.inputs)
        ? nil : scene.remainder(total: model.inputs.count, shown: scene.cut(model.inputs).count)
    },
    .text("command", "the command that makes the report again") { model, scene in
      ReportCommand.of(model, locale: scene.language.catalogue.locale, role: scene.role)
    },
    .flag("hasChangedSettings", "whether the command needs a config file for settings that were changed") { model, _ in
      Threshold.all(model.settings).contains { $0.needsConfig }
    },
  ]

  private static let hashes: [Field<ReportModel.Input>] = [
    .text("path", "the file, as it was named") { input, _ in input.path },
    .figure("sha256", "its SHA-256 in hexadecimal digits; none with `--no-input-hash`") { input, _ in
      Figure(input.sha256, else: "reason-no-hash")
    },
  ]
}

/// A figure's definition, with the settings of this report filled in.
struct Formula: Sendable {
  let name: String
  let text: String

  static let fields: [Field<Formula>] = [
    .text("name", "what the figure is called") { formula, _ in formula.name },
    .text("text", "its formula, with the settings filled in") { formula, _ in formula.text },
  ]

  static func all(_ scene: Scene) -> [Formula] {
    [
      "approved", "rates", "interval", "execution", "percentiles", "stages", "score", "health", "averages", "days",
    ]
    .map { Formula(name: scene.text("formula-\($0)-name"), text: text($0, scene)) }
  }

  /// One of them, by its name.
  static func text(_ name: String, _ scene: Scene) -> String {
    let settings = scene.settings
    func number(_ value: Double) -> String { scene.language.number(exactly: value) }
    let values = [
      "approvalWeight": number(settings.approvalWeight), "completionWeight": number(settings.completionWeight),
      "speedWeight": number(settings.speedWeight), "ceiling": number(settings.speedCeilingMinutes),
      "bottleneck": number(settings.bottleneckScore), "excellent": number(settings.excellentRate),
      "good": number(settings.goodRate), "fairApproval": number(settings.fairApprovalRate),
      "fairCompletion": number(settings.fairCompletionRate),
      "smallSample": scene.language.number(settings.smallSampleBelow),
    ]
    return scene.text("formula-\(name)", values)
  }
}

/// A setting, as the config file calls it.
struct Threshold: Sendable {
  let key: String
  let value: JSONValue
  let isChanged: Bool
  /// Changed, and by nothing but the config file.
  var needsConfig: Bool { isChanged && key != "channels" }

  static let fields: [Field<Threshold>] = [
    .text("key", "the setting, as the config file calls it") { threshold, _ in threshold.key },
    .text("meaning", "what it sets") { threshold, scene in scene.word("setting", threshold.key) },
    .text("value", "its value") { threshold, scene in text(threshold.value, scene) },
    .flag("isChanged", "whether it differs from the default") { threshold, _ in threshold.isChanged },
  ]

  static func all(_ settings: ReportSettings) -> [Threshold] {
    let defaults = ReportSettings(thresholds: Settings()).json
    guard case .object(let members) = settings.json else { return [] }
    return members.map { Threshold(key: $0.key, value: $0.value, isChanged: defaults[$0.key] != $0.value) }
      // Of interest only where there is something.
      .filter { $0.key != "config" || $0.isChanged }
  }

  private static func text(_ value: JSONValue, _ scene: Scene) -> String {
    switch value {
    case .integer(let value): scene.language.number(Int(value))
    case .number(let value): scene.language.number(exactly: value)
    case .text(let text): text
    case .object(let members) where members.isEmpty: scene.text("setting-empty")
    case .object(let members):
      members.map { "\($0.key) = \(text($0.value, scene))" }.joined(separator: ", ")
    case .array(let elements): elements.map { text($0, scene) }.joined(separator: ", ")
    case .null: scene.text("setting-all")
    case .bool: "-"
    }
  }
}

/// The command that gives a report again from the same files.
enum ReportCommand {
  static func of(_ model: ReportModel, locale: String, role: Role? = nil) -> String {
    var words = ["nexo", "report"] + (role.maySee(.inputs) ? model.inputs.map(\.path).map(quoted) : ["INPUT..."])
    if let asOf = model.asOf { words += ["--as-of", asOf.description] }
    if let from = model.window.from { words += ["--from", from.description] }
    if let to = model.window.to { words += ["--to", to.description] }
    words += ["--timezone", quoted(model.timezone), "--locale", locale]
    if let channels = model.settings.channels { words += ["--channels", quoted(channels.joined(separator: ","))] }
    if let role { words += ["--role", role.rawValue] }
    if Threshold.all(model.settings).contains(where: \.needsConfig) { words += ["--config", "nexo.yml"] }
    if model.inputs.contains(where: { !$0.complete }) { words.append("--allow-partial") }
    if model.inputs.contains(where: { $0.sha256 == nil }) { words.append("--no-input-hash") }
    return (words + ["--output", "reports"]).joined(separator: " ")
  }

  /// As a shell reads it back.
  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "="):
        true
      default: false
      }
    }
    if plain && !word.isEmpty { return word }
    // Scalar by scalar: a quote that a combining mark follows is a quote to a shell.
    let parts = word.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false).map { String($0) }
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}
