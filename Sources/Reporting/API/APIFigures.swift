/// Figures as the API's documents hold them: rounded, where report.json has them in full.
enum APIFigures {
  /// One decimal, half away from zero: rates, and averages in hours.
  static func tenths(_ value: Double?) -> JSONValue {
    guard let value, let digits = DecimalDigits(value)?.rounded(places: 1) else { return .null }
    return number(digits, value)
  }

  /// A whole number, half away from zero: scores and minutes.
  static func whole(_ value: Double?) -> JSONValue {
    guard let value, let digits = DecimalDigits(value)?.rounded(places: 0) else { return .null }
    return number(digits, value)
  }

  /// A rate as text with one decimal, `77.8`: the original gives the overall success rate so.
  static func text(_ value: Double?) -> JSONValue {
    guard let value, let digits = DecimalDigits(value)?.rounded(places: 1) else { return .null }
    return .text(plain(digits))
  }

  static func times(_ times: ReportModel.Times) -> JSONValue {
    [
      "count": .integer(Int64(times.count)), "meanMinutes": whole(times.meanMinutes),
      "p50Minutes": whole(times.p50Minutes), "p90Minutes": whole(times.p90Minutes),
      "p95Minutes": whole(times.p95Minutes), "maxMinutes": whole(times.maxMinutes),
    ]
  }

  static func stages(_ stages: ReportModel.Stages) -> JSONValue {
    [
      "approvalWait": times(stages.approvalWait), "queueTime": times(stages.queueTime),
      "cycleTime": times(stages.cycleTime), "deliveryTime": times(stages.deliveryTime),
    ]
  }

  static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  /// Numbers that no digits of an integer hold stay what they are: they are whole already.
  private static func number(_ digits: DecimalDigits, _ value: Double) -> JSONValue {
    if digits.fraction.allSatisfy({ $0 == 0 }) { return digits.integer.map { .integer(Int64($0)) } ?? .number(value) }
    return Double(plain(digits)).map(JSONValue.number) ?? .number(value)
  }

  private static func plain(_ digits: DecimalDigits) -> String {
    (digits.isNegative ? "-" : "") + DecimalDigits.text(digits.whole)
      + (digits.fraction.isEmpty ? "" : "." + DecimalDigits.text(digits.fraction))
  }
}
