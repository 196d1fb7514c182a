import Tasks
import TestSupport
import Testing

@testable import nexo

@Suite("Dates and times on the command line")
struct MomentTests {
  @Test(
    "a moment begins where its text says, in the report's zone",
    arguments: [
      ("2026-02-24", "2026-02-24T03:00:00.000Z"), ("2026-02-24T09:45", "2026-02-24T12:45:00.000Z"),
      ("2026-02-24 09:45:30.5", "2026-02-24T12:45:30.500Z"), ("2026-02-24T09:45:30,1239Z", "2026-02-24T09:45:30.123Z"),
      ("2026-02-24T09:45:00-03:00", "2026-02-24T12:45:00.000Z"),
      ("2026-02-24T09:45:00+0530", "2026-02-24T04:15:00.000Z"),
      ("2026-02-24t09:45:00z", "2026-02-24T09:45:00.000Z"), ("2026-12-31T23:59:60Z", "2026-12-31T23:59:59.999Z"),
      ("1771937130", "2026-02-24T12:45:30.000Z"), ("1970-01-01", "1970-01-01T03:00:00.000Z"),
      ("2262-12-31", "2262-12-31T03:00:00.000Z"),
      // A midnight that the clock skipped (2018-11-04 in São Paulo): the offset before the change counts.
      ("2018-11-04", "2018-11-04T03:00:00.000Z"),
    ])
  func start(text: String, instant: String) throws {
    let zone = try TimeZones.zone(named: "America/Sao_Paulo")
    #expect(try Moment(text).start(in: zone).description == instant)
  }

  @Test(
    "a day as as-of means its last millisecond, whatever its length",
    arguments: [
      ("2026-02-24", "2026-02-25T04:59:59.999Z"), ("2026-03-08", "2026-03-09T03:59:59.999Z"),
      ("2026-11-01", "2026-11-02T04:59:59.999Z"), ("2026-02-24T10:00", "2026-02-24T15:00:00.000Z"),
    ])
  func end(text: String, instant: String) throws {
    let zone = try TimeZones.zone(named: "America/New_York")
    #expect(try Moment(text).end(in: zone).description == instant)
  }

  @Test(
    "what is no real moment is refused",
    arguments: [
      "", "2026", "2026-2-24", "2026-02-30", "2025-02-29", "1969-12-31", "2263-01-01", "24/02/2026", "2026-02-24T",
      "2026-02-24T24:00", "2026-02-24T09:60", "2026-02-24T09:45:61", "2026-02-24T09:45:30.",
      "2026-02-24T09:45:30.1234567890",
      "2026-02-24T09:45+19:00", "2026-02-24T09:45 +03:00", "2026-02-24x", "2026-02-24T9:45", "-2026-02-24",
      "17719263",
      "２０２６-02-24",
    ])
  func refused(text: String) {
    #expect(throws: ValueProblem.self) { try Moment(text) }
  }
}
