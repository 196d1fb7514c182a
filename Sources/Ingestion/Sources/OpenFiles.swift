internal import Glibc

/// How many files may be open: every input stays open to the end of a run, so that what is read again is the same file.
package enum OpenFiles {
  /// What is open besides inputs.
  private static let others = 64
  /// As many inputs as a large night has.
  package static let manyInputs = 8000

  /// Makes room for so many inputs, each of which may need a copy besides, as far as the system allows it without being asked.
  ///
  /// To be called first of all, for many: once there are other threads, the kernel makes the one that opens files wait some
  /// 15 ms whenever its table of them grows. Of so large a table a process that opens few files notices nothing.
  package static func makeRoom(for count: Int) {
    let wanted = rlim_t(2 * count + others)
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    if limit.rlim_cur < wanted {
      limit.rlim_cur = min(wanted, limit.rlim_max)
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    guard count > others else { return }
    // The table grows to hold this number, and stays as it is.
    let last = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, Int32(clamping: min(wanted, limit.rlim_cur) - 1))
    if last >= 0 { close(last) }
  }
}
