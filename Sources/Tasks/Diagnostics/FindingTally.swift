/// How often each finding was made, and the first places of each. Merging is associative and commutative.
package struct FindingTally: Sendable {
  package struct Entry: Sendable {
    package var count = 0
    package var places: SmallestOrigins

    @inline(__always)
    fileprivate mutating func add(_ origin: RecordOrigin, count: Int) {
      self.count += count
      places.note(origin)
    }
  }

  /// By the code's place in the list of all codes: a tally is added to for every other record, so it must not hash.
  private var byCode: [Entry]

  /// - Parameter maxExamples: how many places are kept for a finding.
  package init(maxExamples: Int) {
    byCode = Array(repeating: Entry(places: SmallestOrigins(limit: maxExamples)), count: FindingCode.allCases.count)
  }

  @inline(__always)
  package mutating func add(_ code: FindingCode, at origin: RecordOrigin, count: Int = 1) {
    byCode[code.ordinal].add(origin, count: count)
  }

  package mutating func add(_ code: FindingCode, count: Int, places: SmallestOrigins) {
    let i = code.ordinal
    byCode[i].count += count
    byCode[i].places.merge(places)
  }

  package mutating func merge(_ other: FindingTally) {
    for code in FindingCode.allCases { add(code, count: other[code].count, places: other[code].places) }
  }

  package subscript(_ code: FindingCode) -> Entry { byCode[code.ordinal] }

  /// The findings that were made, in the order of their codes.
  package var entries: [(code: FindingCode, entry: Entry)] {
    FindingCode.allCases.map { ($0, self[$0]) }.filter { $0.entry.count > 0 }
  }
}
