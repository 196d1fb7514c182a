import Foundation
import Ingestion
import Tasks
import TestSupport
import Testing

@testable import nexo

@Suite("The config file")
struct ConfigurationFileTests {
  @Test("every key is read")
  func everything() throws {
    let file = try ConfigurationReader.read(
      """
      timezone: America/Sao_Paulo
      assume_timezone: -03:00
      locale: en
      jobs: 3
      formats: [html, json]
      fail_on: ["health<good", "quarantined > 0"]
      strict: true
      allow_partial: true
      max_examples: 9
      input_hash: false
      templates: mine
      status_map: {Aguardando Aprovação: awaiting_approval, feito: completed}
      channels:
        - {id: magalu, name: Magalu}
        - {id: amazon, name: Amazon BR}
      agents:
        - id: luiza
          name: Luiza
          channel: magalu
          speciality: Lojas
      aliases: {ml: mercadolivre, lu: luiza}
      inputs:
        - {path: "*.csv", encoding: windows-1252, decimal: ",", dates: dmy}
        - {path: "x/**", kind: events, format: ndjson}
      settings:
        goodRate: 65.5
        listRows: 50
      """, path: "etc/nexo.yml")
    #expect(file.options.timezone?.name == "America/Sao_Paulo")
    #expect(file.options.assumeTimezone?.name == "-03:00")
    #expect(file.options.locale?.text == "en")
    #expect(file.options.jobs == 3)
    #expect(file.options.formats == [.html, .json])
    #expect(file.options.gates == [try Gate("health<good"), try Gate("quarantined>0")])
    #expect(file.options.strict == true)
    #expect(file.options.allowPartial == true)
    #expect(file.options.maxExamples == 9)
    #expect(file.options.inputHash == false)
    #expect(file.options.templates == "etc/mine")
    #expect(file.statusMap == ["aguardando_aprovação": .awaitingApproval, "feito": .completed])
    #expect(file.registry.channels.map(\.id).last == "magalu")
    #expect(file.registry.channels.first == Channel(id: "amazon", name: "Amazon BR"))
    #expect(file.registry.agents.last == Agent(id: "luiza", name: "Luiza", channel: "magalu", speciality: "Lojas"))
    #expect(file.registry.agent(named: "LU") == 6)
    #expect(file.inputRules.count == 2)
    #expect(InputRule.combined(file.inputRules, for: "x/a.csv").dates == .dmy)
    #expect(InputRule.combined(file.inputRules, for: "x/a.csv").kind == .events)
    #expect(file.settings.goodRate == 65.5)
    #expect(file.settings.listRows == 50)
    #expect(file.settings.excellentRate == 85)
  }

  @Test(
    "what it sets besides settings is known to the report, whose command names it",
    arguments: [
      ("", []), ("timezone: Asia/Tokyo\nsettings: {goodRate: 65}\nstatus_map: {feito: completed}", []),
      ("aliases: {ml: mercadolivre}", ["aliases"]), ("inputs:\n  - {path: '*.csv', dates: dmy}", ["inputs"]),
      ("channels:\n  - {id: amazon, name: Amazon BR}", ["channels"]),
      ("agents:\n  - {id: luiza, channel: amazon}\naliases: {lu: luiza}", ["agents", "aliases"]),
    ] as [(String, [String])])
  func sections(text: String, sections: [String]) throws {
    let file = try ConfigurationReader.read(text, path: "nexo.yml")
    #expect(try RunConfiguration(options: file.options, file: file).changedSections == sections)
  }

  @Test(
    "an empty file, or one of comments and keys without values, sets nothing",
    arguments: ["", "# nothing\n", "timezone:\nsettings:\n", "---\n"])
  func empty(text: String) throws {
    #expect(try ConfigurationReader.read(text, path: "nexo.yml") == ConfigurationFile())
  }

