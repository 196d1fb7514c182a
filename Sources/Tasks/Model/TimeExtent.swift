/// The earliest and the latest of the times that were read.
package struct TimeExtent: Sendable, Equatable {
  package private(set) var earliest = Int64.max
  package private(set) var latest = Int64.min

  package init() {}

  package var isEmpty: Bool { earliest > latest }

  @inline(__always)
  package mutating func note(_ milliseconds: Int64) {
    earliest = min(earliest, milliseconds)
    latest = max(latest, milliseconds)
  }

  /// Takes note of all times of a record.
  @inline(__always)
  package mutating func note(_ record: TaskRecord) {
    // In pairs, so that no comparison waits for the seven before it. What is absent is the least number there is.
    let times = record.times
    func late(_ i: Int) -> Int64 { times[i] == TaskRecord.none ? .max : times[i] }
    let first = min(
      min(min(late(0), late(1)), min(late(2), late(3))), min(min(late(4), late(5)), min(late(6), late(7))))
    let last = max(
      max(max(times[0], times[1]), max(times[2], times[3])), max(max(times[4], times[5]), max(times[6], times[7])))
    earliest = min(earliest, first)
    latest = max(latest, last)
  }

  package mutating func merge(_ other: TimeExtent) {
    if other.isEmpty { return }
    note(other.earliest)
    note(other.latest)
  }
}
