import Tasks

/// How a locale writes: its phrases, numbers, dates and durations. Rounding happens here and nowhere else.
struct Language: Sendable {
  let catalogue: Catalogue
  let zone: ZoneOffsets
  private let decimalMark: String
  private let groupMark: String

  init(catalogue: Catalogue, zone: ZoneOffsets) {
    self.catalogue = catalogue
    self.zone = zone
    decimalMark = catalogue.text("format-decimal")
    groupMark = catalogue.text("format-group")
  }

  func text(_ key: String, _ values: [String: String] = [:]) -> String { catalogue.text(key, values) }

  /// The form of a phrase that goes with `count`, which fills `{n}`.
  func text(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
    catalogue.text(key, count: count, values.merging(["n": number(count)]) { own, _ in own })
  }

  // MARK: Numbers

  /// `1.234`
  func number(_ value: Int) -> String { (value < 0 ? "-" : "") + grouped(String(value.magnitude)) }

  /// `1.234,5`: rounded half away from zero.
  func number(_ value: Double, places: Int) -> String {
    guard let digits = DecimalDigits(value)?.rounded(places: places) else { return "\(value)" }
    let fraction = places > 0 ? decimalMark + DecimalDigits.text(digits.fraction) : ""
    return (digits.isNegative ? "-" : "") + grouped(DecimalDigits.text(digits.whole)) + fraction
  }

  /// A setting or threshold: as many decimals as it has.
  func number(exactly value: Double) -> String {
    guard let digits = DecimalDigits(value) else { return "\(value)" }
    return number(value, places: digits.fraction.count)
  }

  /// `83,3%`
  func percent(_ value: Double) -> String { number(value, places: 1) + "%" }

  /// A score, without decimals.
  func score(_ value: Double) -> String { number(value, places: 0) }

  /// `1,2 MB`
  func size(bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 1000 { return number(value, places: unit == "B" ? 0 : 1) + " " + unit }
      value /= 1000
    }
    return number(value, places: 1) + " TB"
  }

  private func grouped(_ digits: String) -> String {
    var result = ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i).isMultiple(of: 3) { result += groupMark }
      result.append(digit)
    }
    return result
  }

  // MARK: Times

  /// `24/02/2026 09:45`, on the clocks of the report's zone.
  func moment(_ instant: Instant) -> String {
    let offset = Int64(zone.offsetSeconds(at: instant))
    let minutes = floorDivide(instant.milliseconds + offset * 1000, 60_000)
    let minuteOfDay = Int(minutes - floorDivide(minutes, 1440) * 1440)
    return text(
      "format-moment",
      ["day": day(zone.day(of: instant)), "hour": padded(minuteOfDay / 60), "minute": padded(minuteOfDay % 60)])
  }

  /// `24/02/2026`
  func day(_ day: CalendarDay) -> String {
    let (year, month, day) = day.civil
    return text("format-day", ["year": padded(year, 4), "month": padded(month), "day": padded(day)])
  }

  /// `4 h 05 min`; seconds below a minute, days and hours from a day on.
  func duration(minutes: Double) -> String {
    // Longer than a million years: only a document that Nexo did not write holds it.
    guard let digits = DecimalDigits(minutes), minutes.magnitude < 1e12 else {
      return text("duration-minutes", ["minutes": number(minutes, places: 0)])
    }
    if minutes < 0 { return "-" + duration(minutes: -minutes) }
    if let seconds = digits.multiplied(by: 60).rounded(places: 0).integer, seconds < 60 {
      return text("duration-seconds", ["seconds": number(seconds)])
    }
    // A whole number is rounded the same way in decimal and in binary.
    let whole = Int(minutes.rounded(.toNearestOrAwayFromZero))
    if whole < 60 { return text("duration-minutes", ["minutes": number(whole)]) }
    if whole < 1440 {
      return text("duration-hours", ["hours": number(whole / 60), "minutes": padded(whole % 60)])
    }
    let hours = (Int(minutes.rounded(.down)) + 30) / 60
    return text("duration-days", ["days": number(hours / 24), "hours": padded(hours % 24)])
  }

  /// A limit or the end of a range, which is a round number as a rule: `12 h`, not `12 h 00 min`.
  func span(minutes: Double) -> String {
    guard minutes >= 0, minutes < 1e12, minutes == minutes.rounded() else { return duration(minutes: minutes) }
    let whole = Int(minutes)
    if whole == 0 { return text("duration-minutes", ["minutes": "0"]) }
    if whole.isMultiple(of: 1440) { return text("span-days", ["days": number(whole / 1440)]) }
    if whole.isMultiple(of: 60), whole < 1440 { return text("span-hours", ["hours": number(whole / 60)]) }
    return duration(minutes: minutes)
  }

  /// An age or a time in days, as a duration.
  func duration(days: Double) -> String { duration(minutes: days * 1440) }

  /// An average that is kept in hours, as a duration.
  func duration(hours: Double) -> String { duration(minutes: hours * 60) }

  func padded(_ value: Int, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
