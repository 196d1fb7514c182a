import BuiltinTemplates

/// The tags of pages: the names of elements and attributes that templates hold are the only ones that a page may have.
enum PageTags {
  private static let templates = BuiltinTemplates.files.filter { $0.key.hasPrefix("html/") }.map(\.value)
  private static let elements = Set(templates.flatMap { words($0, behind: UInt8(ascii: "<")) })
  private static let attributes = Set(templates.flatMap { words($0, behind: UInt8(ascii: " ")) })

  /// Names that stand directly behind a byte, a slash before them left out.
  private static func words(_ text: [UInt8], behind mark: UInt8) -> [[UInt8]] {
    text.indices.filter { text[$0] == mark }.map { at in
      Array(text[(at + 1)...].drop { $0 == UInt8(ascii: "/") }.prefix(while: isName))
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }

  /// The first tag that no template has.
  static func stranger(in page: [UInt8]) -> String? {
    var rest = page[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else { return text(rest[start...]) }
      let tag = rest[(start + 1)..<end]
      rest = rest[(end + 1)...]
      if tag.starts(with: "!doctype html".utf8) { continue }
      let inside = tag.drop { $0 == UInt8(ascii: "/") }
      let name = Array(inside.prefix(while: isName))
      guard elements.contains(name), !name.isEmpty, areKnown(inside.dropFirst(name.count)) else { return text(tag) }
      if name == Array("style".utf8), tag.first != UInt8(ascii: "/"), let after = rest.firstIndex(of: UInt8(ascii: "<"))
      {
        rest = rest[after...]
      }
    }
    return nil
  }

  /// Attributes with quoted values, or without a value.
  private static func areKnown(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text.drop(while: isSpace)
    while let first = rest.first, first != UInt8(ascii: "/") {
      let name = Array(rest.prefix(while: isName))
      guard !name.isEmpty, attributes.contains(name) else { return false }
      rest = rest.dropFirst(name.count)
      if rest.starts(with: "=\"".utf8) {
        guard let close = rest.dropFirst(2).firstIndex(of: UInt8(ascii: "\"")) else { return false }
        rest = rest[(close + 1)...]
      }
      guard rest.isEmpty || rest.first.map(isSpace) == true || rest.first == UInt8(ascii: "/") else { return false }
      rest = rest.drop(while: isSpace)
    }
    return true
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes.prefix(80), as: UTF8.self) }
}
