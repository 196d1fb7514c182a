/// The figures that a gate can be set on.
enum GateFigure: String, CaseIterable, Sendable {
  /// System health: a word.
  case health
  /// Means over the active agents, in percent.
  case approval, completion
  /// Over all tasks, in percent.
  case overallApproval = "overall-approval"
  case overallCompletion = "overall-completion"
  /// Counts.
  case generated, quarantined, warnings, errors, bottlenecks, unsaved, pending
  case activeAgents = "active-agents"
  /// Responses in the window that failed.
  case agentErrors = "agent-errors"

  var isRate: Bool {
    switch self {
    case .approval, .completion, .overallApproval, .overallCompletion: true
    default: false
    }
  }

  /// For messages: what each figure is.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// The words of system health, in order.
enum HealthWord: String, CaseIterable, Sendable {
  case poor, fair, good, excellent
}

/// What a run's gates are judged by. A figure that the run has not is absent, and fails no gate.
struct GateFigures: Equatable, Sendable {
  /// Nil without data.
  var health: HealthWord?
  var numbers: [GateFigure: Double] = [:]
}

/// A condition on which a run fails after publishing: `health<good`, `quarantined > 0`, `approval below 80`.
struct Gate: Equatable, Sendable {
  enum Comparison: String, CaseIterable, Sendable {
    case below = "<"
    case atMost = "<="
    case above = ">"
    case atLeast = ">="
    case equal = "="
    case notEqual = "!="

    func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
      switch self {
      case .below: a < b
      case .atMost: a <= b
      case .above: a > b
      case .atLeast: a >= b
      case .equal: a == b
      case .notEqual: a != b
      }
    }
  }

  enum Limit: Equatable, Sendable {
    case word(HealthWord)
    case number(Double)
  }

  var figure: GateFigure
  var comparison: Comparison
  var limit: Limit

  /// What became of a gate.
  enum Verdict: Equatable, Sendable {
    case passed
    /// Failed; the figure as it is.
    case failed(String)
    /// The run has no such figure.
    case noFigure
  }

  func judge(_ figures: GateFigures) -> Verdict {
    switch limit {
    case .word(let limit):
      guard let health = figures.health else { return .noFigure }
      return comparison.holds(rank(health), rank(limit)) ? .failed(health.rawValue) : .passed
    case .number(let limit):
      guard let value = figures.numbers[figure] else { return .noFigure }
      return comparison.holds(value, limit) ? .failed(Gate.shown(value)) : .passed
    }
  }

  private func rank(_ word: HealthWord) -> Int { HealthWord.allCases.firstIndex(of: word) ?? 0 }

  /// A number for a message: cut to two decimals, so that 79.96 is not shown as the 80 that it misses.
  private static func shown(_ value: Double) -> String {
    let cut = (value * 100).rounded(.towardZero) / 100
    return cut == cut.rounded() && abs(cut) < 1e15 ? String(Int64(cut)) : "\(cut)"
  }
}

extension Gate: CustomStringConvertible {
  /// `approval < 80`
  var description: String {
    switch limit {
    case .word(let word): "\(figure.rawValue) \(comparison.rawValue) \(word.rawValue)"
    case .number(let value): "\(figure.rawValue) \(comparison.rawValue) \(Gate.shown(value))"
    }
  }
}

extension Gate {
  /// Reads FIGURE OPERATOR VALUE; the operator is a sign or `below`, `above`.
  init(_ text: String) throws(ValueProblem) {
    let (figureText, operatorText, limitText) = Gate.split(text)
    guard !operatorText.isEmpty, !limitText.isEmpty else {
      throw ValueProblem(
        "\"\(text)\" is not a gate",
        hint: "a figure, a comparison and a value: 'health<good', 'quarantined>0', 'approval below 80'")
    }
    let name = figureText.lowercased().replacing("_", with: "-")
    guard let figure = GateFigure(rawValue: name) else {
      throw ValueProblem("\"\(figureText)\" is not a figure to set a gate on", hint: "one of " + GateFigure.list)
    }
    guard let comparison = Gate.comparison(operatorText) else {
      throw ValueProblem("\"\(operatorText)\" is not a comparison", hint: "one of <, <=, >, >=, =, !=, below, above")
    }
    self.init(figure: figure, comparison: comparison, limit: try Gate.limit(limitText, of: figure))
  }

  private static func limit(_ text: String, of figure: GateFigure) throws(ValueProblem) -> Limit {
    if figure == .health {
      guard let word = HealthWord(rawValue: text.lowercased()) else {
        throw ValueProblem(
          "\"\(text)\" is not a word for health",
          hint: "one of " + HealthWord.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return .word(word)
    }
    let digits = figure.isRate && text.hasSuffix("%") ? trimmed(String(text.dropLast())) : text
    guard digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }), let value = Double(digits)
    else {
      throw ValueProblem(
        "\"\(text)\" is not a value for \(figure.rawValue)",
        hint: figure.isRate ? "percent, such as 80 or 77.5" : "a count, such as 0")
    }
    guard figure.isRate ? value <= 100 : value == value.rounded() && value < 1e15 else {
      throw ValueProblem(
        "\(figure.rawValue) cannot be \(text)", hint: figure.isRate ? "from 0 to 100" : "a whole number")
    }
    return .number(value)
  }

  private static func comparison(_ text: String) -> Comparison? {
    switch text.lowercased() {
    case "below": .below
    case "above": .above
    case "==": .equal
    default: Comparison(rawValue: text)
    }
  }

  /// Splits at the signs of a comparison, or else at the first word after the figure.
  private static func split(_ text: String) -> (figure: String, comparison: String, limit: String) {
    let signs: Set<Character> = ["<", ">", "=", "!"]
    if let start = text.firstIndex(where: signs.contains) {
      let end = text[start...].firstIndex { !signs.contains($0) } ?? text.endIndex
      return (trimmed(String(text[..<start])), String(text[start..<end]), trimmed(String(text[end...])))
    }
    let words = text.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
    return (words.first ?? "", words.count > 1 ? words[1] : "", words.count > 2 ? trimmed(words[2]) : "")
  }
}
