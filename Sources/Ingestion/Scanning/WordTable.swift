/// Names of up to 24 bytes and the numbers behind them, found without hashing: by length, then by three machine words.
struct WordTable: Sendable {
  private struct Entry: Sendable {
    var words: Scan.Words
    var value: Int
  }
  /// Index: length of the name.
  private var byLength: [[Entry]] = Array(repeating: [], count: 25)

  /// Names longer than 24 bytes are left out; of equal names the first counts.
  init(_ names: [(name: [UInt8], value: Int)]) {
    for (name, value) in names where name.count <= 24 && find(name.span, 0, name.count) == nil {
      byLength[name.count].append(Entry(words: Scan.words(name.span, from: 0, count: name.count), value: value))
    }
  }

  @inline(__always)
  func find(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
    if count >= byLength.count || count <= 0 { return nil }
    let words = Scan.words(bytes, from: start, count: count)
    for entry in byLength[count] where entry.words == words { return entry.value }
    return nil
  }
}

/// Bytes that are compared without case.
enum ASCII {
  /// White space that scalars are trimmed of.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// Lower case, with spaces and hyphens as `_`: how columns and statuses are compared.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 {
    byte == 0x20 || byte == 0x2D ? 0x5F : lowercased(byte)
  }
}
