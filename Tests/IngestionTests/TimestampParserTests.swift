import Foundation
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Timestamps")
struct TimestampParserTests {
  private static let utc = TimestampParser(assuming: .utc)

  @Test(
    "are read in every form that the specification names",
    arguments: [
      ("2026-02-24", "2026-02-24T00:00:00.000Z"),
      ("2026-02-24T12:45", "2026-02-24T12:45:00.000Z"),
      ("2026-02-24 12:45", "2026-02-24T12:45:00.000Z"),
      ("2026-02-24T12:45:30", "2026-02-24T12:45:30.000Z"),
      ("2026-02-24T12:45:30Z", "2026-02-24T12:45:30.000Z"),
      ("2026-02-24t12:45:30z", "2026-02-24T12:45:30.000Z"),
      ("2026-02-24T12:45Z", "2026-02-24T12:45:00.000Z"),
      ("2026-02-24T12:45:30.1Z", "2026-02-24T12:45:30.100Z"),
      ("2026-02-24T12:45:30,12Z", "2026-02-24T12:45:30.120Z"),
      ("2026-02-24T12:45:30.123456789Z", "2026-02-24T12:45:30.123Z"),
      ("2026-02-24T12:45:30.999999999Z", "2026-02-24T12:45:30.999Z"),
      ("2026-02-24T12:45:30.000000001", "2026-02-24T12:45:30.000Z"),
      ("2026-02-24T12:45:30+01", "2026-02-24T11:45:30.000Z"),
      ("2026-02-24T12:45:30+0130", "2026-02-24T11:15:30.000Z"),
      ("2026-02-24T12:45:30+01:30", "2026-02-24T11:15:30.000Z"),
      ("2026-02-24T12:45:30-03:00", "2026-02-24T15:45:30.000Z"),
      ("2026-02-24T12:45:30-00:00", "2026-02-24T12:45:30.000Z"),
      ("2026-02-24T12:45:30+18:00", "2026-02-23T18:45:30.000Z"),
      ("2026-02-24T12:45:30-18", "2026-02-25T06:45:30.000Z"),
      ("2026-02-24T12:45-0300", "2026-02-24T15:45:00.000Z"),
      // PostgreSQL's.
      ("2026-02-24 12:45:30.123+00", "2026-02-24T12:45:30.123Z"),
      ("2026-02-24 12:45:30.123456-03", "2026-02-24T15:45:30.123Z"),
      ("2026-02-24 12:45:30+05:30", "2026-02-24T07:15:30.000Z"),
      // A leap second is the last millisecond of its minute.
      ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z"),
      ("2016-12-31T23:59:60.5Z", "2016-12-31T23:59:59.999Z"),
      ("2016-12-31T23:59:59.9999Z", "2016-12-31T23:59:59.999Z"),
      // Leap days, and the first and last years.
      ("2024-02-29", "2024-02-29T00:00:00.000Z"),
      ("2000-02-29", "2000-02-29T00:00:00.000Z"),
      ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
      ("2262-12-31T23:59:59.999Z", "2262-12-31T23:59:59.999Z"),
      // Unix time.
      ("100000000", "1973-03-03T09:46:40.000Z"),
      ("1771937130", "2026-02-24T12:45:30.000Z"),
      ("9246182399", "2262-12-31T23:59:59.000Z"),
      ("100000000000", "1973-03-03T09:46:40.000Z"),
      ("1771937130123", "2026-02-24T12:45:30.123Z"),
      ("9246182399999", "2262-12-31T23:59:59.999Z"),
    ])
  func accepted(text: String, expected: String) {
    #expect(Self.utc.parse(text)?.description == expected)
  }

  @Test(
    "are refused when they are no time",
    arguments: [
      "", " ", "2026", "2026-02", "2026-2-4", "26-02-24", "2026/02/24", "2026-02-24T", "2026-02-24 ", "2026-02-24Z",
      "2026-02-24T12", "2026-02-24T12:4", "2026-02-24T1:45", "2026-02-24T12:45:", "2026-02-24T12:45:3",
      "2026-02-24T12:45:30.", "2026-02-24T12:45:30.1234567890", "2026-02-24T12:45:30.Z", "2026-02-24T12:45.5Z",
      "2026-02-24T24:00", "2026-02-24T24:00:00Z", "2026-02-24T12:60", "2026-02-24T12:45:61",
      "2026-02-24T12:45:30+1", "2026-02-24T12:45:30+01:", "2026-02-24T12:45:30+01:3", "2026-02-24T12:45:30+013",
      "2026-02-24T12:45:30+18:01", "2026-02-24T12:45:30-18:01", "2026-02-24T12:45:30+19", "2026-02-24T12:45:30+01:60",
      "2026-02-24T12:45:30+01:00:00", "2026-02-24T12:45:30 +01:00", "2026-02-24T12:45:30ZZ", "2026-02-24T12:45:30 Z",
      "2026-02-24  12:45", "2026-02-24T12-45", "2026-02-24_12:45",
      "2026-02-30", "2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00",
      "2026-01-32", "1969-12-31", "1969-12-31T23:59:59Z", "2263-01-01", "0000-01-01", "9999-12-31",
      "0", "99999999", "-99999999", "-1771937130", "+1771937130", "1771937130.5", "1.77e9", "9246182400000",
      "99999999999999", "999999999999999999999999", "0x69a00000", "17719371l0",
      "24/02/2026", "24.02.2026 09:45", "02/24/2026", "now", "2026-02-24T12:45:30Z, or so, I think it was about then",
      "２０２６-02-24", "2026-02-24T12:45:30\u{2212}03:00",
    ])
  func refused(text: String) {
    #expect(Self.utc.parse(text) == nil)
  }

