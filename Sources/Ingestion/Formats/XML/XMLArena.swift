internal import Glibc

/// The text of one record as the parser hands it over, piece by piece. Kept from record to record.
///
/// A buffer of its own and no array, because its bytes come from libxml2 as pointers, thirty times a record.
struct XMLArena: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 64 << 10
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// What was collected. Valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Forgets everything behind `count`.
  @inline(__always)
  mutating func cut(to count: Int) { self.count = min(self.count, count) }

  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    // `reserve` made room for `length` bytes behind `count`; libxml2's buffer is never this one.
    memcpy(base + count, bytes, length)
    count += length
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

  /// Appends text as the inside of a JSON string.
  mutating func appendEscaped(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    for i in 0..<length {
      switch bytes[i] {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case UInt8(ascii: "\n"): append("\\n")
      case UInt8(ascii: "\r"): append("\\r")
      case UInt8(ascii: "\t"): append("\\t")
      // XML allows no other control characters.
      default: append(bytes[i])
      }
    }
  }

  /// Appends an attribute's value. libxml2 leaves an ampersand in it as `&#38;`, and nothing else.
  mutating func appendAttribute(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    guard memchr(bytes, 0x26, length) != nil else { return append(bytes, length) }
    var i = 0
    while i < length {
      append(bytes[i])
      let isReference = bytes[i] == UInt8(ascii: "&") && length - i >= 5 && memcmp(bytes + i, "&#38;", 5) == 0
      i += isReference ? 5 : 1
    }
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) { if capacity - count < more { grow(more) } }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let size = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    memcpy(larger, base, count)
    base.deallocate()
    base = larger
    capacity = size
  }
}
