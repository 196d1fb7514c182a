import Glibc

/// A lock on a folder, kept by the kernel for as long as the folder is held open: a run that is killed leaves nothing
/// behind. The lock is on the folder itself, not on a file beside it, so it needs no right to write anywhere.
enum DirectoryLock {
  enum Outcome {
    case locked(Folder)
    case heldByAnother
    /// Locked, but what was locked is no longer what stands there.
    case replaced
  }

  /// Locks the folder at `path`, if nobody else has it locked.
  ///
  /// A run that publishes puts another folder in this one's place, so what was locked may no longer be what the path
  /// names; then the new one is opened and locked.
  static func take(_ path: String) throws(SystemError) -> Outcome {
    for _ in 0..<100 {
      let outcome = try take(try Folder.open(path), at: path)
      guard case .replaced = outcome else { return outcome }
    }
    return .heldByAnother
  }

  /// Locks a folder that was opened at `path`, if it still is what stands there.
  static func take(_ folder: Folder, at path: String) throws(SystemError) -> Outcome {
    guard try lock(folder) else { return .heldByAnother }
    var now = stat()
    guard stat(path, &now) == 0, now.isSame(as: try folder.status()) else { return .replaced }
    return .locked(folder)
  }

  /// Locks a folder that is open. False when somebody else has it locked.
  static func lock(_ folder: Folder) throws(SystemError) -> Bool {
    while flock(folder.descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: throw SystemError("lock the folder", folder.path)
      }
    }
    return true
  }
}
