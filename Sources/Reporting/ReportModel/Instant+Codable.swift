package import Tasks

// Times stand in report.json as they are printed: UTC, milliseconds, `Z`; days as `2026-02-24`.

extension Severity: Decodable, JSONRepresentable {}

extension Instant: Decodable, JSONRepresentable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(printed: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not a time such as 2026-02-24T12:45:30.123Z")
    }
    self = instant
  }

  var json: JSONValue { .text(description) }

  /// The instant that prints as `text`, and nothing else.
  init?(printed text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 24, let day = CalendarDay(printed: String(decoding: bytes.prefix(10), as: UTF8.self)),
      let hour = digits(bytes[11..<13]), let minute = digits(bytes[14..<16]), let second = digits(bytes[17..<19]),
      let milliseconds = digits(bytes[20..<23]), hour < 24, minute < 60, second < 60
    else { return nil }
    let time = Int64(hour) * 3_600_000 + Int64(minute) * 60_000 + Int64(second) * 1000 + Int64(milliseconds)
    self.init(milliseconds: day.start.milliseconds + time)
    if description != text { return nil }
  }
}

extension CalendarDay: Decodable, JSONRepresentable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = CalendarDay(printed: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not a day such as 2026-02-24")
    }
    self = day
  }

  var json: JSONValue { .text(description) }

  /// The day that prints as `text`, and nothing else.
  init?(printed text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, let year = digits(bytes[0..<4]), let month = digits(bytes[5..<7]),
      let day = digits(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
    if description != text { return nil }
  }
}

/// The number that ASCII digits spell; nil when one is not a digit.
private func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
  bytes.reduce(Int?(0)) { sum, byte in
    guard let sum, (0x30...0x39).contains(byte) else { return nil }
    return sum * 10 + Int(byte - 0x30)
  }
}
