internal import CScan

/// The keys of the records before, in the order in which they were met first. Owns its memory; every place is checked against
/// `count`, and every comparison against the bytes that there are.
struct ExpectedKeys: ~Copyable {
  private static let count = 32
  private let keys: UnsafeMutablePointer<nexo_key>
  /// How many keys are known.
  private var total = 0
  /// The place of the key that is expected next.
  private var next = 0

  init() {
    keys = .allocate(capacity: ExpectedKeys.count)
    keys.initialize(repeating: nexo_key(), count: ExpectedKeys.count)
  }

  deinit { keys.deallocate() }

  /// A record begins, mostly with the key with which the first one did.
  mutating func begin() { next = 0 }

  /// The known key that stands at `start` with its closing quote, first looked for behind the one that was met last.
  /// - Returns: its slot (-1 for a key that is none of the schema's), and the place after the quote.
  @inline(__always)
  mutating func match(in bytes: Span<UInt8>, at start: Int, end: Int) -> (slot: Int, end: Int)? {
    guard start >= 0, end <= bytes.count, end - start >= 24 else { return nil }
    for _ in 0..<total {
      if next >= total { next = 0 }
      let key = keys + next
      next += 1
      let isSame = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { nexo_is_key($0 + start, key) != 0 } ?? false
      }
      if isSame { return (Int(key.pointee.slot), start + Int(key.pointee.count) + 1) }
    }
    return nil
  }

  /// Reads the object at `start` when all its keys are known and it is valid; nil for any other, of which nothing is said. The
  /// C function reads no further than the bytes that there are.
  ///
  /// - Parameter lines: the object may lie on several lines.
  @inline(__always)
  func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields, lines: Bool = false
  ) -> Int? {
    guard total > 0, start >= 0, start < end, end <= bytes.count else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return fields.fill { values, present, structured in
        // FieldValue and nexo_field have the same layout; a test holds them together.
        values.withMemoryRebound(to: nexo_field.self, capacity: RecordFields.capacity) { values in
          let after =
            lines
            ? nexo_json_record_lines(
              base, base + start, base + end, base + buffer.count, keys, total, values, &present, &structured)
            : nexo_json_record(
              base, base + start, base + end, base + buffer.count, keys, total, values, &present, &structured)
          return after.map { $0 - base }
        }
      }
    }
  }

  /// Whether the two layouts are one.
  static var layoutsAgree: Bool {
    MemoryLayout<FieldValue>.stride == MemoryLayout<nexo_field>.stride
      && MemoryLayout<FieldValue>.offset(of: \.count) == MemoryLayout<nexo_field>.offset(of: \.count)
      && MemoryLayout<FieldValue>.offset(of: \.form) == MemoryLayout<nexo_field>.offset(of: \.form)
      && Int(FieldForm.text.rawValue) == Int(NEXO_TEXT)
      && Int(FieldForm.escapedJSON.rawValue) == Int(NEXO_ESCAPED)
      && Int(FieldForm.doubledQuotes.rawValue) == Int(NEXO_DOUBLED)
      && Int(FieldForm.literal.rawValue) == Int(NEXO_LITERAL)
      && Int(FieldForm.object.rawValue) == Int(NEXO_OBJECT)
      && Int(FieldForm.array.rawValue) == Int(NEXO_ARRAY)
  }

  /// Remembers the key of `count` bytes at `start`, which holds no escape and is not known. When there is no room left, what
  /// was known is forgotten: the records are others than they were.
  mutating func remember(in bytes: Span<UInt8>, at start: Int, count: Int, slot: Int) {
    guard start >= 0, count >= 0, count <= bytes.count - start else { return }
    if total == ExpectedKeys.count { total = 0 }
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let key = nexo_key_of(base + start, count, Int32(truncatingIfNeeded: slot))
      // One that is too long to be compared with would match nothing.
      if key.count == 0 { return }
      keys[total] = key
      total += 1
    }
    next = total
  }
}
