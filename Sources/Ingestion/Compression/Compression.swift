/// How an input is compressed, by its first bytes.
package enum Compression: String, Sendable, CaseIterable {
  case gzip, zstd

  /// The compression whose magic number `head` begins with, whatever the file is called.
  init?(magic head: Span<UInt8>) {
    if head.count >= 2 && head[0] == 0x1F && head[1] == 0x8B {
      self = .gzip
    } else if head.count >= 4 && head[0] == 0x28 && head[1] == 0xB5 && head[2] == 0x2F && head[3] == 0xFD {
      self = .zstd
    } else if head.count >= 4 && head[0] & 0xF0 == 0x50 && head[1] == 0x2A && head[2] == 0x4D && head[3] == 0x18 {
      // A frame to be skipped, with which a file of zstd may begin.
      self = .zstd
    } else {
      return nil
    }
  }

  /// Endings of names that say that a file is compressed.
  private static let endings = ["gz", "gzip", "zst", "zstd"]

  /// The last part of `name` without an ending that says that the file is compressed: `tasks.json.gz` is a `tasks.json`.
  static func stripped(_ name: String) -> String {
    guard isNamed(name), let dot = name.lastIndex(of: ".") else { return name }
    return String(name[..<dot])
  }

  /// The name says that the file is compressed.
  package static func isNamed(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }
}
