import TestSupport
import Testing

@testable import Ingestion

@Suite("Telling what a file is")
struct FormatDetectorTests {
  @Test(
    "goes by what follows the last point in the name of the file",
    arguments: [
      ("a.CSV", true), ("x.json/a.csv", true), ("a.csv/", true), ("a.b.csv.", true), ("csv", false), ("x.csv/a", false),
      ("...", false), ("", false), ("a.csv.b", false), (".csv", true),
    ])
  func ending(name: String, isCSV: Bool) {
    let found = FormatDetector.detect(head: [], isWhole: true, name: name)
    #expect((found == .empty(InputShape(.tasks, .csv, delimiter: 0x2C))) == isCSV)
  }

  private func detect(
    _ text: String, _ name: String = "-", kind: InputKind? = nil, format: InputFormat? = nil, isWhole: Bool = true
  ) -> Detection {
    FormatDetector.detect(head: Array(text.utf8), isWhole: isWhole, name: name, kind: kind, format: format)
  }

  @Test(
    "JSON by its content",
    arguments: [
      (#"[{"id":"1","title":"t"}]"#, InputKind.tasks, InputFormat.json),
      (#"[]"#, .tasks, .json),
      (#" [ null, 3, {}, {"status":"open"}]"#, .tasks, .json),
      (#"[{"taskId":"1","event":"approved","at":"2026"}]"#, .events, .json),
      (#"[{"task_id":"1","event":"approved","at":"2026","status":"x"}]"#, .tasks, .json),
      (#"{"tasks":[]}"#, .tasks, .json),
      (#"{"exported_at":"2026-01-01","data":[{"id":1}]}"#, .tasks, .json),
      (#"{"rows":[{"foo":1}]}"#, .tasks, .json),
      (#"{"tasks":[{"titulo":"a","status":"open"}]}"#, .tasks, .json),
      (#"{"events":[{"task_id":"1"}]}"#, .events, .json),
      (#"{"id":"1","status":"open"}"#, .tasks, .json),
      ("{\"id\":\"1\"}\n{\"id\":\"2\"}\n", .tasks, .ndjson),
      ("{\"id\":\"1\",\n\"title\":\"2\"}\n", .tasks, .json),
      ("{\"id\":\"1\"}\nbroken\n{\"id\":\"2\"}", .tasks, .ndjson),
      ("{\"task_id\":\"1\",\"event\":\"created\",\"at\":1}\n{}", .events, .ndjson),
      (#"[{"t\u0061sk_id":"1","\u0065vent":"approved","a\u0074":"2026"}]"#, .events, .json),
      (#"{"\u0065vents":[{"task_id":"1"}]}"#, .events, .json),
      (#"{"id":"a \" } quoted [","tags":[{"x":[1,{"y":"}"}]}]}"#, .tasks, .json),
    ])
  func json(text: String, kind: InputKind, format: InputFormat) {
    #expect(detect(text) == .readable(InputShape(kind, format)))
  }

  @Test("JSON that goes on behind what is looked at")
  func cutJSON() {
    let long = String(repeating: "x", count: 1000)
    #expect(detect(#"{"tasks":[{"id":"1"},{"id":"\#(long)"#, isWhole: false) == .readable(InputShape(.tasks, .json)))
    #expect(detect(#"[{"status":"open","title":"\#(long)"#, isWhole: false) == .readable(InputShape(.tasks, .json)))
    #expect(
      detect(#"{"id":"1","title":"\#(long)"#, "a.jsonl", isWhole: false) == .readable(InputShape(.tasks, .ndjson)))
  }

  @Test(
    "JSON that tells only far behind its beginning what it is",
    arguments: [
      ("{\"id\":\"1\",\"title\":\"…\"}\n{\"id\":\"2\"}\n", InputKind.tasks, InputFormat.ndjson),
      ("{\"title\":\"…\",\"status\":\"open\"}\n", .tasks, .json),
      ("{\"description\":\"…\",\"title\":\"a\"}\n{\"title\":\"b\"}\n", .agentOutput, .ndjson),
      (#"{"schema":["…"],"tasks":[{"id":"1"}]}"#, .tasks, .json),
      (#"{"schema":{"a":"…"},"events":[{"task_id":"1"}]}"#, .events, .json),
      (#"[{"reason":"…","task_id":"1","event":"approved","at":"2026"}]"#, .events, .json),
    ])
  func farAway(text: String, kind: InputKind, format: InputFormat) throws {
    let folder = try TemporaryFolder()
    for count in [70_000, 1_000_000] {
      try folder.write("a", text.replacing("…", with: String(repeating: "x", count: count)) + " ")
      let source = try InputSource.open(Array(folder("a").utf8), path: "a", temporaryFolder: folder.path)
      #expect(try FormatDetector.detect(source) == .readable(InputShape(kind, format)))
    }
  }

  @Test("NDJSON by its name, when one line does not tell")
  func lines() {
    #expect(detect(#"{"id":"1"}"#, "in/a.NDJSON") == .readable(InputShape(.tasks, .ndjson)))
    #expect(detect("{}\n{\"id\":\"1\"}", "a.jsonl") == .readable(InputShape(.tasks, .ndjson)))
    #expect(detect("{\"id\": 1, broken}\n{\"id\":\"1\"}", "a.jsonl") == .readable(InputShape(.tasks, .ndjson)))
  }

  @Test(
    "CSV by its header",
    arguments: [
      ("id,title,status\n1,a,open", ",", InputKind.tasks),
      ("ID;Title;Created At\r\n1;a,b;x", ";", .tasks),
      ("\n\"id\"\t\"created-at\"\tx,y\n", "\t", .tasks),
      ("task_id,event,at,actor\n", ",", .events),
      ("task_id,event,at,status\n", ",", .tasks),
      ("title,channel,priority,status", ",", .tasks),
    ])
  func csv(text: String, delimiter: String, kind: InputKind) {
    let shape = InputShape(kind, .csv, delimiter: delimiter.utf8.first)
    #expect(detect(text) == .readable(shape))
  }

  @Test(
    "A list is a task export when any of its records is a stored one, whatever the first lacks",
    arguments: [
      (#"[{"title":"a","channel":"amazon"},{"title":"b","id":"1","status":"done"}]"#, "a.json", InputFormat.json),
      ("{\"title\":\"a\"}\n{\"title\":\"b\",\"id\":\"1\",\"status\":\"done\"}\n", "a.ndjson", .ndjson),
      (#"{"tasks":[{"title":"a"},{"title":"b","created_at":"2026-02-24"}]}"#, "a.json", .json),
    ])
  func storedBehindProposed(text: String, name: String, format: InputFormat) {
    #expect(detect(text, name) == .readable(InputShape(.tasks, format)))
  }

  @Test("Nexo's own envelope may have an id beside its content, a task export has a status")
  func envelopeWithID() {
    let envelope = #"{"agent":"alex","id":"7","content":"nothing","created_at":"2026-02-24"}"#
    #expect(detect(envelope) == .readable(InputShape(.agentOutput, .json)))
    let task = #"{"agent":"alex","id":"7","content":"x","status":"done","created_at":"2026-02-24"}"#
    #expect(detect(task) == .readable(InputShape(.tasks, .json)))
  }

  @Test("What a model wrote in tags is a text: two roots or a bare ampersand are no fault of it")
  func taggedText() {
    let text = "<task><title>A & B</title></task>\n<task><title>C</title></task>"
    #expect(detect(text, "alex.md") == .readable(InputShape(.agentOutput, .text)))
    #expect(
      detect("<tasks><task><title>A</title></task></tasks>", "alex.md") == .readable(InputShape(.agentOutput, .text)))
    #expect(detect("<tasks><task><id>1</id></task></tasks>", "alex.md") == .readable(InputShape(.tasks, .xml)))
    #expect(
      detect("<tasks><task><title>A</title></task></tasks>", "a.xml") == .readable(InputShape(.agentOutput, .xml)))
  }

  @Test("A text of nothing but white space is an answer without tasks; a file of no bytes is truncated")
  func blankText() {
    #expect(detect(" \n", "alex.md") == .readable(InputShape(.agentOutput, .text)))
    #expect(detect("", "alex.md") == .truncated(reason: "the file has no bytes"))
    #expect(detect(" \n", "alex.json") == .truncated(reason: "the file holds nothing but white space"))
  }

  @Test("CSV with one known column by its name only")
  func csvByName() {
    #expect(detect("id,foo,bar\n", "a.csv") == .readable(InputShape(.tasks, .csv, delimiter: 0x2C)))
    #expect(detect("id\n1\n", "a.csv") == .readable(InputShape(.tasks, .csv, delimiter: 0x2C)))
    #expect(detect("status: all is well, really\n", "a.txt") == .readable(InputShape(.agentOutput, .text)))
  }

  @Test(
    "XML by its first records",
    arguments: [
      ("<tasks><task><id>1</id></task></tasks>", InputKind.tasks),
      ("<?xml version='1.0'?><x><row status='a'/></x>", .tasks),
      ("<events><event><task_id>1</task_id><event>e</event><at>1</at></event></events>", .events),
      ("<x><row><field name='task_id'>1</field><event>e</event><at>1</at></row></x>", .events),
      ("<tasks/>", .tasks),
      ("<events></events>", .events),
      ("<tasks><meta>", .tasks),
      ("<!DOCTYPE tasks><tasks/>", .tasks),
      ("<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol 'lol'>]><lolz>&lol;</lolz>", .tasks),
    ])
  func xml(text: String, kind: InputKind) {
    #expect(detect(text) == .readable(InputShape(kind, .xml)))
  }

  @Test(
    "nothing, where nothing may be",
    arguments: [
      ("a.csv", InputFormat?.none, InputShape(.tasks, .csv, delimiter: 0x2C)),
      ("a.ndjson", nil, InputShape(.tasks, .ndjson)),
      ("a.JSONL", nil, InputShape(.tasks, .ndjson)),
      ("-", .ndjson, InputShape(.tasks, .ndjson)),
    ])
  func empty(name: String, format: InputFormat?, shape: InputShape) {
    #expect(detect("", name, format: format) == .empty(shape))
    #expect(detect(" \r\n\t", name, format: format) == .empty(shape))
  }

  @Test("a file that lost its bytes", arguments: ["a.json", "a.xml", "a", "-", "csv"])
  func truncated(name: String) {
    #expect(detect("", name) == .truncated(reason: "the file has no bytes"))
    #expect(detect("\n", name) == .truncated(reason: "the file holds nothing but white space"))
  }

  @Test("databases, and what was compressed twice")
  func binary() {
    func detect(_ bytes: [UInt8], _ kind: InputKind? = nil) -> Detection {
      FormatDetector.detect(head: bytes, isWhole: true, name: "a.json", kind: kind)
    }
    #expect(
      detect([0x1F, 0x8B, 8, 0])
        == .unknown(tried: "it is compressed twice: what comes out of it is gzip again"))
    #expect(
      detect([0x28, 0xB5, 0x2F, 0xFD, 0])
        == .unknown(tried: "it is compressed twice: what comes out of it is zstd again"))
    let database = Array("SQLite format 3\0...".utf8)
    #expect(detect(database) == .readable(InputShape(.tasks, .sqlite)))
    #expect(detect(database, .events) == .readable(InputShape(.events, .sqlite)))
    #expect(
      detect(database, .agentOutput) == .unknown(tried: "it is an SQLite database, which holds no agent output"))
  }

  @Test("a text in another encoding is a text by its name; bytes are not")
  func otherEncoding() {
    func detect(_ bytes: [UInt8], _ name: String) -> Detection {
      FormatDetector.detect(head: bytes, isWhole: true, name: name)
    }
    #expect(detect(Array("Ol".utf8) + [0xE1], "alex.md") == .readable(InputShape(.agentOutput, .text)))
    for (bytes, name) in [(Array("Ol".utf8) + [0xE1], "alex.bin"), ([0x4F, 0, 0xE1], "alex.md")] {
      guard case .unknown = detect(bytes, name) else {
        Issue.record("\(name) was taken for an input")
        continue
      }
    }
  }

  @Test(
    "agent output",
    arguments: [
      (#"[{"title":"a","description":"b"}]"#, InputFormat.json), (#"{"tasks":[{"title":"a"}]}"#, .json),
      (#"{"exported_at":"2026-02-24","tarefas":[{"title":"a"}]}"#, .json),
      (#"{"tarefas":[{"titulo":"a"}]}"#, .json), (#"{"tasks":[{"titulo":"a"}]}"#, .json), (#"[{"titulo":"a"}]"#, .json),
      ("{\"titulo\":\"a\"}\n{\"titulo\":\"b\"}", .ndjson),
      (#"{"title":"a"}"#, .json), (#"{"id":"m","type":"message","content":[]}"#, .json),
      (#"{"id":"c","object":"chat.completion","created":1}"#, .json), (#"[{"id":"m","type":"message"}]"#, .json),
      (#"{"id":"r","object":"response","created_at":1}"#, .json), (#"{"type":"error","error":{"type":"x"}}"#, .json),
      ("{\"custom_id\":\"a\"}\n{\"custom_id\":\"b\"}", .ndjson), (#"{"error":{"message":"no"}}"#, .json),
      (#"{"object":"list","data":[{"object":"response","id":"r","status":"completed"}]}"#, .json),
      (#"{"agent":"alex","content":"...","created_at":"2026-01-01"}"#, .json),
      (#"{"content":"...","created_at":"2026-01-01"}"#, .json),
      (#"{"agent":"alex","error":"timeout","created_at":"2026-01-01"}"#, .json), ("Here are the tasks:\n- one", .text),
      ("<p>An answer</p> & more", .text), ("<tasks><task><title>a</title></task></tasks>", .xml),
      ("[see below] the list", .text), ("[{'title': 'a', 'tags': []}]", .text), ("{tasks: [{titulo: \"a\"}]}", .text),
    ])
  func agentOutput(text: String, format: InputFormat) {
    #expect(detect(text) == .readable(InputShape(.agentOutput, format)))
  }

  @Test(
    "what a model wrote, whatever the file is called",
    arguments: ["```json\n[]\n```", "[{'title': 'a'}]", "[{title: 1}"])
  func slips(text: String) {
    #expect(detect(text, "alex.json") == .readable(InputShape(.agentOutput, .text)))
  }

  @Test(
    "objects that tell of a batch and hold no response",
    arguments: [
      #"{"id":"msgbatch_1","type":"message_batch","processing_status":"ended","created_at":"2026-02-24T00:00:00Z"}"#,
      #"{"id":"batch_1","object":"batch","status":"completed","created_at":1711471533}"#,
    ])
  func batchObjects(text: String) {
    guard case .unknown(let tried) = detect(text, "batch.json") else {
      Issue.record("\(detect(text, "batch.json"))")
      return
    }
    #expect(tried.contains("batch"))
  }

  @Test(
    "nothing known, and says what was tried",
    arguments: [
      (#"{"name":"pkg","version":"1"}"#, "package.json"), ("[1,2", "a.json"), ("name,qty\nx,1\n", "a.csv"),
      ("<project><a/></project>", "pom.xml"), ("\u{0}\u{1}\u{2}", "a.bin"), ("text", "a.json"),
    ])
  func unknown(text: String, name: String) throws {
    guard case .unknown(let tried) = detect(text, name) else {
      Issue.record("\(detect(text, name))")
      return
    }
    for format in ["JSON", "NDJSON", "CSV", "XML", "text"] { #expect(tried.contains(format)) }
  }

  @Test("the user's word overrules")
  func overruled() {
    #expect(detect(#"[{"foo":1}]"#, kind: .tasks) == .readable(InputShape(.tasks, .json)))
    #expect(detect(#"[{"id":1}]"#, kind: .events) == .readable(InputShape(.events, .json)))
    #expect(detect("foo;bar", format: .csv) == .readable(InputShape(.tasks, .csv, delimiter: 0x3B)))
    #expect(detect(#"{"id":1}"#, format: .ndjson) == .readable(InputShape(.tasks, .ndjson)))
    #expect(detect("<a/>", format: .xml) == .readable(InputShape(.tasks, .xml)))
    #expect(detect("<a/>", kind: .events, format: .xml) == .readable(InputShape(.events, .xml)))
    #expect(detect("{\"id\":1}", kind: .agentOutput) == .readable(InputShape(.agentOutput, .json)))
    #expect(detect("{foo", "a.json", kind: .agentOutput) == .readable(InputShape(.agentOutput, .json)))
    #expect(detect("title,priority\n", "a.txt", kind: .agentOutput) == .readable(InputShape(.agentOutput, .text)))
    #expect(
      detect("x", format: .sqlite)
        == .unknown(tried: "it is no SQLite database: it does not begin with \"SQLite format 3\""))
  }

  @Test("a file with a byte order mark, through an open source")
  func source() throws {
    let folder = try TemporaryFolder()
    try folder.write("data.bin", [0xEF, 0xBB, 0xBF] + Array("id;status\n1;open\n".utf8))
    let path = folder("data.bin")
    let source = try InputSource.open(Array(path.utf8), path: path, temporaryFolder: folder.path)
    #expect(try FormatDetector.detect(source) == .readable(InputShape(.tasks, .csv, delimiter: 0x3B)))
    try folder.write("wide", [0xFF, 0xFE, 0x5B, 0, 0x5D, 0])
    let wide = folder("wide")
    let second = try InputSource.open(Array(wide.utf8), path: wide, temporaryFolder: folder.path)
    #expect(try FormatDetector.detect(second) == .readable(InputShape(.tasks, .json)))
  }
}
