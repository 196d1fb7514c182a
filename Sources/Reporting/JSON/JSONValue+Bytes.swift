internal import Synchronization

extension JSONValue {
  /// The document in UTF-8: two spaces a level, a line end at the end.
  ///
  /// Doubles are the shortest text that reads back as the same value, whole ones without a fraction. Characters that
  /// XML 1.0 does not know never appear, not even escaped: they become U+FFFD. Those that steer a terminal, or turn the
  /// direction of text, are escaped, since documents are looked at in terminals and in editors.
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    write(to: &out, indentation: 0)
    out.append(newline)
    return out
  }

  /// The same bytes, of a document that is an object; long arrays in it are written piece by piece.
  /// - Parameter divide: does the pieces of the work, several at the same time perhaps.
  package func bytes(_ divide: Renderer.Division) -> [UInt8] {
    guard case .object(let members) = self else { return bytes }
    let pieces = members.indices.flatMap { i in JSONValue.pieces(of: members[i].value).map { (member: i, range: $0) } }
    if pieces.isEmpty { return bytes }
    let made = Mutex([[UInt8]](repeating: [], count: pieces.count))
    divide(pieces.count) { number in
      guard case .array(let values) = members[pieces[number].member].value else { return }
      var out: [UInt8] = []
      JSONValue.write(values, pieces[number].range, to: &out, indentation: 1)
      made.withLock { $0[number] = out }
    }
    let written = made.withLock { $0 }
    var out: [UInt8] = []
    out.reserveCapacity(written.reduce(1 << 16) { $0 + $1.count })
    out.append(UInt8(ascii: "{"))
    for (i, member) in members.enumerated() {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      JSONValue.beginLine(1, in: &out)
      JSONValue.write(key: member.key, to: &out, indentation: 1)
      let own = pieces.indices.filter { pieces[$0].member == i }
      guard !own.isEmpty else {
        member.value.write(to: &out, indentation: 1)
        continue
      }
      out.append(UInt8(ascii: "["))
      for number in own { out += written[number] }
      JSONValue.beginLine(1, in: &out)
      out.append(UInt8(ascii: "]"))
    }
    JSONValue.beginLine(0, in: &out)
    out += [UInt8(ascii: "}"), newline]
    return out
  }

  /// As many elements make a piece.
  private static let pieceLength = 512

  /// The pieces of a long array; none of anything else.
  private static func pieces(of value: JSONValue) -> [Range<Int>] {
    guard case .array(let values) = value, values.count > 2 * pieceLength else { return [] }
    return stride(from: 0, to: values.count, by: pieceLength).map { $0..<min($0 + pieceLength, values.count) }
  }

  /// The document on one line, a line end at the end; else as `bytes`.
  package var line: [UInt8] {
    var out: [UInt8] = []
    write(to: &out, indentation: nil)
    out.append(newline)
    return out
  }

  /// - Parameter indentation: the depth; nil for a document on one line.
  private func write(to out: inout [UInt8], indentation: Int?) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .integer(let value): out += String(value).utf8
    case .number(let value): out += JSONValue.text(of: value).utf8
    case .text(let value): JSONValue.write(quoted: value, to: &out)
    case .array(let values):
      out.append(UInt8(ascii: "["))
      JSONValue.write(values, values.indices, to: &out, indentation: indentation)
      if let indentation, !values.isEmpty { JSONValue.beginLine(indentation, in: &out) }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for i in members.indices {
        if i > 0 { out.append(UInt8(ascii: ",")) }
        if let indentation { JSONValue.beginLine(indentation + 1, in: &out) }
        JSONValue.write(key: members[i].key, to: &out, indentation: indentation)
        members[i].value.write(to: &out, indentation: indentation.map { $0 + 1 })
      }
      if let indentation, !members.isEmpty { JSONValue.beginLine(indentation, in: &out) }
      out.append(UInt8(ascii: "}"))
    }
  }

  /// Writes some elements of an array, what stands between them included.
  private static func write(
    _ values: [JSONValue], _ range: Range<Int>, to out: inout [UInt8], indentation: Int?
  ) {
    for i in range {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      if let indentation { beginLine(indentation + 1, in: &out) }
      values[i].write(to: &out, indentation: indentation.map { $0 + 1 })
    }
  }

  private static func write(key: String, to out: inout [UInt8], indentation: Int?) {
    write(quoted: key, to: &out)
    out.append(UInt8(ascii: ":"))
    if indentation != nil { out.append(space) }
  }

  private static func beginLine(_ indentation: Int, in out: inout [UInt8]) {
    if lineStarts.indices.contains(indentation) {
      out += lineStarts[indentation]
    } else {
      out += lineStart(indentation)
    }
  }

  private static func lineStart(_ indentation: Int) -> [UInt8] {
    [newline] + [UInt8](repeating: space, count: 2 * indentation)
  }

  /// By depth, of those that documents have.
  private static let lineStarts = (0..<16).map(lineStart)

  /// The shortest text that reads back as `value`: `68`, `83.33333333333333`, `1e-05`.
  static func text(of value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Most texts are plain from end to end: what is plain is copied run by run, only the rest is looked at by character.
  private static func write(quoted text: String, to out: inout [UInt8]) {
    out.append(quote)
    defer { out.append(quote) }
    if isPlain(text.utf8.span) {
      out += text.utf8
      return
    }
    let bytes = Array(text.utf8)
    var plain = 0
    var at = 0
    while at < bytes.count {
      guard mayNeedMore(bytes[at]) else {
        at += 1
        continue
      }
      let count = bytes[at] < 0x80 ? 1 : bytes[at] < 0xE0 ? 2 : 3
      let character = bytes[at..<min(at + count, bytes.count)]
      if let escaped = String(decoding: character, as: UTF8.self).unicodeScalars.first.flatMap(escape) {
        out += bytes[plain..<at]
        out += escaped.utf8
        plain = at + count
      }
      at += count
    }
    out += bytes[min(plain, bytes.count)...]
  }

  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    for i in 0..<bytes.count where mayNeedMore(bytes[i]) { return false }
    return true
  }

  /// Whether a byte may begin a character that is not written as it is. No character of four bytes is among them.
  private static func mayNeedMore(_ byte: UInt8) -> Bool {
    switch byte {
    case ..<0x20, 0x22, 0x5C, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
    default: false
    }
  }

  /// How a character is written that is not written as it is.
  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where scalar.steers: "\\u\(String(scalar.value + 0x10000, radix: 16).dropFirst())"
    case _ where !scalar.isXMLCharacter: "\u{FFFD}"
    default: nil
    }
  }
}

extension Unicode.Scalar {
  /// Whether XML 1.0 allows the character in a document.
  var isXMLCharacter: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Whether a document names the character by its number: DEL and the C1 controls, marks of direction, separators of
  /// lines. All of them have four hexadecimal digits.
  fileprivate var steers: Bool {
    switch value {
    case 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
private let quote = UInt8(ascii: "\"")