  @Test(
    "a mistake is told with its place and a hint",
    arguments: [
      ("timezon: UTC", "nexo.yml:1:1: error: unknown key \"timezon\"\n  hint: did you mean timezone?\n"),
      ("\ntimezone: Mars/Base", "nexo.yml:2:11: error: \"Mars/Base\" is not a time zone\n  hint: a name such as"),
      ("jobs: many", "nexo.yml:1:7: error: jobs must be a whole number, not \"many\"\n"),
      ("jobs: \"4\"", "nexo.yml:1:7: error: jobs must be a whole number, not \"4\"\n"),
      ("jobs: 0", "nexo.yml:1:7: error: 0 is not a number of jobs\n  hint: from 1 to 256\n"),
      ("strict: maybe", "nexo.yml:1:9: error: strict must be true or false, not \"maybe\"\n"),
      ("formats: [html, pdf]", "nexo.yml:1:10: error: \"pdf\" is not a format of reports\n"),
      (
        "fail_on: helth<good",
        "nexo.yml:1:10: error: \"helth\" is not a figure to set a gate on\n  hint: one of health,"
      ),
      ("settings: {goodRate: 700}", "nexo.yml:1:22: error: goodRate cannot be 700\n  hint: from 0 to 100\n"),
      ("settings: {goodRate: .nan}", "nexo.yml:1:22: error: settings.goodRate must be a number, not \".nan\"\n"),
      ("settings:\n  godRate: 70", "nexo.yml:2:3: error: unknown key \"godRate\"\n  hint: did you mean goodRate?\n"),
      ("settings: [1]", "nexo.yml:1:11: error: settings must be a map of settings, not a list\n"),
      ("settings: {listRows: 0}", "nexo.yml:1:22: error: listRows cannot be 0\n"),
      ("settings: {listRows: 99999999999999999999}", "nexo.yml:1:22: error: settings.listRows must be a whole number"),
      ("status_map: {feito: dnoe}", "nexo.yml:1:21: error: \"dnoe\" is not a task status\n  hint: "),
      (
        "agents: [{id: x, channel: nowhere}]",
        "nexo.yml:1:10: error: agent \"x\" works for channel \"nowhere\", which is not"
      ),
      ("agents: [{id: x}]", "nexo.yml:1:10: error: agent \"x\" has no channel\n"),
      ("agents: [{name: x}]", "nexo.yml:1:10: error: agents[0] has no id\n"),
      ("agents: [{id: ../x, channel: amazon}]", "nexo.yml:1:15: error: \"../x\" cannot be an id\n"),
      ("channels: [{id: aa}, {id: a_a}]", "nexo.yml:1:22: error: \"a_a\" is listed twice\n"),
      (
        "aliases: {x: alx}", "nexo.yml:1:14: error: \"alx\" is no agent's or channel's id\n  hint: did you mean alex?\n"
      ),
      ("replace_registry: true", "nexo.yml:1:19: error: replace_registry has nothing to put in place\n"),
      ("inputs: [{encoding: utf-8}]", "nexo.yml:1:10: error: inputs[0] has no path\n"),
      ("inputs: [{path: a}]", "nexo.yml:1:10: error: inputs[0] sets nothing for a\n"),
      ("inputs: [{path: a, dates: mdy}]", "nexo.yml:1:27: error: \"mdy\" is not known as dates\n  hint: "),
      ("inputs: [{path: a, decimal: ;}]", "nexo.yml:1:29: error: \";\" is not a decimal sign\n"),
      ("a: [1, 2", "nexo.yml:2:1: error: this is not YAML: "),
      ("timezone: UTC\nlocale: en\ntimezone: UTC\n", "nexo.yml:3:1: error: given more than once: \"timezone\"\n"),
      (
        "settings:\n  goodRate: 1\n  x: {goodRate: 2}\n  goodRate: 3\n",
        "nexo.yml:4:3: error: given more than once: \"goodRate\"\n"
      ),
      (
        "timezone: UTC\r\nlocale: en\r\ntimezone: UTC\r\n", "nexo.yml:3:1: error: given more than once: \"timezone\"\n"
      ),
      ("{locale: en, locale: en}", "nexo.yml:1:2: error: given more than once: \"locale\"\n"),
      ("? [x]\n: 1\n? [x]\n: 2\n", "nexo.yml:1:3: error: given more than once: a key that is no text\n"),
      (
        "? [x]\n: 1\na: 1\n? [x]\n: 2\na: 2\n",
        "nexo.yml: error: a map has several keys more than once, some of which are no texts or look alike\n"
      ),
      (
        "1: a\n1: b\n\"1\": a\n\"1\": b\n",
        "nexo.yml: error: a map has several keys more than once, some of which are no texts or look alike\n"
      ),
      ("[1, 2]", "nexo.yml:1:1: error: the config file must be a map of keys, not a list\n"),
      (
        "max_examples: 3\nsettings: {maxExamples: 4}",
        "nexo.yml:2:25: error: max_examples and settings.maxExamples are the same"
      ),
    ])
  func mistakes(text: String, message: String) throws {
    let failure = #expect(throws: Failure.self) { try ConfigurationReader.read(text, path: "nexo.yml") }
    let printed = try #require(failure).messages.map { $0.lines(colored: false) }.joined()
    #expect(printed.hasPrefix(message), "\(printed)")
    #expect(failure?.status == .configuration)
  }

