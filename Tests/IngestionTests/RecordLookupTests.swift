import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("What is said about quarantined records")
struct QuarantineTests {
  private func quarantine(_ text: String, _ name: String, limit: Int = 1 << 20) throws -> [TestInputs.Quarantined] {
    var inputs = try TestInputs()
    try inputs.add(text, name: name)
    return try inputs.quarantine(recordLimit: limit)
  }

  @Test("names the field and its value, the place of the value, and keeps the record verbatim, in CSV")
  func csv() throws {
    let found = try quarantine(
      """
      id;status;channel;created_at;estimated_hours;title
      1;dnoe;amazon;2026-02-24;;a
      2;open;amazon;2026-02-30;;"two
      lines; é"
      3;open;;2026-02-24;;
      4;open;amazon;2026-02-24;"1;5";é
      5;open;amazon
      é;open;amazon;2026-02-24;"2"x;

      """, "a.csv")
    #expect(
      found.map { "\($0.line):\($0.column) \($0.code.name) \($0.field ?? "-"): \($0.detail)" } == [
        #"2:3 unknown-status status: status is "dnoe""#,
        #"3:15 invalid-timestamp created_at: created_at is "2026-02-30""#,
        "5:1 missing-field channel: channel is missing",
        #"6:27 invalid-number estimated_hours: estimated_hours is "1;5""#,
        "7:1 wrong-field-count -: 3 fields instead of 6",
        #"8:29 malformed-record -: "x;" follows a closing quote, where a delimiter should"#,
      ])
    #expect(
      found.map(\.text) == [
        "1;dnoe;amazon;2026-02-24;;a", "2;open;amazon;2026-02-30;;\"two\nlines; é\"", "3;open;;2026-02-24;;",
        "4;open;amazon;2026-02-24;\"1;5\";é", "5;open;amazon", "é;open;amazon;2026-02-24;\"2\"x;",
      ])
  }

  @Test("names the field and its value, the place of the value, and keeps the record verbatim, in JSON")
  func json() throws {
    let found = try quarantine(
      """
      {"tasks": [
        {"id":"1","status":"dn\\u006fe","agent":"alex","created_at":"2026-02-24"}, 7,
        {"id":{"a":1},"status":"open","agent":"alex","created_at":"2026-02-24"},
        {"id":"3","status":"open","created_at":"2026-02-24"},
        {"id":"4","status":"open","channel":["amazon"],"created_at":"2026-02-24"},
        {"id":"5","status":"open","agent":"alex","admin_approved":"maybe","created_at":"2026-02-24"},
        {"id":"6","status":"open","agent":"alex","created_at":"  ","createdAt":"soon"},
        {"id":"7","status":"open","agent":"alex","created_at":"2026-02-24","actual_hours":-1}
      ]}
      """, "a.json")
    #expect(
      found.map { "\($0.line):\($0.column) \($0.code.name) \($0.field ?? "-"): \($0.detail)" } == [
        #"2:23 unknown-status status: status is "dnoe""#,
        #"2:77 malformed-record -: "7" is no JSON object"#,
        #"3:9 invalid-id id: id is {"a":1}"#,
        "4:3 missing-field channel: channel is missing",
        #"5:39 invalid-value channel: channel is ["amazon"]"#,
        #"6:62 invalid-boolean admin_approved: admin_approved is "maybe""#,
        #"7:75 invalid-timestamp createdAt: createdAt is "soon""#,
        #"8:85 invalid-number actual_hours: actual_hours is "-1""#,
      ])
    #expect(found[1].text == "7")
    #expect(found[7].text.hasPrefix(#"{"id":"7""#) && found[7].text.hasSuffix("}"))
  }

  @Test("shows where a line of NDJSON stops being JSON")
  func ndjson() throws {
    let found = try quarantine(
      "{\"id\":\"1\",\"status\":\"open\"}\n{\"id\":\"é\",}\nnonsense\n{\"id\":\"3\"\n\n{\"id\":\"\(String(repeating: "é", count: 60))\" x}\n",
      "a.ndjson")
    #expect(
      found.map { "\($0.line):\($0.column) \($0.code.name): \($0.detail)" } == [
        "1:1 missing-field: channel is missing",
        #"2:11 malformed-record: "}" is not what JSON has here"#,
        #"3:1 malformed-record: "nonsense" is no JSON object"#,
        "4:10 malformed-record: the record ends too early",
        #"6:70 malformed-record: "x}" is not what JSON has here"#,
      ])
  }

  @Test("clips long values, says how large a record is that is too large, and keeps bytes that are no text")
  func values() throws {
    let long = String(repeating: "ç", count: 100)
    let found = try quarantine(
      "id,status,channel,created_at\n1,\(long),amazon,2026-02-24\n2,\(long)\(long)\(long),amazon,2026-02-24\n", "a.csv",
      limit: 500)
    #expect(
      found.map(\.detail) == [
        "status is \"\(String(repeating: "ç", count: 60))...\"", "the record has 620 bytes, more than 500",
      ])
    var inputs = try TestInputs()
    try inputs.add(
      Array("id,status,channel,created_at\n1,op".utf8) + [0xFF] + Array("en,amazon,2026-02-24\n".utf8), name: "a.csv")
    let broken = try inputs.quarantine()
    #expect(broken.map(\.code) == [.invalidEncoding])
    #expect(broken.map(\.detail) == ["the record holds bytes that are not UTF-8"])
    #expect(broken[0].verbatim == Array("1,op".utf8) + [0xFF] + Array("en,amazon,2026-02-24".utf8))
  }

  @Test("names what an event lacks, whose own id is not the task's")
  func events() throws {
    let found = try quarantine(
      """
      {"task_id":"1","event":"approved","at":"2026-02-24"}
      {"id":"e-2","event":"approved","at":"2026-02-24"}
      {"task_id":"3","event":"archived","at":"2026-02-24"}
      {"task_id":"4","event":"approved","at":"yesterday"}
      {"task_id":"5","event":"approved"}
      {"taskId":"6","event":"COMPLETED","at":1771937130,"actual_hours":"x"}
      """, "events.ndjson")
    #expect(
      found.map { "\($0.line):\($0.column) \($0.code.name): \($0.detail)" } == [
        "2:1 missing-field: task_id is missing", #"3:25 unknown-event: event is "archived""#,
        #"4:41 invalid-timestamp: at is "yesterday""#, "5:1 missing-field: at is missing",
        #"6:67 invalid-number: actual_hours is "x""#,
      ])
  }
}

