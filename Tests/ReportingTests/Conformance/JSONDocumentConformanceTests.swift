import TestSupport
import Testing

@testable import Reporting

/// JSONTestSuite by the parser that reads report.json.
@Suite("JSONTestSuite as report.json")
struct JSONDocumentConformanceTests {
  private static let folder = "json/JSONTestSuite_test_parsing"

  @Test("is judged as it should be", .enabled(if: Corpora.has(folder), "\(Corpora.absence)"))
  func verdicts() throws {
    var verdicts: [String: String] = [:]
    for name in try Corpora.names(in: Self.folder) {
      let isRead = (try? JSONParser.value(of: [UInt8](Corpora.data("\(Self.folder)/\(name)")))) != nil
      if name.hasPrefix("y_") { #expect(isRead, "\(name)") }
      if name.hasPrefix("n_") { #expect(!isRead, "\(name)") }
      verdicts[name] = isRead ? "read" : "refused"
    }
    #expect(try VerdictTable.differences("json", "report.json", verdicts) == [])
  }
}
