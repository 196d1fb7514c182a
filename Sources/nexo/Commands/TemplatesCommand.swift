import ArgumentParser
import Reporting
import Tasks

/// `nexo templates`: the built-in templates, to be edited, a look at edited ones, and what they may ask for.
struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "Write the built-in templates out, check edited ones, or list what they may ask for.",
    discussion: """
      Keep only the files that you change: --templates takes the others from the built-in ones. --check finds names that \
      nothing answers (values, partials, phrases), broken tags and broken catalogues, all at once and with their lines.

      Examples:
        nexo templates mine
        nexo templates --check mine
        nexo templates --contract | less
        nexo report exports/ -o reports --templates mine

      Exit status: 0 done, nothing wrong; 73 a file is there already or cannot be written; 78 --check found something wrong.
      """)

  @Argument(help: ArgumentHelp("The folder to write, or to check.", valueName: "folder"))
  var folder: String?

  @Flag(help: "Check the templates in the folder instead of writing them.")
  var check = false

  @Flag(help: "Print every value that templates may ask for, with its type and meaning, as Markdown.")
  var contract = false

  @OptionGroup(title: "Messages") var consoleOptions: ConsoleOptions

  func validate() throws {
    if contract {
      guard folder == nil, !check else { throw ValidationError("--contract stands alone: it is about no folder.") }
    } else {
      guard let folder, !folder.isEmpty, folder != "-" else { throw ValidationError("A folder must be named.") }
    }
  }

  func run() throws {
    let console = consoleOptions.console(World.current.environment)
    guard let folder else { return try Console.output(Array(ContractPage.builtIn.text.utf8)) }
    if check { return try checkFolder(folder) }
    let count = try TemplateWriting.write(to: folder)
    console.say(
      "\(counted(count, "file", "files")) in \(folder); keep those that you change, and use --templates \(folder)")
  }

  private func checkFolder(_ folder: String) throws {
    let files = try TemplateFolder.read(folder)
    let check = TemplateCheck(files)
    var messages = check.problems.map { problem in
      ErrorMessage(
        at: ErrorMessage.Place(path: folder + "/" + problem.file, line: problem.line, column: problem.column),
        problem.reason)
    }
    messages += check.unused.map {
      ErrorMessage(
        .warning, at: ErrorMessage.Place(path: folder + "/" + $0), "no page uses this template",
        hint: "a file stands in for the built-in one of the same name, or a partial names it")
    }
    // What is wrong is this command's result.
    let summary =
      "\(counted(files.count, "file", "files")), "
      + (check.problems.isEmpty ? "nothing wrong" : counted(check.problems.count, "problem", "problems")) + "\n"
    try Console.output(Array((messages.map { $0.lines(colored: false) }.joined() + summary).utf8))
    if !check.problems.isEmpty { throw Failure(.configuration, []) }
  }
}
