import CLinux

/// What the process is given from outside; everything below the commands gets it as values.
struct World: Sendable {
  var environment: [String: String]
  var interruption: Interruption

  static let current = World(environment: environmentOfProcess(), interruption: Interruption())

  /// The variables by name. Foundation's way to them makes a dozen objects first, which takes longer than parsing a command
  /// line.
  private static func environmentOfProcess() -> [String: String] {
    var variables: [String: String] = [:]
    guard var entry = nexo_environment() else { return variables }
    // The list ends with a null pointer, each text with a zero byte, and nothing in the process changes them.
    while let text = entry.pointee {
      // By bytes: to String a `=` that a combining mark follows is another character.
      let variable = String(cString: text)
      if let sign = variable.utf8.firstIndex(of: UInt8(ascii: "=")) {
        variables[String(variable[..<sign])] = String(variable[variable.utf8.index(after: sign)...])
      }
      entry += 1
    }
    return variables
  }
}
