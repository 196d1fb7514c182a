import Tasks
import Yams

/// Reads the text of a config file. All problems are told at once, each with its place.
enum ConfigurationReader {
  static let keys = [
    "timezone", "assume_timezone", "locale", "jobs", "formats", "fail_on", "strict", "allow_partial", "max_examples",
    "input_hash", "table", "templates", "role", "plan_channels", "status_map", "agents", "channels", "aliases",
    "replace_registry", "inputs", "settings",
  ]

  static func read(_ text: String, path: String) throws(Failure) -> ConfigurationFile {
    let problems = ConfigurationProblems(path: path)
    var file = ConfigurationFile()
    guard let root = try compose(text, path: path) else { return file }
    let top = ConfigurationNode(node: root, problems: problems, name: "")
    if !top.isNull, let fields = top.fields(keys, of: "a map of keys") {
      file.options = options(fields, folder: folder(of: path))
      file.statusMap = statusMap(fields["status_map"])
      file.registry = RegistryReader.read(fields)
      file.inputRules = fields["inputs"]?.list(of: "rules")?.compactMap(inputRule) ?? []
      file.settings = settings(fields["settings"], maxExamples: fields["max_examples"])
    }
    guard problems.messages.isEmpty else {
      throw Failure(.configuration, problems.messages.sorted(by: isBefore))
    }
    return file
  }

