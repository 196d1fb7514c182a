/// Tells times that belong to the input from far ones, by the days on which tasks were created.
package struct NearTimes: Sendable {
  private struct Day: Sendable {
    var earliest: Int64
    var latest: Int64
    var count: Int
  }
  private var days: [Int32: Day] = [:]
  private var total = 0

  package init() {}

  /// Takes in the creation of every task of a part.
  package mutating func add(_ part: TaskTablePart) {
    for row in 0..<part.taskCount { add(created: part.record(row).created) }
  }

  package mutating func add(created: Int64) {
    let day = CalendarDay(instant: Instant(milliseconds: created)).number
    var entry = days[day] ?? Day(earliest: created, latest: created, count: 0)
    entry.earliest = min(entry.earliest, created)
    entry.latest = max(entry.latest, created)
    entry.count += 1
    days[day] = entry
    total += 1
  }

  /// The times that no gap of more than `gapDays` without any creation separates from the median creation (of two, the
  /// lower); nil when nothing was created.
  package func range(gapDays: Int) -> ClosedRange<Int64>? {
    let sorted = days.sorted { $0.key < $1.key }.map(\.value)
    guard total > 0 else { return nil }
    let gap = Int64(gapDays) * Instant.millisecondsPerDay
    var before = 0
    // Creations of one day are never separated, so the median's day stands for the median.
    guard
      let median = sorted.firstIndex(where: { day in
        before += day.count
        return before > (total - 1) / 2
      })
    else { return nil }
    var low = median
    while low > 0, sorted[low].earliest - sorted[low - 1].latest <= gap { low -= 1 }
    var high = median
    while high + 1 < sorted.count, sorted[high + 1].earliest - sorted[high].latest <= gap { high += 1 }
    return sorted[low].earliest - gap...sorted[high].latest + gap
  }
}
