internal import Glibc

/// How an input's characters are written, where it is not UTF-8.
package struct TextEncoding: Sendable, Equatable {
  /// The name, as iconv knows it.
  package let name: String
  /// Bytes of one unit: what is skipped where a sequence means nothing.
  let unit: Int

  static let utf16LittleEndian = TextEncoding(name: "UTF-16LE", unit: 2)
  static let utf16BigEndian = TextEncoding(name: "UTF-16BE", unit: 2)

  private init(name: String, unit: Int) {
    self.name = name
    self.unit = unit
  }

  /// The encoding of that name, or nil when the system has none. `windows-1252`, `iso-8859-1`, `utf-16le`, ...
  package init?(named name: String) {
    // iconv reads more than names: "//" and "," switch its behaviour.
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: ":"):
        true
      default: false
      }
    }
    guard isName, (1...40).contains(name.utf8.count) else { return nil }
    let known = name.uppercased()
    // Without a byte order mark, which is looked for first, UTF-16 is big-endian (RFC 2781).
    let full = known == "UTF-16" || known == "UTF16" ? "UTF-16BE" : known
    guard let converter = iconv_open("UTF-8", full), converter != iconv_t(bitPattern: -1) else { return nil }
    iconv_close(converter)
    self.init(name: full, unit: full.hasPrefix("UTF-16") || full.hasPrefix("UCS-2") ? 2 : 1)
  }

  /// No conversion is needed: ASCII is UTF-8.
  package var isUTF8: Bool { ["UTF-8", "UTF8", "US-ASCII", "ASCII"].contains(name) }

  /// The unit is more than a byte, so that a declaration in plain ASCII cannot be in it.
  private var isWide: Bool {
    ["UTF-16", "UTF-32", "UCS-2", "UCS-4", "ISO-10646"].contains { name.hasPrefix($0) }
  }

  /// What the first bytes say: a byte order mark, UTF-16 of `<?`, or an XML declaration.
  /// - Returns: nil when they say nothing; the unknown name when an XML declaration holds one.
  static func announced(by head: [UInt8]) -> Announcement? {
    func begins(_ bytes: UInt8...) -> Bool { head.starts(with: bytes) }
    if begins(0xEF, 0xBB, 0xBF) { return .mark(nil, length: 3) }
    if begins(0xFF, 0xFE) { return .mark(.utf16LittleEndian, length: 2) }
    if begins(0xFE, 0xFF) { return .mark(.utf16BigEndian, length: 2) }
    if begins(0x3C, 0, 0x3F, 0) { return .mark(.utf16LittleEndian, length: 0) }
    if begins(0, 0x3C, 0, 0x3F) { return .mark(.utf16BigEndian, length: 0) }
    guard let name = XMLDeclaration.encoding(in: head) else { return nil }
    guard let encoding = TextEncoding(named: name) else { return .unknown(name) }
    // .NET and SQL Server declare UTF-16 in files that they then write as UTF-8.
    return encoding.isWide ? nil : .declared(encoding)
  }

  /// What an input says about its own encoding.
  enum Announcement: Equatable {
    /// Sure: a byte order mark of so many bytes; nil is UTF-8.
    case mark(TextEncoding?, length: Int)
    case declared(TextEncoding)
    /// An XML declaration names an encoding that the system does not know.
    case unknown(String)
  }
}
