import Tasks
import TestSupport
import Testing

@testable import Ingestion

/// The searches over arrays, since `#expect` takes no spans.
private enum Search {
  static func three(_ bytes: [UInt8], _ from: Int, _ to: Int) -> Int {
    Scan.find(0x2C, 0x0A, 0x0D, in: bytes.span, from: from, to: to)
  }
  static func one(_ byte: UInt8, _ bytes: [UInt8], _ from: Int, _ to: Int) -> Int {
    Scan.find(byte, in: bytes.span, from: from, to: to)
  }
  static func stop(_ bytes: [UInt8], _ from: Int, _ to: Int) -> Int {
    Scan.jsonStop(in: bytes.span, from: from, to: to)
  }
  static func lineEnds(_ bytes: [UInt8], _ from: Int, _ to: Int, before: UInt8 = 0) -> Int {
    Scan.lineEnds(bytes.span, from: from, to: to, before: before)
  }
  static func words(_ bytes: [UInt8], _ from: Int, _ count: Int) -> Scan.Words {
    Scan.words(bytes.span, from: from, count: count)
  }
}

@Suite("Searching bytes")
struct ScanTests {
  @Test("counts more line ends than a byte can count")
  func manyLines() {
    for text in ["\n", "\r", "\r\n"] {
      let bytes = Array(String(repeating: text, count: 1000).utf8)
      #expect(Search.lineEnds(bytes, 0, bytes.count) == 1000)
      #expect(Search.lineEnds(bytes, 1, bytes.count, before: bytes[0]) == 999)
    }
  }

  @Test("finds what a plain loop finds, at every length and place in a block")
  func finds() {
    var random = SeededGenerator(seed: 40)
    let alphabet: [UInt8] = [0x61, 0x62, 0x2C, 0x0A, 0x0D, 0x22, 0x5C, 0x00, 0x1F, 0x20, 0x7F, 0x80, 0xFF]
    for count in 0...80 {
      for _ in 0..<40 {
        // Mostly plain bytes, so that the search gets beyond the first block.
        let bytes = (0..<count).map { _ in
          UInt8.random(in: 0..<12, using: &random) == 0 ? alphabet.randomElement(using: &random) ?? 0 : 0x78
        }
        let from = Int.random(in: 0...count, using: &random)
        let to = Int.random(in: from...count, using: &random)
        let range = from..<to
        let three = bytes[range].firstIndex { $0 == 0x2C || $0 == 0x0A || $0 == 0x0D } ?? to
        #expect(Search.three(bytes, from, to) == three)
        #expect(Search.one(0x22, bytes, from, to) == bytes[range].firstIndex(of: 0x22) ?? to)
        let stop = bytes[range].firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 } ?? to
        #expect(Search.stop(bytes, from, to) == stop)
        for before: UInt8 in [0, 0x0D] {
          var (lines, last) = (0, before)
          for byte in bytes[range] {
            if byte == 0x0D || (byte == 0x0A && last != 0x0D) { lines += 1 }
            last = byte
          }
          #expect(Search.lineEnds(bytes, from, to, before: before) == lines)
        }
      }
    }
  }

  @Test("sees each of the 256 bytes for what it is", arguments: [0, 1, 15, 16, 17, 31, 33])
  func everyByte(before: Int) {
    for byte in UInt8.min...UInt8.max {
      let bytes = [UInt8](repeating: 0x78, count: before) + [byte] + [UInt8](repeating: 0x78, count: 20)
      let isStop = byte == 0x22 || byte == 0x5C || byte < 0x20
      #expect(Search.stop(bytes, 0, bytes.count) == (isStop ? before : bytes.count))
      let isPlain = byte == 0x78
      #expect(Search.one(byte, bytes, 0, bytes.count) == (isPlain ? 0 : before))
      #expect(Search.lineEnds(bytes, 0, bytes.count) == (byte == 0x0A || byte == 0x0D ? 1 : 0))
    }
  }

  @Test("never looks outside of its range")
  func bounds() {
    let bytes = Array("\"\"\"\"".utf8)
    #expect(Search.one(0x22, bytes, 2, 2) == 2)
    #expect(Search.one(0x22, bytes, -1, 2) == 2)
    #expect(Search.one(0x22, bytes, 0, 5) == 5)
    #expect(Search.lineEnds(bytes, 3, 9) == 0)
    #expect(Search.words(bytes, 2, 3) == Scan.Words(a: 0, b: 0, c: 0))
  }

  @Test("tells texts of up to 24 bytes apart by three words")
  func words() {
    var random = SeededGenerator(seed: 41)
    for count in 1...24 {
      for _ in 0..<50 {
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let words = Search.words(bytes, 0, count)
        #expect(Search.words(bytes + [1, 2], 0, count) == words)
        for i in 0..<count {
          var other = bytes
          other[i] ^= 1 << UInt8.random(in: 0...7, using: &random)
          #expect(Search.words(other, 0, count) != words)
        }
      }
    }
  }

  @Test("gives other fingerprints for other bytes, lengths and seeds")
  func fingerprints() {
    var random = SeededGenerator(seed: 42)
    var seen: Set<UInt64> = []
    var count = 0
    for length in 0...70 {
      let bytes = [UInt8](repeating: 0, count: length)
      seen.insert(Scan.fingerprint(bytes.span, from: 0, to: length, seed: 0))
      seen.insert(Scan.fingerprint(bytes.span, from: 0, to: length, seed: 1))
      count += 2
      for i in 0..<length {
        var other = bytes
        other[i] = UInt8.random(in: 1...255, using: &random)
        seen.insert(Scan.fingerprint(other.span, from: 0, to: length, seed: 0))
        count += 1
      }
    }
    #expect(seen.count == count)
  }
}

