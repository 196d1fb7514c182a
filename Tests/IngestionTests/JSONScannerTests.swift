import Foundation
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("JSON syntax")
struct JSONScannerTests {
  /// Whether a text is one JSON value and nothing else; the place of the fault where it is not.
  private func verdict(_ bytes: [UInt8]) -> (isValid: Bool, fault: JSONScanner.Fault?) {
    do throws(JSONScanner.Fault) {
      let after = try JSONScanner.value(bytes.span, 0, bytes.count)
      return (JSONScanner.skipSpace(bytes.span, after, bytes.count) == bytes.count, nil)
    } catch { return (false, error) }
  }

  /// The same by the scanner that keeps nothing, in pieces.
  private func skimmed(_ bytes: [UInt8], piece: Int) -> (isValid: Bool, fault: JSONScanner.Fault?) {
    var skimmer = JSONSkimmer()
    var base = 0
    do throws(JSONScanner.Fault) {
      while base < bytes.count {
        let next = min(bytes.count, base + piece)
        let chunk = Array(bytes[base..<next])
        do throws(JSONScanner.Fault) {
          let after = try skimmer.feed(chunk.span, 0, chunk.count)
          if after < chunk.count {
            return (JSONScanner.skipSpace(bytes.span, base + after, bytes.count) == bytes.count, nil)
          }
        } catch {
          switch error {
          case .malformed(let at): throw .malformed(at: at + base)
          case .tooDeep(let at): throw .tooDeep(at: at + base)
          case .incomplete: throw error
          }
        }
        base = next
      }
    } catch { return (false, error) }
    skimmer.endText()
    return skimmer.isDone ? (true, nil) : (false, .incomplete)
  }

  @Test(
    "is refused where it is wrong",
    arguments: [
      ("{\"a\":1,}", 7), ("[1,]", 3), ("[01]", 2), ("[1.]", 3), ("[.5]", 1), ("[+1]", 1), ("[-]", 2), ("[1e]", 3),
      ("[1e+]", 4), ("[tru]", 4), ("[True]", 1), ("[nul]", 4), ("{a:1}", 1), ("{'a':1}", 1), ("{\"a\" 1}", 5),
      ("{\"a\":}", 5), ("{\"a\":1 \"b\":2}", 7), ("[1 2]", 3), ("[\"\\x\"]", 3), ("[\"\\u12g4\"]", 6), ("[\"\t\"]", 2),
      ("[\"\n\"]", 2), ("[1}", 2), ("{\"a\":1]", 6), ("[,1]", 1), ("{,}", 1), ("[1,,2]", 3), ("[//]", 1), ("NaN", 0),
      ("[Infinity]", 1), ("\u{FEFF}[]", 0), ("[\u{A0}1]", 1),
    ])
  func malformed(text: String, place: Int) {
    #expect(verdict(Array(text.utf8)).fault == .malformed(at: place))
  }

  @Test("that ends too early is incomplete, wherever it is cut")
  func incomplete() {
    let bytes = Array(#"{"a":[true,false,null,-1.5e+3,"x\u00e9\n"],"b":{}}"#.utf8)
    #expect(verdict(bytes).isValid)
    for end in 0..<bytes.count { #expect(verdict(Array(bytes[..<end])).fault == .incomplete) }
  }

  @Test("is nested up to the limit, and no stack is needed for it")
  func depth() {
    let limit = JSONScanner.depthLimit
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
    }
    #expect(verdict(nested(limit)).isValid)
    #expect(skimmed(nested(limit), piece: 7).isValid)
    #expect(verdict(nested(limit + 1)).fault == .tooDeep(at: limit))
    #expect(skimmed(nested(limit + 1), piece: 7).fault == .tooDeep(at: limit))
    #expect(verdict(nested(1_000_000)).fault == .tooDeep(at: limit))
    let (checked, deep, beyond) = (nested(64), nested(limit), nested(limit + 1))
    let isChecked = Scan.isJSON(checked.span, from: 0, to: 64 * 2, doubledQuotes: false)
    let isDeepArray = JSONScanner.isArray(deep.span, 0, deep.count)
    let isTooDeepArray = JSONScanner.isArray(beyond.span, 0, beyond.count)
    #expect(isChecked == true && isDeepArray && !isTooDeepArray)
    // The bits of the levels do not run into each other.
    let mixed = (0..<limit).map { $0 % 3 == 0 ? "{\"a\":" : "[" }.joined()
    let closed = (0..<limit).reversed().map { $0 % 3 == 0 ? "}" : "]" }.joined()
    #expect(verdict(Array((mixed + "1" + closed).utf8)).isValid)
    for at in [1, 63, 64, 65, 128, 511] {
      var wrong = Array(closed.utf8)
      wrong[wrong.count - at] ^= UInt8(ascii: "}") ^ UInt8(ascii: "]")
      #expect(!verdict(Array((mixed + "1").utf8) + wrong).isValid)
    }
  }

  @Test(
    "has the text that its escapes say",
    arguments: [
      (#"a\"b\\c\/d\b\f\n\r\t"#, "a\"b\\c/d\u{8}\u{C}\n\r\t"), (#"\u00e9\u20AC"#, "é€"), (#"\ud83d\ude00"#, "😀"),
      (#"\ud83d"#, "\u{FFFD}"), (#"\ude00x"#, "\u{FFFD}x"), (#"\ud83d\u0041"#, "\u{FFFD}A"),
      (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\u0000"#, "\u{0}"), ("plain é", "plain é"),
    ])
  func escapes(text: String, expected: String) {
    let bytes = Array(text.utf8)
    #expect(String(decoding: JSONScanner.decoded(bytes.span, 0, bytes.count), as: UTF8.self) == expected)
  }

  @Test("is judged the same whether it is held or only followed, in pieces of any size")
  func skimmerAgrees() {
    var random = SeededGenerator(seed: 50)
    let tokens = [
      "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\\", "\\u00e9", "\\n", "1", "-", "0", ".5", "e+1", "true", "false",
      "null", "t", " ", "\n", "\u{1}", "é", "x",
    ]
    let sound = #"{"a":[1,-2.5e3,{"b":"c\"\u00e9"},[],{}],"d":null,"e":true, "f" : [ false ] }"#
    var valid = 0
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      if Bool.random(using: &random) {
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          bytes += Array((tokens.randomElement(using: &random) ?? "").utf8)
        }
      } else {
        bytes = Array(sound.utf8)
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.removeLast(at)
        case 1: bytes[at] = UInt8.random(in: 0x20...0x7E, using: &random)
        case 2: bytes.insert(contentsOf: Array((tokens.randomElement(using: &random) ?? "").utf8), at: at)
        default: break
        }
      }
      let held = verdict(bytes)
      let followed = skimmed(bytes, piece: Int.random(in: 1...20, using: &random))
      if held.isValid { valid += 1 }
      let doubled = bytes.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
      let checked = Scan.isJSON(bytes.span, from: 0, to: bytes.count, doubledQuotes: false) ?? held.isValid
      let checkedDoubled = Scan.isJSON(doubled.span, from: 0, to: doubled.count, doubledQuotes: true) ?? held.isValid
      #expect(checked == held.isValid && checkedDoubled == held.isValid, "\(String(decoding: bytes, as: UTF8.self))")
      #expect(
        held.isValid == followed.isValid && held.fault == followed.fault, "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(valid > 2000)
  }
}
