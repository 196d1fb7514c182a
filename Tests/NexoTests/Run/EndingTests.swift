import ArgumentParser
import TestSupport
import Testing

@testable import nexo

@Suite("How a run ends")
struct EndingTests {
  @Test("what nobody expected is told by its type and its own words")
  func unexpected() {
    struct Surprise: Error { var depth = 3 }
    let ending = Ending(Surprise())
    #expect(ending.status == .internalError)
    #expect(ending.messages.map(\.text) == ["something unexpected happened: Surprise: Surprise(depth: 3)"])
    #expect(ending.messages.first?.hint?.contains("fault of nexo") == true)
  }

  @Test("an error of the system that nobody caught is one of writing")
  func systemError() {
    #expect(Ending(SystemError("write", "x", code: 28)).status == .readOrWriteError)
  }

  @Test("wrong usage shows how the command is used, without control characters")
  func usage() {
    let error = #expect(throws: (any Error).self) { try Nexo.parseAsRoot(["check", "in", "--x\u{1B}[2J"]) }
    let ending = error.map(Ending.init)
    #expect(ending?.status == .usage)
    #expect(ending?.usage?.hasPrefix("Usage: nexo check ") == true)
    let printed = ending?.messages.map { $0.lines(colored: false) }.joined()
    #expect(printed == "nexo: error: Unknown option '--x\\u{1B}[2J'\n")
  }

  @Test("help is output, not a message")
  func help() {
    let error = #expect(throws: (any Error).self) {
      var command = try Nexo.parseAsRoot(["report", "--help"])
      try command.run()
    }
    let ending = error.map(Ending.init)
    #expect(ending?.status == .done)
    #expect(ending?.messages == [])
    #expect(ending?.output?.contains("OVERVIEW: Read task exports") == true)
  }
}