@Suite("UTF-8")
struct UTF8Tests {
  private func agrees(_ bytes: [UInt8], _ from: Int, _ to: Int) -> Bool {
    Scan.isUTF8(bytes.span, from: from, to: to) == (String(validating: bytes[from..<to], as: UTF8.self) != nil)
  }

  @Test("is judged as the standard library judges it, for every two and three bytes that matter")
  func shortSequences() {
    let leads: [UInt8] = [0x00, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF]
    let leadsOfFour: [UInt8] = [0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFC, 0xFE, 0xFF]
    let followers: [UInt8] = [0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF0, 0xFF]
    var disagreements: [[UInt8]] = []
    for a in leads + leadsOfFour {
      for b in followers {
        for c in followers {
          for d in [0x41, 0x80, 0xBF, 0xC2] as [UInt8] {
            for count in 1...4 {
              let bytes = Array([a, b, c, d].prefix(count))
              // Also across the end of a block, and at the very end of one.
              for before in [0, 14] {
                let whole = [UInt8](repeating: 0x61, count: before) + bytes
                if !agrees(whole, 0, whole.count) { disagreements.append(whole) }
              }
            }
          }
        }
      }
    }
    #expect(disagreements == [])
  }

  @Test("is judged as the standard library judges it, in random texts at all alignments and lengths")
  func randomTexts() {
    var random = SeededGenerator(seed: 43)
    let characters: [[UInt8]] = ["a", "é", "߿", "ࠀ", "€", "퟿", "", "�", "𐀀", "😀", "\u{10FFFF}"].map { Array($0.utf8) }
    var valid = 0
    var disagreements = 0
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      let count = Int.random(in: 0...70, using: &random)
      while bytes.count < count { bytes += characters.randomElement(using: &random) ?? [] }
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where !bytes.isEmpty:
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      case 1 where !bytes.isEmpty: bytes.remove(at: Int.random(in: 0..<bytes.count, using: &random))
      case 2: bytes = bytes.map { _ in UInt8.random(in: 0...255, using: &random) }
      default: break
      }
      let from = Int.random(in: 0...min(17, bytes.count), using: &random)
      let to = Int.random(in: from...bytes.count, using: &random)
      if Scan.isUTF8(bytes.span, from: from, to: to) { valid += 1 }
      if !agrees(bytes, from, to) { disagreements += 1 }
    }
    #expect(disagreements == 0)
    #expect(valid > 2000 && valid < 18_000)
  }
}
