import Yams

/// A value in the config file with its place and the way to it, read with checks that note what is wrong.
struct ConfigurationNode {
  let node: Node
  let problems: ConfigurationProblems
  /// How a message calls it: `settings.goodRate`.
  let name: String

  var place: ErrorMessage.Place { problems.place(of: node) }

  /// `key:` with nothing after it counts as not set.
  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  func note(_ text: String, hint: String? = nil) { problems.note(node, text, hint: hint) }

  /// The text, of any plain or quoted scalar.
  var text: String? {
    guard case .scalar(let scalar) = node, !isNull else { return wrongType("text") }
    return scalar.string
  }

  var boolean: Bool? {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return wrongType("true or false") }
    switch scalar.string.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: return wrongType("true or false")
    }
  }

  var integer: Int? {
    guard case .scalar(let scalar) = node, scalar.style == .plain, let value = Int(scalar.string) else {
      return wrongType("a whole number")
    }
    return value
  }

  var number: Double? {
    guard case .scalar(let scalar) = node, scalar.style == .plain, let value = Double(scalar.string), value.isFinite,
      scalar.string.utf8.allSatisfy({ (43...57).contains($0) || $0 | 32 == UInt8(ascii: "e") })
    else { return wrongType("a number") }
    return value
  }

  /// The elements of a list; a single value is a list of one where `orOne` says so.
  func list(of what: String, orOne: Bool = false) -> [ConfigurationNode]? {
    switch node {
    case .sequence(let sequence):
      return sequence.enumerated().map { ConfigurationNode(node: $1, problems: problems, name: "\(name)[\($0)]") }
    case .scalar where orOne && !isNull: return [self]
    default: return wrongType("a list of \(what)")
    }
  }

  /// The entries of a map, in the file's order.
  func entries(of what: String) -> [(key: ConfigurationNode, value: ConfigurationNode)]? {
    guard case .mapping(let mapping) = node else { return wrongType(what) }
    return mapping.compactMap { key, value in
      guard case .scalar(let scalar) = key else {
        problems.note(key, "a key must be text")
        return nil
      }
      let inner = name.isEmpty ? scalar.string : "\(name).\(scalar.string)"
      return (
        ConfigurationNode(node: key, problems: problems, name: inner),
        ConfigurationNode(node: value, problems: problems, name: inner)
      )
    }
  }

  /// The fields of a map that may only hold `keys`; what is null is left out.
  func fields(_ keys: [String], of what: String) -> [String: ConfigurationNode]? {
    guard let entries = entries(of: what) else { return nil }
    var fields: [String: ConfigurationNode] = [:]
    for (key, value) in entries {
      guard case .scalar(let scalar) = key.node else { continue }
      guard keys.contains(scalar.string) else {
        key.note("unknown key \"\(scalar.string)\"", hint: Suggestion.hint(for: scalar.string, in: keys))
        continue
      }
      if !value.isNull { fields[scalar.string] = value }
    }
    return fields
  }

  /// What `read` makes of the value; a problem is noted here.
  func reading<Value>(_ read: () throws(ValueProblem) -> Value) -> Value? {
    do {
      return try read()
    } catch {
      note(error.text, hint: error.hint)
      return nil
    }
  }

  private func wrongType<Value>(_ expected: String) -> Value? {
    let what = name.isEmpty ? "the config file" : name
    switch node {
    case .scalar(let scalar): note("\(what) must be \(expected), not \"\(scalar.string)\"")
    case .mapping: note("\(what) must be \(expected), not a map of keys")
    case .sequence: note("\(what) must be \(expected), not a list")
    case .alias: note("\(what) must be \(expected), not a reference")
    }
    return nil
  }
}

/// What is wrong in a config file. A class, because every value of the file notes into the same list.
final class ConfigurationProblems {
  let path: String
  private(set) var messages: [ErrorMessage] = []

  init(path: String) { self.path = path }

  func note(_ node: Node, _ text: String, hint: String? = nil) {
    messages.append(ErrorMessage(at: place(of: node), text, hint: hint))
  }

  func place(of node: Node) -> ErrorMessage.Place {
    ErrorMessage.Place(path: path, line: node.mark?.line, column: node.mark?.column)
  }
}