  @Test(
    "put the day first where the input says so",
    arguments: [
      ("24/02/2026", "2026-02-24T00:00:00.000Z"), ("24/02/2026 09:45", "2026-02-24T09:45:00.000Z"),
      ("24/02/2026 09:45:30", "2026-02-24T09:45:30.000Z"), ("24/02/2026 09:45:30,5", "2026-02-24T09:45:30.500Z"),
      ("4/2/2026", "2026-02-04T00:00:00.000Z"), ("4/2/2026 9:45", "2026-02-04T09:45:00.000Z"),
      ("01/12/2026", "2026-12-01T00:00:00.000Z"), ("24.02.2026", "2026-02-24T00:00:00.000Z"),
      ("24-02-2026 23:59", "2026-02-24T23:59:00.000Z"), ("29/02/2024", "2024-02-29T00:00:00.000Z"),
      // What is ISO or Unix time stays so.
      ("2026-02-03", "2026-02-03T00:00:00.000Z"), ("2026-02-03T09:45Z", "2026-02-03T09:45:00.000Z"),
      ("1771937130", "2026-02-24T12:45:30.000Z"), ("17719371301", "2531-07-03T03:28:21.000Z"),
    ])
  func dayFirst(text: String, expected: String) {
    let parser = TimestampParser(assuming: .utc, dayFirst: true)
    let got = parser.parse(text)?.description
    // The last one lies beyond the years that are read.
    #expect(got == (expected.hasPrefix("2531") ? nil : expected))
  }

  @Test(
    "with the day first are refused when they are none",
    arguments: [
      "31/02/2026", "00/02/2026", "24/13/2026", "24/02/26", "24/02.2026", "24//2026", "/02/2026", "124/02/2026",
      "24/002/2026", "24/02/20266", "24/02/2026 9", "24/02/2026 24:00", "24/02/2026 009:45", "29/02/2026",
    ])
  func dayFirstRefused(text: String) {
    #expect(TimestampParser(assuming: .utc, dayFirst: true).parse(text) == nil)
  }

  /// New York in 2026: clocks go from 02:00 to 03:00 on 8 March, and from 02:00 back to 01:00 on 1 November.
  private static let newYork = ZoneOffsets(
    name: "America/New_York",
    entries: [
      .init(from: Instant(milliseconds: .min), offsetSeconds: -18_000),
      .init(from: Instant(milliseconds: 1_772_953_200_000), offsetSeconds: -14_400),
      .init(from: Instant(milliseconds: 1_793_512_800_000), offsetSeconds: -18_000),
    ])

  @Test(
    "without a zone are read in the assumed one",
    arguments: [
      ("2026-01-15T12:00", "2026-01-15T17:00:00.000Z"), ("2026-07-15", "2026-07-15T04:00:00.000Z"),
      ("2026-03-08T01:59:59.999", "2026-03-08T06:59:59.999Z"), ("2026-03-08T03:00", "2026-03-08T07:00:00.000Z"),
      // Times that no clock shows: the offset before the change.
      ("2026-03-08T02:00", "2026-03-08T07:00:00.000Z"), ("2026-03-08T02:30", "2026-03-08T07:30:00.000Z"),
      ("2026-03-08T02:59:59.999", "2026-03-08T07:59:59.999Z"),
      // Times that the clock shows twice: the earlier.
      ("2026-11-01T00:59", "2026-11-01T04:59:00.000Z"), ("2026-11-01T01:00", "2026-11-01T05:00:00.000Z"),
      ("2026-11-01T01:30", "2026-11-01T05:30:00.000Z"), ("2026-11-01T01:59:59.999", "2026-11-01T05:59:59.999Z"),
      ("2026-11-01T02:00", "2026-11-01T07:00:00.000Z"),
      // A stated zone wins, and Unix time has none.
      ("2026-07-15T12:00Z", "2026-07-15T12:00:00.000Z"), ("2026-07-15T12:00-03", "2026-07-15T15:00:00.000Z"),
      ("1771937130", "2026-02-24T12:45:30.000Z"),
    ])
  func assumedZone(text: String, expected: String) {
    #expect(TimestampParser(assuming: Self.newYork).parse(text)?.description == expected)
  }

