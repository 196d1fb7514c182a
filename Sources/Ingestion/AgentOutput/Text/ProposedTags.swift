/// Reads tags: a list of texts, or one text with `|` or `,` between them.
enum ProposedTags {
  static func read(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ form: FieldForm) -> [String] {
    switch form {
    case .object: return []
    case .array: return list(bytes, start, end)
    default:
      let separator = Scan.find(UInt8(ascii: "|"), in: bytes, from: start, to: end) < end ? "|" : ","
      return String(copying: bytes, start, end).split(separator: separator).map(trimmed).filter { !$0.isEmpty }
    }
  }

  /// The strings, numbers and booleans of a valid array; what is nested in it is left out.
  private static func list(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> [String] {
    var tags: [String] = []
    var at = JSONScanner.skipSpace(bytes, start + 1, end)
    while at < end, bytes[at] != UInt8(ascii: "]"), let after = try? JSONScanner.value(bytes, at, end) {
      switch bytes[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "n"): break
      case UInt8(ascii: "\""):
        let text = JSONScanner.decoded(bytes, at + 1, after - at - 2)
        tags.append(trimmed(String(decoding: text, as: UTF8.self)[...]))
      default: tags.append(String(copying: bytes, at, after))
      }
      at = JSONScanner.skipSpace(bytes, after, end)
      if at < end, bytes[at] == UInt8(ascii: ",") { at = JSONScanner.skipSpace(bytes, at + 1, end) }
    }
    return tags.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}
