import Foundation
import TestSupport
import Testing

/// Records that are too large to be held: they go into quarantine piece by piece, and nothing of them is lost.
@Suite("Records beyond the limit")
struct LargeRecordTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private struct Line: Decodable {
    var code: String
    var detail: String
    var record: String?
    var recordBase64: Data?
  }

  /// Runs over a file of two records, the first of which is too large; what stands in quarantine.
  private func quarantined(_ title: [UInt8]) throws -> (line: Line, record: [UInt8]) {
    let record =
      Array(#"{"id":"t1","status":"pending","channel":"amazon","title":""#.utf8) + title + Array(#""}"#.utf8)
    let sound = #"{"id":"t2","status":"pending","created_at":"2026-02-24","channel":"amazon"}"#
    try folder.write("tasks.ndjson", record + Array("\n\(sound)\n".utf8))
    try folder.write("nexo.yml", "settings: {recordBytes: 1048576}\n")
    let outcome = try Executable.run(
      ["report", "tasks.ndjson", "-o", "out", "--formats", "json", "--quiet", "--config", "nexo.yml"], in: folder)
    try #require(outcome.status == 0, "\(outcome.error)")
    let bytes = try #require(folder.bytes("out/quarantine.ndjson"))
    #expect(bytes.filter { $0 == 0x0A }.count == 1 && bytes.last == 0x0A)
    return (try JSONDecoder().decode(Line.self, from: Data(bytes)), record)
  }

  @Test(
    "stand in quarantine as they were, whatever characters lie where pieces meet", arguments: ["é", "€", "😀", #"\""#])
  func text(character: String) throws {
    // Of three beginnings one puts a character across each place where pieces may meet.
    for shift in ["", "x", "xx", "xxx"] {
      let title = shift + String(repeating: character, count: 2_500_000 / character.utf8.count)
      let (line, record) = try quarantined(Array(title.utf8))
      #expect(line.code == "record-too-large")
      #expect(line.detail == "the record has \(record.count) bytes, more than 1048576")
      #expect(line.record.map { Array($0.utf8) == record } == true, "\(shift)")
    }
  }

  @Test("stand there in Base64 when they are no text", arguments: [[UInt8(0xFF)], [0], [0xC3]])
  func noText(byte: [UInt8]) throws {
    let (line, record) = try quarantined([UInt8](repeating: 0x78, count: 2_000_000) + byte)
    #expect(line.record == nil)
    #expect(line.recordBase64.map { Array($0) == record } == true)
  }
}
