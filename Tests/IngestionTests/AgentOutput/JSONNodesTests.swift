import TestSupport
import Testing

@testable import Ingestion

@Suite("JSON listed value by value")
struct JSONNodesTests {
  private let nodes = JSONNodes()

  @Test("has every value with its place, an object before its members")
  func values() throws {
    let bytes = Array(#"{"a":[1,"x\n",{}],"b\u0063":null} "#.utf8)
    #expect(try nodes.read(bytes.span, 0, bytes.count) == bytes.count - 1)
    let listed = (0..<nodes.count).map { i in
      "\(nodes[i].form) \(String(decoding: bytes[nodes[i].start..<nodes[i].end], as: UTF8.self)) \(nodes[i].next)"
    }
    #expect(
      listed == [
        #"object {"a":[1,"x\n",{}],"b\u0063":null} 8"#, "text a 2", #"array [1,"x\n",{}] 6"#, "literal 1 4",
        #"escapedJSON x\n 5"#, "object {} 6", #"escapedJSON b\u0063 7"#, "absent null 8",
      ])
    #expect(nodes.keys(bytes.span) == ["a", "bc"])
    #expect(nodes[99].form == .absent && nodes[-1].next == nodes.count)
  }

  @Test("is accepted and refused as the scanner does, in 20,000 seeded texts")
  func likeTheScanner() {
    var random = SeededGenerator(seed: 3)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"a\"", "\"\\u00e9\"", "1", "-0.5e3", "true", "null", " ", "\n", "\"", "x",
      "\u{1}",
    ]
    var accepted = 0
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...9, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
      let bytes = Array((["{\"k\":", "[", ""].randomElement(using: &random) ?? "").utf8) + Array(text.utf8)
      let expected = Result { () throws(JSONScanner.Fault) in try JSONScanner.value(bytes.span, 0, bytes.count) }
      let listed = Result { () throws(JSONScanner.Fault) in try nodes.read(bytes.span, 0, bytes.count) }
      #expect(listed == expected, "\(String(decoding: bytes, as: UTF8.self))")
      if case .success = listed { accepted += 1 }
    }
    #expect(accepted > 1000)
  }

  @Test("grows with its documents, and refuses what is nested too deeply")
  func sizes() throws {
    let list = Array(("[" + String(repeating: "1,", count: 100_000) + "1]").utf8)
    #expect(try nodes.read(list.span, 0, list.count) == list.count)
    #expect(nodes.count == 100_002)
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
    }
    let (deep, deeper) = (nested(512), nested(513))
    #expect(try nodes.read(deep.span, 0, deep.count) == 1024)
    #expect(throws: JSONScanner.Fault.tooDeep(at: 512)) { try nodes.read(deeper.span, 0, deeper.count) }
  }

  @Test("says what strings with escapes say, as the scanner decodes them, in 10,000 seeded documents")
  func unescaping() throws {
    var random = SeededGenerator(seed: 4)
    let pieces = [
      "a", "plain text of more than sixteen bytes", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00",
      "\\ud83d",
      "\\ude00", "\\u0041", "\\u4e2d", "é", "😀", "\\t\\r\\b\\f", "\\uD83D\\u0041",
    ]
    for _ in 0..<10_000 {
      let texts = (0..<3).map { _ in
        (0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
      let bytes = Array("[\(texts.map { "\"\($0)\"" }.joined(separator: ", "))]".utf8)
      #expect(try nodes.read(bytes.span, 0, bytes.count) == bytes.count)
      for (i, text) in texts.enumerated() {
        let node = nodes[i + 1]
        let said =
          node.form == .escapedJSON
          ? nodes.withText(of: node) { [UInt8](copying: $0, 0, $0.count) } : Array(bytes[node.start..<node.end])
        #expect(said == JSONScanner.decoded(Array(text.utf8).span, 0, text.utf8.count), "\(text)")
      }
    }
  }
}
