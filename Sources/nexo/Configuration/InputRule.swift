import Ingestion
import Tasks

/// How to read the inputs whose paths match a pattern.
struct InputRule: Equatable, Sendable {
  /// How dates are written.
  enum Dates: String, CaseIterable, Sendable {
    case iso
    /// Day, month, year: `24/02/2026 09:45`.
    case dmy
  }

  /// Encodings other than the one that a file itself states.
  enum Encoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
  }

  /// `*` and `?` stand for anything but `/`, `**` for anything. A pattern that does not begin with `/` matches the
  /// end of a path, from the beginning of a name on.
  var pattern: String
  var encoding: Encoding?
  var decimalComma: Bool?
  var dates: Dates?
  var kind: InputKind?
  var format: InputFormat?

  /// What the rules that match `path` say together; of two that set the same thing, the later counts.
  static func combined(_ rules: [InputRule], for path: String) -> InputRule {
    var result = InputRule(pattern: path)
    for rule in rules where rule.matches(path) {
      result.encoding = rule.encoding ?? result.encoding
      result.decimalComma = rule.decimalComma ?? result.decimalComma
      result.dates = rule.dates ?? result.dates
      result.kind = rule.kind ?? result.kind
      result.format = rule.format ?? result.format
    }
    return result
  }

  /// For information: rules that match no input of a run, by a misspelt pattern perhaps.
  static func unused(_ rules: [InputRule], by paths: [String]) -> [ErrorMessage] {
    rules.filter { rule in !paths.contains(where: rule.matches) }.map { rule in
      ErrorMessage(.information, "the rule for \"\(rule.pattern)\" under inputs matches no input of this run")
    }
  }

  func matches(_ path: String) -> Bool {
    let pattern = Array(pattern.utf8)
    let path = Array(path.utf8)
    if pattern.first == UInt8(ascii: "/") { return InputRule.matches(pattern[...], path[...]) }
    if InputRule.matches(pattern[...], path[...]) { return true }
    return path.indices.contains { path[$0] == UInt8(ascii: "/") && InputRule.matches(pattern[...], path[($0 + 1)...]) }
  }

  /// Matching with one place to come back to for each kind of star, so that no pattern takes long.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
    let star = UInt8(ascii: "*")
    let slash = UInt8(ascii: "/")
    var p = pattern.startIndex
    var s = path.startIndex
    var single: (pattern: Int, path: Int)?
    var double: (pattern: Int, path: Int)?
    while s < path.endIndex {
      if p < pattern.endIndex, pattern[p] == star {
        if p + 1 < pattern.endIndex, pattern[p + 1] == star {
          p += 2
          double = (p, s)
          single = nil
        } else {
          p += 1
          single = (p, s)
        }
      } else if p < pattern.endIndex, pattern[p] == path[s] || (pattern[p] == UInt8(ascii: "?") && path[s] != slash) {
        p += 1
        s += 1
      } else if let back = single, path[back.path] != slash {
        single = (back.pattern, back.path + 1)
        (p, s) = (back.pattern, back.path + 1)
      } else if let back = double {
        double = (back.pattern, back.path + 1)
        single = nil
        (p, s) = (back.pattern, back.path + 1)
      } else {
        return false
      }
    }
    while p < pattern.endIndex, pattern[p] == star { p += 1 }
    return p == pattern.endIndex
  }
}
