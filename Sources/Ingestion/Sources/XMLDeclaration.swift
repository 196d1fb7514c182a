/// The first line of an XML document, as far as its encoding is concerned.
enum XMLDeclaration {
  /// The value of `encoding` in `<?xml version="1.0" encoding="..."?>` at the very beginning of `head`.
  static func encoding(in head: [UInt8]) -> String? {
    guard head.first == UInt8(ascii: "<"), head.starts(with: Array("<?xml".utf8)),
      let end = head.prefix(InputSource.headSize).firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    let declaration = head[5..<end]
    let key = Array("encoding".utf8)
    guard let found = declaration.indices.first(where: { declaration[$0...].starts(with: key) }) else { return nil }
    var rest = declaration[(found + key.count)...].drop(while: isSpace)
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop(while: isSpace)
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let value = rest.dropFirst().prefix { $0 != quote }
    return String(decoding: value, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
