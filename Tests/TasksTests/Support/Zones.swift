@testable import Tasks

/// Zones whose clocks change, as tables: this module knows no others.
enum Zones {
  /// New York in 2025: 9 March has 23 hours, 2 November has 25.
  static let newYork = ZoneOffsets(
    name: "America/New_York",
    entries: [
      .init(from: Instant(milliseconds: .min), offsetSeconds: -18_000),
      .init(from: at("2025-03-09T07:00"), offsetSeconds: -14_400),
      .init(from: at("2025-11-02T06:00"), offsetSeconds: -18_000),
    ])

  /// Lord Howe Island in 2025, where clocks change by half an hour.
  static let lordHowe = ZoneOffsets(
    name: "Australia/Lord_Howe",
    entries: [
      .init(from: Instant(milliseconds: .min), offsetSeconds: 39_600),
      .init(from: at("2025-04-05T15:00"), offsetSeconds: 37_800),
      .init(from: at("2025-10-04T15:30"), offsetSeconds: 39_600),
    ])

  /// Apia in 2011, which left out 30 December.
  static let apia = ZoneOffsets(
    name: "Pacific/Apia",
    entries: [
      .init(from: Instant(milliseconds: .min), offsetSeconds: -36_000),
      .init(from: at("2011-12-30T10:00"), offsetSeconds: 50_400),
    ])

  /// Each with the instant around which its clocks change.
  static let changing: [(zone: ZoneOffsets, change: Instant)] = [
    (newYork, at("2025-03-09T07:00")), (newYork, at("2025-11-02T06:00")), (lordHowe, at("2025-04-05T15:00")),
    (lordHowe, at("2025-10-04T15:30")), (apia, at("2011-12-30T10:00")),
  ]
}