@Suite("The texts of records")
struct RecordTextTests {
  @Test(
    "are read again from every format",
    arguments: [
      (
        "a.csv",
        "id,status,channel,created_at,Title,tags\r\n1,open,amazon,2026-02-24,\" say \"\"é\"\"\r\nhere \",a|b\r\n"
      ),
      (
        "a.json",
        "[{\"id\":\"1\",\"status\":\"open\",\"marketplace\":\"amazon\",\"createdAt\":\"2026-02-24\",\"title\":\" say \\\"\\u00e9\\\"\\r\\nhere \",\"tags\":\"a|b\"}]"
      ),
      (
        "a.ndjson",
        "{\"id\":1,\"status\":\"open\",\"channel\":\"amazon\",\"created_at\":\"2026-02-24\",\"title\":\"say \\\"é\\\"\\r\\nhere\",\"tags\":\"a|b\"}\n"
      ),
      (
        "a.xml",
        "<x>\n <task id='1'><status>open</status><channel>amazon</channel><created_at>2026-02-24</created_at><title> say &quot;&#233;&quot;&#13;\nhere </title><tags>a|b</tags></task></x>"
      ),
    ])
  func texts(name: String, text: String) throws {
    var inputs = try TestInputs()
    try inputs.add(text, name: name)
    let digest = try inputs.read(jobs: 1).digest
    #expect(digest.failures == [nil])
    let expected: [String: String] = [
      "id": "1", "status": "open", "channel": "amazon", "created_at": "2026-02-24", "title": "say \"é\"\r\nhere",
      "tags": "a|b",
    ]
    #expect(digest.tasks.count == 1)
    #expect(digest.tasks[0].hasSuffix(" \(expected.sorted { $0.key < $1.key })"))
  }

