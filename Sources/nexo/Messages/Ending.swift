import ArgumentParser

/// How a run ends that throws: with which status, and what is told.
struct Ending: Equatable {
  var status: ExitStatus
  /// For standard error.
  var messages: [ErrorMessage] = []
  /// How the command is used, below the messages.
  var usage: String?
  /// For standard output: help or the version.
  var output: String?

  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self.init(failure: failure)
    case let error as SystemError: self.init(failure: error.asOutputFailure)
    default: self.init(parsing: error)
    }
  }

  private init(failure: Failure) {
    status = failure.status
    messages = failure.messages
  }

  /// What the parser of arguments throws; and what nobody expected.
  private init(parsing error: any Error) {
    var text = Nexo.fullMessage(for: error)
    switch Nexo.exitCode(for: error) {
    case .success:
      status = .done
      output = text + "\n"
    case .validationFailure:
      status = .usage
      if text.hasPrefix("Error: ") { text.removeFirst("Error: ".count) }
      let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      messages = [ErrorMessage(String(lines.first ?? ""))]
      if lines.count > 1 { usage = Visible.paragraphs(String(lines[1])) + "\n" }
    default:
      status = .internalError
      messages = [
        ErrorMessage(
          "something unexpected happened: \(type(of: error)): \(error)",
          hint: "this is a fault of nexo; please report it with the command line and this message")
      ]
    }
  }
}
