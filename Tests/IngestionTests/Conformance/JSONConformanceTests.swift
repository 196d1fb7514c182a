import Tasks
import TestSupport
import Testing

@testable import Ingestion

/// JSONTestSuite: `y_` has to be accepted, `n_` refused, `i_` is left to the implementation.
@Suite("JSONTestSuite")
struct JSONConformanceTests {
  private static let folder = "json/JSONTestSuite_test_parsing"

  @Test(
    "is judged as it should be by the strict readers of exports, and by all of them alike",
    .enabled(if: Corpora.has(folder), "\(Corpora.absence)"))
  func strictReaders() throws {
    var verdicts: [String: String] = [:]
    for name in try Corpora.names(in: Self.folder) {
      let bytes = [UInt8](try Corpora.data("\(Self.folder)/\(name)"))
      let isUTF8 = Scan.isUTF8(bytes.span, from: 0, to: bytes.count)
      let isValid = Self.isValue(bytes)
      for (reader, verdict) in Self.verdictsOfOthers(bytes) { #expect(verdict == isValid, "\(name): \(reader)") }
      let verdict = Self.inList(bytes, key: "x")
      #expect((verdict == "read") == (isValid && isUTF8), "\(name): \(verdict)")
      #expect(Self.inList(bytes, key: "metadata") == verdict, "\(name)")
      // A line of NDJSON cannot hold a line end.
      if !bytes.contains(0x0A) {
        #expect((Self.inLine(bytes) == "read") == (verdict == "read"), "\(name): \(Self.inLine(bytes))")
      }
      if name.hasPrefix("y_") { #expect(verdict == "read", "\(name)") }
      if name.hasPrefix("n_") { #expect(verdict != "read", "\(name)") }
      verdicts[name] = verdict
    }
    #expect(try VerdictTable.differences("json", "value", verdicts) == [])
  }

  /// By the scanner that knows places.
  private static func isValue(_ bytes: [UInt8]) -> Bool {
    guard let after = try? JSONScanner.value(bytes.span, 0, bytes.count) else { return false }
    return JSONScanner.skipSpace(bytes.span, after, bytes.count) == bytes.count
  }

  /// By all others that can be asked, each with its name.
  private static func verdictsOfOthers(_ bytes: [UInt8]) -> [(String, Bool)] {
    var verdicts = [1, 5, max(1, bytes.count)].map { ("skimmer, \($0) at a time", isSkimmed(bytes, piece: $0)) }
    // None of the following judges what is nested more deeply than they look.
    if let verdict = Scan.isJSON(bytes.span, from: 0, to: bytes.count, doubledQuotes: false) {
      verdicts.append(("C", verdict))
    }
    let doubled = bytes.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
    if let verdict = Scan.isJSON(doubled.span, from: 0, to: doubled.count, doubledQuotes: true) {
      verdicts.append(("C, doubled quotes", verdict))
    }
    let start = JSONScanner.skipSpace(bytes.span, 0, bytes.count)
    let first = start < bytes.count ? bytes[start] : 0
    guard first == UInt8(ascii: "[") || first == UInt8(ascii: "{") else { return verdicts }
    let isObject = JSONScanner.isObject(bytes.span, start, bytes.count)
    verdicts.append(("object or array", isObject || JSONScanner.isArray(bytes.span, start, bytes.count)))
    let listed = try? JSONNodes().read(bytes.span, start, bytes.count)
    verdicts.append(("list of nodes", listed.map { isEnd(bytes, $0) } ?? false))
    if let end = Scan.jsonEnd(bytes.span, from: start, to: bytes.count) {
      verdicts.append(("C, end", isEnd(bytes, end)))
    }
    return verdicts
  }

  private static func isEnd(_ bytes: [UInt8], _ place: Int) -> Bool {
    JSONScanner.skipSpace(bytes.span, place, bytes.count) == bytes.count
  }

  private static func isSkimmed(_ bytes: [UInt8], piece: Int) -> Bool {
    var skimmer = JSONSkimmer()
    for base in stride(from: 0, to: bytes.count, by: piece) {
      let chunk = Array(bytes[base..<min(bytes.count, base + piece)])
      guard let after = try? skimmer.feed(chunk.span, 0, chunk.count) else { return false }
      if after < chunk.count { return isEnd(bytes, base + after) }
    }
    skimmer.endText()
    return skimmer.isDone
  }

  /// As a member of the second of two records of a list, whose keys are then expected. The code of what is wrong with it,
  /// or `read`.
  private static func inList(_ bytes: [UInt8], key: String) -> String {
    let list =
      Array(#"[{"id":"1","\#(key)":{}},{"id":"2","\#(key)":"#.utf8) + bytes + Array(#"},{"id":"3","\#(key)":{}}]"#.utf8)
    let whole = ReadRecords.json(list)
    var piece = 0
    let pieces = ReadRecords.json(list) {
      piece = piece % 7 + 1
      return piece
    }
    guard whole == pieces else { return "differs in pieces" }
    if let fault = whole.fault { return fault.code.name }
    return verdict(whole)
  }

  private static func inLine(_ bytes: [UInt8]) -> String {
    let lines =
      Array("{\"id\":\"1\",\"x\":{}}\n{\"id\":\"2\",\"x\":".utf8) + bytes
      + Array("}\n{\"id\":\"3\",\"x\":{}}\n".utf8)
    let whole = ReadRecords.ndjson(lines)
    #expect(whole.fault == nil && whole.items.count == 3)
    return verdict(whole)
  }

  private static func verdict(_ records: ReadRecords) -> String {
    records.codes.first?.name ?? (records.fields.map { $0["id"] } == ["1", "2", "3"] ? "read" : "other records")
  }
}
