import Tasks

@testable import Ingestion

private let saoPaulo = ZoneOffsets(
  name: "made up",
  entries: [
    .init(from: Instant(milliseconds: .min), offsetSeconds: -3 * 3600),
    .init(from: Instant(milliseconds: 1_700_000_000_000), offsetSeconds: -2 * 3600),
    .init(from: Instant(milliseconds: 1_710_000_000_000), offsetSeconds: -3 * 3600),
  ])
private let parsers = [
  TimestampParser(assuming: .utc), TimestampParser(assuming: saoPaulo), TimestampParser(assuming: .utc, dayFirst: true),
]

/// Timestamps: what is read is printed and read again as the same; the fast way agrees with the slow one. So do hours,
/// and dates in the names of files.
func fuzzTimestamps(_ bytes: [UInt8]) {
  for parser in parsers {
    guard let instant = parser.parse(bytes.span, 0, bytes.count) else { continue }
    // A zone may lead a day out of the years that stand in timestamps; what is in them is read again.
    let text = instant.description
    if Instant.valid.contains(instant) { promise(parser.parse(text) == instant, "\(text) is read again") }
  }
  if let fast = Scan.utcTimestamp(bytes.span, from: 0, to: bytes.count) {
    let slow = parsers[0].parseAnyForm(bytes.span, 0, bytes.count)
    promise(slow?.milliseconds == fast, "the fast way gives what the slow one gives")
  }
  for comma in [false, true] {
    if let hours = Scalars.hours(bytes.span, 0, bytes.count, decimalComma: comma) {
      promise(hours >= 0, "hours are never negative")
    }
  }
}
