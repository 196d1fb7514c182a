internal import CScan

/// The keys of the record before, by their places. Owns its memory; every place is checked against `count`, and every
/// comparison against the bytes that there are.
struct ExpectedKeys: ~Copyable {
  private static let count = 32
  private let keys: UnsafeMutablePointer<nexo_key>

  init() {
    keys = .allocate(capacity: ExpectedKeys.count)
    keys.initialize(repeating: nexo_key(), count: ExpectedKeys.count)
  }

  deinit { keys.deallocate() }

  /// Whether the key at `place` and its closing quote stand at `start`.
  /// - Returns: its slot (-1 for a key that is none of the schema's), and the place after the quote.
  @inline(__always)
  func match(_ place: Int, in bytes: Span<UInt8>, at start: Int, end: Int) -> (slot: Int, end: Int)? {
    guard place < ExpectedKeys.count, start >= 0, end <= bytes.count, end - start >= 24 else { return nil }
    let key = keys + place
    let isSame = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { nexo_is_key($0 + start, key) != 0 } ?? false
    }
    return isSame ? (Int(key.pointee.slot), start + Int(key.pointee.count) + 1) : nil
  }

  /// Remembers the key of `count` bytes at `start`, which holds no escape.
  func remember(_ place: Int, in bytes: Span<UInt8>, at start: Int, count: Int, slot: Int) {
    guard place < ExpectedKeys.count, start >= 0, count >= 0, count <= bytes.count - start else { return }
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      keys[place] = nexo_key_of(base + start, count, Int32(truncatingIfNeeded: slot))
    }
  }
}
