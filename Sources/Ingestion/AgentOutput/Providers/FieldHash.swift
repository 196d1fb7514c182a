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

  /// The digest of a text in lower-case hexadecimal.
  static func hex(of bytes: Span<UInt8>) -> [UInt8] {
    var context = SHA256_CTX()
    SHA256_Init(&context)
    bytes.withUnsafeBytes { if !$0.isEmpty { SHA256_Update(&context, $0.baseAddress, $0.count) } }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { out in
      _ = SHA256_Final(out.baseAddress, &context)
      let digits = Array("0123456789abcdef".utf8)
      return out.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
  }
}
