internal import CCrypto
internal import Tasks

/// SHA-256 of several texts that keeps them apart, without a context of its own on the heap.
struct FieldHash {
  private var context = SHA256_CTX()

  init() { SHA256_Init(&context) }

  /// Adds a text, and how long it is.
  mutating func add(_ bytes: Span<UInt8>) {
    add(number: Int64(bytes.count))
    bytes.withUnsafeBytes { if !$0.isEmpty { SHA256_Update(&context, $0.baseAddress, $0.count) } }
  }

  mutating func add(mark: UInt8) {
    var mark = mark
    SHA256_Update(&context, &mark, 1)
  }

  mutating func add(number: Int64) {
    var number = number.littleEndian
    SHA256_Update(&context, &number, 8)
  }

  /// The first half of the digest. Nothing can be added afterwards.
  mutating func finish() -> Digest {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 4) { out in
      out.withMemoryRebound(to: UInt8.self) { _ = SHA256_Final($0.baseAddress, &context) }
      return Digest(high: UInt64(bigEndian: out[0]), low: UInt64(bigEndian: out[1]))
    }
  }

  /// Adds the digest of a text in lower-case hexadecimal to `text`.
  static func addHex(of bytes: Span<UInt8>, to text: inout [UInt8]) {
    var context = SHA256_CTX()
    SHA256_Init(&context)
    bytes.withUnsafeBytes { if !$0.isEmpty { SHA256_Update(&context, $0.baseAddress, $0.count) } }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { out in
      _ = SHA256_Final(out.baseAddress, &context)
      for byte in out {
        text.append(digit(byte >> 4))
        text.append(digit(byte & 15))
      }
    }
  }

  @inline(__always)
  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
