import Tasks
import Testing

@testable import Ingestion

@Suite("NDJSON")
struct NDJSONReaderTests {
  @Test("holds a record a line, whatever ends the line, with blank lines between")
  func lines() {
    let read = ReadRecords.ndjson("{\"id\":\"1\"}\n\n  {\"id\":\"2\"}  \r\n\t\r\n{\"id\":\"3\"}")
    #expect(read.fault == nil)
    #expect(read.fields == [["id": "1"], ["id": "2"], ["id": "3"]])
    #expect(read.items.map(\.offset) == [0, 14, 31])
    #expect(read.items.map(\.count) == [10, 10, 10])
  }

  @Test("rejects lines that are no object, and goes on")
  func malformed() {
    let read = ReadRecords.ndjson(
      "{\"id\":\"1\"}\nnonsense\n[{\"id\":\"2\"}]\n{\"id\":\"3\"}{\"id\":\"4\"}\n{\"id\":\"5\",}\n{\"id\":\"6\n{\"id\":\"7\"}\n"
    )
    #expect(read.fields == [["id": "1"], ["id": "7"]])
    #expect(read.codes == Array(repeating: .malformedRecord, count: 5))
    #expect(read.items.compactMap(\.fault) == [11, 20, 43, 64, 74])
    #expect(read.fault == nil)
  }

  @Test("rejects records nested too deeply")
  func nesting() {
    let deep = #"{"id":"1","metadata":"# + String(repeating: "[", count: 600) + "}\n{\"id\":\"2\"}\n"
    let read = ReadRecords.ndjson(deep)
    #expect(read.codes == [.malformedRecord])
    #expect(read.fields == [["id": "2"]])
  }

  @Test("with a last line that is no whole object fails the file, at that line")
  func cut() {
    let text = "{\"id\":\"1\"}\n{\"id\":\"2\"}"
    for end in 12..<text.utf8.count {
      let read = ReadRecords.ndjson(String(text.prefix(end)))
      #expect(read.fields == [["id": "1"]])
      #expect(read.fault?.code == .truncatedFile)
      #expect(read.fault?.offset == 11)
    }
    #expect(ReadRecords.ndjson(text).fault == nil)
    #expect(ReadRecords.ndjson(text.dropLast() + "\n").codes == [.malformedRecord])
  }

  @Test("rejects lines with bytes that are no UTF-8")
  func encoding() {
    let bytes = Array("{\"id\":\"1".utf8) + [0x80] + Array("\"}\n{\"id\":\"é\"}\n".utf8)
    let read = ReadRecords.ndjson(bytes)
    #expect(read.codes == [.invalidEncoding])
    #expect(read.fields == [["id": "é"]])
  }

  @Test("rejects lines above the limit, in one go as piece by piece")
  func tooLarge() {
    let long = String(repeating: "x", count: 300)
    let text =
      "{\"id\":\"1\"}\n  {\"id\":\"2\",\"title\":\"\(long) \(long)\"}  \r\n\(long)\n{\"id\":\"3\"}\(String(repeating: " ", count: 99))\n"
      + "\(String(repeating: " ", count: 99)){\"id\":\"4\"}\n"
    let read = ReadRecords.ndjson(text, limit: 50)
    #expect(read.fault == nil)
    #expect(read.fields == [["id": "1"], ["id": "3"], ["id": "4"]])
    #expect(read.codes == [.recordTooLarge, .recordTooLarge])
    #expect(read.items.map(\.count) == [10, 622, 300, 10, 10])
    for piece in [1, 7, 64, 200] {
      #expect(ReadRecords.ndjson(Array(text.utf8), limit: 50, piece: { piece }) == read)
    }
  }

  @Test("with a last line above the limit tells a whole one from one that was cut off")
  func tooLargeAtEnd() {
    let long = String(repeating: "x", count: 300)
    for (last, isWhole) in [
      ("{\"id\":\"\(long)\"}", true), ("{\"id\":\"\(long)\"}  ", true), ("{\"id\":\"\(long)\"", false),
      ("{\"id\":\"\(long)", false),
      ("{\"id\":\"\(long)\"} x", false), ("[\"\(long)\"]", false), ("{\"id\":\"\(long)\t\"}", false),
      ("{\"id\":\"1 \(long)\"}}", false),
    ] {
      let bytes = Array("{\"id\":\"1\"}\n\(last)".utf8)
      for piece in [1, 16, 1000] {
        let read = ReadRecords.ndjson(bytes, limit: 50, piece: { piece })
        #expect(read.codes == (isWhole ? [.recordTooLarge] : []), "\(last) by \(piece)")
        #expect(read.fault?.code == (isWhole ? nil : .truncatedFile), "\(last) by \(piece)")
      }
    }
  }
}
