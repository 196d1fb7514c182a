import Foundation
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("CSV headers")
struct CSVHeaderTests {
  private func read(_ text: String, isWhole: Bool = true, delimiter: UInt8? = nil) -> CSVHeader? {
    CSVHeader.read(Array(text.utf8).span, schema: .tasks, delimiter: delimiter, isWhole: isWhole)
  }

  private func names(_ header: CSVHeader?) -> [String?]? {
    header?.slots.map { $0 < 0 ? nil : FieldSchema.tasks.names[$0] }
  }

  @Test(
    "show the delimiter",
    arguments: [
      ("id,status,title\n", ","), ("id;status;title\n", ";"), ("id\tstatus\ttitle\n", "\t"),
      // The one that gives the most known columns, then the most columns.
      ("id;status;\"title, or what it is called, if anything\"\n", ";"), ("id;a,b,c,d,e,f\n", ";"),
      ("id;status;a,b,c,d,e,f\n", ";"), ("x;y;z\n", ";"), ("id\n", ","),
      ("\"id\";\"created_at\"\r\n", ";"),
    ])
  func delimiters(text: String, expected: Unicode.Scalar) {
    #expect(read(text)?.delimiter == UInt8(ascii: expected))
  }

  @Test("match names whatever their case, with spaces and hyphens as _")
  func names() {
    let header = read("ID, Created At ,CREATED-BY-AGENT,createdAt,Task ID,taskid,Tags,nonsense,\"Plan-Id\"\n")
    #expect(
      names(header) == [
        "id", "created_at", "created_by_agent", "createdAt", "task_id", "taskId", "tags", nil, "plan_id",
      ])
  }

  @Test("know where the records begin, after every line end, and after a byte order mark")
  func ends() {
    #expect(read("id,status\n1")?.end == 10)
    #expect(read("id,status\r\n1")?.end == 11)
    #expect(read("id,status\r1")?.end == 10)
    #expect(read("\u{FEFF}id,status\n")?.end == 13)
    #expect(names(read("\u{FEFF}id,status\n")) == ["id", "status"])
    #expect(names(read("\u{FEFF}\"id\",\"status\"\n")) == ["id", "status"])
    #expect(read("\n\r\n\nid,status\n")?.end == 14)
    #expect(read("id,status")?.end == 9)
  }

  @Test("hold quotes, doubled quotes and line ends like any record")
  func quotes() {
    #expect(names(read("\"id\",\"a \"\"b\"\"\n, c\",\"status\"\n")) == ["id", nil, "status"])
  }

  @Test("are not known before their line ends, nor with a quote that stays open")
  func incomplete() {
    #expect(read("id,status", isWhole: false) == nil)
    #expect(read("id,\"status", isWhole: false) == nil)
    #expect(read("\"id,status\n1,2\n") == nil)
    #expect(read("id,status\n", isWhole: false) != nil)
  }

  @Test("keep the delimiter that was found before")
  func given() {
    #expect(read("id;status,title\n", delimiter: UInt8(ascii: ";"))?.slots.count == 2)
  }
}

@Suite("CSV records")
struct CSVReaderTests {
  private func fields(_ text: String) throws -> [[String: String]] {
    let read = try #require(ReadRecords.csv(text))
    #expect(read.fault == nil)
    #expect(read.codes == [])
    return read.fields
  }

  @Test("end in LF, CRLF or CR, and empty lines are none", arguments: ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n\r\n"])
  func lineEnds(end: String) throws {
    let expected = [["id": "1", "title": "a"], ["id": "2", "title": "b"]]
    #expect(try fields(["id,title", "1,a", "2,b", ""].joined(separator: end)) == expected)
    #expect(try fields(["id,title", "1,a", "2,b"].joined(separator: end)) == expected)
    #expect(try fields(["", "id,title", "1,a", "", "2,b", "", ""].joined(separator: end)) == expected)
  }

  @Test("hold quoted cells with delimiters, quotes and line ends")
  func quoted() throws {
    let read = try fields(
      "id,title,description\n\"1\",\"a, b\",\"c\nd\"\n2,\"say \"\"yes\"\"\",\"\"\"\"\n\"3\",\"\",\"x\r\ny\rz\"\r\n")
    #expect(
      read == [
        ["id": "1", "title": "a, b", "description": "c\nd"],
        ["id": "2", "title": "say \"yes\"", "description": "\""],
        ["id": "3", "description": "x\r\ny\rz"],
      ])
  }

