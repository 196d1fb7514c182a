import Foundation
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Hours")
struct HoursTests {
  private func hours(_ text: String, decimalComma: Bool = false) -> Int64? {
    let bytes = Array(text.utf8)
    let alone = Scalars.hours(bytes.span, 0, bytes.count, decimalComma: decimalComma)
    // What follows in the record makes no difference, and lets the commonest form be read in its own way.
    let record = bytes + Array(",2026-02-24".utf8)
    #expect(Scalars.hours(record.span, 0, bytes.count, decimalComma: decimalComma) == alone, "\(text)")
    return alone
  }

  @Test(
    "are read to the ten-thousandth, half away from zero",
    arguments: [
      ("2", 20_000), ("2.5", 25_000), ("+2.5", 25_000), ("0", 0), ("-0", 0), ("-0.000", 0), ("007", 70_000),
      ("0.0001", 1), ("0.00005", 1), ("0.000049999999999999", 0), ("0.00014", 1), ("0.00015", 2), ("1.23455", 12_346),
      ("1.99995", 20_000), (".5", 5_000), ("5.", 50_000), ("1e3", 10_000_000), ("1E-3", 10), ("1e+2", 1_000_000),
      ("12345e-4", 12_345), ("0.00025e1", 25), ("0e999999999999", 0), ("1e-999999999999", 0), ("5e-5", 1), ("4e-5", 0),
      ("1000000000", 10_000_000_000_000), ("1e9", 10_000_000_000_000), ("999999999.99995", 10_000_000_000_000),
      ("0.0000000000000000000000001e25", 10_000), ("100000000000000000000e-20", 10_000),
    ] as [(String, Int64)])
  func accepted(text: String, expected: Int64) {
    #expect(hours(text) == expected)
  }

  @Test(
    "are refused when they are no decimal, negative or too many",
    arguments: [
      "", "-", "+", ".", "e3", "1e", "1e+", "1e1.5", "1.2.3", "--1", "+-1", "1 2", " 1", "1,000", "1_000", "1'000",
      "1h",
      "0x10", "NaN", "nan", "inf", "Infinity", "-1", "-0.00000001", "-1e-400", "1000000000.0001", "1000000000.00001",
      "1000000001", "1e10", "1e999999999999", "99999999999999999999999999", "２", "½",
    ])
  func refused(text: String) {
    #expect(hours(text) == nil)
  }

  @Test(
    "have the decimal comma where the input says so, and then no point",
    arguments: [
      ("2,5", 25_000), ("2", 20_000), ("1,23455", 12_346), ("2.5", nil), ("1.234,5", nil), ("1,2,3", nil),
      (",5", 5_000),
    ] as [(String, Int64?)])
  func decimalComma(text: String, expected: Int64?) {
    #expect(hours(text, decimalComma: true) == expected)
  }

