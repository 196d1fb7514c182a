import Tasks

/// One thing to tell the user: how bad it is, where it is, what it is, and what to do about it.
struct ErrorMessage: Equatable, Sendable {
  /// Where something is: a file, and as much of the position in it as is known.
  struct Place: Equatable, Sendable {
    var path: String
    var line: Int?
    var column: Int?
  }

  var severity: Severity
  var place: Place?
  var text: String
  /// The finding's code: `unknown-status`.
  var code: String?
  var hint: String?

  init(_ severity: Severity, at place: Place? = nil, _ text: String, code: String? = nil, hint: String? = nil) {
    self.severity = severity
    self.place = place
    self.text = text
    self.code = code
    self.hint = hint
  }

  /// An error.
  init(at place: Place? = nil, _ text: String, code: String? = nil, hint: String? = nil) {
    self.init(.error, at: place, text, code: code, hint: hint)
  }

  /// The message as it is printed, one or two lines:
  ///
  ///     tasks.csv:118:7: error: status "dnoe" is not a task status [unknown-status]
  ///       hint: one of pending, approved, in_progress, ...
  ///
  /// What may come from a file or a path cannot steer the terminal.
  func lines(colored: Bool) -> String {
    var line = place.map { $0.description } ?? "nexo"
    line += ": " + paint(severity.label + ":", severity.color, colored)
    line += " " + Visible.text(text)
    if let code { line += " [\(Visible.text(code))]" }
    line += "\n"
    if let hint { line += paint("  hint: \(Visible.text(hint))", "2", colored) + "\n" }
    return line
  }

  private func paint(_ text: String, _ style: String, _ colored: Bool) -> String {
    colored ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }
}

extension ErrorMessage.Place: CustomStringConvertible {
  /// `path:line:column`
  var description: String {
    var text = Visible.text(path)
    if let line {
      text += ":\(line)"
      if let column { text += ":\(column)" }
    }
    return text
  }
}

extension Severity {
  fileprivate var label: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .information: "note"
    }
  }

  fileprivate var color: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;33"
    case .information: "1;36"
    }
  }
}
