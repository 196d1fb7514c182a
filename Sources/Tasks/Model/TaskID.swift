/// The id of a task in 17 bytes, whatever its text: equal exactly when the ids are.
///
/// UUIDs are held by value (so that case does not count), texts of up to 16 bytes as they are, longer ones by a
/// 128-bit digest that whoever makes the id computes.
package struct TaskID: Hashable, Sendable, BitwiseCopyable {
  package let high: UInt64
  package let low: UInt64
  /// 0: a UUID; 1-16: a text of that many bytes, big-endian in `high` and `low`; 255: the digest of a longer text.
  package let form: UInt8

  package init(uuidHigh high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
    form = 0
  }

  init(high: UInt64, low: UInt64, form: UInt8) {
    self.high = high
    self.low = low
    self.form = form
  }

  /// - Parameter digest: a collision-resistant digest of a text of more than 16 bytes.
  package init(digestHigh high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
    form = 255
  }

  /// A text of 1 to 16 bytes; nil for others.
  package init?(shortText bytes: Span<UInt8>, _ range: Range<Int>) {
    guard (1...16).contains(range.count) else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (i, at) in range.enumerated() {
      let byte = UInt64(bytes[at]) << UInt64(56 - (i & 7) * 8)
      if i < 8 { words.0 |= byte } else { words.1 |= byte }
    }
    (high, low) = words
    form = UInt8(truncatingIfNeeded: range.count)
  }

  package var isUUID: Bool { form == 0 }

  /// The text of the id: a UUID in lower case, a short text as it was; nil for a digest, whose text has to be read again.
  package var text: String? {
    switch form {
    case 0:
      let hex = hexadecimal(high) + hexadecimal(low)
      var out = ""
      for (i, c) in hex.enumerated() {
        if i == 8 || i == 12 || i == 16 || i == 20 { out.append("-") }
        out.append(c)
      }
      return out
    case 1...16:
      let bytes = (0..<Int(form)).map { (i: Int) -> UInt8 in
        let word = i < 8 ? high : low
        return UInt8(truncatingIfNeeded: word >> UInt64(56 - (i & 7) * 8))
      }
      return String(decoding: bytes, as: UTF8.self)
    default: return nil
    }
  }

  /// A well mixed hash that depends on nothing but the id and `seed`. The seed enters both factors: where it enters one alone, ids
  /// that make the other one zero can be chosen to collide whatever the seed.
  @inline(__always)
  package func hash(seed: UInt64) -> UInt64 {
    let other = (seed << 32 | seed >> 32) ^ 0xD6E8_FEB8_6659_FD93
    let product = (high ^ seed ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: low ^ other)
    let mixed = product.high ^ product.low ^ (high &* 0xA24B_AED4_963E_E407) ^ UInt64(form)
    let second = (mixed ^ (mixed >> 32)).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return second.high ^ second.low
  }
}

extension TaskID: Comparable {
  /// The order of the ids' texts; digests come last, in an order of their own.
  package static func < (a: TaskID, b: TaskID) -> Bool {
    if a.form == b.form {
      return (a.high, a.low) < (b.high, b.low)
    }
    guard let x = a.text else { return false }
    guard let y = b.text else { return true }
    return x.utf8.lexicographicallyPrecedes(y.utf8)
  }
}

private func hexadecimal(_ word: UInt64) -> String {
  let text = String(word, radix: 16)
  return String(repeating: "0", count: 16 - text.utf8.count) + text
}
