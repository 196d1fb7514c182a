import TestSupport
import Testing

@testable import Tasks

@Suite("The first places")
struct SmallestOriginsTests {
  private func origin(_ number: Int) -> RecordOrigin {
    RecordOrigin(input: UInt32(number / 10), offset: Int64(number % 10), count: 1)
  }

  @Test("They are the smallest, in order, however they were noted and merged", arguments: 0..<50 as Range<UInt64>)
  func smallest(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let numbers = (0..<40).shuffled(using: &random)
    var parts = Array(repeating: SmallestOrigins(limit: 5), count: 4)
    for number in numbers { parts[Int.random(in: 0..<4, using: &random)].note(origin(number)) }
    var all = SmallestOrigins(limit: 5)
    for part in parts { all.merge(part) }
    #expect(all.origins == (0..<5).map(origin))
  }

  @Test("A limit of nothing keeps nothing")
  func none() {
    var places = SmallestOrigins(limit: 0)
    places.note(origin(1))
    #expect(places.origins.isEmpty)
  }
}
