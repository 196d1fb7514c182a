import Foundation
import Tasks
import TestSupport
import Testing

@testable import nexo

@Suite("Time zones")
struct TimeZonesTests {
  /// Offsets by Python's zoneinfo, which reads the system's time zone database.
  private static let oracle = """
    import sys, datetime, zoneinfo
    zone = zoneinfo.ZoneInfo(sys.argv[1])
    for line in sys.stdin:
        t = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=int(line))
        print(int(t.astimezone(zone).utcoffset().total_seconds()))
    """

  @Test(
    "offsets agree with another reader of the time zone database",
    arguments: [
      "America/Sao_Paulo", "America/New_York", "Europe/Lisbon", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
      "America/Manaus", "Africa/Monrovia", "Asia/Tokyo", "Etc/GMT+3", "EST",
    ])
  func offsets(name: String) throws {
    let zone = try TimeZones.zone(named: name)
    var generator = SeededGenerator(seed: 7)
    var seconds = (0..<4000).map { _ in Int64.random(in: 0..<9_246_182_400, using: &generator) }
    // The moments around each change are where mistakes show.
    for entry in zone.entries.dropFirst() {
      let change = entry.from.milliseconds / 1000
      seconds += [change - 1, change, change + 1]
    }
    let input = seconds.map { "\($0)\n" }.joined()
    let outcome = try Command.run("/usr/bin/python3", ["-c", Self.oracle, name], input: Array(input.utf8))
    try #require(outcome.status == 0, "\(outcome.error)")
    let expected = outcome.output.split(separator: "\n").compactMap { Int32($0) }
    try #require(expected.count == seconds.count)
    let wrong = zip(seconds, expected).filter { second, offset in
      zone.offsetSeconds(at: Instant(milliseconds: second * 1000)) != offset
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test("a zone with changes every year covers all years that timestamps may have")
  func range() throws {
    let zone = try TimeZones.zone(named: "America/New_York")
    let last = try #require(zone.entries.last)
    #expect(last.from.description.hasPrefix("2262-11-"))
    #expect(zone.entries.count > 580)
  }

  @Test("making the table of any zone costs less than 10 ms")
  func cost() throws {
    _ = try TimeZones.zone(named: "Europe/Paris")
    for name in TimeZone.knownTimeZoneIdentifiers {
      // The thread's own time, since other tests run beside this one.
      let times = try (0..<3).map { _ in
        let start = nanoseconds(CLOCK_THREAD_CPUTIME_ID)
        _ = try TimeZones.zone(named: name)
        return nanoseconds(CLOCK_THREAD_CPUTIME_ID) - start
      }
      #expect(times.min() ?? 0 < 10_000_000, "\(name)")
    }
  }

  private func nanoseconds(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  @Test(
    "fixed offsets are zones",
    arguments: [
      ("-03:00", "-03:00", -10_800), ("+0545", "+05:45", 20_700), ("+3", "+03:00", 10_800),
      ("+18:00", "+18:00", 64_800),
    ])
  func fixed(text: String, name: String, seconds: Int32) throws {
    let zone = try TimeZones.zone(named: text)
    #expect(zone.name == name)
    #expect(zone.offsetSeconds(at: Instant(milliseconds: 0)) == seconds)
  }

  @Test(
    "what is no zone is refused",
    arguments: [
      "", "Foo/Bar", "GMT+3", "UTC-3", "IST", "AST", "+19:00", "+3:0", "+:30", "03:00", "+", "-", "+12345", "America/",
    ])
  func refused(text: String) {
    #expect(throws: ValueProblem.self) { try TimeZones.zone(named: text) }
  }

  @Test("a misspelt zone is told with the one that is meant")
  func suggestion() {
    #expect(throws: ValueProblem("\"sao paulo\" is not a time zone", hint: "did you mean America/Sao_Paulo?")) {
      try TimeZones.zone(named: "sao paulo")
    }
    #expect(throws: ValueProblem("\"america/sao paulo\" is not a time zone", hint: "did you mean America/Sao_Paulo?")) {
      try TimeZones.zone(named: "america/sao paulo")
    }
  }

  @Test("UTC needs no table")
  func utc() throws { #expect(try TimeZones.zone(named: "UTC") == .utc) }
}
