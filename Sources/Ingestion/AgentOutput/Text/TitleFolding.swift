@_spi(_Unicode) internal import Swift

/// Folds titles, so that spellings of one title compare equal: NFD, marks dropped, case folded, runs of white space one
/// space, trimmed.
package struct TitleFolding: Sendable {
  package init() {}

  /// Puts the folded form of `[start, end)` into `out`, in place of what is there.
  package mutating func fold(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, into out: inout [UInt8]) {
    out.removeAll(keepingCapacity: true)
    for scalar in String(copying: bytes, start, end).lowercased().unicodeScalars {
      out.append(contentsOf: Array(String(scalar).utf8))
    }
  }
}
