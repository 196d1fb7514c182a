import Foundation
import TestSupport
import Testing

/// A night of many small files, where the system lets a process open few.
@Suite("Many files")
struct ManyFilesTests {
  private static let count = 400
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for i in 0..<ManyFilesTests.count {
      try folder.write(
        "in/\(i).ndjson",
        #"{"id":"t\#(i)","status":"pending","created_at":"2026-02-24T09:45:00Z","channel":"amazon"}"# + "\n")
    }
  }

  private func check(limits: String) throws -> Command.Outcome {
    try Command.run("/bin/sh", ["-c", "\(limits) && exec \"$0\" check in", Executable.path], in: folder.path)
  }

  @Test("the limit that a process may raise by itself stops nobody")
  func soft() throws {
    let outcome = try check(limits: "ulimit -Sn 100")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("\(ManyFilesTests.count) records"), "\(outcome.output)")
  }

  @Test("the limit that it may not raise is told, with what to do about it")
  func hard() throws {
    let outcome = try check(limits: "ulimit -n 100")
    #expect(outcome.status == 74)
    #expect(outcome.error.contains("error: cannot open it: Too many open files\n  hint: every input stays open: raise"))
  }
}
