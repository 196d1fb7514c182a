internal import Glibc

/// The operating system refused to open, read or spool an input.
package struct SourceError: Error, Sendable, Equatable {
  /// What was being done.
  package enum Operation: Sendable, Equatable {
    case open, read
    /// Listing a folder.
    case list
    /// Writing the temporary copy of a stream, or of a compressed database.
    case spool
    /// Finding a row of a database again that was read before.
    case lookUp
  }

  /// The input, as the user named it.
  package var path: String
  package var operation: Operation
  /// `errno` of the failed call.
  package var code: Int32

  package init(path: String, operation: Operation, code: Int32) {
    self.path = path
    self.operation = operation
    self.code = code
  }

  /// The input does not exist.
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// The system allows no more open files.
  package var isLimitOfOpenFiles: Bool { code == EMFILE || code == ENFILE }

  /// The system's own words for the code ("Permission denied"), in English.
  package var explanation: String {
    // In English, since nothing here calls setlocale.
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}
