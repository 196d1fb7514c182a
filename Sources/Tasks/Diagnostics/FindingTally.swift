/// How often each finding was made, and the first places of each. Merging is associative and commutative.
package struct FindingTally: Sendable {
  package struct Entry: Sendable {
    package var count = 0
    package var places: SmallestOrigins
  }

  package private(set) var entries: [FindingCode: Entry] = [:]
  private let limit: Int

  /// - Parameter maxExamples: how many places are kept for a finding.
  package init(maxExamples: Int) { limit = maxExamples }

  package mutating func add(_ code: FindingCode, at origin: RecordOrigin, count: Int = 1) {
    entries[code, default: Entry(places: SmallestOrigins(limit: limit))].count += count
    entries[code]?.places.note(origin)
  }

  package mutating func add(_ code: FindingCode, count: Int, places: SmallestOrigins) {
    if count == 0 { return }
    entries[code, default: Entry(places: SmallestOrigins(limit: limit))].count += count
    entries[code]?.places.merge(places)
  }

  package mutating func merge(_ other: FindingTally) {
    for (code, entry) in other.entries { add(code, count: entry.count, places: entry.places) }
  }
}
