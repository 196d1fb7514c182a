import BuiltinTemplates

/// The tags of pages: the names of elements and attributes that templates hold or charts are drawn with are the only ones that
/// a page may have.
enum PageTags {
  private static let chartElements = ["svg", "title", "desc", "path", "rect", "circle", "text"]
  private static let chartAttributes = [
    "aria-labelledby", "class", "cx", "cy", "d", "height", "id", "r", "role", "text-anchor", "viewBox", "width", "x",
    "y",
  ]

  private static let templates = BuiltinTemplates.files.filter { $0.key.hasPrefix("html/") }.map(\.value)
  private static let elements = Set(
    templates.flatMap { words($0, behind: UInt8(ascii: "<")) } + chartElements.map { Array($0.utf8) })
  private static let attributes = Set(
    templates.flatMap { words($0, behind: UInt8(ascii: " ")) } + chartAttributes.map { Array($0.utf8) })

  /// Names that stand directly behind a byte, a slash before them left out.
  private static func words(_ text: [UInt8], behind mark: UInt8) -> [[UInt8]] {
    text.indices.filter { text[$0] == mark }.map { at in
      Array(text[(at + 1)...].drop { $0 == UInt8(ascii: "/") }.prefix(while: isName))
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }

  /// The first tag that neither a template nor a chart has.
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
      // What is no markup is skipped: a script may compare.
      if name == Array("style".utf8) || name == Array("script".utf8), tag.first != UInt8(ascii: "/") {
        let end = [UInt8(ascii: "<"), UInt8(ascii: "/")] + name
        while let at = rest.firstIndex(of: UInt8(ascii: "<")), !rest[at...].starts(with: end) {
          rest = rest[(at + 1)...]
        }
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
