import TestSupport
import Testing

@testable import Tasks

@Suite("Ids of tasks")
struct TaskIDTests {
  @Test(
    "A short text keeps its bytes", arguments: ["a", "t-1", "12345678", "123456789", "sixteen bytes ok", "ção", "\0"])
  func shortTexts(text: String) { #expect(id(text).text == text) }

  @Test("Texts of no bytes or more than 16 are no short ids", arguments: ["", "seventeen bytes!!"])
  func otherTexts(text: String) {
    let bytes = Array(text.utf8)
    #expect(TaskID(shortText: bytes.span, 0..<bytes.count) == nil)
  }

  @Test("A UUID shows in lower case, with all of its zeros")
  func uuid() {
    let uuid = TaskID(uuidHigh: 0x0123_4567_89AB_CDEF, low: 0xF)
    #expect(uuid.text == "01234567-89ab-cdef-0000-00000000000f")
    #expect(uuid.isUUID)
    #expect(!id("t").isUUID)
  }

  @Test("Ids of other kinds differ, though their bytes agree")
  func kinds() {
    let short = id("a")
    #expect(short != TaskID(uuidHigh: short.high, low: short.low))
    #expect(short != TaskID(digestHigh: short.high, low: short.low))
    // A trailing zero byte is a byte.
    #expect(id("a") != id("a\0"))
  }

  @Test("Ids are ordered as their texts, digests last")
  func order() {
    let ids = [
      TaskID(digestHigh: 0, low: 0), id("b"), id("abc"), TaskID(uuidHigh: .max, low: 0), id("~"), id("a"), id("aa"),
      TaskID(uuidHigh: 0, low: 0), id("0000"), TaskID(digestHigh: 0, low: 1),
    ]
    #expect(
      ids.sorted().map { $0.text ?? "digest \($0.low)" } == [
        "0000", "00000000-0000-0000-0000-000000000000", "a", "aa", "abc", "b", "ffffffff-ffff-ffff-0000-000000000000",
        "~",
        "digest 0", "digest 1",
      ])
  }

  @Test("Hashes spread ids that follow one another over the parts of the table", arguments: [UInt64(0), 1, .max])
  func spread(seed: UInt64) {
    var parts = [Int](repeating: 0, count: TaskTable.partitionCount)
    for i in 0..<6400 { parts[Int(id("\(i)").hash(seed: seed) >> 58)] += 1 }
    #expect(parts.allSatisfy { $0 > 30 && $0 < 250 })
  }

  @Test("No ids can be chosen whose hashes agree whatever the seed")
  func seeded() {
    let constants: [UInt64] = [0, .max, 0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93, 0xA24B_AED4_963E_E407]
    for constant in constants {
      for other in [UInt64(1), 77, 0xDEAD_BEEF] {
        for id in [TaskID(uuidHigh: other, low: constant), TaskID(uuidHigh: constant, low: other)] {
          #expect(Set((0..<64).map { id.hash(seed: 0x1234_5678_9ABC_DEF1 &* ($0 + 1)) }).count == 64, "\(constant)")
        }
      }
    }
  }
}
