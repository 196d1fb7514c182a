/// The first few places, in input order, of however many were seen. Merging is a set's union, cut to the limit.
package struct SmallestOrigins: Sendable, Equatable {
  package private(set) var origins: [RecordOrigin] = []
  package let limit: Int

  package init(limit: Int) { self.limit = limit }

  @inline(__always)
  package mutating func note(_ origin: RecordOrigin) {
    if origins.count >= limit {
      guard let last = origins.last, origin < last else { return }
    }
    keep(origin)
  }

  private mutating func keep(_ origin: RecordOrigin) {
    if origins.count >= limit { origins.removeLast() }
    let at = origins.firstIndex { origin < $0 } ?? origins.count
    origins.insert(origin, at: at)
  }

  package mutating func merge(_ other: SmallestOrigins) {
    for origin in other.origins { note(origin) }
  }

  package mutating func remove(_ origin: RecordOrigin) { origins.removeAll { $0 == origin } }
}
