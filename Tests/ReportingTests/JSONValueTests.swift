import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite("JSON that is written in order")
struct JSONValueTests {
  @Test("keys stay in their order, and the text reads back")
  func document() throws {
    let value: JSONValue = [
      "z": "a\"\\\n\t", "a": [1, true, nil, []], "m": .object([]), "n": .number(0.1), "w": .number(720),
      "x": .number(-2.5e-7),
    ]
    let text = String(decoding: value.bytes, as: UTF8.self)
    #expect(
      text == """
        {
          "z": "a\\"\\\\\\n\\t",
          "a": [
            1,
            true,
            null,
            []
          ],
          "m": {},
          "n": 0.1,
          "w": 720,
          "x": -2.5e-07
        }

        """)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(value.bytes)) }
  }

  @Test("pieces of long arrays make the same bytes", arguments: [0, 1, 1024, 1025, 1536, 1537, 5000])
  func pieces(count: Int) {
    let long: JSONValue = .array((0..<count).map { ["path": .text("\($0)\"é"), "n": [.integer(Int64($0))]] })
    let documents: [JSONValue] = [
      ["a": 1, "inputs": long, "m": [:], "more": long, "z": [1]], ["inputs": long], ["m": ["inputs": long]], long, 1,
      [:],
    ]
    for document in documents {
      #expect(document.bytes { count, body in (0..<count).reversed().forEach(body) } == document.bytes)
    }
  }

  @Test("characters that XML does not allow never appear, even escaped")
  func characters() {
    #expect(JSONValue.text("a\u{0}\u{1B}\u{FFFF}é").bytes == Array("\"a\u{FFFD}\u{FFFD}\u{FFFD}é\"\n".utf8))
  }

  @Test(
    "characters that steer a terminal, or the direction of text, stand there by their numbers",
    arguments: [
      ("\u{7F}\u{80}\u{9B}31m\u{9F}", "\\u007f\\u0080\\u009b31m\\u009f"),
      ("\u{85}\u{2028}\u{2029}", "\\u0085\\u2028\\u2029"),
      ("\u{202A}\u{202E}x\u{2066}\u{2069}", "\\u202a\\u202ex\\u2066\\u2069"),
      ("\u{61C}\u{200E}\u{200F}", "\\u061c\\u200e\\u200f"),
      ("~\u{A0}\u{200D}\u{2027}\u{202F}\u{2065}\u{206A}", "~\u{A0}\u{200D}\u{2027}\u{202F}\u{2065}\u{206A}"),
    ])
  func steering(text: String, written: String) {
    #expect(JSONValue.text(text).bytes == Array("\"\(written)\"\n".utf8))
  }

  @Test("every character between others is written as itself, by its number, or as the one that stands for none")
  func everyCharacter() {
    let numbers = Array(UInt32(0)..<0x3000) + Array(0xD7F0..<0xE010) + Array(0xFE00...0x1_0010) + [0x1F600, 0x10_FFFF]
    let escapes: [UInt32: String] = [0x22: "\\\"", 0x5C: "\\\\", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"]
    for scalar in numbers.compactMap(Unicode.Scalar.init) {
      var written = escapes[scalar.value] ?? String(Character(scalar))
      if written == String(Character(scalar)) {
        let steers: [ClosedRange<UInt32>] = [
          0x7F...0x9F, 0x61C...0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
        ]
        if steers.contains(where: { $0.contains(scalar.value) }) {
          written = "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
          written += String(scalar.value, radix: 16)
        } else if scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF {
          written = "\u{FFFD}"
        }
      }
      var text = String.UnicodeScalarView("a\u{20AC}".unicodeScalars)
      text.append(scalar)
      text.append("\u{E9}")
      #expect(
        Array(JSONValue.text(String(text)).bytes) == Array("\"a\u{20AC}\(written)\u{E9}\"\n".utf8), "\(scalar.value)")
    }
  }
}