  @Test("without a zone are read as Foundation's calendar reads them, around every change of some zones")
  func zonesAgainstFoundation() throws {
    var random = SeededGenerator(seed: 20)
    for name in ["America/Sao_Paulo", "Australia/Lord_Howe", "Europe/Lisbon", "Pacific/Apia", "Africa/Casablanca"] {
      let zone = try #require(TimeZone(identifier: name))
      var changes: [Date] = []
      var entries = [
        ZoneOffsets.Entry(
          from: Instant(milliseconds: .min),
          offsetSeconds: Int32(zone.secondsFromGMT(for: Date(timeIntervalSince1970: 0))))
      ]
      while let next = zone.nextDaylightSavingTimeTransition(after: changes.last ?? Date(timeIntervalSince1970: 0)),
        next.timeIntervalSince1970 < 1_900_000_000
      {
        changes.append(next)
        entries.append(
          .init(
            from: Instant(milliseconds: Int64(next.timeIntervalSince1970) * 1000),
            offsetSeconds: Int32(zone.secondsFromGMT(for: next))))
      }
      let parser = TimestampParser(assuming: ZoneOffsets(name: name, entries: entries))
      for change in changes {
        for _ in 0..<4 {
          let at = Int64(change.timeIntervalSince1970) + Int64.random(in: -90_000...90_000, using: &random)
          let date = Date(timeIntervalSince1970: TimeInterval(at))
          let local = Instant(milliseconds: (at + Int64(zone.secondsFromGMT(for: date))) * 1000)
          let read = try #require(parser.parse(String(local.description.dropLast())))
          // The clock shows that local time at the instant that was read, and not at an earlier one.
          let readDate = Date(timeIntervalSince1970: TimeInterval(read.milliseconds) / 1000)
          #expect(read.milliseconds / 1000 + Int64(zone.secondsFromGMT(for: readDate)) == local.milliseconds / 1000)
          #expect(read.milliseconds / 1000 <= at, "\(name) \(local)")
        }
      }
    }
  }

  @Test("are read as they were printed, at random instants and offsets")
  func roundTrips() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<5000 {
      let instant = Instant(milliseconds: Int64.random(in: 100_000_000...9_246_000_000_000, using: &random))
      let offset = Int64.random(in: -1080...1080, using: &random)
      let local = Instant(milliseconds: instant.milliseconds + offset * 60_000).description.dropLast()
      let minutes = abs(offset)
      func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let colon = Bool.random(using: &random) ? ":" : ""
      let zone = "\(offset < 0 ? "-" : "+")\(two(minutes / 60))\(colon)\(two(minutes % 60))"
      #expect(Self.utc.parse(local + zone) == instant)
    }
  }

  @Test("in the commonest form are read as any form is, and nearly that form is not mistaken for it")
  func commonestForm() {
    var random = SeededGenerator(seed: 23)
    let marks = Array("0123456789-:.TZ tz/+,\u{0}".utf8)
    var read = 0
    for _ in 0..<30_000 {
      let instant = Instant(milliseconds: Int64.random(in: 0..<9_246_182_400_000, using: &random))
      var bytes = Array(instant.description.utf8)
      if Bool.random(using: &random) { bytes.removeSubrange(19..<23) }
      if Bool.random(using: &random) { bytes[10] = UInt8(ascii: " ") }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = marks.randomElement(using: &random) ?? 0
      }
      let fast = Scan.utcTimestamp(bytes.span, from: 0, to: bytes.count)
      let any = Self.utc.parseAnyForm(bytes.span, 0, bytes.count)
      if let fast {
        #expect(any?.milliseconds == fast, "\(String(decoding: bytes, as: UTF8.self))")
        read += 1
      }
      #expect(Self.utc.parse(bytes.span, 0, bytes.count) == any)
    }
    #expect(read > 10_000)
  }

  @Test("of every day from 1970 to 2262 are read")
  func everyDay() {
    var wrong = 0
    for number in 0..<Int32(9_246_182_400_000 / Instant.millisecondsPerDay) {
      let text = Array("\(CalendarDay(number: number))T00:00:00Z".utf8)
      let read = Scan.utcTimestamp(text.span, from: 0, to: text.count)
      if read != Int64(number) * Instant.millisecondsPerDay { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test("never trap, whatever the bytes")
  func noise() {
    var random = SeededGenerator(seed: 22)
    let alphabet = Array("0123456789-:+.,TZ /zt24 \u{0}é".utf8)
    let dayFirst = TimestampParser(assuming: Self.newYork, dayFirst: true)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...42, using: &random)
      let bytes = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
      for parser in [Self.utc, dayFirst] {
        if let read = parser.parse(bytes.span, 0, count) { #expect(read.milliseconds >= -64_800_000) }
      }
    }
  }
}
