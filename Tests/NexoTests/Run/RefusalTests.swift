import Tasks
import TestSupport
import Testing

@testable import nexo

@Suite("What is not published")
struct RefusalTests {
  private func result(read: Int, quarantined: Int, incomplete: Int = 0) -> PipelineResult {
    var result = PipelineResult()
    result.recordsRead = read
    result.recordsQuarantined = quarantined
    result.incomplete = (0..<incomplete).map { ErrorMessage(at: .init(path: "\($0).csv", line: 9), "breaks off") }
    result.findings = [
      ErrorMessage(at: .init(path: "a.csv", line: 3), "bad record", code: "unknown-status"),
      ErrorMessage(.warning, "w"),
    ]
    return result
  }

  @Test("a sound input, and one without any record, are published")
  func sound() {
    #expect(result(read: 0, quarantined: 0).refusal(strict: true, allowPartial: false) == nil)
    #expect(result(read: 9, quarantined: 0).refusal(strict: true, allowPartial: false) == nil)
    #expect(result(read: 9, quarantined: 8).refusal(strict: false, allowPartial: false) == nil)
  }

  @Test("a file that was not read to its end is refused, with its place, unless partial input is allowed")
  func partial() throws {
    let refusal = try #require(
      result(read: 9, quarantined: 0, incomplete: 2).refusal(strict: false, allowPartial: false))
    #expect(refusal.status == .unusableInput)
    #expect(refusal.messages.map { $0.place?.path } == ["0.csv", "1.csv", nil])
    #expect(refusal.messages.last?.hint?.contains("--allow-partial") == true)
    #expect(result(read: 9, quarantined: 0, incomplete: 2).refusal(strict: false, allowPartial: true) == nil)
  }

  @Test("records of which none can be used are refused, with the reasons")
  func allQuarantined() throws {
    let refusal = try #require(result(read: 4, quarantined: 4).refusal(strict: false, allowPartial: true))
    #expect(
      refusal.messages.map(\.text) == [
        "bad record", "nothing was published: 4 records were read and none could be used",
      ])
  }

  @Test("one quarantined record is one too many where the user is strict")
  func strict() throws {
    let refusal = try #require(result(read: 4, quarantined: 1).refusal(strict: true, allowPartial: false))
    #expect(
      refusal.messages.last?.text == "nothing was published: 1 record of 4 cannot be used, and --strict allows none")
  }
}
