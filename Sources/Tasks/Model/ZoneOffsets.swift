/// A time zone as a table: from each instant on, an offset from UTC. Made outside of this module, which knows no zones.
package struct ZoneOffsets: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package var from: Instant
    package var offsetSeconds: Int32
    package init(from: Instant, offsetSeconds: Int32) {
      self.from = from
      self.offsetSeconds = offsetSeconds
    }
  }

  /// The IANA name, `America/Sao_Paulo`.
  package let name: String
  /// Sorted by time; the first entry holds from the beginning of time.
  package let entries: [Entry]

  /// - Precondition: `entries` is sorted and holds at least one entry.
  package init(name: String, entries: [Entry]) {
    self.name = name
    self.entries = entries.isEmpty ? [Entry(from: Instant(milliseconds: .min), offsetSeconds: 0)] : entries
  }

  package static let utc = ZoneOffsets(
    name: "UTC", entries: [Entry(from: Instant(milliseconds: .min), offsetSeconds: 0)])

  /// The index of the entry in force at `instant`. O(log n).
  package func index(at instant: Instant) -> Int {
    var low = 0
    var high = entries.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if entries[middle].from <= instant { low = middle } else { high = middle }
    }
    return low
  }

  package func offsetSeconds(at instant: Instant) -> Int32 { entries[index(at: instant)].offsetSeconds }

  /// The local calendar day that holds `instant`.
  package func day(of instant: Instant) -> CalendarDay {
    CalendarDay(
      instant: Instant(milliseconds: instant.milliseconds + Int64(offsetSeconds(at: instant)) * 1000))
  }

  /// The instant at which a clock of this zone shows `local` (milliseconds since 1970-01-01T00:00 on that clock).
  /// A time that the clock skips is read with the offset before the change; of two, the earlier is taken.
  package func instant(local: Int64) -> Instant {
    // The offsets of a zone differ by less than a day, so only entries around the local time can apply.
    let near = index(at: Instant(milliseconds: local &- Instant.millisecondsPerDay))
    var beforeGap: Instant?
    var i = near
    while i < entries.count {
      let candidate = Instant(milliseconds: local - Int64(entries[i].offsetSeconds) * 1000)
      let begins = i == 0 ? true : entries[i].from <= candidate
      let ends = i + 1 < entries.count ? candidate < entries[i + 1].from : true
      if begins && ends { return candidate }
      if !begins, let beforeGap { return beforeGap }
      beforeGap = candidate
      if entries[i].from.milliseconds > local + Instant.millisecondsPerDay { break }
      i += 1
    }
    return beforeGap ?? Instant(milliseconds: local)
  }

  /// The first instant of a local day.
  package func start(of day: CalendarDay) -> Instant { instant(local: day.start.milliseconds) }
}
