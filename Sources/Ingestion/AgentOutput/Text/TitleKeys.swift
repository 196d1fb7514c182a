internal import CCrypto
package import Tasks

/// Keys and ids of proposed tasks: made of bytes that the caller has, without building anything.
package enum TitleKeys {
  /// The key under which an exported task and a proposed one meet: of the agent's id and the folded title.
  package static func titleKey(agent: Span<UInt8>, folded: Span<UInt8>) -> Digest {
    var context = SHA256_CTX()
    SHA256_Init(&context)
    add(agent) { SHA256_Update(&context, $0, $1) }
    addLineFeed { SHA256_Update(&context, $0, $1) }
    add(folded) { SHA256_Update(&context, $0, $1) }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 4) { out in
      out.withMemoryRebound(to: UInt8.self) { _ = SHA256_Final($0.baseAddress, &context) }
      return Digest(high: UInt64(bigEndian: out[0]), low: UInt64(bigEndian: out[1]))
    }
  }

  /// The id of a proposed task: a version 5 UUID in the URL namespace of `agent LF plan LF title LF when`.
  package static func proposedID(
    agent: Span<UInt8>, plan: Span<UInt8>, folded: Span<UInt8>, when: Span<UInt8>
  ) -> TaskID {
    var context = SHA_CTX()
    SHA1_Init(&context)
    urlNamespace.withUnsafeBytes { _ = SHA1_Update(&context, $0.baseAddress, $0.count) }
    add(agent) { SHA1_Update(&context, $0, $1) }
    addLineFeed { SHA1_Update(&context, $0, $1) }
    add(plan) { SHA1_Update(&context, $0, $1) }
    addLineFeed { SHA1_Update(&context, $0, $1) }
    add(folded) { SHA1_Update(&context, $0, $1) }
    addLineFeed { SHA1_Update(&context, $0, $1) }
    add(when) { SHA1_Update(&context, $0, $1) }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 3) { out in
      out.withMemoryRebound(to: UInt8.self) { _ = SHA1_Final($0.baseAddress, &context) }
      let high = UInt64(bigEndian: out[0]) & ~0xF000 | 0x5000
      let low = UInt64(bigEndian: out[1]) & ~(0b11 << 62) | 0b10 << 62
      return TaskID(uuidHigh: high, low: low)
    }
  }

  /// 6ba7b811-9dad-11d1-80b4-00c04fd430c8
  private static let urlNamespace: [UInt8] = [
    0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
  ]

  @inline(__always)
  private static func add(_ bytes: Span<UInt8>, _ update: (UnsafeRawPointer?, Int) -> Int32) {
    bytes.withUnsafeBytes { if !$0.isEmpty { _ = update($0.baseAddress, $0.count) } }
  }

  @inline(__always)
  private static func addLineFeed(_ update: (UnsafeRawPointer?, Int) -> Int32) {
    var lineFeed: UInt8 = 0x0A
    _ = update(&lineFeed, 1)
  }
}
