import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Where a JSON document holds its records")
struct JSONLayoutTests {
  private static let lists = ["tasks", "data", "items", "rows"]

  private func find(_ text: String) throws -> JSONLayout {
    let folder = try TemporaryFolder()
    try folder.write("a.json", text)
    let source = try InputSource.open(Array(folder("a.json").utf8), path: "a.json", temporaryFolder: folder.path)
    return try JSONLayout.find(source, lists: Self.lists)
  }

  @Test(
    "is a list, a list in an object, or one object",
    arguments: [
      ("[]", JSONLayout(start: 0)), (" \n[{}]", JSONLayout(start: 2)), ("\u{FEFF}[]", JSONLayout(start: 3)),
      (#"{"id":"1","status":"open"}"#, JSONLayout(start: 0, isRecord: true)),
      ("  {}", JSONLayout(start: 2, isRecord: true)),
      (#"{"tasks":[]}"#, JSONLayout(start: 9, isWrapped: true)),
      (#"{ "rows" : [] }"#, JSONLayout(start: 11, isWrapped: true)),
      (#"{"t\u0061sks":[]}"#, JSONLayout(start: 14, isWrapped: true)),
      // The first of the names, wherever it stands; only at the top level.
      (#"{"items":[1],"tasks":[2],"data":[3]}"#, JSONLayout(start: 21, isWrapped: true)),
      (#"{"a":{"tasks":[1]},"data":[2]}"#, JSONLayout(start: 26, isWrapped: true)),
      (#"{"a":"\"tasks\":[","items":[2]}"#, JSONLayout(start: 27, isWrapped: true)),
      (#"{"a":[{"tasks":[1]}]}"#, JSONLayout(start: 0, isRecord: true)),
      (#"{"tasks":{"a":[1]}}"#, JSONLayout(start: 0, isRecord: true)),
      // Of repeated keys the last counts.
      (#"{"tasks":[1],"tasks":[2]}"#, JSONLayout(start: 21, isWrapped: true)),
      (#"{"tasks":[1],"data":[2],"tasks":null}"#, JSONLayout(start: 20, isWrapped: true)),
    ])
  func layouts(text: String, expected: JSONLayout) throws {
    #expect(try find(text) == expected)
  }

  @Test(
    "may state an export time beside the list, before it or after",
    arguments: [
      (#"{"exported_at":"2026-02-24","tasks":[]}"#, "2026-02-24"),
      (#"{"tasks":[{"exported_at":"2020-01-01"}],"exported_at":"2026-02-24T02:00"}"#, "2026-02-24T02:00"),
      (#"{"tasks":[],"exported_at": 1771937130 }"#, "1771937130"), (#"{"tasks":[],"exported_at":null}"#, nil),
      (#"{"tasks":[],"exported_at":""}"#, nil), (#"{"tasks":[],"exported_at":"  2026-02-24 "}"#, "2026-02-24"),
      (#"{"tasks":[],"exported_at":"2026\u002d02-24"}"#, "2026-02-24"),
      (#"{"exported_at":"2025-01-01","tasks":[],"exported_at":"2026-02-24"}"#, "2026-02-24"),
      (#"{"tasks":[],"meta":{"exported_at":"2026-02-24"}}"#, nil),
      (#"{"tasks":[],"exported_at":{"a":"2026-02-24"}}"#, nil),
      (#"{"tasks":[],"exported":"x, \"exported_at\":\"2026-02-24\""}"#, nil),
    ] as [(String, String?)])
  func exportTimes(text: String, expected: String?) throws {
    #expect(try find(text).exportedAt == expected)
  }

  @Test(
    "give an export time that is read in the report's zone and wins over the one in the path",
    arguments: [
      (#"{"tasks":[],"exported_at":"2026-02-24T02:00"}"#, "2026-02-24T05:00:00.000Z"),
      (#"{"tasks":[],"exported_at":"2026-02-24T02:00Z"}"#, "2026-02-24T02:00:00.000Z"),
      (#"{"tasks":[],"exported_at":"soon"}"#, "2026-01-01T00:00:00.000Z"), (#"[]"#, "2026-01-01T00:00:00.000Z"),
    ])
  func exportTimeOfInput(text: String, expected: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", text)
    let source = try InputSource.open(Array(folder("a.json").utf8), path: "a.json", temporaryFolder: folder.path)
    let zone = ZoneOffsets(name: "-03:00", entries: [.init(from: Instant(milliseconds: .min), offsetSeconds: -10_800)])
    let input = try OpenInput(
      index: 0, source: source, shape: InputShape(.tasks, .json),
      namedTime: TimestampParser(assuming: .utc).parse("2026-01-01"),
      rules: ValueRules(timestamps: TimestampParser(assuming: .utc)), reportZone: zone, recordLimit: 1000)
    #expect(input.exportTime?.description == expected)
  }

  @Test("is found beyond the first buffer, with keys and strings cut by its edge")
  func buffers() throws {
    for padding in (1 << 20) - 40..<(1 << 20) {
      guard padding % 5 == 0 else { continue }
      let text = #"{"a":"\#(String(repeating: "x", count: padding))\"","tasks":[1],"exported_at":"2026-02-24"}"#
      let found = try find(text)
      #expect(found.start == Int64(padding + 18) && found.isWrapped && found.exportedAt == "2026-02-24")
    }
  }

  @Test(
    "with a fault before the list is a file with that fault, at the place",
    arguments: [
      (#"{"a":1 "tasks":[]}"#, FindingCode.malformedFile, Int64(7)), (#"{a:1,"tasks":[]}"#, .malformedFile, 1),
      (#"{"a":tru,"tasks":[]}"#, .malformedFile, 8), (#"{"a":"\#u{9}","tasks":[]}"#, .malformedFile, 6),
      (#"{"a":[1}],"tasks":[]}"#, .malformedFile, 7), (#"{"tasks"[]}"#, .malformedFile, 8),
    ])
  func faults(text: String, code: FindingCode, place: Int64) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", text)
    let source = try InputSource.open(Array(folder("a.json").utf8), path: "a.json", temporaryFolder: folder.path)
    do throws(ReadingFailure) {
      let found = try JSONLayout.find(source, lists: Self.lists)
      // What is no list to the eye is left to the reader, which finds the same.
      let reader = ReadRecords.json(Array(text.utf8), from: Int(found.start), state: .onlyElement)
      #expect(reader.fault?.code == code && reader.fault?.offset == place)
    } catch {
      guard case .fault(let fault) = error else { throw error }
      #expect(fault.code == code && fault.offset == place)
    }
  }

  @Test("tells the readers where a second document stands behind the first")
  func secondDocument() throws {
    let record = #"{"id":"1","status":"open","channel":"amazon","created_at":"2026-02-24"}"#
    let text = "{\"tasks\":[\(record)]}\n{\"tasks\":[\(record)]}\n"
    var inputs = try TestInputs()
    try inputs.add(Array(text.utf8), name: "a.json", shape: InputShape(.tasks, .json))
    let digest = try inputs.read(jobs: 1).digest
    #expect(digest.tasks.count == 1)
    guard case .fault(let fault)? = digest.failures[0] else { throw Unexpected() }
    #expect(fault.code == .malformedFile)
    #expect(fault.offset == Int64(record.utf8.count + 13))
  }

  @Test("gives the records before the cut, wherever it is cut off behind them")
  func cut() throws {
    let record = #"{"id":"1","status":"open","channel":"amazon","created_at":"2026-02-24"}"#
    let text = #"{"tasks":[\#(record)],"exported_at":"2026-02-25"}"#
    for end in [81, 82, 83, 90, 98, text.utf8.count - 1] {
      var inputs = try TestInputs()
      try inputs.add(Array(text.utf8.prefix(end)), name: "a.json", shape: InputShape(.tasks, .json))
      let digest = try inputs.read(jobs: 1).digest
      #expect(digest.tasks.count == 1)
      guard case .fault(let fault)? = digest.failures[0] else { throw Unexpected() }
      #expect(fault.code == .truncatedFile)
    }
  }

  private struct Unexpected: Error {}
}
