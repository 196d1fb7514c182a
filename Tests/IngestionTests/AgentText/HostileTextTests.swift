import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("Hostile texts")
struct HostileTextTests {
  private static let seeds: [String] = [
    #"[{"title":"Otimizar título","description":"a \"b\" c","priority":"high","tags":["x","y"],"hours":"4h"},{"title":"B"}]"#,
    "Aqui:\n```json\n{\"plan\":{\"tasks\":[{\"title\":\"A\",\"desc\":\"x\\ny\"},{\"titulo\":'B',},]}}\n```\nFim [1] {x}",
    "{tarefas: [{name: 'A', priority: alta, hours: 2,5}, /* c */ {\"title\": “B”}]} // end",
    #""[{\"title\":\"A\\n\"},{\"title\":\"B\"}]""#,
    "<tasks><task priority=\"low\"><title>A &#38; B</title><tags><t>a</t></tags></task><task title='C'/></tasks>",
  ]
  private static let pieces = [
    "[", "]", "{", "}", "\"", "'", "\\", ",", ":", "\n", "```", "~~~\n", "/*", "*/", "//", "#", "“", "”", "‘", "´", "`",
    "...", "\\u", "\\ud83d", "<task", "</task>", "&#", "null", "None", "4h", "\u{0}", "\u{FEFF}", "\u{A0}", "title",
    "é",
  ]

  private static func mutated(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: at)
      case 1 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 2 where at < bytes.count: bytes.remove(at: at)
      case 3: bytes.removeSubrange(at...)
      default:
        let from = Int.random(in: 0...bytes.count, using: &random)
        bytes.insert(contentsOf: bytes[min(at, from)..<max(at, from)].prefix(80), at: at)
      }
    }
    return bytes
  }

  @Test("Nothing traps, places lie in the text, and titles are made of what the text holds", arguments: 0..<8)
  func mutations(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let reader = AgentTextReader()
    for _ in 0..<600 {
      let bytes = HostileTextTests.mutated(&random)
      let reading = reader.read(bytes.span)
      #expect(reading.taskCount == reader.tasks.count)
      #expect((reading.step == nil) == reader.tasks.isEmpty)
      let letters = HostileTextTests.letters(bytes)
      let (titles, tasks) = (reader.titles, reader.tasks)
      for (ordinal, task) in tasks.enumerated() {
        #expect(task.titleCount > 0)
        #expect(task.offset >= 0 && task.count >= 0 && Int(task.offset + task.count) <= bytes.count)
        let title = Array(titles[Int(task.titleStart)..<Int(task.titleStart + task.titleCount)])
        let titleLetters = HostileTextTests.letters(title)
        #expect(
          titleLetters.isEmpty || letters.contains(titleLetters),
          "\(String(decoding: title, as: UTF8.self)) in \(String(decoding: bytes, as: UTF8.self))")
        if ordinal == 0 { #expect(reader.texts(ofTask: 0, in: bytes.span) != nil) }
      }
    }
  }

  /// The ASCII letters of a text as they follow each other, escapes left out: what is unescaped is still found in it.
  private static func letters(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.filter { ASCII.lowercased($0) &- 0x61 < 26 && !"nrtbfuxd".utf8.contains($0) }, as: UTF8.self)
  }

  @Test("What is repaired is valid JSON, by the strict scanner and by Foundation", arguments: 0..<8)
  func repairedIsValid(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(100 + seed))
    var repair = JSONRepair()
    for _ in 0..<600 {
      let bytes = HostileTextTests.mutated(&random)
      guard Scan.isUTF8(bytes.span, from: 0, to: bytes.count) else { continue }
      for at in bytes.indices where bytes[at] == UInt8(ascii: "[") || bytes[at] == UInt8(ascii: "{") {
        guard let outcome = try? repair.repair(bytes.span, at, bytes.count, endIsCut: true) else { continue }
        #expect(outcome.end > at && outcome.end <= bytes.count)
        let output = repair.output
        #expect(try JSONScanner.value(output.span, 0, output.count) == output.count)
        if (try? JSONSerialization.jsonObject(with: Data(output))) == nil {
          // Foundation refuses lone surrogates, which JSON allows.
          #expect(String(decoding: output, as: UTF8.self).contains("\\ud"))
        }
        break
      }
    }
  }

  @Test("Valid JSON comes through repair unchanged, but for white space", arguments: 0..<4)
  func validStays(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(200 + seed))
    var repair = JSONRepair()
    for _ in 0..<500 {
      let json = HostileTextTests.validJSON(&random, depth: 0)
      let bytes = Array(json.utf8)
      let outcome = try repair.repair(bytes.span, 0, bytes.count, endIsCut: true)
      #expect(outcome.end == bytes.count && !outcome.isCut)
      #expect(repair.repairs.isEmpty)
      #expect(String(decoding: repair.output, as: UTF8.self) == json)
    }
  }

  /// An array or object without white space outside of strings.
  private static func validJSON(_ random: inout SeededGenerator, depth: Int) -> String {
    let strings = [
      "a", "", "é“x”", "it's", "\\\"", "\\\\", "a, b", "[x]", "{y}: z", "\\n", "//", "#", "```", "…", "null", "\\u00e9",
      "x\\\": \\\"y",
    ]
    func text(_ random: inout SeededGenerator) -> String { "\"\(strings.randomElement(using: &random) ?? "")\"" }
    func value(_ random: inout SeededGenerator) -> String {
      switch Int.random(in: 0..<(depth < 3 ? 6 : 4), using: &random) {
      case 0, 1: text(&random)
      case 2: ["1", "-2.5", "0", "1e5", "10"].randomElement(using: &random) ?? "1"
      case 3: ["true", "false", "null"].randomElement(using: &random) ?? "null"
      default: validJSON(&random, depth: depth + 1)
      }
    }
    let count = Int.random(in: 0...3, using: &random)
    if Bool.random(using: &random) {
      return "[" + (0..<count).map { _ in value(&random) }.joined(separator: ",") + "]"
    }
    return "{" + (0..<count).map { _ in "\(text(&random)):\(value(&random))" }.joined(separator: ",") + "}"
  }
}
