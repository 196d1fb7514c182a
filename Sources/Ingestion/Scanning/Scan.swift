internal import CScan

/// Searching and checking bytes. The C functions behind it read only inside the range that they are given, and every
/// range is checked against the span's bounds first; the pointers do not outlive the calls.
enum Scan {
  /// The first of three bytes in `[from, to)`, or `to`.
  @inline(__always)
  static func find(_ a: UInt8, _ b: UInt8, _ c: UInt8, in bytes: Span<UInt8>, from: Int, to: Int) -> Int {
    search(bytes, from, to) { nexo_find3($0, $1, a, b, c) }
  }

  /// The first `byte` in `[from, to)`, or `to`.
  @inline(__always)
  static func find(_ byte: UInt8, in bytes: Span<UInt8>, from: Int, to: Int) -> Int {
    search(bytes, from, to) { nexo_find1($0, $1, byte) }
  }

  /// Where the plain run of a JSON string stops: a quote, a backslash, a control character, or `to`.
  @inline(__always)
  static func jsonStop(in bytes: Span<UInt8>, from: Int, to: Int) -> Int {
    search(bytes, from, to) { nexo_find_json_stop($0, $1) }
  }

  /// How many lines end in `[from, to)`, at LF, CRLF or CR.
  /// - Parameter before: the byte that comes before.
  static func lineEnds(_ bytes: Span<UInt8>, from: Int, to: Int, before: UInt8) -> Int {
    guard from >= 0, from < to, to <= bytes.count else { return 0 }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return nexo_count_line_ends(base + from, base + to, before)
    }
  }

  /// Whether `[from, to)` is well-formed UTF-8.
  static func isUTF8(_ bytes: Span<UInt8>, from: Int, to: Int) -> Bool {
    guard from >= 0, from < to, to <= bytes.count else { return true }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return true }
      return nexo_utf8_valid(base + from, to - from) != 0
    }
  }

  /// A hash that, in all likelihood, only the same bytes share.
  @inline(__always)
  static func fingerprint(_ bytes: Span<UInt8>, from: Int, to: Int, seed: UInt64) -> UInt64 {
    guard from >= 0, from <= to, to <= bytes.count else { return seed }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return seed }
      return nexo_fingerprint(base + from, to - from, seed)
    }
  }

  /// The UUID whose 36 bytes begin at `from`; nil when there is none.
  @inline(__always)
  static func uuid(_ bytes: Span<UInt8>, from: Int) -> (high: UInt64, low: UInt64)? {
    guard from >= 0, from <= bytes.count - 36 else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var high: UInt64 = 0
      var low: UInt64 = 0
      return nexo_uuid(base + from, &high, &low) != 0 ? (high, low) : nil
    }
  }

  /// Up to 24 bytes as three words that, with the count, tell them from all others.
  @inline(__always)
  static func words(_ bytes: Span<UInt8>, from: Int, count: Int) -> Words {
    guard from >= 0, count >= 0, count <= bytes.count - from else { return Words(a: 0, b: 0, c: 0) }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return Words(a: 0, b: 0, c: 0) }
      let words = nexo_words_of(base + from, count)
      return Words(a: words.a, b: words.b, c: words.c)
    }
  }

  /// Whether `[from, to)` holds something, and neither begins nor ends with white space or another control character.
  @inline(__always)
  static func isTight(_ bytes: Span<UInt8>, from: Int, to: Int) -> Bool {
    guard from >= 0, from < to, to <= bytes.count else { return false }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return base[from] > 0x20 && base[to - 1] > 0x20
    }
  }

  /// `[from, to)`, four to eight bytes, as one word, the first one lowest; nil for any other range.
  @inline(__always)
  static func word(_ bytes: Span<UInt8>, from: Int, to: Int) -> UInt64? {
    guard from >= 0, to <= bytes.count, to - from >= 4, to - from <= 8 else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { nexo_word_of($0 + from, to - from) }
    }
  }

  /// The ten-thousandths of hours of the commonest form, up to eight characters; nil for other forms, and within the last
  /// eight bytes.
  @inline(__always)
  static func plainHours(_ bytes: Span<UInt8>, from: Int, to: Int, point: UInt8) -> Int64? {
    guard from >= 0, from < to, to <= bytes.count, from <= bytes.count - 8 else { return nil }
    let found: Int64 = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return -1 }
      return nexo_plain_hours(base + from, to - from, point)
    }
    return found < 0 ? nil : found
  }

  /// Writes `[from, to)` to the beginning of `out`, of two quotes in a row only one, and returns the count. `out` grows
  /// as needed and never shrinks.
  static func undouble(_ bytes: Span<UInt8>, from: Int, to: Int, into out: inout [UInt8]) -> Int {
    guard from >= 0, from < to, to <= bytes.count else { return 0 }
    if out.count < to - from { out += [UInt8](repeating: 0, count: to - from - out.count) }
    return out.withUnsafeMutableBufferPointer { out in
      bytes.withUnsafeBufferPointer { bytes in
        guard let target = out.baseAddress, let base = bytes.baseAddress else { return 0 }
        return nexo_undouble(target, base + from, to - from)
      }
    }
  }

  /// The milliseconds that a timestamp of the commonest form states: UTC, seconds or milliseconds; nil for other forms.
  @inline(__always)
  static func utcTimestamp(_ bytes: Span<UInt8>, from: Int, to: Int) -> Int64? {
    guard from >= 0, from < to, to <= bytes.count else { return nil }
    let found: Int64 = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return -1 }
      return nexo_utc_timestamp(base + from, to - from)
    }
    return found < 0 ? nil : found
  }

  /// Whether `[from, to)` is one JSON value; nil when it is nested too deeply to be told here.
  /// - Parameter doubledQuotes: every quote is written twice, as in a quoted cell of CSV.
  static func isJSON(_ bytes: Span<UInt8>, from: Int, to: Int, doubledQuotes: Bool) -> Bool? {
    guard from >= 0, from < to, to <= bytes.count else { return false }
    let verdict: Int32 = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return nexo_json_valid(base + from, to - from, doubledQuotes ? 2 : 1)
    }
    return verdict < 0 ? nil : verdict == 1
  }

  /// The place behind the JSON value at `from`; nil when there is no whole and valid one before `to`, or when it
  /// is nested too deeply to be told here: then the scanner that knows places has to look.
  @inline(__always)
  static func jsonEnd(_ bytes: Span<UInt8>, from: Int, to: Int) -> Int? {
    guard from >= 0, from < to, to <= bytes.count else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, let end = nexo_json_end(base + from, base + to) else { return nil }
      return end - base
    }
  }

  /// Folds as much of `[from, to)` as holds nothing but ASCII and letters of Latin-1, and writes it behind the first `count`
  /// bytes of `out`, which must have two bytes of room for each one.
  /// - Parameter isSpaceDue: white space has been passed since the last character.
  /// - Returns: the place of the first other character, or `to`.
  @inline(__always)
  static func foldLatin(
    _ bytes: Span<UInt8>, from: Int, to: Int, into out: inout [UInt8], _ count: inout Int, _ isSpaceDue: inout Bool
  ) -> Int {
    guard from >= 0, from < to, to <= bytes.count, count >= 0, out.count - count >= 2 * (to - from) else { return to }
    var space: Int32 = isSpaceDue ? 1 : 0
    let after = out.withUnsafeMutableBufferPointer { out in
      bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress, let begin = out.baseAddress else { return to }
        var end: UnsafeMutablePointer<UInt8>? = begin + count
        let stop = nexo_fold_latin(base + from, base + to, begin, &end, &space)
        if let end { count = end - begin }
        return stop.map { $0 - base } ?? to
      }
    }
    isSpaceDue = space != 0
    return after
  }

  struct Words: Equatable, BitwiseCopyable, Sendable {
    var a: UInt64
    var b: UInt64
    var c: UInt64
  }

  @inline(__always)
  private static func search(
    _ bytes: Span<UInt8>, _ from: Int, _ to: Int,
    _ find: (UnsafePointer<UInt8>, UnsafePointer<UInt8>) -> UnsafePointer<UInt8>?
  ) -> Int {
    guard from >= 0, from < to, to <= bytes.count else { return to }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, let found = find(base + from, base + to) else { return to }
      return found - base
    }
  }
}
