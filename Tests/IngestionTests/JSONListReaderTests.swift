import Tasks
import Testing

@testable import Ingestion

@Suite("Lists in JSON")
struct JSONListReaderTests {
  @Test("hold records, of which the fields of the schema count")
  func records() {
    let read = ReadRecords.json(
      #" [ {"id":"1","title":"a\"b","other":{"id":"x"}} , {"id":2,"admin_approved":true,"tags":["x"],"metadata":{"a":[1]}},{}]"#
    )
    #expect(read.fault == nil)
    #expect(
      read.fields == [
        ["id": "1", "title": "a\"b"],
        [
          "id": "literal:2", "admin_approved": "literal:true", "tags": "array:[\"x\"]",
          "metadata": "object:{\"a\":[1]}",
        ],
        [:],
      ])
    #expect(read.items.map(\.offset) == [3, 50, 115])
  }

  @Test("match keys to the letter, escapes resolved, and of repeated ones the last counts, absent or not")
  func keys() {
    let read = ReadRecords.json(
      #"[{"ID":"1","Status":"a","\u0069d":"2","title":"x","title":null,"status":"a","status":""}]"#)
    #expect(read.fields == [["id": "2"]])
    #expect(
      ReadRecords.json(#"[{"title":null,"title":"x","id":{"a":1},"id":"3"}]"#).fields == [["title": "x", "id": "3"]])
  }

  @Test("may be empty", arguments: ["[]", " [ ] ", "\n[\n]\n"])
  func empty(text: String) {
    let read = ReadRecords.json(text)
    #expect(read.items == [])
    #expect(read.fault == nil)
  }

  @Test("reject elements that are no objects, and go on")
  func elements() {
    let read = ReadRecords.json(#"[1,{"id":"1"},"x",null,[{"id":"2"}],-1.5e3,{"id":"3"}]"#)
    #expect(read.fields == [["id": "1"], ["id": "3"]])
    #expect(read.codes == Array(repeating: .malformedRecord, count: 5))
    #expect(read.items.map(\.count) == [1, 10, 3, 4, 12, 6, 10])
  }

  @Test(
    "with wrong syntax fail the file, at the place",
    arguments: [
      (#"[{"id":"1"},{"id":"2" "title":"x"}]"#, 22), (#"[{"id":"1"} {"id":"2"}]"#, 12), (#"[{"id":"1"},]"#, 12),
      (#"[{"id":"1"}}"#, 11), (#"[{"id":"1"}],"#, 12), (#"[{"id":"1"}]]"#, 12), (#"[{"id":"1"}][{"id":"2"}]"#, 12),
      (#"[{"id":01}]"#, 8), (#"[{"id":"1",}]"#, 11), (#"[,{"id":"1"}]"#, 1), (#"[{"id":"\q"}]"#, 9),
    ])
  func malformed(text: String, place: Int64) {
    let read = ReadRecords.json(text)
    #expect(read.fault?.code == .malformedFile)
    #expect(read.fault?.offset == place)
  }

  @Test("with wrong syntax say what stands where, and what should")
  func reasons() {
    func reason(_ text: String) -> String? { ReadRecords.json(text).fault?.reason }
    #expect(reason("[{}{}]") == #""{" stands where a comma or the end of the list should"#)
    #expect(reason("[{} \"a\"]") == "a quote stands where a comma or the end of the list should")
    #expect(reason("[]é") == "byte 195 stands where the end of the file should")
    #expect(reason(#"[{"a":tru}]"#) == #""}" stands where valid JSON should"#)
    #expect(reason("[{}") == "the file ends inside its list: it was cut off")
    #expect(reason("[{") == "the file ends inside the record that begins here")
  }

  @Test("that are cut off fail the file, and give the records before the cut")
  func cut() {
    let text = #"[{"id":"1"}, {"id":"2"}]"#
    for end in 0..<text.utf8.count {
      let read = ReadRecords.json(String(text.prefix(end)))
      #expect(read.fault?.code == .truncatedFile)
      #expect(read.fields.count == (end >= 23 ? 2 : end >= 11 ? 1 : 0))
    }
    #expect(ReadRecords.json(String(text.prefix(18))).fault?.offset == 13)
  }

  @Test("nested too deeply fail the file")
  func nesting() {
    func text(_ levels: Int) -> String {
      #"[{"id":"1","metadata":"# + String(repeating: "[", count: levels) + String(repeating: "]", count: levels) + "}]"
    }
    #expect(ReadRecords.json(text(511)).fault == nil)
    #expect(ReadRecords.json(text(512)).fault?.code == .limitExceeded)
  }

  @Test("reject records with bytes that are no UTF-8, and only those")
  func encoding() {
    let bytes =
      Array(#"[{"id":"1","title":""#.utf8) + [0xE9] + Array(#""},{"id":"2","title":"é"},{"id":"3","x":""#.utf8) + [0xC3]
      + Array(#""}]"#.utf8)
    let read = ReadRecords.json(bytes)
    #expect(read.fields == [["id": "2", "title": "é"]])
    #expect(read.codes == [.invalidEncoding, .invalidEncoding])
  }

  @Test("reject records above the limit, in one go as piece by piece")
  func tooLarge() {
    let long = String(repeating: "x", count: 300)
    let text =
      #"[{"id":"1"},{"id":"2","title":"\#(long)"},"\#(long)",[[\#(long.map { _ in "1" }.joined(separator: ","))]], {"id":"3"}]"#
    let read = ReadRecords.json(text, limit: 50)
    #expect(read.fault == nil)
    #expect(read.fields == [["id": "1"], ["id": "3"]])
    #expect(read.codes == Array(repeating: .recordTooLarge, count: 3))
    for piece in [1, 7, 64, 200] {
      #expect(ReadRecords.json(Array(text.utf8), limit: 50, piece: { piece }) == read)
    }
    for cut in [100, 341, 342, 500, 700] {
      let part = Array(text.utf8.prefix(cut))
      #expect(ReadRecords.json(part, limit: 50, piece: { 16 }) == ReadRecords.json(part, limit: 50))
      #expect(ReadRecords.json(part, limit: 50).fault?.code == .truncatedFile)
    }
    let broken = Array(text.utf8.prefix(300)) + Array("\n".utf8) + Array(text.utf8.dropFirst(300))
    #expect(ReadRecords.json(broken, limit: 50, piece: { 16 }).fault?.offset == 300)
    #expect(ReadRecords.json(broken, limit: 50).fault == ReadRecords.json(broken, limit: 50, piece: { 16 }).fault)
  }

  @Test(
    "in an object are followed by whatever the object holds, of which the syntax is checked",
    arguments: [
      (#"[{"id":"1"}]}"#, nil), (#"[{"id":"1"}] , "a" : [{"id":"2"}], "b":{"c":"}"} } "#, nil),
      (#"[{"id":"1"}]"#, .truncatedFile), (#"[{"id":"1"}],"exported_at":"2026"#, .truncatedFile),
      (#"[{"id":"1"}]}}"#, .malformedFile), (#"[{"id":"1"}]}{"tasks":[{"id":"2"}]}"#, .malformedFile),
      (#"[{"id":"1"}]]"#, .malformedFile), (#"[{"id":"1"}] "a":1}"#, .malformedFile),
      (#"[{"id":"1"}],}"#, .malformedFile),
      (#"[{"id":"1"}],"a":tru}"#, .malformedFile),
    ] as [(String, FindingCode?)])
  func wrapped(text: String, code: FindingCode?) {
    for piece in [1, 3, 1000] {
      let read = ReadRecords.json(Array(text.utf8), isWrapped: true, piece: { piece })
      #expect(read.fields == [["id": "1"]])
      #expect(read.fault?.code == code)
    }
  }

  @Test("may be one record")
  func onlyRecord() {
    #expect(ReadRecords.json(Array(#" {"id":"1"} "#.utf8), state: .onlyElement).fields == [["id": "1"]])
    #expect(ReadRecords.json(Array(#"{"id":"1"} x"#.utf8), state: .onlyElement).fault?.code == .malformedFile)
    #expect(ReadRecords.json(Array(#"{"id":"1""#.utf8), state: .onlyElement).fault?.code == .truncatedFile)
    #expect(ReadRecords.json(Array(#"{"id":"1",,}"#.utf8), state: .onlyElement).fault?.offset == 10)
  }
}
