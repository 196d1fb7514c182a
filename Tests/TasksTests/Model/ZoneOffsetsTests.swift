import Foundation
import Testing

@testable import Tasks

@Suite("Zones")
struct ZoneOffsetsTests {
  private func local(_ text: String) -> Int64 { at(text).milliseconds }

  @Test(
    "A day of the change has 23 or 25 hours, or none",
    arguments: [
      (Zones.newYork, "2025-03-09", 23.0), (Zones.newYork, "2025-11-02", 25), (Zones.newYork, "2025-07-01", 24),
      (Zones.lordHowe, "2025-04-06", 24.5), (Zones.lordHowe, "2025-10-05", 23.5), (Zones.apia, "2011-12-30", 0),
      (Zones.apia, "2011-12-29", 24), (ZoneOffsets.utc, "2025-03-09", 24),
    ])
  func lengths(zone: ZoneOffsets, name: String, hours: Double) {
    let start = zone.start(of: day(name))
    let next = zone.start(of: CalendarDay(number: day(name).number + 1))
    #expect(Double(next.since(start)) == hours * 3_600_000)
  }

  @Test(
    "A local time that the clock skips is read with the offset before the change",
    arguments: [
      (Zones.newYork, "2025-03-09T02:30", "2025-03-09T07:30"), (Zones.newYork, "2025-03-09T01:59", "2025-03-09T06:59"),
      (Zones.newYork, "2025-03-09T03:00", "2025-03-09T07:00"), (Zones.lordHowe, "2025-10-05T02:15", "2025-10-04T15:45"),
      (Zones.apia, "2011-12-30T12:00", "2011-12-30T22:00"),
    ])
  func gaps(zone: ZoneOffsets, clock: String, instant: String) {
    #expect(zone.instant(local: local(clock)) == at(instant))
  }

  @Test(
    "Of two instants that show the same local time the earlier is taken",
    arguments: [
      (Zones.newYork, "2025-11-02T01:30", "2025-11-02T05:30"), (Zones.newYork, "2025-11-02T01:00", "2025-11-02T05:00"),
      (Zones.newYork, "2025-11-02T02:00", "2025-11-02T07:00"), (Zones.lordHowe, "2025-04-06T01:45", "2025-04-05T14:45"),
    ])
  func overlaps(zone: ZoneOffsets, clock: String, instant: String) {
    #expect(zone.instant(local: local(clock)) == at(instant))
  }

  @Test(
    "An instant falls on its zone's day",
    arguments: [
      (Zones.newYork, "2025-03-09T04:59", "2025-03-08"), (Zones.newYork, "2025-03-09T05:00", "2025-03-09"),
      (Zones.newYork, "2025-03-10T03:59", "2025-03-09"), (Zones.newYork, "2025-03-10T04:00", "2025-03-10"),
      (Zones.apia, "2011-12-30T09:59", "2011-12-29"), (Zones.apia, "2011-12-30T10:00", "2011-12-31"),
    ])
  func days(zone: ZoneOffsets, instant: String, name: String) {
    #expect(zone.day(of: at(instant)) == day(name))
    var finder = DayFinder(zone: zone)
    // Whatever it found before.
    for text in ["2025-06-01T00:00", "2011-12-30T10:00", instant] {
      #expect(finder.day(at(text).milliseconds) == zone.day(of: at(text)).number)
    }
  }

  @Test("Local times read back as what the clock shows, at every half hour around the changes")
  func roundTrip() {
    for (zone, change) in Zones.changing {
      for step in -100..<100 {
        let instant = Instant(milliseconds: change.milliseconds + Int64(step) * 1_800_000)
        let clock = instant.milliseconds + Int64(zone.offsetSeconds(at: instant)) * 1000
        let read = zone.instant(local: clock)
        #expect(read <= instant)
        #expect(read.milliseconds + Int64(zone.offsetSeconds(at: read)) * 1000 == clock, "\(zone.name) \(instant)")
      }
    }
  }

  @Test("A table of no entries is UTC")
  func noEntries() { #expect(ZoneOffsets(name: "x", entries: []).offsetSeconds(at: hour(0)) == 0) }
}
