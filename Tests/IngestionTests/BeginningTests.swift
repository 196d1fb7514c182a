import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("The beginning of an input that was opened")
struct BeginningTests {
  private let folder: TemporaryFolder
  private let beginning = Beginning()

  init() throws { folder = try TemporaryFolder() }

  private func open(_ name: String, _ bytes: [UInt8]) throws -> InputSource {
    try folder.write(name, bytes)
    let path = folder(name)
    return try InputSource.open(Array(path.utf8), path: path, temporaryFolder: folder.path, beginning: beginning)
  }

  @Test("is the whole of a small file")
  func small() throws {
    let source = try open("a.json", Array("[]".utf8))
    #expect(beginning.whole(source) == Array("[]".utf8))
  }

  @Test("is no more than is looked at of a large one")
  func large() throws {
    let source = try open("a.txt", [UInt8](repeating: 0x61, count: FormatDetector.headSize + 1))
    #expect(beginning.isOf(source) && !beginning.isWhole && beginning.whole(source) == nil)
    #expect(beginning.bytes.count == Beginning.firstLook)
    try beginning.grow(source, to: FormatDetector.headSize)
    #expect(!beginning.isWhole && beginning.bytes.count == FormatDetector.headSize)
  }

  @Test("is looked at no further where its first line is a record of tasks, and grows where it is anything else")
  func firstLook() throws {
    let line = #"{"id":"1","title":"a","status":"pending"}"# + "\n"
    let lines = try open("a.ndjson", Array(String(repeating: line, count: 1000).utf8))
    #expect(try FormatDetector.detect(lines, beginning: beginning) == .readable(InputShape(.tasks, .ndjson)))
    #expect(beginning.bytes.count == Beginning.firstLook && !beginning.isWhole)
    let list = try open("b.json", Array("[\(String(repeating: "1,", count: 5000))1]".utf8))
    _ = try FormatDetector.detect(list, beginning: beginning)
    #expect(beginning.isWhole && beginning.whole(list)?.count == 10003)
  }

  /// What tells may lie anywhere, also behind the first look.
  @Test("says of every input what it says when it is looked at at once", arguments: 0..<400)
  func sameAsWhole(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let records = [
      #"{"id":"1","title":"a","status":"pending"}"#, #"{"title":"a","agent":"alex"}"#,
      #"{"agent":"alex","content":"x"}"#,
      #"{"event":"created","at":"2026-02-24T00:00:00Z","task_id":"1"}"#, #"{"custom_id":"alex"}"#, #"{"x":1}"#,
      #"{"type":"message","role":"assistant"}"#, #"{"object":"batch","id":"1"}"#, "{}", "[1]", "x", "{", "",
    ]
    var text = Bool.random(using: &random) ? "" : " \n"
    text += ["", "", "[", #"{"tasks":["#, "id,status\n", "<tasks>"].randomElement(using: &random) ?? ""
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      text += records.randomElement(using: &random) ?? ""
      text += String(repeating: " ", count: [0, 0, Beginning.firstLook, 9 * 8192].randomElement(using: &random) ?? 0)
      text += ["\n", "\n", ",", ""].randomElement(using: &random) ?? ""
    }
    let name = "a." + (["json", "ndjson", "csv", "txt", "xml", "dat"].randomElement(using: &random) ?? "")
    let source = try open(name, Array(text.utf8))
    for kind in [nil, .tasks, .agentOutput] as [InputKind?] {
      for format in [nil, .json, .ndjson, .csv] as [InputFormat?] {
        let found = try FormatDetector.detect(source, kind: kind, format: format, beginning: beginning)
        #expect(try found == FormatDetector.detect(source, kind: kind, format: format), "\(name) \(text.prefix(200))")
      }
    }
  }

