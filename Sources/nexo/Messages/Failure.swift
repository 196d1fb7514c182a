import Glibc

/// What stops a run: the messages for the user, and the exit status.
struct Failure: Error, Equatable {
  var status: ExitStatus
  var messages: [ErrorMessage]

  init(_ status: ExitStatus, _ messages: [ErrorMessage]) {
    self.status = status
    self.messages = messages
  }

  init(_ status: ExitStatus, at place: ErrorMessage.Place? = nil, _ text: String, hint: String? = nil) {
    self.init(status, [ErrorMessage(at: place, text, hint: hint)])
  }

  init(_ status: ExitStatus, path: String, _ text: String, hint: String? = nil) {
    self.init(status, at: ErrorMessage.Place(path: path), text, hint: hint)
  }
}

/// A call of the system that failed.
struct SystemError: Error, Equatable {
  /// What was tried: `create the folder`.
  var action: String
  var path: String
  var code: Int32

  /// - Parameter code: the error number, by default the current one.
  init(_ action: String, _ path: String, code: Int32 = errno) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The system's own words: `No space left on device`.
  var reason: String { String(cString: strerror(code)) }
}

extension SystemError {
  /// The failure that this is for an output: 74 when the device failed or is full, else 73.
  var asOutputFailure: Failure {
    let isWriteError = [ENOSPC, EDQUOT, EIO, EFBIG, EPIPE].contains(code)
    let hint: String? =
      switch code {
      case ENOSPC, EDQUOT: "free some space; what was there before is unchanged"
      case EACCES, EPERM: "the user who runs nexo needs to be allowed to write there"
      case EROFS: "the file system is mounted read-only"
      case EMFILE, ENFILE: "too many files are open; raise the limit (ulimit -n)"
      default: nil
      }
    return Failure(
      isWriteError ? .readOrWriteError : .cannotCreateOutput, path: path, "cannot \(action): \(reason)", hint: hint)
  }

  /// The failure that this is for a file that is read: 66 when there is none or a folder, else 74.
  var asInputFailure: Failure {
    Failure(
      [ENOENT, ENOTDIR, EISDIR].contains(code) ? .noInput : .readOrWriteError, path: path,
      "cannot \(action): \(reason)",
      hint: code == EISDIR ? "name the file in it" : nil)
  }
}
