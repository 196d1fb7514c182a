import Foundation
import TestSupport
import Testing

/// A command line that fails, and what is told.
struct FailingCommand: Sendable, CustomTestStringConvertible {
  var name: String
  var arguments: [String]
  var environment: [String: String] = [:]
  var files: [String: String] = [:]
  var status: Int32
  var message: String
  var testDescription: String { name }

  static let all = [
    FailingCommand(
      name: "no command", arguments: [], status: 64, message: "nexo: error: no command is named\n  hint: nexo --help"),
    FailingCommand(
      name: "misspelt command", arguments: ["reprot", "in"], status: 64,
      message: "nexo: error: there is no command \"reprot\"\n  hint: did you mean report?\n"),
    FailingCommand(
      name: "no input named", arguments: ["report", "-o", "out"], status: 64,
      message: "nexo: error: Missing expected argument '<input> ...'\n"),
    FailingCommand(
      name: "no output named", arguments: ["report", "in"], status: 64,
      message: "nexo: error: Missing expected argument '--output <folder>'\n"),
    FailingCommand(
      name: "misspelt option", arguments: ["report", "in", "-o", "out", "--timezne", "UTC"], status: 64,
      message: "nexo: error: Unknown option '--timezne'. Did you mean '--timezone'?\n"),
    FailingCommand(
      name: "no such zone", arguments: ["report", "in", "-o", "out", "--timezone", "America/Sao_Paolo"], status: 64,
      message:
        "nexo: error: --timezone: \"America/Sao_Paolo\" is not a time zone\n  hint: did you mean America/Sao_Paulo?\n"),
    FailingCommand(
      name: "no such day", arguments: ["report", "in", "-o", "out", "--as-of", "2026-02-30"], status: 64,
      message: "nexo: error: --as-of: \"2026-02-30\" is neither a date nor a time\n  hint: "),
    FailingCommand(
      name: "window without time",
      arguments: ["report", "in", "-o", "out", "--from", "2026-02-24", "--to", "2026-02-24"],
      status: 64, message: "nexo: error: --from must be before --to\n  hint: "),
    FailingCommand(
      name: "no such figure", arguments: ["report", "in", "-o", "out", "--fail-on", "speed>3"], status: 64,
      message: "nexo: error: --fail-on: \"speed\" is not a figure to set a gate on\n  hint: one of health, approval,"),
    FailingCommand(
      name: "no such format", arguments: ["report", "in", "-o", "out", "--formats", "html,pdf"], status: 64,
      message: "nexo: error: --formats: \"pdf\" is not a format of reports\n  hint: "),
    FailingCommand(
      name: "no such language", arguments: ["report", "in", "-o", "out", "--locale", "fr"], status: 64,
      message: "nexo: error: --locale: there are no reports in \"fr\"\n  hint: one of en, pt-BR\n"),
    FailingCommand(
      name: "not a number of jobs", arguments: ["report", "in", "-o", "out", "--jobs", "0"], status: 64,
      message: "nexo: error: --jobs: 0 is not a number of jobs\n  hint: from 1 to 256\n"),
    FailingCommand(
      name: "quiet and verbose", arguments: ["report", "in", "-o", "out", "-q", "-v"], status: 64,
      message: "nexo: error: --quiet and --verbose exclude each other.\n"),
    FailingCommand(
      name: "standard input twice", arguments: ["report", "-", "-", "-o", "out"], status: 64,
      message: "nexo: error: Standard input (-) can be read only once.\n"),
    FailingCommand(
      name: "output is standard output", arguments: ["report", "in", "-o", "-"], status: 64,
      message: "nexo: error: --output needs a folder: a report is several files.\n"),
    FailingCommand(
      name: "several mistakes at once", arguments: ["report", "in", "-o", "out", "--jobs", "0", "--formats", "x"],
      status: 64,
      message: "nexo: error: --jobs: 0 is not a number of jobs\n  hint: from 1 to 256\nnexo: error: --formats:"),
    FailingCommand(
      name: "no such input", arguments: ["report", "none.csv", "-o", "out"], status: 66, message: "none.csv: error: "),
    FailingCommand(
      name: "no such report to render", arguments: ["render", "none.json", "-o", "out"], status: 66,
      message: "none.json: error: cannot read: No such file or directory\n"),
    FailingCommand(
      name: "folder to render", arguments: ["render", "in", "-o", "out"], status: 66,
      message: "in: error: cannot read: Is a directory\n  hint: name the file in it\n"),
    FailingCommand(
      name: "output is a file", arguments: ["report", "in", "-o", "in/tasks.csv"], status: 73,
      message: "in/tasks.csv: error: cannot write into the folder: Not a directory\n"),
    FailingCommand(
      name: "output below a file", arguments: ["report", "in", "-o", "in/tasks.csv/out"], status: 73,
      message: "in/tasks.csv/out: error: cannot write into the folder: Not a directory\n"),
    FailingCommand(
      name: "output is somebody else's", arguments: ["report", "in", "-o", "in"], status: 73,
      message: "in: error: the folder is neither empty nor an earlier output of nexo: it holds \"tasks.csv\"\n  hint: "),
    FailingCommand(
      name: "broken config", arguments: ["report", "in", "-o", "out"],
      files: ["nexo.yml": "locale: en\nsettings:\n  godRate: 70\n"],
      status: 78, message: "nexo.yml:3:3: error: unknown key \"godRate\"\n  hint: did you mean goodRate?\n"),
    FailingCommand(
      name: "config that is no YAML", arguments: ["check", "in", "--config", "c.yml"],
      files: ["c.yml": "locale: [en\n"], status: 78,
      message: "c.yml:2:1: error: this is not YAML: "),
    FailingCommand(
      name: "no such config", arguments: ["check", "in", "--config", "c.yml"], status: 78,
      message: "c.yml: error: cannot read the config file: No such file or directory\n  hint: nexo init"),
    FailingCommand(
      name: "no such config in the environment", arguments: ["check", "in"], environment: ["NEXO_CONFIG": "c.yml"],
      status: 78,
      message: "c.yml: error: cannot read the config file: No such file or directory\n"),
    FailingCommand(
      name: "broken environment", arguments: ["check", "in"], environment: ["NEXO_JOBS": "many"], status: 78,
      message: "NEXO_JOBS: error: \"many\" is not a whole number\n"),
    FailingCommand(
      name: "broken SOURCE_DATE_EPOCH", arguments: ["check", "in"], environment: ["SOURCE_DATE_EPOCH": "today"],
      status: 78,
      message: "SOURCE_DATE_EPOCH: error: \"today\" is not a number of seconds since 1970\n"),
    FailingCommand(
      name: "no such templates", arguments: ["report", "in", "-o", "out", "--templates", "none"], status: 78,
      message: "none: error: cannot open the folder: No such file or directory\n"),
    FailingCommand(
      name: "no such schema", arguments: ["schema", "repot"], status: 64,
      message: "nexo: error: there is no schema \"repot\"\n"),
    FailingCommand(
      name: "config file exists", arguments: ["init"], files: ["nexo.yml": "locale: en\n"], status: 73,
      message: "nexo.yml: error: the file exists, and is left as it is\n  hint: "),
    FailingCommand(
      name: "hostile name", arguments: ["report", "a\u{1B}[2J\n.csv", "-o", "out"], status: 66,
      message: "a\\u{1B}[2J\\n.csv: error: "),
  ]
}

@Suite("Command lines that fail")
struct FailingCommandsTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("in/tasks.csv", ProgramTests.tasks)
  }

  @Test("tells what is wrong, where, and what to do; and touches nothing", arguments: FailingCommand.all)
  func failing(_ line: FailingCommand) throws {
    for (name, text) in line.files { try folder.write(name, text) }
    let before = folder.names()
    let outcome = try Executable.run(line.arguments, in: folder, environment: line.environment)
    #expect(outcome.status == line.status)
    #expect(outcome.error.hasPrefix(line.message), "\(outcome.error)")
    #expect(outcome.output == "")
    #expect(!outcome.error.contains("\u{1B}"))
    #expect(folder.names() == before)
  }
}
