import Foundation

/// The version of this program, in the reports and manifests that it writes.
enum Version {
  static let current = "0.1.0"

  /// The time zone data in use, `2025b`.
  static var timeZoneData: String { TimeZone.timeZoneDataVersion }
}
