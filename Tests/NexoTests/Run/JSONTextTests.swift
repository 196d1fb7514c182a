import Foundation
import TestSupport
import Testing

@testable import nexo

@Suite("JSON that is written in order")
struct JSONTextTests {
  @Test("keys stay in their order, and the text reads back")
  func document() throws {
    let value: JSONText = [
      "z": "a\"\\\n\t", "a": [1, true, nil, []], "m": .object([]), "n": .number(0.1), "w": .number(720),
      "x": .number(-2.5e-7),
    ]
    let text = String(decoding: value.document, as: UTF8.self)
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
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(value.document)) }
  }

  @Test("characters that XML does not allow never appear, even escaped")
  func characters() {
    #expect(JSONText.text("a\u{0}\u{1B}\u{FFFF}é").document == Array("\"a\u{FFFD}\u{FFFD}\u{FFFD}é\"\n".utf8))
  }
}
