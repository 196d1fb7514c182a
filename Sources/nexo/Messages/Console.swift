import Glibc
import Tasks

/// Where a run speaks to its user: messages on standard error, results on standard output.
struct Console: Sendable {
  /// When to use colours.
  enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never
  }

  /// How much to say.
  enum Verbosity: Sendable, Comparable {
    /// Errors only.
    case quiet
    /// Errors, warnings, and how the run went.
    case normal
    /// Everything.
    case verbose
  }

  var isColored = false
  var verbosity = Verbosity.normal
  /// Standard error is a terminal that can be written over.
  var isInteractive = false

  init() {}

  init(color: ColorChoice, verbosity: Verbosity, environment: [String: String]) {
    let isTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    isColored =
      switch color {
      case .always: true
      case .never: false
      case .auto: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
      }
    self.verbosity = verbosity
    isInteractive = isTerminal && verbosity > .quiet
  }

  /// Prints a message that the verbosity lets through. A standard error that is gone stops nothing.
  func tell(_ message: ErrorMessage) {
    switch message.severity {
    case .error: break
    case .warning: guard verbosity >= .normal else { return }
    case .information: guard verbosity >= .verbose else { return }
    }
    Console.write(message.lines(colored: isColored), to: STDERR_FILENO)
  }

  /// Prints a finding about the input in a run that goes on: not an error of the run, however bad for the record.
  func mention(_ finding: ErrorMessage) {
    guard verbosity >= (finding.severity == .information ? .verbose : .normal) else { return }
    Console.write(finding.lines(colored: isColored), to: STDERR_FILENO)
  }

  /// Prints how the run went, a line of its own.
  func say(_ text: String) {
    guard verbosity >= .normal else { return }
    Console.write("nexo: \(Visible.text(text))\n", to: STDERR_FILENO)
  }

  /// Writes a result to standard output, whole.
  static func output(_ bytes: [UInt8]) throws(Failure) {
    let code = bytes.withUnsafeBytes { writeAll($0, to: STDOUT_FILENO) }
    if code == EPIPE {
      // The reader has what it wanted (`| head`): nothing to tell, but it is not all written.
      throw Failure(.readOrWriteError, [])
    }
    if code != 0 { throw SystemError("write", "standard output", code: code).asOutputFailure.asWriteError }
  }

  /// Writes a message. On standard error it takes the place of a line that shows progress.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Int32 {
    descriptor == STDERR_FILENO ? StatusLine.replace(with: text) : writeRaw(text, to: descriptor)
  }

  /// Writes a text and nothing else, whatever stands on the terminal.
  @discardableResult
  static func writeRaw(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  /// Writes all of `bytes`. Returns the error number, 0 when all went well.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&poller, 1, -1)
          continue
        }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return 0
  }
}

extension Failure {
  /// The same, as a failure to write (74).
  fileprivate var asWriteError: Failure { Failure(.readOrWriteError, messages) }
}
