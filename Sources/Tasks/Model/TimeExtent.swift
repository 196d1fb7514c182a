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
    // One after the other by their numbers, so that the compiler keeps them in registers.
    for i in 0..<8 {
      let time = record.times[i]
      earliest = min(earliest, time == TaskRecord.none ? .max : time)
      latest = max(latest, time)
    }
  }

  package mutating func merge(_ other: TimeExtent) {
    if other.isEmpty { return }
    note(other.earliest)
    note(other.latest)
  }
}
