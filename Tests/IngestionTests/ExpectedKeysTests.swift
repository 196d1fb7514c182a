import TestSupport
import Testing

@testable import Ingestion

@Suite("Records whose keys are as expected")
struct ExpectedKeysTests {
  @Test("lie in memory as the C reader writes them")
  func layout() { #expect(ExpectedKeys.layoutsAgree) }

  /// One reader that has seen the same keys before, and one that is new to each record: by seed, with values and damage
  /// of all kinds.
  @Test("read as those whose keys are not, whatever stands in them")
  func sameAsUnexpected() throws {
    var random = SeededGenerator(seed: 11)
    let sound = [
      #""a""#, #""""#, #""a\"b\u00e9""#, "null", "true", "false", "1", "-0.5e3", "0", "0.5", "-0", "12.25", "1e5",
      "0e1",
      "1234567890.12345", "12345678901234.5", "12345678901234567890.5", #"{"a":[1,{}]}"#, "[]", "{}",
      #"{"a" : 1.5 , "b":"c"}"#,
      "{\"a\":\n1}", #"["a\\","\"",0.25,null]"#, "\"\(String(repeating: "é", count: 40))\"",
    ]
    let unsound = [
      #""\x""#, "\"a\tb\"", "nul", #"{"a":}"#, "[1,]", "1 2", #""open"#, "01", "00", "1.", ".5", "1..2", "1.2.3", "1e",
      "-", "-a",
      "1.e5", "0.1.", "12a", #"{"a" 1}"#, #"{"a":1"#, "tru", "\"\(String(repeating: "x", count: 40))\\\"", "",
    ]
    let keys = ["id", "title", "status", "channel", "unknown", "created_at", "metadata", "status", "rejectionReason"]
    var warm = JSONRecord(schema: .tasks)
    var (taken, refused) = (0, 0)
    for _ in 0..<8000 {
      let used = Bool.random(using: &random) ? keys : Array(keys.shuffled(using: &random).prefix(5))
      let isBroken = Int.random(in: 0..<12, using: &random) == 0
      let values = isBroken ? sound + unsound : sound
      let pairs = used.map { key in
        "\"\(key)\"" + (["", "", "", " ", "\t"].randomElement(using: &random) ?? "") + ":"
          + (["", " ", "", "", "", "", "", "", "", Int.random(in: 0..<5, using: &random) == 0 ? "\n " : ""]
            .randomElement(using: &random) ?? "")
          + (values.randomElement(using: &random) ?? "")
      }
      let separator = [",", ",", " ,", ", "].randomElement(using: &random) ?? ","
      // With little room behind it, a record is read in a copy; with little before it as well.
      let start = Int.random(in: 0..<100, using: &random)
      let text =
        String(repeating: " ", count: start) + "{" + pairs.joined(separator: separator) + "}"
        + String(repeating: " ", count: Int.random(in: 0..<120, using: &random))
      let bytes = Array(text.utf8)
      var fields = RecordFields()
      if warm.readExpected(bytes.span, start, into: &fields) == nil { refused += 1 } else { taken += 1 }
      for lines in [false, true] {
        var cold = JSONRecord(schema: .tasks)
        let known = read(&warm, bytes, start, lines: lines)
        #expect(known == read(&cold, bytes, start, lines: lines), "\(text)")
      }
    }
    // Both ways were gone.
    #expect(taken > 1000 && refused > 1000, "\(taken) \(refused)")
  }

  @Test("are read where nothing follows them, unless they are long", arguments: [(10, true), (5000, false)])
  func last(count: Int, isTaken: Bool) throws {
    let bytes = Array("  {\"title\":\"\(String(repeating: "x", count: count))\",\"id\":\"1\"}".utf8)
    var record = JSONRecord(schema: .tasks)
    var fields = RecordFields()
    #expect(try record.read(bytes.span, 2, bytes.count, into: &fields) == bytes.count)
    #expect(record.readExpected(bytes.span, 2, into: &fields) == (isTaken ? bytes.count : nil))
    // Cut off anywhere it is none.
    for end in 3..<min(40, bytes.count) {
      #expect(record.readExpected(bytes.span.extracting(0..<end), 2, into: &fields) == nil)
    }
  }

  /// What a reader makes of a record, as text.
  private func read(_ record: inout JSONRecord, _ bytes: [UInt8], _ start: Int, lines: Bool) -> String {
    var fields = RecordFields()
    do throws(JSONScanner.Fault) {
      let end =
        lines
        ? try record.readLines(bytes.span, start, bytes.count, into: &fields)
        : try record.read(bytes.span, start, bytes.count, into: &fields)
      var text = "\(end) \(fields.present) \(fields.structured)"
      for slot in 0..<RecordFields.capacity where fields.has(slot) {
        text += " \(slot):\(fields[slot].start),\(fields[slot].count),\(fields[slot].form)"
      }
      return text
    } catch {
      return "\(error)"
    }
  }
}
