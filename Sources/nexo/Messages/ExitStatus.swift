/// How a run ends; the numbers are those of sysexits.h, and of the shell for signals.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  /// A gate of `--fail-on` failed; the reports are published.
  case gateFailed = 1
  case usage = 64
  /// Input that cannot be used.
  case unusableInput = 65
  case noInput = 66
  case internalError = 70
  case cannotCreateOutput = 73
  case readOrWriteError = 74
  /// Another run holds the lock.
  case locked = 75
  /// The role may not see what it asks for.
  case forbidden = 77
  case configuration = 78
  case interrupted = 130
  case terminated = 143
}