  @Test("in the commonest form are read as any form is, and nearly that form is not mistaken for it")
  func commonestForm() {
    var random = SeededGenerator(seed: 31)
    let marks = Array("0123456789.,+-e/:; \u{0}\u{1E}".utf8)
    var read = 0
    for _ in 0..<50_000 {
      let count = Int.random(in: 1...9, using: &random)
      var bytes = (0..<count).map { _ in UInt8.random(in: 0x30...0x39, using: &random) }
      let point = Bool.random(using: &random) ? UInt8(ascii: ".") : UInt8(ascii: ",")
      let place = Int.random(in: 0..<2 * count, using: &random)
      if place < count { bytes[place] = point }
      let isPlain = count <= 8 && (place >= count || (count - place <= 5 && count > 1))
      let hasOther = Int.random(in: 0..<3, using: &random) == 0
      if hasOther { bytes[Int.random(in: 0..<count, using: &random)] = marks.randomElement(using: &random) ?? 0 }
      let record = bytes + Array("..,9999,".utf8)
      let fast = Scan.plainHours(record.span, from: 0, to: count, point: point)
      if let fast { #expect(fast == Scalars.hoursOfAnyForm(record.span, 0, count, point), "\(bytes)") }
      if !hasOther { #expect((fast != nil) == isPlain, "\(bytes)") }
      if fast != nil { read += 1 }
    }
    #expect(read > 10_000)
  }

  @Test("are what exact arithmetic makes of thousands of texts")
  func exact() throws {
    var random = SeededGenerator(seed: 30)
    for _ in 0..<20_000 {
      func digits(_ most: Int) -> String {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in
          String([0, 0, 4, 5, 9, Int.random(in: 0...9, using: &random)].randomElement(using: &random) ?? 0)
        }.joined()
      }
      let whole = digits(11)
      let fraction = digits(9)
      guard !(whole + fraction).isEmpty else { continue }
      let exponent = Int.random(in: -12...8, using: &random)
      var text = whole + (fraction.isEmpty ? "" : ".\(fraction)")
      if exponent != 0 { text += "e\(exponent)" }
      #expect(hours(text) == exact(whole, fraction, exponent), "\(text)")
    }
  }

  /// The same by Foundation's decimals, which hold 38 digits.
  private func exact(_ whole: String, _ fraction: String, _ exponent: Int) -> Int64? {
    guard let mantissa = Decimal(string: whole + fraction) else { return nil }
    let value = mantissa * power(exponent - fraction.count)
    if value > 1_000_000_000 { return nil }
    var scaled = value * 10_000
    var rounded = Decimal()
    NSDecimalRound(&rounded, &scaled, 0, .plain)
    return Int64(truncating: rounded as NSDecimalNumber)
  }

  private func power(_ exponent: Int) -> Decimal {
    Decimal(sign: .plus, exponent: exponent, significand: 1)
  }
}

@Suite("Booleans")
struct BooleanTests {
  private func boolean(_ text: String) -> Bool? {
    let bytes = Array(text.utf8)
    return Scalars.boolean(bytes.span, 0, bytes.count)
  }

  @Test("are words, letters or digits in any case")
  func accepted() {
    for text in ["true", "TRUE", "True", "tRuE", "t", "T", "yes", "YES", "Yes", "1"] { #expect(boolean(text) == true) }
    for text in ["false", "FALSE", "False", "f", "F", "no", "NO", "No", "0"] { #expect(boolean(text) == false) }
  }

  @Test(
    "are nothing else",
    arguments: [
      "", "y", "n", "on", "off", "2", "-1", "01", "1.0", "tru", "truee", "t ", "null", "sim", "truetrue", "1\u{0}",
      "t\u{0}\u{0}", "\u{0}1", "no\u{0}", "falsefalse", "yes!",
    ])
  func refused(text: String) {
    #expect(boolean(text) == nil)
  }
}

@Suite("Ids")
struct IDTests {
  private func id(_ text: String) -> TaskID? {
    let bytes = Array("<\(text)>".utf8)
    return Scalars.taskID(bytes.span, 1, bytes.count - 1)
  }

  @Test("that are UUIDs are the same in any case")
  func uuid() throws {
    let lower = try #require(id("0190a5e4-7c3b-7def-8abc-0123456789ab"))
    #expect(lower == id("0190A5E4-7C3B-7DEF-8ABC-0123456789AB"))
    #expect(lower == id("0190a5E4-7c3B-7dEf-8AbC-0123456789aB"))
    #expect(lower.isUUID)
    #expect(lower.text == "0190a5e4-7c3b-7def-8abc-0123456789ab")
  }

  @Test("are UUIDs with digits of either case and hyphens in their places, and with no other byte anywhere")
  func everyByte() {
    let plain = Array("0190a5e4-7c3b-7def-8abc-0123456789ab".utf8)
    for place in plain.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = plain
        bytes[place] = byte
        let value = Character(UnicodeScalar(byte)).hexDigitValue
        let found = Scan.uuid(bytes.span, from: 0)
        guard let found else {
          #expect(plain[place] == UInt8(ascii: "-") ? byte != plain[place] : value == nil, "\(place): \(byte)")
          continue
        }
        let text = TaskID(uuidHigh: found.high, low: found.low).text
        #expect(text == String(decoding: bytes, as: UTF8.self).lowercased(), "\(place): \(byte)")
      }
    }
  }

  @Test(
    "that are nearly UUIDs are texts, whose case counts",
    arguments: [
      "0190a5e4-7c3b-7def-8abc-0123456789ag", "0190a5e47-c3b-7def-8abc-0123456789ab",
      "0190a5e4-7c3b-7def-8abc-0123456789a", "0190a5e4-7c3b-7def-8abc-0123456789abc",
      "{190a5e4-7c3b-7def-8abc-0123456789a}", "0190a5e47c3b7def8abc0123456789ab",
    ])
  func nearlyUUID(text: String) throws {
    let found = try #require(id(text))
    #expect(!found.isUUID)
    #expect(found != id(text.uppercased()))
    #expect(found == id(text))
  }

