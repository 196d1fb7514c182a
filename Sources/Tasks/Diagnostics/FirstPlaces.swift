/// How many different things were met, and the first places of those that were met first. Merging is associative and commutative.
struct FirstPlaces: Sendable {
  /// A bit a number.
  private var met: [UInt64] = []
  private(set) var count = 0
  /// By place: the first few, each number once.
  private(set) var first: [(origin: RecordOrigin, number: Int32)] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// - Parameter number: negative for what does not count.
  @inline(__always)
  mutating func note(_ number: Int32, at origin: RecordOrigin) {
    if number >= 0 { noteNew(number, at: origin) }
  }

  private mutating func noteNew(_ number: Int32, at origin: RecordOrigin) {
    let word = Int(number >> 6)
    if word >= met.count { met += repeatElement(0, count: max(word + 1, 2 * met.count) - met.count) }
    let bit = UInt64(1) << UInt64(number & 63)
    if met[word] & bit == 0 {
      met[word] |= bit
      count += 1
    }
    if first.count >= limit, let last = first.last, last.origin <= origin { return }
    if let known = first.firstIndex(where: { $0.number == number }) {
      if first[known].origin <= origin { return }
      first.remove(at: known)
    }
    let place = first.firstIndex { origin < $0.origin } ?? first.count
    first.insert((origin, number), at: place)
    if first.count > limit { first.removeLast() }
  }

  mutating func merge(_ other: FirstPlaces) {
    if met.count < other.met.count { met += repeatElement(0, count: other.met.count - met.count) }
    for (word, bits) in other.met.enumerated() {
      count += (bits & ~met[word]).nonzeroBitCount
      met[word] |= bits
    }
    for (origin, number) in other.first { note(number, at: origin) }
  }
}
