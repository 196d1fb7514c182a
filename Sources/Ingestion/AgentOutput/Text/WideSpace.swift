/// White space beyond ASCII's at the edges of a text.
enum WideSpace {
  /// `[start, end)` without white space (Unicode's `White_Space`) and byte order marks at its ends.
  @inline(__always)
  static func trimmed(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (Int, Int) {
    // Nearly every text begins and ends with an ASCII letter or mark.
    if start < end, bytes[start] &- 0x21 < 0x5F, bytes[end - 1] &- 0x21 < 0x5F { return (start, end) }
    return trimmedAny(bytes, start, end)
  }

  private static func trimmedAny(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (Int, Int) {
    var from = start
    var to = end
    while from < to, let count = leading(bytes, from, to) { from += count }
    while from < to, let count = trailing(bytes, from, to) { to -= count }
    return (from, to)
  }

  /// How many bytes the white space at `at` takes; nil when there is none.
  static func leading(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Int? {
    let first = bytes[at]
    if first < 0x80 { return ASCII.isSpace(first) ? 1 : nil }
    if first == 0xC2, end - at >= 2 { return bytes[at + 1] == 0x85 || bytes[at + 1] == 0xA0 ? 2 : nil }
    guard end - at >= 3 else { return nil }
    let isSpace =
      switch (first, bytes[at + 1], bytes[at + 2]) {
      case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF),
        (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
        true
      default: false
      }
    return isSpace ? 3 : nil
  }

  private static func trailing(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    for count in 1...3 where end - count >= start && bytes[end - count] & 0xC0 != 0x80 {
      return leading(bytes, end - count, end) == count ? count : nil
    }
    return nil
  }
}
