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
    let values = [
      #""a""#, #""""#, #""a\"b\u00e9""#, "null", "true", "false", "1", "-0.5e3", "01", #"{"a":[1,{}]}"#, "[]", "{}",
      #""\x""#,
      "\"a\tb\"", "nul", #"{"a":}"#, "[1,]", #""é""#, " 7 ", "1 2", #""open"#,
    ]
    let keys = ["id", "title", "status", "channel", "unknown", "created_at", "metadata", "status", "rejectionReason"]
    var warm = JSONRecord(schema: .tasks)
    var agreed = 0
    for _ in 0..<4000 {
      let used = Bool.random(using: &random) ? keys : Array(keys.shuffled(using: &random).prefix(5))
      let broken = Int.random(in: 0..<12, using: &random) == 0
      let pairs = used.map { key in
        "\"\(key)\"" + (Int.random(in: 0..<5, using: &random) == 0 ? " : " : ":")
          + (values[Int.random(in: 0..<(broken ? values.count : 8), using: &random)])
      }
      let text = "{" + pairs.joined(separator: broken ? " ," : ",") + "}" + String(repeating: " ", count: 30)
      let bytes = Array(text.utf8)
      var cold = JSONRecord(schema: .tasks)
      #expect(read(&warm, bytes) == read(&cold, bytes), "\(text)")
      agreed += 1
    }
    #expect(agreed == 4000)
  }

  /// What a reader makes of a record, as text.
  private func read(_ record: inout JSONRecord, _ bytes: [UInt8]) -> String {
    var fields = RecordFields()
    do throws(JSONScanner.Fault) {
      let end = try record.read(bytes.span, 0, bytes.count, into: &fields)
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