  @Test("have 1 to 200 bytes")
  func length() {
    #expect(id("") == nil)
    #expect(id("x") != nil)
    #expect(id(String(repeating: "x", count: 200)) != nil)
    #expect(id(String(repeating: "x", count: 201)) == nil)
    #expect(id(String(repeating: "é", count: 100)) != nil)
    #expect(id(String(repeating: "é", count: 100) + "x") == nil)
  }

  @Test("of every length differ when any of their bytes does")
  func distinct() throws {
    var seen: Set<TaskID> = []
    var count = 0
    for length in 1...200 {
      let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
      for change in [-1, 0, length / 2, length - 1] {
        var bytes = plain
        if change >= 0 { bytes[change] = UInt8(ascii: "B") }
        if change > 0, change == length / 2, length < 3 { continue }
        if change == length - 1, length == 1 { continue }
        let id = Scalars.taskID(bytes.span, 0, length)
        seen.insert(try #require(id))
        count += 1
      }
    }
    #expect(seen.count == count)
    // A short text's zero bytes are not the padding.
    #expect(id("a") != id("a\u{0}"))
    #expect(id("a\u{0}") != id("\u{0}a"))
  }

  @Test("of up to 16 bytes keep their text, longer ones are found by their digest")
  func texts() {
    #expect(id("task-1")?.text == "task-1")
    #expect(id("0123456789abcdef")?.text == "0123456789abcdef")
    #expect(id("ção")?.text == "ção")
    #expect(id("0123456789abcdefg")?.text == nil)
    #expect(id("0123456789abcdefg") == id("0123456789abcdefg"))
  }
}

@Suite("Statuses")
struct StatusTests {
  private func status(_ text: String, map: [String: TaskStatus] = [:]) -> TaskStatus? {
    let rules = ValueRules(timestamps: TimestampParser(assuming: .utc), statusMap: map)
    let bytes = Array(text.utf8)
    return rules.status(bytes.span, 0, bytes.count)
  }

  @Test(
    "have the spellings of the specification",
    arguments: [
      ("pending", .pending), ("open", .pending), ("todo", .pending), ("awaiting_approval", .awaitingApproval),
      ("submitted", .awaitingApproval), ("approved", .approved), ("in_progress", .inProgress), ("doing", .inProgress),
      ("started", .inProgress), ("completed", .completed), ("done", .completed), ("closed", .completed),
      ("rejected", .rejected), ("cancelled", .cancelled), ("canceled", .cancelled),
    ] as [(String, TaskStatus)])
  func spellings(text: String, expected: TaskStatus) {
    #expect(status(text) == expected)
    #expect(status(text.uppercased()) == expected)
    #expect(status(text.capitalized) == expected)
    #expect(status(text.replacingOccurrences(of: "_", with: " ")) == expected)
    #expect(status(text.replacingOccurrences(of: "_", with: "-")) == expected)
  }

  @Test(
    "are nothing else", arguments: ["", "dnoe", "complete", "in__progress", "in.progress", "inprogress", "pending!"])
  func unknown(text: String) {
    #expect(status(text) == nil)
  }

  @Test("can be named in other languages, of any length, and renamed")
  func mapped() {
    let long = "Aguardando aprovação da coordenação"
    let map: [String: TaskStatus] = [
      "Concluída": .completed, "em andamento": .inProgress, long: .awaitingApproval, "done": .cancelled,
      "保留中": .pending,
    ]
    #expect(status("Concluída", map: map) == .completed)
    #expect(status("CONCLUÍDA", map: map) == .completed)
    #expect(status("Em-Andamento", map: map) == .inProgress)
    #expect(status(long, map: map) == .awaitingApproval)
    #expect(status(long.uppercased(), map: map) == .awaitingApproval)
    #expect(status(long.replacingOccurrences(of: " ", with: "_"), map: map) == .awaitingApproval)
    #expect(status("保留中", map: map) == .pending)
    #expect(status("done", map: map) == .cancelled)
    #expect(status("completed", map: map) == .completed)
    #expect(status("Concluida", map: map) == nil)
  }
}
