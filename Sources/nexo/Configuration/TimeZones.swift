import Foundation
import Tasks

/// Time zones by name, as the tables that the engine works with.
///
/// The data is Foundation's own, not the machine's: the same program gives the same reports everywhere.
enum TimeZones {
  /// The zone that `name` names: `America/Sao_Paulo`, `UTC`, or a fixed offset such as `-03:00`.
  static func zone(named name: String) throws(ValueProblem) -> ZoneOffsets {
    if name == "UTC" || name == "Z" { return .utc }
    if let fixed = fixedOffset(name) { return fixed }
    guard isName(name), let zone = TimeZone(identifier: name) else {
      let hint = suggestion(for: name).map { "did you mean \($0)?" }
      throw ValueProblem(
        "\"\(name)\" is not a time zone",
        hint: hint ?? "a name such as America/Sao_Paulo, UTC, or an offset such as -03:00")
    }
    return table(of: zone, named: name)
  }

  /// The years for which timestamps are accepted end here: 2263-01-01.
  private static let end = Date(timeIntervalSince1970: 9_246_182_400)

  private static func table(of zone: TimeZone, named name: String) -> ZoneOffsets {
    var date = Date(timeIntervalSince1970: 0)
    var entries = [
      ZoneOffsets.Entry(from: Instant(milliseconds: .min), offsetSeconds: Int32(zone.secondsFromGMT(for: date)))
    ]
    while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < end {
      date = next
      let offset = Int32(zone.secondsFromGMT(for: date))
      if offset != entries.last?.offsetSeconds {
        let instant = Instant(milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1000)
        entries.append(ZoneOffsets.Entry(from: instant, offsetSeconds: offset))
      }
    }
    return ZoneOffsets(name: name, entries: entries)
  }

  /// The zone that may be meant: by its whole name, or by the city alone.
  private static func suggestion(for name: String) -> String? {
    let names = TimeZone.knownTimeZoneIdentifiers
    if let nearest = Suggestion.nearest(to: name, in: names) { return nearest }
    let byCity = Dictionary(names.map { (String($0.split(separator: "/").last ?? ""), $0) }) { min($0, $1) }
    return Suggestion.nearest(to: name, in: byCity.keys.sorted()).flatMap { byCity[$0] }
  }

  /// Short names that the time zone database knows. ICU knows more (IST, BST, AST), each of which means several zones.
  private static let shortNames: Set<String> = [
    "CET", "CUBA", "EET", "EIRE", "EST", "GB", "GMT", "GMT0", "HST", "IRAN", "MET", "MST", "NZ", "PRC", "ROC", "ROK",
    "UCT", "WET", "ZULU",
  ]

  /// Whether it is the name of a zone: Foundation takes `GMT+3` and the like besides, which mean different things to
  /// different readers.
  private static func isName(_ name: String) -> Bool {
    if name.utf8.count <= 4 && !name.contains("/") { return shortNames.contains(name.uppercased()) }
    return !name.hasPrefix("GMT+") && !name.hasPrefix("GMT-") && !name.hasPrefix("UTC+") && !name.hasPrefix("UTC-")
  }

  /// `+03:00`, `-0330`, `+3`: up to 18 hours.
  private static func fixedOffset(_ name: String) -> ZoneOffsets? {
    guard let sign = name.first, sign == "+" || sign == "-" else { return nil }
    let parts = name.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    var digits = parts.joined()
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    switch parts.count {
    case 1 where digits.count <= 2: digits += "00"
    case 1 where digits.count == 4: break
    case 2 where parts[1].count == 2 && !parts[0].isEmpty && parts[0].count <= 2: break
    default: return nil
    }
    guard let hours = Int(digits.dropLast(2)), let minutes = Int(digits.suffix(2)), minutes < 60,
      hours * 60 + minutes <= 18 * 60
    else { return nil }
    let seconds = (hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
    let text = "\(sign)" + [hours, minutes].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return ZoneOffsets(
      name: text, entries: [.init(from: Instant(milliseconds: .min), offsetSeconds: Int32(seconds))])
  }
}
