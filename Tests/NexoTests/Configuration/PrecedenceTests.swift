import ArgumentParser
import Reporting
import Tasks
import TestSupport
import Testing

@testable import nexo

@Suite("Flags win over environment, that over the config file, that over the defaults")
struct PrecedenceTests {
  /// An option, set to a different value in each place.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    var variable: (name: String, value: String)
    var flags: [String]
    /// What is in force: with nothing set, with the file, with the environment besides, with the flags besides.
    var values: [String]
    var read: @Sendable (RunConfiguration) -> String
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "timezone", file: "timezone: Asia/Tokyo", variable: ("NEXO_TIMEZONE", "Europe/Lisbon"),
      flags: ["--timezone", "America/Sao_Paulo"], values: ["UTC", "Asia/Tokyo", "Europe/Lisbon", "America/Sao_Paulo"]
    ) { $0.timezone },
    Case(
      name: "locale", file: "locale: en", variable: ("NEXO_LOCALE", "pt-BR"), flags: ["--locale", "EN"],
      values: ["pt-BR", "en", "pt-BR", "en"]
    ) { $0.locale },
    Case(
      name: "jobs", file: "jobs: 11", variable: ("NEXO_JOBS", "12"), flags: ["--jobs", "13"],
      values: ["machine", "11", "12", "13"]
    ) { $0.jobs < 11 ? "machine" : "\($0.jobs)" },
    Case(
      name: "formats", file: "formats: json", variable: ("NEXO_FORMATS", "md,csv"), flags: ["--formats", "html"],
      values: ["md,html,json,csv,api", "json", "md,csv", "html"]
    ) { $0.formats.sorted().map(\.rawValue).joined(separator: ",") },
    Case(
      name: "fail_on", file: "fail_on: errors>1", variable: ("NEXO_FAIL_ON", "errors>2,health<good"),
      flags: ["--fail-on", "errors>3", "--fail-on", "approval below 80"],
      values: ["", "errors > 1", "errors > 2;health < good", "errors > 3;approval < 80"]
    ) { $0.gates.map(\.description).joined(separator: ";") },
    Case(
      name: "strict", file: "strict: true", variable: ("NEXO_STRICT", "0"), flags: ["--strict"],
      values: ["false", "true", "false", "true"]
    ) { "\($0.strict)" },
    Case(
      name: "allow_partial", file: "allow_partial: yes", variable: ("NEXO_ALLOW_PARTIAL", "false"),
      flags: ["--allow-partial"], values: ["false", "true", "false", "true"]
    ) { "\($0.allowPartial)" },
    Case(
      name: "max_examples", file: "max_examples: 7", variable: ("NEXO_MAX_EXAMPLES", "8"),
      flags: ["--max-examples", "9"],
      values: ["5", "7", "8", "9"]
    ) { "\($0.settings.maxExamples)" },
    Case(
      name: "input_hash", file: "input_hash: false", variable: ("NEXO_INPUT_HASH", "true"), flags: ["--no-input-hash"],
      values: ["true", "false", "true", "false"]
    ) { "\($0.inputHash)" },
    Case(
      name: "table", file: "table: one", variable: ("NEXO_TABLE", "two"), flags: ["--table", "three"],
      values: ["none", "one", "two", "three"]
    ) { $0.table ?? "none" },
    Case(
      name: "templates", file: "templates: in-file", variable: ("NEXO_TEMPLATES", "in-environment"),
      flags: ["--templates", "in-flags"], values: ["none", "FOLDER/in-file", "in-environment", "in-flags"]
    ) { $0.templates ?? "none" },
    Case(
      name: "role", file: "role: head", variable: ("NEXO_ROLE", "QA"), flags: ["--role", "user"],
      values: ["everything", "head", "qa", "user"]
    ) { $0.role?.rawValue ?? "everything" },
    Case(
      name: "plan_channels", file: "plan_channels: [tiktok, Amazon]", variable: ("NEXO_CHANNELS", "shein,amazon"),
      flags: ["--channels", "kaway"],
      values: [
        "amazon,mercadolivre,shopee,shein,tiktokshop,kaway", "amazon,tiktokshop", "amazon,shein", "kaway",
      ]
    ) { $0.planChannels.joined(separator: ",") },
    Case(
      name: "assume_timezone", file: "assume_timezone: +02:00", variable: ("NEXO_ASSUME_TIMEZONE", "+03:00"), flags: [],
      values: ["UTC", "+02:00", "+03:00", "+03:00"]
    ) { $0.assumedZone.name },
  ]

  @Test("for every option", arguments: cases)
  func precedence(option: Case) throws {
    let folder = try TemporaryFolder()
    try folder.write("nexo.yml", option.file + "\n")
    try folder.write("empty.yml", "")
    let environment = [option.variable.name: option.variable.value]
    let steps: [(file: String, environment: [String: String], flags: [String])] = [
      ("empty.yml", [:], []), ("nexo.yml", [:], []), ("nexo.yml", environment, []),
      ("nexo.yml", environment, option.flags),
    ]
    for (step, expected) in zip(steps, option.values) {
      let command = try #require(
        try Nexo.parseAsRoot(["report", "in", "-o", "out", "--config", folder(step.file)] + step.flags)
          as? ReportCommand)
      let configuration = try configuration(command, environment: step.environment)
      #expect(option.read(configuration).replacing(folder.path, with: "FOLDER") == expected)
    }
  }

  /// The configuration of a command, without the templates' folder being read.
  private func configuration(_ command: ReportCommand, environment: [String: String]) throws -> RunConfiguration {
    var reader = FlagReader()
    let layer = command.layer(&reader)
    try reader.finish()
    return try RunConfiguration.resolve(flags: layer, configPath: command.reading.config, environment: environment)
  }

  @Test("a language without reports is told where it was asked for")
  func locales() throws {
    let folder = try TemporaryFolder()
    try folder.write("nexo.yml", "\nlocale: fr\n")
    func resolve(_ flags: OptionLayer, _ environment: [String: String], _ file: String?) -> Failure? {
      do throws(Failure) {
        _ = try RunConfiguration.resolve(flags: flags, configPath: file, environment: environment)
        return nil
      } catch {
        return error
      }
    }
    var flags = OptionLayer()
    flags.locale = LocaleName(text: "fr", origin: .flag)
    #expect(resolve(flags, [:], "/dev/null")?.status == .usage)
    #expect(resolve(flags, [:], "/dev/null")?.messages.first?.hint == "one of en, pt-BR")
    let variable = resolve(OptionLayer(), ["NEXO_LOCALE": "fr"], "/dev/null")
    #expect(variable?.status == .configuration)
    #expect(variable?.messages.first?.place?.path == "NEXO_LOCALE")
    let file = resolve(OptionLayer(), [:], folder("nexo.yml"))
    #expect(file?.messages.first?.place == .init(path: folder("nexo.yml"), line: 2, column: 9))
    // A folder of templates may bring further ones.
    try folder.write("mine/strings/fr.txt", "")
    flags.templates = folder("mine")
    #expect(resolve(flags, [:], "/dev/null") == nil)
  }

  @Test("every variable of the environment is tested here")
  func complete() {
    let tested = Self.cases.map(\.variable.name) + [EnvironmentLayer.configuration]
    #expect(tested.sorted() == EnvironmentLayer.names.sorted())
  }

  @Test("flags take back what the config file switches on")
  func switchedOff() throws {
    let folder = try TemporaryFolder()
    try folder.write("nexo.yml", "strict: true\nallow_partial: true\ninput_hash: false\n")
    let command = try #require(
      try Nexo.parseAsRoot([
        "report", "in", "-o", "out", "--config", folder("nexo.yml"), "--no-strict", "--no-allow-partial",
        "--input-hash",
      ]) as? ReportCommand)
    let configuration = try command.request([:]).configuration
    #expect(!configuration.strict && !configuration.allowPartial && configuration.inputHash)
  }

  @Test("the config file is --config, else $NEXO_CONFIG")
  func file() throws {
    let environment = ["NEXO_CONFIG": "from-environment.yml"]
    #expect(ConfigurationFile.find(flag: "from-flag.yml", environment: environment) == "from-flag.yml")
    #expect(ConfigurationFile.find(flag: nil, environment: environment) == "from-environment.yml")
    #expect(ConfigurationFile.find(flag: nil, environment: ["NEXO_CONFIG": ""]) == nil)
  }

  @Test("all that is wrong in the environment is told, by the variables' names")
  func environmentMistakes() {
    let failure = #expect(throws: Failure.self) {
      try EnvironmentLayer.read(["NEXO_JOBS": "x", "NEXO_TIMEZONE": "X/Y", "NEXO_FORMATS": "", "NEXO_STRICT": "?"])
    }
    #expect(failure?.messages.compactMap(\.place?.path) == ["NEXO_TIMEZONE", "NEXO_JOBS", "NEXO_STRICT"])
    #expect(failure?.status == .configuration)
  }

  @Test("a variable that looks misspelt is a warning, another program's is not")
  func misspelt() {
    let warnings = EnvironmentLayer.misspelt(in: ["NEXO_TIMEZON": "UTC", "NEXO_BACKEND_URL": "x", "NEXO_JOBS": "1"])
    #expect(
      warnings == [
        ErrorMessage(.warning, at: .init(path: "NEXO_TIMEZON"), "sets nothing", hint: "did you mean NEXO_TIMEZONE?")
      ])
  }

  @Test("SOURCE_DATE_EPOCH is whole seconds or an error")
  func sourceDateEpoch() throws {
    #expect(try EnvironmentLayer.sourceDateEpoch([:]) == nil)
    #expect(
      try EnvironmentLayer.sourceDateEpoch(["SOURCE_DATE_EPOCH": "1771937130"])?.description
        == "2026-02-24T12:45:30.000Z")
    for text in ["1.5", "-1", "now", "99999999999999999999", "9246182400"] {
      #expect(throws: Failure.self) { try EnvironmentLayer.sourceDateEpoch(["SOURCE_DATE_EPOCH": text]) }
    }
  }
}
