/// A template as its tags, read for checking; Mustache itself renders it.
///
/// Nexo's templates use a part of Mustache: `{{name}}`, `{{#name}}`, `{{^name}}`, `{{>partial}}`, comments, and the
/// content type; and `{{&name}}` for the few values that are elements already. Tags that change delimiters or choose a
/// partial by a value are refused.
struct TemplateTree: Sendable {
  let file: String
  let nodes: [Node]
  let contentType: String?

  struct Place: Sendable {
    let line: Int
    let column: Int
  }

  indirect enum Node: Sendable {
    case variable(String, Place)
    case markup(String, Place)
    case section(String, inverted: Bool, [Node], Place)
    case partial(String, Place)
  }

  /// Deeper nesting would exhaust the stack of the engine.
  static let maximumDepth = 100

  init(file: String, bytes: [UInt8]) throws(TemplateError) {
    var reader = TagReader(file: file, bytes: bytes)
    nodes = try reader.nodes()
    contentType = reader.contentType
    self.file = file
  }
}

private struct TagReader {
  let file: String
  let bytes: [UInt8]
  private(set) var contentType: String?
  private var position = 0
  private var line = 1
  private var lineStart = 0

  private struct Open {
    let name: String
    let inverted: Bool
    let place: TemplateTree.Place
    var nodes: [TemplateTree.Node]
  }

  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  mutating func nodes() throws(TemplateError) -> [TemplateTree.Node] {
    var stack: [Open] = []
    var current: [TemplateTree.Node] = []
    while let (tag, place) = try nextTag() {
      let name = trimmed(tag.dropFirst())
      switch tag.first {
      case UInt8(ascii: "#"), UInt8(ascii: "^"):
        try check(name: name, place)
        guard stack.count < TemplateTree.maximumDepth else {
          throw error(place, "sections are nested more than \(TemplateTree.maximumDepth) deep")
        }
        stack.append(Open(name: name, inverted: tag.first == UInt8(ascii: "^"), place: place, nodes: current))
        current = []
      case UInt8(ascii: "/"):
        guard let open = stack.popLast() else { throw error(place, "{{/\(name)}} closes no section") }
        guard open.name == name else {
          throw error(place, "{{/\(name)}} closes {{#\(open.name)}} of line \(open.place.line)")
        }
        current = open.nodes + [.section(name, inverted: open.inverted, current, open.place)]
      case UInt8(ascii: ">"):
        try check(name: name, place)
        current.append(.partial(name, place))
      case UInt8(ascii: "!"): break
      case UInt8(ascii: "%"): try readContentType(name, place, isFirst: current.isEmpty && stack.isEmpty)
      case UInt8(ascii: "&"):
        try check(name: name, place)
        current.append(.markup(name, place))
      case UInt8(ascii: "{"): throw error(place, "values are never written unescaped")
      case UInt8(ascii: "="): throw error(place, "delimiters cannot be changed")
      case UInt8(ascii: "<"), UInt8(ascii: "$"): throw error(place, "template inheritance is not supported")
      default:
        let name = trimmed(tag)
        try check(name: name, place)
        current.append(.variable(name, place))
      }
    }
    if let open = stack.last { throw error(open.place, "{{#\(open.name)}} is never closed") }
    return current
  }

  /// What stands between the next `{{` and its `}}`.
  private mutating func nextTag() throws(TemplateError) -> (ArraySlice<UInt8>, TemplateTree.Place)? {
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "{"), bytes[position + 1] == UInt8(ascii: "{") {
        let place = TemplateTree.Place(line: line, column: position - lineStart + 1)
        let start = position + 2
        while position + 1 < bytes.count {
          if position >= start, bytes[position] == UInt8(ascii: "}"), bytes[position + 1] == UInt8(ascii: "}") {
            defer { position += 2 }
            return (bytes[start..<position], place)
          }
          advance()
        }
        throw error(place, "a tag without its }}")
      }
      advance()
    }
    return nil
  }

  private mutating func advance() {
    if bytes[position] == UInt8(ascii: "\n") {
      line += 1
      lineStart = position + 1
    }
    position += 1
  }

  private mutating func readContentType(
    _ text: String, _ place: TemplateTree.Place, isFirst: Bool
  ) throws(TemplateError) {
    let parts = text.split(separator: ":").map { trimmed(ArraySlice($0.utf8)) }
    guard parts.count == 2, parts[0] == "CONTENT_TYPE" else { throw error(place, "unknown pragma") }
    guard contentType == nil, isFirst else {
      throw error(place, "the content type stands once, before every other tag")
    }
    contentType = parts[1]
  }

  private func check(name: String, _ place: TemplateTree.Place) throws(TemplateError) {
    guard !name.isEmpty,
      name.utf8.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      })
    else { throw error(place, "\"\(name)\" is not a name: letters, digits, `-`, `_` and `.`") }
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    let spaces: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    while let first = bytes.first, spaces.contains(first) { bytes.removeFirst() }
    while let last = bytes.last, spaces.contains(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func error(_ place: TemplateTree.Place, _ reason: String) -> TemplateError {
    TemplateError(file: file, line: place.line, column: place.column, reason: reason)
  }
}
