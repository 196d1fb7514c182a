/// Different texts in the order in which they were met, one behind the other in one piece of memory: there may be millions
/// of them. A text is found by its bytes.
package struct NameList: Sendable, RandomAccessCollection {
  private var bytes: [UInt8] = []
  /// By number: where its text ends.
  private var ends: [Int] = []
  /// By hash: number + 1, or 0 for a free slot. A power of two, at most three quarters full.
  private var slots: [Int32] = []

  package init(_ texts: [String] = []) {
    for text in texts { _ = place(text) }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { ends.count }

  /// The text of a number; an empty one for a number that none has.
  package subscript(_ number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

  /// The bytes of a number's text.
  package func utf8(_ number: Int) -> ArraySlice<UInt8> { bytes[range(number)] }

  /// The number of a text, which gets the next one when it was not met.
  package mutating func place(_ text: String) -> Int {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    let slot = slot(of: text)
    let found = Int(slots[slot])
    // Numbers beyond 32 bits would take more texts than fit into memory.
    if found != 0 || count >= Int(Int32.max) - 1 { return Swift.max(0, found - 1) }
    bytes += text.utf8
    ends.append(bytes.count)
    slots[slot] = Int32(truncatingIfNeeded: count)
    return count - 1
  }

  /// Whether the text of one number comes before that of another, by their bytes.
  func precedes(_ a: Int, _ b: Int) -> Bool { utf8(a).lexicographicallyPrecedes(utf8(b)) }

  private func range(_ number: Int) -> Range<Int> {
    guard number >= 0, number < ends.count else { return 0..<0 }
    return (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  /// The slot that holds a text, or the free one where it belongs.
  private func slot(of text: String) -> Int {
    let mask = slots.count - 1
    var slot = NameList.hash(text.utf8) & mask
    while slots[slot] != 0, !utf8(Int(slots[slot]) - 1).elementsEqual(text.utf8) { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: Swift.max(64, slots.count * 2))
    let mask = slots.count - 1
    for number in 0..<count {
      var slot = NameList.hash(utf8(number)) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: number + 1)
    }
  }

  /// Seeded by the process, so that no texts can be chosen to collide.
  private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
    var hasher = Hasher()
    for byte in bytes { hasher.combine(byte) }
    return hasher.finalize()
  }
}
