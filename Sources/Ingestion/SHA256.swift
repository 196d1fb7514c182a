internal import CCrypto
internal import CLinux

/// SHA-256 by the system's libcrypto. A class, because it owns the library's context.
package final class SHA256 {
  private let context: OpaquePointer?

  package init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Forgets all that was added: one context serves for many inputs.
  func restart() { EVP_DigestInit_ex(context, nil, nil) }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Adds the first `size` bytes of a file where the kernel keeps them, which saves a copy of them all.
  /// - Returns: false when that cannot be done, or the file became shorter meanwhile; what was added then is anything.
  func update(file: Int32, size: Int64) -> Bool {
    guard let size = Int(exactly: size), size >= 0 else { return false }
    return nexo_digest_file(file, size, EVP_DigestUpdate, context) == 0
  }

  private func digest() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 0
    EVP_DigestFinal_ex(context, &digest, &count)
    return digest
  }

  /// The first half of the digest. Nothing can be added afterwards.
  func finishWords() -> (UInt64, UInt64) {
    let digest = digest()
    func word(_ from: Int) -> UInt64 { digest[from..<from + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    return (word(0), word(8))
  }

  /// The digest in lower-case hexadecimal. Nothing can be added afterwards.
  package func finish() -> String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest() {
      text.append(SHA256.digit(byte >> 4))
      text.append(SHA256.digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// The 32 bytes of the digest of `bytes`.
  package static func digest(of bytes: [UInt8]) -> [UInt8] {
    let hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.digest()
  }

  /// The digest of `bytes` in lower-case hexadecimal.
  package static func hex(of bytes: [UInt8]) -> String {
    let hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }
}