  @Test("all mistakes are told at once, from the top")
  func several() throws {
    let failure = #expect(throws: Failure.self) {
      try ConfigurationReader.read("strict: fr\njobs: x\nfoo: 1\ntimezone: Y/Z\n", path: "c.yml")
    }
    #expect(failure?.messages.compactMap(\.place?.line) == [1, 2, 3, 4])
  }

  @Test("lists replace the registry where that is asked for")
  func replacing() throws {
    let file = try ConfigurationReader.read(
      """
      replace_registry: true
      channels: [{id: shop}]
      agents: [{id: ana, channel: shop}]
      """, path: "nexo.yml")
    #expect(file.registry.agents.map(\.id) == ["ana"])
    #expect(file.registry.channels.map(\.id) == ["shop"])
  }

  @Test("the agents of channels that were replaced have to be named, too")
  func replacingHalf() {
    let failure = #expect(throws: Failure.self) {
      try ConfigurationReader.read("replace_registry: true\nchannels: [{id: shop}]\n", path: "nexo.yml")
    }
    #expect(failure?.messages.count == 6)
  }

  @Test("the file that init writes sets nothing, and with its keys uncommented it sets the defaults")
  func template() throws {
    let text = ConfigurationTemplate.text
    #expect(try ConfigurationReader.read(text, path: "nexo.yml") == ConfigurationFile())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("#") && !line.hasPrefix("# ") ? String(line.dropFirst()) : String(line)
    }
    let full = try ConfigurationReader.read(lines.joined(separator: "\n"), path: "nexo.yml")
    var resolved = try RunConfiguration(options: full.options, file: full)
    resolved.jobs = 1
    #expect(resolved == RunConfiguration())
    #expect(full.options.maxExamples == 5)
    #expect(full.options.timezone == .utc)
    for key in ConfigurationReader.keys {
      #expect(text.contains("\n#\(key):") || text.contains("\n# \(key):"), "\(key)")
    }
  }

  @Test("the examples in the file that init writes can be used as they are")
  func templateExamples() throws {
    let lines = ConfigurationTemplate.text.split(separator: "\n").map(String.init)
    let keys = ConfigurationReader.keys.map { "# \($0):" }
    var example: [String] = []
    for (i, line) in lines.enumerated() where keys.contains(where: line.hasPrefix) {
      example.append(String(line.dropFirst(2)))
      for next in lines[(i + 1)...] {
        guard next.hasPrefix("#   ") else { break }
        example.append(String(next.dropFirst(2)))
      }
    }
    let file = try ConfigurationReader.read(example.joined(separator: "\n"), path: "nexo.yml")
    #expect(file.options.jobs == 2)
    #expect(file.options.gates?.count == 3)
    #expect(file.registry.agents.last?.id == "luiza")
    #expect(file.inputRules.count == 1)
  }

  @Test("every setting of report.json can be set")
  func settingKeys() {
    let original = Self.values(Settings())
    #expect(SettingKeys.all.map(\.name).sorted() == original.keys.sorted())
    // Each key sets the property of its own name.
    for (name, key) in SettingKeys.all {
      var settings = Settings()
      switch key {
      case .number(let path, let range): settings[keyPath: path] = range.upperBound
      case .count(let path, let range): settings[keyPath: path] = range.upperBound
      }
      #expect(Self.values(settings).filter { original[$0.key] != $0.value }.map(\.key) == [name])
    }
  }

  /// The properties by name.
  private static func values(_ settings: Settings) -> [String: Double] {
    var values: [String: Double] = [:]
    for child in Mirror(reflecting: settings).children {
      values[child.label ?? ""] = child.value as? Double ?? (child.value as? Int).map { Double($0) }
    }
    return values
  }

  @Test("a file that is not there, not UTF-8 or a folder is told")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("latin.yml", [0x61, 0x3A, 0x20, 0xE9])
    for (name, text) in [("none.yml", "No such file"), ("latin.yml", "not UTF-8"), ("", "Is a directory")] {
      let failure = #expect(throws: Failure.self) { try ConfigurationFile.read(folder(name)) }
      #expect(failure?.messages.first?.text.contains(text) == true)
      #expect(failure?.status == .configuration)
    }
  }

  @Test("a byte order mark is no part of the first key")
  func byteOrderMark() throws {
    let folder = try TemporaryFolder()
    try folder.write("bom.yml", [0xEF, 0xBB, 0xBF] + Array("locale: en\n".utf8))
    #expect(try ConfigurationFile.read(folder("bom.yml")).options.locale?.text == "en")
  }
}
