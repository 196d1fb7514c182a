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

  @Test("characters that XML does not allow never appear, even escaped")
  func characters() {
    #expect(JSONValue.text("a\u{0}\u{1B}\u{FFFF}é").bytes == Array("\"a\u{FFFD}\u{FFFD}\u{FFFD}é\"\n".utf8))
  }
}
