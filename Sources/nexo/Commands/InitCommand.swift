import ArgumentParser
import Glibc
import Tasks

/// `nexo init`: a config file to begin with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a config file with every key, its default and what it does.",
    discussion: """
      Writes ./nexo.yml, or the file that is named; never over one that exists. - prints it.
      """)

  @Argument(help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"))
  var file: String = ConfigurationFile.defaultName

  @OptionGroup(title: "Messages") var consoleOptions: ConsoleOptions

  func run() throws {
    let bytes = Array(ConfigurationTemplate.text.utf8)
    if file == "-" { return try Console.output(bytes) }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let error = SystemError("create the file", file)
      if error.code == EEXIST {
        throw Failure(
          .cannotCreateOutput, path: file, "the file exists, and is left as it is",
          hint: "name another file, or print the text with: nexo init -")
      }
      throw error.asOutputFailure
    }
    defer { close(descriptor) }
    let code = bytes.withUnsafeBytes { Console.writeAll($0, to: descriptor) }
    if code != 0 {
      unlink(file)
      throw SystemError("write", file, code: code).asOutputFailure
    }
    consoleOptions.console(World.current.environment).say(
      "\(file) written; every key in it is a comment until you change it")
  }
}
