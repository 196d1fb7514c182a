import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import nexo

/// The page of commands is what the program says of itself.
@Suite("The page of commands")
struct CommandsPageTests {
  private static let name = "Documentation/Commands.md"

  /// Every command, as it is typed, in the order of the program's help.
  private static let commands: [[String]] = [[]] + paths(Nexo.configuration.subcommands, below: [])

  private static func paths(_ commands: [any ParsableCommand.Type], below path: [String]) -> [[String]] {
    commands.flatMap { command -> [[String]] in
      let own = path + [command.configuration.commandName ?? ""]
      return [own] + paths(command.configuration.subcommands, below: own)
    }
  }

  @Test("holds the help of every command; NEXO_RECORD=1 writes it anew, and fails")
  func page() throws {
    let folder = try TemporaryFolder()
    var expected = """
      # Commands

      What `nexo help COMMAND` prints. [Running](Running.md) tells how settings, exit statuses and publishing work;
      completions for a shell come from `nexo --generate-completion-script bash` (or `zsh`, `fish`).

      """
    for command in Self.commands {
      let outcome = try Executable.run(command + ["--help"], in: folder)
      #expect(outcome.status == 0)
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "    " + $0 }
      let text = lines.joined(separator: "\n")
      expected += "\n## " + (["nexo"] + command).joined(separator: " ") + "\n\n" + text.trimmingSuffix() + "\n"
    }
    if try Page(Self.name).text == expected { return }
    if ProcessInfo.processInfo.environment["NEXO_RECORD"] == "1" {
      try expected.write(to: Page.root.appendingPathComponent(Self.name), atomically: true, encoding: .utf8)
      Issue.record("\(Self.name) was written anew: look at what changed, and run the tests again")
    } else {
      Issue.record("\(Self.name) is stale; NEXO_RECORD=1 swift test --filter CommandsPageTests writes it anew")
    }
  }

  @Test("every command has help of its own, with what it does", arguments: commands)
  func help(command: [String]) throws {
    let folder = try TemporaryFolder()
    for arguments in [command + ["--help"], command + ["-h"]] {
      let outcome = try Executable.run(arguments, in: folder)
      #expect(outcome.status == 0 && outcome.error == "")
      #expect(outcome.output.contains("USAGE: nexo " + command.joined(separator: " ")))
      #expect(outcome.output.contains("OVERVIEW: "))
      // An example that is wrapped cannot be copied.
      for line in outcome.output.split(separator: "\n") { #expect(!line.hasPrefix("--"), "\(line)") }
    }
  }

  @Test("a wrong option is refused, and the one that may be meant is named", arguments: commands.filter { !$0.isEmpty })
  func wrongOption(command: [String]) throws {
    let needed = ["report", "render"].contains(command[0]) ? ["-o", "out"] : []
    let outcome = try Executable.run(command + ["x", "y", "--no-such-option"] + needed, in: try TemporaryFolder())
    #expect(outcome.status == 64, "\(outcome.error)")
    #expect(outcome.output == "")
    #expect(outcome.error.contains("--no-such-option"), "\(outcome.error)")
  }

  @Test("shells get completions", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let outcome = try Executable.run(["--generate-completion-script", shell], in: try TemporaryFolder())
    #expect(outcome.status == 0)
    for command in ["report", "metrics", "explain"] { #expect(outcome.output.contains(command)) }
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
