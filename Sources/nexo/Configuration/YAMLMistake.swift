import Yams

/// Mistakes of the YAML itself, told with their places.
enum YAMLMistake {
  static func message(_ error: YamlError, text: String, path: String) -> ErrorMessage {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ErrorMessage(
        at: .init(path: path, line: mark.line, column: mark.column), "this is not YAML: \(problem)",
        hint: "quote texts that hold any of : # { } [ ] , & * ? | > ' \" % @")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted()
      // The parser tells the place of the first of them, but not always the same one first, where some are no texts or look alike.
      if names.count > 1, names.contains(noText) || Set(names).count < names.count {
        return ErrorMessage(
          at: .init(path: path), "a map has several keys more than once, some of which are no texts or look alike",
          hint: "keep one of each")
      }
      let place = second(names.first ?? "", from: context.mark, in: text)
      return ErrorMessage(
        at: .init(path: path, line: place.line, column: place.column),
        "given more than once: "
          + names.map { $0 == noText ? "a key that is no text" : "\"\($0)\"" }.joined(separator: ", "),
        hint: "keep one of them")
    case .reader(let problem, _, _, _):
      return ErrorMessage(at: .init(path: path), "this is not YAML: \(problem)")
    default:
      return ErrorMessage(at: .init(path: path), "the config file cannot be read: \(error)")
    }
  }

  /// What the parser calls a key that is a list or a map.
  private static let noText = "<uncovertable>"

  /// Where a key stands for the second time, at the depth of the map that begins at `mark`. The parser only tells the
  /// map; a key that is written in another way (quoted, on the map's own line) is told by the map's place, too.
  private static func second(_ key: String, from mark: Mark, in text: String) -> (line: Int, column: Int) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    var found = 0
    for (i, line) in lines.enumerated().dropFirst(mark.line - 1) {
      let isKey = line.dropFirst(mark.column - 1).hasPrefix(key + ":")
      let isIndented = i == mark.line - 1 || line.prefix(mark.column - 1).allSatisfy { $0 == " " }
      if isKey && isIndented { found += 1 }
      if found == 2 { return (i + 1, mark.column) }
    }
    return (mark.line, mark.column)
  }
}
