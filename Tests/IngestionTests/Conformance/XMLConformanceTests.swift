import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// The W3C's suite by the reader alone; `NexoTests` has the program's verdicts.
@Suite("The W3C's XML suite")
struct XMLConformanceTests {
  @Test(
    "is judged the same whatever pieces it comes in", .enabled(if: Corpora.has("xml/xmlconf"), "\(Corpora.absence)"))
  func pieces() throws {
    let names = try Corpora.allNames(in: "xml/xmlconf").filter { $0.hasSuffix(".xml") }
    try #require(names.count > 1500)
    for name in names {
      let bytes = [UInt8](try Corpora.data("xml/xmlconf/\(name)").prefix(1 << 16))
      let whole = XMLRecords.read(bytes)
      for size in [1, 13] where bytes.count / size < 1 << 14 {
        let pieces = XMLRecords.read(bytes, pieces: size)
        #expect(
          pieces.fault?.code == whole.fault?.code && pieces.fields == whole.fields && pieces.rejected == whole.rejected,
          "\(name) in pieces of \(size)")
      }
    }
  }
}
