// Only `String._nfd`: canonical decomposition is in the standard library, but not yet in its public interface.
@_spi(_Unicode) internal import Swift

/// Folds titles, so that spellings of one title compare equal: NFD, marks dropped (general category M), case folded (full
/// case folding), runs of white space one space, trimmed. What is white space says Unicode's `White_Space`.
package struct TitleFolding: Sendable {
  /// What scalars below U+0800 fold to, found out once each: a count in the lowest byte, the bytes above it; 0 is unknown.
  private var known = [UInt64](repeating: 0, count: 0x800)
  private static let space: UInt64 = 0xFF
  private var scratch: [UInt8] = []

  package init() {}

  /// Puts the folded form of `[start, end)` into `out`, in place of what is there.
  package mutating func fold(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, into out: inout [UInt8]) {
    // No scalar folds to more than eight times its bytes.
    let room = max(0, end - start) * 8 + 8
    if scratch.count < room { scratch = [UInt8](repeating: 0, count: room) }
    let count = TitleFolding.fold(bytes, start, end, into: &scratch, &known)
    out.removeAll(keepingCapacity: true)
    out.append(copying: scratch.span, 0, count)
  }

  /// Puts the folded form into `out`, which has room for it, and returns how many bytes it has.
  private static func fold(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into out: inout [UInt8], _ known: inout [UInt64]
  ) -> Int {
    var at = start
    var count = 0
    var isSpaceDue = false
    while at < end {
      // Nearly all of a title, or all of it.
      at = Scan.foldLatin(bytes, from: at, to: end, into: &out, &count, &isSpaceDue)
      guard at < end else { break }
      let (scalar, width) = scalar(bytes, at, end)
      at += width
      var folded = folded(scalar, &known)
      if folded == space { isSpaceDue = true }
      // A mark leaves nothing.
      if folded == space || folded == 0 { continue }
      if isSpaceDue, count > 0 { put(0x20, &out, &count) }
      isSpaceDue = false
      if folded == UInt64.max {
        var parts: [UInt8] = []
        append(scalar, to: &parts)
        for part in parts { put(part, &out, &count) }
      } else {
        for _ in 0..<Int(folded & 7) {
          folded >>= 8
          put(UInt8(truncatingIfNeeded: folded), &out, &count)
        }
      }
    }
    return count
  }

  @inline(__always)
  private static func put(_ byte: UInt8, _ out: inout [UInt8], _ count: inout Int) {
    if count < out.count { out[count] = byte }
    count += 1
  }

  /// What a scalar folds to: `space`, 0 for nothing, its bytes behind their count, or the largest number when they are too
  /// many to be packed.
  @inline(__always)
  private static func folded(_ scalar: Unicode.Scalar, _ known: inout [UInt64]) -> UInt64 {
    let place = Int(scalar.value)
    guard place < known.count else { return pack(scalar) }
    if known[place] == 0 { known[place] = pack(scalar) | 1 << 63 }
    return known[place] & ~(1 << 63)
  }

  private static func pack(_ scalar: Unicode.Scalar) -> UInt64 {
    if scalar.properties.isWhitespace { return space }
    var bytes: [UInt8] = []
    append(scalar, to: &bytes)
    guard bytes.count <= 6 else { return .max }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } << 8 | UInt64(bytes.count)
  }

  private static func append(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    for part in String(scalar)._nfd where !isMark(part) {
      if let exception = CaseFolding.exception(part) {
        out.append(contentsOf: Array(exception.utf8))
      } else {
        out.append(contentsOf: Array(part.properties.lowercaseMapping.utf8))
      }
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// The scalar at `at` and how many bytes it takes; U+FFFD and one byte for what is no UTF-8.
  private static func scalar(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> (Unicode.Scalar, Int) {
    let first = UInt32(bytes[at])
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, end - at >= count else { return ("\u{FFFD}", 1) }
    var value = first & (0xFF >> UInt32(count + 1))
    for i in at + 1..<at + count { value = value << 6 | UInt32(bytes[i] & 0x3F) }
    guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, count)
  }
}