  @Test("is that of the input that was opened last, of no other")
  func another() throws {
    let first = try open("a.csv", Array("id,status\n".utf8))
    let second = try open("b.json", Array(#"{"tasks":[]}"#.utf8))
    #expect(!beginning.isOf(first) && beginning.isOf(second))
    #expect(
      try FormatDetector.detect(first, beginning: beginning)
        == .readable(InputShape(.tasks, .csv, delimiter: UInt8(ascii: ","))))
    #expect(try FormatDetector.detect(second, beginning: beginning) == .readable(InputShape(.tasks, .json)))
  }

  @Test(
    "is not kept where the text is not the file's own bytes",
    arguments: [[0xEF, 0xBB, 0xBF, 0x5B, 0x5D], [0xFF, 0xFE, 0x5B, 0, 0x5D, 0]] as [[UInt8]])
  func converted(bytes: [UInt8]) throws {
    let source = try open("a.json", bytes)
    #expect(!beginning.isOf(source))
    #expect(try FormatDetector.detect(source, beginning: beginning) == .readable(InputShape(.tasks, .json)))
  }

  @Test("is looked past where it leaves open what a list holds")
  func furtherOn() throws {
    let padding = String(repeating: " ", count: FormatDetector.headSize)
    let source = try open("a.json", Array("[{\"x\":\"\(padding)\",\"id\":\"1\",\"status\":\"done\"}]".utf8))
    #expect(try FormatDetector.detect(source, beginning: beginning) == .readable(InputShape(.tasks, .json)))
  }

  @Test(
    "leads to the same layout as the file",
    arguments: [
      #"{"exported_at":"2026-02-24","x":{"y":[1]},"tasks":[{"id":"1"}]}"#, #" [{"id":"1"}]"#, #"{"id":"1"}"#, "[",
      #"{"custom_id":"alex","result":{"type":"errored"}}"#,
    ])
  func layout(text: String) throws {
    let source = try open("a.json", Array(text.utf8))
    let whole = try #require(beginning.whole(source))
    for lists in [["tasks"], ["events"], []] {
      #expect(try JSONLayout.find(source, lists: lists, whole: whole) == JSONLayout.find(source, lists: lists))
    }
    #expect(
      try ResponseLayout.find(source, .json, list: nil, whole: whole) == ResponseLayout.find(source, .json, list: nil))
  }
}

@Suite("What a job keeps from input to input")
struct JobMemoryTests {
  private let memory = JobMemory(NameDirectory(registry: .builtIn))

  @Test("is a buffer that is lent again when it is large enough, and not too large")
  func buffer() {
    #expect(memory.takeChunk(3, limit: 10).count == 3)
    memory.take(backChunk: [1, 2, 3, 4, 5])
    #expect(memory.takeChunk(4, limit: 10) == [1, 2, 3, 4, 5])
    // It was lent: there is none now.
    #expect(memory.takeChunk(4, limit: 10) == [0, 0, 0, 0])
    memory.take(backChunk: [1, 2, 3, 4, 5])
    #expect(memory.takeChunk(6, limit: 10) == [0, 0, 0, 0, 0, 0])
    memory.take(backChunk: [1, 2, 3, 4, 5])
    #expect(memory.takeChunk(2, limit: 4) == [0, 0])
  }

  @Test("are the keys of records, of one kind at a time")
  func keys() {
    let bytes = Array(#"{"id":"1"}"#.utf8)
    var fields = RecordFields()
    var record = JSONRecord(schema: .tasks, keys: memory.takeKeys(.tasks))
    #expect(record.readExpected(bytes.span, 0, into: &fields) == nil)
    #expect((try? record.read(bytes.span, 0, bytes.count, into: &fields)) == bytes.count)
    memory.take(backKeys: record.keys(), .tasks)
    let next = JSONRecord(schema: .tasks, keys: memory.takeKeys(.tasks))
    #expect(next.readExpected(bytes.span, 0, into: &fields) == bytes.count)
    memory.take(backKeys: next.keys(), .tasks)
    let event = JSONRecord(schema: .events, keys: memory.takeKeys(.events))
    #expect(event.readExpected(bytes.span, 0, into: &fields) == nil)
  }

  @Test("is a hash that begins anew")
  func hash() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    let hash = memory.newHash()
    Array("abc".utf8).withUnsafeBytes { hash.update($0) }
    #expect(hash.finish() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(memory.newHash().finish() == empty)
    Array("abc".utf8).withUnsafeBytes { memory.newHash().update($0) }
    #expect(memory.newHash().finish() == empty)
  }
}