  @Test("decide between records that agree in every figure: in the table's order, absent lowest, then by place")
  func latest() throws {
    var inputs = try TestInputs()
    let same = #""id":"1","status":"open","channel":"amazon","created_at":"2026-02-24""#
    let records = [
      "{\(same)}", #"{\#(same),"title":"a"}"#, #"{\#(same),"title":"b"}"#, #"{\#(same),"title":"b","priority":"high"}"#,
      #"{\#(same),"priority":"low","title":"b"}"#, #"{\#(same),"title":"b","priority":"low"}"#,
    ]
    try inputs.add(records.joined(separator: "\n"), name: "a.ndjson")
    let opened = try inputs.open()
    let lookup = RecordLookup(inputs: opened, directory: NameDirectory(registry: .builtIn))
    var origins: [RecordOrigin] = []
    var offset = 0
    for record in records {
      origins.append(RecordOrigin(input: 0, offset: Int64(offset), count: UInt32(record.utf8.count)))
      offset += record.utf8.count + 1
    }
    #expect(try lookup.latest(of: origins) == origins[4])
    #expect(try lookup.latest(of: origins.reversed()) == origins[4])
    #expect(try lookup.latest(of: [origins[1], origins[0]]) == origins[1])
    #expect(try lookup.latest(of: [origins[3], origins[2]]) == origins[3])
    #expect(try lookup.latest(of: [origins[5], origins[4]]) == origins[4])
    #expect(try lookup.latest(of: []) == nil)
  }
}

@Suite("Lines and columns")
struct LinePlacesTests {
  /// The places of some offsets, asked for in order.
  private func places(_ text: String, _ offsets: [Int64]) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write("a", text)
    let source = try InputSource.open(Array(folder("a").utf8), path: "a", temporaryFolder: folder.path)
    var finder = LinePlaces(source)
    return try offsets.map {
      let place = try finder.place(of: $0)
      return "\(place.line):\(place.column)"
    }
  }

  @Test(
    "count LF, CRLF and CR as one line end each",
    arguments: [
      ("ab\ncd\n\nef", ["1:1", "1:3", "2:1", "2:2", "3:1", "4:1", "4:3"], [0, 2, 3, 4, 6, 7, 9]),
      ("ab\r\ncd\r\n\r\nef", ["1:1", "1:3", "2:1", "3:1", "4:1"], [0, 2, 4, 8, 10]),
      ("ab\rcd\r\ref", ["1:1", "2:1", "2:2", "3:1", "4:1"], [0, 3, 4, 6, 7]),
      ("\r\n\n\r\r\n", ["2:1", "3:1", "4:1", "5:1"], [2, 3, 4, 6]),
    ] as [(String, [String], [Int64])])
  func lineEnds(text: String, expected: [String], offsets: [Int64]) throws {
    #expect(try places(text, offsets) == expected)
    // Asked for alone, each is where it was.
    for (offset, place) in zip(offsets, expected) { #expect(try places(text, [offset]) == [place]) }
  }

  @Test("count characters, not bytes, and no byte order mark")
  func characters() throws {
    #expect(try places("é€😀x\né", [2, 5, 9, 10, 11, 13]) == ["1:2", "1:3", "1:4", "1:5", "2:1", "2:2"])
    #expect(try places("\r\né€x", [4, 7]) == ["2:2", "2:3"])
    #expect(try places("\u{FEFF}ab", [3, 4]) == ["1:1", "1:2"])
  }

  @Test("stand still behind the end")
  func end() throws {
    #expect(try places("a\nb", [3, 100]) == ["2:2", "2:2"])
    #expect(try places("", [0, 5]) == ["1:1", "1:1"])
  }

  @Test("are found beyond the first buffer, with a line end at its very edge")
  func buffers() throws {
    let size = 1 << 20
    for (edge, expected) in [("\r\n", "2:1"), ("\r\r", "3:1"), ("\n\n", "3:1"), ("a\n", "2:1")] {
      let text = String(repeating: "x", count: size - 1) + edge + "yz"
      #expect(try places(text, [Int64(size + 1)]) == [expected])
      #expect(
        try places(text, [Int64(size - 1), Int64(size + 2)]) == ["1:\(size)", expected.replacing(":1", with: ":2")])
    }
    let many = String(repeating: "é\n", count: 700_000)
    #expect(try places(many, [Int64(3 * 600_000 + 2)]) == ["600001:2"])
  }
}