  private static func compose(_ text: String, path: String) throws(Failure) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw Failure(.configuration, [YAMLMistake.message(error, text: text, path: path)])
    } catch {
      throw Failure(.configuration, path: path, "the config file cannot be read: \(error)")
    }
  }

  private static func options(_ fields: [String: ConfigurationNode], folder: String) -> OptionLayer {
    func value<Value>(_ key: String, _ read: (ConfigurationNode) -> Value?) -> Value? { fields[key].flatMap(read) }
    func zone(_ field: ConfigurationNode) -> ZoneOffsets? {
      field.text.flatMap { text in field.reading { () throws(ValueProblem) in try TimeZones.zone(named: text) } }
    }
    var layer = OptionLayer()
    layer.timezone = value("timezone", zone)
    layer.assumeTimezone = value("assume_timezone", zone)
    layer.locale = value("locale") { field in
      field.text.map { LocaleName(text: $0, origin: .place(field.place)) }
    }
    layer.jobs = value("jobs") { field in
      field.integer.flatMap { count in field.reading { () throws(ValueProblem) in try OptionValues.jobs(count) } }
    }
    layer.formats = value("formats") { field in
      guard let names = field.list(of: "formats", orOne: true) else { return nil }
      let texts = names.compactMap(\.text)
      guard texts.count == names.count else { return nil }
      return field.reading { () throws(ValueProblem) in
        names.count == 1 ? try OutputFormat.list(texts[0]) : try OutputFormat.list(texts)
      }
    }
    layer.gates = value("fail_on") { field in
      field.list(of: "gates", orOne: true)?.compactMap { gate in
        gate.text.flatMap { text in gate.reading { () throws(ValueProblem) in try Gate(text) } }
      }
    }
    layer.strict = value("strict", \.boolean)
    layer.allowPartial = value("allow_partial", \.boolean)
    layer.inputHash = value("input_hash", \.boolean)
    layer.maxExamples = value("max_examples") { field in
      field.integer.flatMap { count in field.reading { () throws(ValueProblem) in try OptionValues.maxExamples(count) }
      }
    }
    layer.table = value("table", \.text)
    layer.role = value("role") { field in
      field.text.flatMap { text in field.reading { () throws(ValueProblem) in try OptionValues.role(text) } }
    }
    layer.channels = value("plan_channels") { field in
      guard let names = field.list(of: "channels", orOne: true) else { return nil }
      let texts = names.compactMap(\.text)
      guard texts.count == names.count else { return nil }
      return field.reading { () throws(ValueProblem) in
        names.count == 1
          ? try ChannelNames(list: texts[0], origin: .place(field.place))
          : try ChannelNames(texts, origin: .place(field.place))
      }
    }
    // Paths in the file are meant from where the file lies, wherever the run is started.
    layer.templates = value("templates", \.text).map { $0.hasPrefix("/") ? $0 : folder + $0 }
    return layer
  }

  private static func statusMap(_ field: ConfigurationNode?) -> [String: TaskStatus] {
    var map: [String: TaskStatus] = [:]
    let names = TaskStatus.allCases.map(\.name)
    for (key, value) in field?.entries(of: "a map of texts to statuses") ?? [] {
      guard let spelling = key.text, let name = value.text else { continue }
      guard let status = TaskStatus.allCases.first(where: { $0.name == statusKey(name) }) else {
        value.note("\"\(name)\" is not a task status", hint: Suggestion.hint(for: name, in: names))
        continue
      }
      map[statusKey(spelling)] = status
    }
    return map
  }

  /// How a status is compared: lower case, spaces and hyphens as `_`.
  private static func statusKey(_ text: String) -> String {
    String(trimmed(text).lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  private static func inputRule(_ field: ConfigurationNode) -> InputRule? {
    let keys = ["path", "encoding", "decimal", "dates", "kind", "format"]
    guard let fields = field.fields(keys, of: "a map with a path") else { return nil }
    guard let path = fields["path"] else {
      field.note("\(field.name) has no path", hint: "path: a pattern such as exports/*.csv")
      return nil
    }
    guard let pattern = path.text else { return nil }
    var rule = InputRule(pattern: pattern)
    rule.encoding = choice(fields["encoding"])
    rule.dates = choice(fields["dates"])
    rule.kind = choice(fields["kind"])
    rule.format = choice(fields["format"])
    if let decimal = fields["decimal"], let text = decimal.text {
      switch text {
      case ",": rule.decimalComma = true
      case ".": rule.decimalComma = false
      default: decimal.note("\"\(text)\" is not a decimal sign", hint: "\",\" or \".\"")
      }
    }
    if fields.count == 1 {
      field.note(
        "\(field.name) sets nothing for \(pattern)", hint: "add one of " + keys.dropFirst().joined(separator: ", "))
    }
    return rule
  }

  private static func choice<Value: RawRepresentable & CaseIterable>(_ field: ConfigurationNode?) -> Value?
  where Value.RawValue == String {
    guard let field, let text = field.text else { return nil }
    if let value = Value(rawValue: text.lowercased()) { return value }
    let key = field.name.split(separator: ".").last ?? ""
    field.note(
      "\"\(text)\" is not known as \(key)", hint: Suggestion.hint(for: text, in: Value.allCases.map(\.rawValue)))
    return nil
  }

  private static func settings(_ field: ConfigurationNode?, maxExamples: ConfigurationNode?) -> Settings {
    var settings = Settings()
    let fields = field?.fields(SettingKeys.all.map(\.name), of: "a map of settings") ?? [:]
    if maxExamples != nil, let inner = fields["maxExamples"] {
      inner.note("max_examples and settings.maxExamples are the same setting", hint: "keep one of them")
    }
    for (name, key) in SettingKeys.all {
      guard let field = fields[name] else { continue }
      switch key {
      case .number(let path, let range):
        guard let value = field.number else { continue }
        guard range.contains(value) else {
          field.note(
            "\(name) cannot be \(shown(value))", hint: "from \(shown(range.lowerBound)) to \(shown(range.upperBound))")
          continue
        }
        settings[keyPath: path] = value
      case .count(let path, let range):
        guard let value = field.integer else { continue }
        guard range.contains(value) else {
          field.note("\(name) cannot be \(value)", hint: "from \(range.lowerBound) to \(range.upperBound)")
          continue
        }
        settings[keyPath: path] = value
      }
    }
    return settings
  }

  private static func shown(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func isBefore(_ a: ErrorMessage, _ b: ErrorMessage) -> Bool {
    (a.place?.line ?? 0, a.place?.column ?? 0, a.text) < (b.place?.line ?? 0, b.place?.column ?? 0, b.text)
  }
}
