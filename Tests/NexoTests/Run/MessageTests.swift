import Glibc
import Tasks
import TestSupport
import Testing

@testable import nexo

@Suite("Messages")
struct MessageTests {
  @Test("a message says where, what, and what to do")
  func lines() {
    let message = ErrorMessage(
      at: .init(path: "tasks.csv", line: 118, column: 7), "status \"dnoe\" is not a task status",
      code: "unknown-status",
      hint: "one of pending, approved")
    #expect(
      message.lines(colored: false) == """
        tasks.csv:118:7: error: status "dnoe" is not a task status [unknown-status]
          hint: one of pending, approved

        """)
    #expect(ErrorMessage(.warning, "odd").lines(colored: false) == "nexo: warning: odd\n")
    #expect(
      ErrorMessage(.information, at: .init(path: "a", line: 2), "fyi").lines(colored: false) == "a:2: note: fyi\n")
  }

  @Test("colours mark the severity and nothing else")
  func colors() {
    #expect(
      ErrorMessage("x", hint: "y").lines(colored: true)
        == "nexo: \u{1B}[1;31merror:\u{1B}[0m x\n\u{1B}[2m  hint: y\u{1B}[0m\n")
  }

  @Test("what comes from a file or a path cannot steer the terminal")
  func hostile() {
    let message = ErrorMessage(
      at: .init(path: "a\u{1B}[2Jb\n.csv"), "value \"\u{9B}31m\u{202E}gpj\u{0}\u{7F}\"", code: "c\r",
      hint: "h\t\u{2028}")
    #expect(
      message.lines(colored: false) == """
        a\\u{1B}[2Jb\\n.csv: error: value "\\u{9B}31m\\u{202E}gpj\\u{0}\\u{7F}" [c\\r]
          hint: h\\t\\u{2028}

        """)
  }

  @Test("letters of all languages are shown as they are")
  func letters() { #expect(Visible.text("Moda Bebê – 日本 👶🏽 é") == "Moda Bebê – 日本 👶🏽 é") }

  @Test(
    "an error of the system becomes the status that tells what is wrong",
    arguments: [
      (ENOSPC, nexo.ExitStatus.readOrWriteError), (EIO, .readOrWriteError), (EACCES, .cannotCreateOutput),
      (EROFS, .cannotCreateOutput),
    ])
  func outputErrors(code: Int32, status: nexo.ExitStatus) {
    #expect(SystemError("write", "x", code: code).asOutputFailure.status == status)
  }

  @Test(
    "a misspelt word is told with the nearest",
    arguments: [("reprot", "report"), ("chekc", "check"), ("INIT", "init"), ("sch", nil), ("zzz", nil)])
  func suggestions(text: String, name: String?) {
    #expect(Suggestion.nearest(to: text, in: ["report", "check", "render", "init", "schema"]) == name)
  }
}
