import Ingestion
import Reporting
import Tasks

/// Reads the values that a flag, the environment and the config file share, from text.
enum OptionValues {
  static let jobs = 1...256

  static func jobs(_ count: Int) throws(ValueProblem) -> Int {
    guard jobs.contains(count) else {
      throw ValueProblem("\(count) is not a number of jobs", hint: "from \(jobs.lowerBound) to \(jobs.upperBound)")
    }
    return count
  }

  static func maxExamples(_ count: Int) throws(ValueProblem) -> Int {
    let range = SettingKeys.maxExamples
    guard range.contains(count) else {
      throw ValueProblem(
        "\(count) is not a number of examples", hint: "from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }

  static func role(_ text: String) throws(ValueProblem) -> Role {
    guard let role = Role(rawValue: text.lowercased()) else {
      throw ValueProblem(
        "\"\(text)\" is not a role", hint: Suggestion.hint(for: text, in: Role.allCases.map(\.rawValue)))
    }
    return role
  }

  /// A status in any of the spellings that inputs may use.
  static func status(_ text: String, _ map: [String: TaskStatus]) throws(ValueProblem) -> TaskStatus {
    let key = String(trimmed(text).lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    if let status = map[key] ?? ValueRules.spellings.first(where: { $0.0 == key })?.1 { return status }
    throw ValueProblem(
      "\"\(text)\" is not a task status", hint: Suggestion.hint(for: text, in: TaskStatus.allCases.map(\.name)))
  }

  static func integer(_ text: String) throws(ValueProblem) -> Int {
    guard let value = Int(text) else { throw ValueProblem("\"\(text)\" is not a whole number") }
    return value
  }

  static func boolean(_ text: String) throws(ValueProblem) -> Bool {
    switch text.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default: throw ValueProblem("\"\(text)\" is neither true nor false", hint: "true or false")
    }
  }
}