  @Test("take a quote inside a plain cell as it stands")
  func quoteInside() throws {
    #expect(
      try fields("id,title\n1,5\" nails\n2, \"x\"\n") == [
        ["id": "1", "title": "5\" nails"], ["id": "2", "title": "\"x\""],
      ])
  }

  @Test("trim cells, and take empty ones as absent")
  func empty() throws {
    #expect(
      try fields("id,title,status,tags\n 1 ,\t x\u{B},,\"  \"\n,,,\n") == [["id": "1", "title": "x"], [:]])
  }

  @Test("are separated by semicolons or tabs as well")
  func delimiters() throws {
    #expect(try fields("id;title\n1;a,b\n") == [["id": "1", "title": "a,b"]])
    #expect(
      try fields("id\ttitle\n1\ta;b\n2\t\"c\td\"\n") == [["id": "1", "title": "a;b"], ["id": "2", "title": "c\td"]])
  }

  @Test("with another number of cells are rejected, and the rest goes on")
  func wrongCount() throws {
    let read = try #require(ReadRecords.csv("id,title\n1\n2,a,b\n3,c\nx,\"y\nz\",\n"))
    #expect(read.fields == [["id": "3", "title": "c"]])
    #expect(
      read.items.filter { $0.code != nil } == [
        .init(code: .wrongFieldCount, offset: 9, count: 1, fault: 9),
        .init(code: .wrongFieldCount, offset: 11, count: 5, fault: 11),
        .init(code: .wrongFieldCount, offset: 21, count: 8, fault: 21),
      ])
  }

  @Test("with something behind a closing quote are rejected, at that place")
  func brokenQuote() throws {
    let read = try #require(ReadRecords.csv("id,title\n1,\"a\"b\n2,\"c\" ,d\n3,e\n\"4\"\"\"x,f"))
    #expect(read.fields == [["id": "3", "title": "e"]])
    #expect(
      read.items.filter { $0.code != nil } == [
        .init(code: .malformedRecord, offset: 9, count: 6, fault: 14),
        .init(code: .malformedRecord, offset: 16, count: 8, fault: 21),
        .init(code: .malformedRecord, offset: 29, count: 8, fault: 34),
      ])
  }

  @Test("with bytes that are no UTF-8 are rejected, and only those")
  func encoding() throws {
    let bytes =
      Array("id,title\n1,a".utf8) + [0xFF, 0x0A] + Array("2,é\n3,".utf8) + [0xC3, 0x0A] + Array("4,x\n".utf8)
    let read = try #require(ReadRecords.csv(bytes))
    #expect(read.fields.compactMap { $0["id"] } == ["2", "4"])
    #expect(read.codes == [.invalidEncoding, .invalidEncoding])
  }

  @Test("that are last and lack fields and a line end fail the file")
  func cutRecord() throws {
    for text in ["id,title,status\n1,a,b\n2", "id,title,status\n1,a,b\n2,c", "id,title,status\n1,a,b\n2,\"c\""] {
      let read = try #require(ReadRecords.csv(text))
      #expect(read.fields.count == 1)
      #expect(read.fault?.code == .truncatedFile)
      #expect(read.fault?.offset == 22)
    }
    // With all its fields it is complete, and with a line end it is merely wrong.
    #expect(
      try fields("id,title,status\n1,a,b\n2,c,") == [
        ["id": "1", "title": "a", "status": "b"], ["id": "2", "title": "c"],
      ])
    #expect(ReadRecords.csv("id,title,status\n2,c\n")?.codes == [.wrongFieldCount])
    #expect(ReadRecords.csv("id,title\n1,a,b")?.codes == [.wrongFieldCount])
  }

  @Test("with a quote that is still open at the end fail the file, at the quote")
  func openQuote() throws {
    for text in [
      "id,title\n1,a\n2,\"b", "id,title\n1,a\n2,\"b\n3,c\n", "id,title\n1,a\n2,\"b\"\"", "id,title\n1,a\n2,\"",
    ] {
      let read = try #require(ReadRecords.csv(text))
      #expect(read.fields == [["id": "1", "title": "a"]])
      #expect(read.fault?.code == .truncatedFile)
      #expect(read.fault?.offset == 15)
    }
  }

  @Test("of a header alone are none", arguments: ["id,title", "id,title\n", "id,title\r\n\r\n", "\u{FEFF}id,title\n"])
  func headerOnly(text: String) throws {
    #expect(try fields(text) == [])
  }

  @Test("above the limit are rejected as too large, whatever else is wrong with them")
  func tooLarge() throws {
    let long = String(repeating: "x", count: 30)
    let read = try #require(
      ReadRecords.csv(
        "id,title\n1,a\n2,\(long)\n3,\"\(long)\"y\n4,b,\(long)\n5,\"\n,\(long)\"\n6,c\n7,\(long)", limit: 20))
    #expect(read.fields.compactMap { $0["id"] } == ["1", "6"])
    #expect(read.codes == Array(repeating: .recordTooLarge, count: 5))
    #expect(read.items.map(\.count) == [3, 32, 35, 34, 36, 3, 32])
    #expect(ReadRecords.csv("id,title\n1,\(String(repeating: "x", count: 18))\n", limit: 20)?.codes == [])
    #expect(
      ReadRecords.csv("id,title\n1,\(String(repeating: "x", count: 19))\n", limit: 20)?.codes == [.recordTooLarge])
  }

  @Test("above the limit are followed piece by piece to their end, or to the end of the file")
  func tooLargeInPieces() throws {
    let long = String(repeating: "x", count: 300)
    let sound = "id,title\n1,a\n2,\"\(long)\"\",\n\"\n3,b\n"
    let read = try #require(ReadRecords.csv(Array(sound.utf8), limit: 20, piece: { 16 }))
    #expect(read.fields.compactMap { $0["id"] } == ["1", "3"])
    #expect(read.items[1] == .init(code: .recordTooLarge, offset: 13, count: 308, fault: 13))
    #expect(read == ReadRecords.csv(sound, limit: 20))
    for (text, place) in [("1,\"\(long)", 11), ("1,\"a\(long)\"\",\n,", 11), (long, 9), ("\"\(long)\"", 9)] {
      let whole = "id,title\n" + text
      let cut = try #require(ReadRecords.csv(Array(whole.utf8), limit: 20, piece: { 16 }))
      #expect(cut.fault?.code == .truncatedFile)
      #expect(cut.fault?.offset == Int64(place))
      #expect(cut == ReadRecords.csv(whole, limit: 20))
    }
  }
}
