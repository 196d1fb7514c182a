import Foundation
import Glibc
import Synchronization

/// What happens when the user or the system stops a run: the leftovers are cleaned away, and the process ends with the
/// status of the signal. A thread of its own waits for the signals, so nothing of the cleaning runs in a handler.
final class Interruption: Sendable {
  private let cleanup = Mutex<(@Sendable () -> Void)?>(nil)

  /// The signals that end a run, unless whoever started it had them ignored (`nohup`, a shell's background job).
  private static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP]

  /// Begins to listen. Must be called before any other thread exists, since threads inherit which signals are blocked.
  func listen() {
    // A reader that goes away is an error of writing, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    var set = sigset_t()
    sigemptyset(&set)
    for number in Interruption.signals where !Interruption.isIgnored(number) { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let waited = set
    let thread = Thread { [self] in
      var set = waited
      var number: Int32 = 0
      while sigwait(&set, &number) != 0 {}
      end(by: number)
    }
    thread.stackSize = 1 << 19
    thread.start()
  }

  /// What to clean away when a signal comes from now on; nil for nothing.
  func onSignal(_ action: (@Sendable () -> Void)?) { cleanup.withLock { $0 = action } }

  /// Does what must not be cut in two. A signal that comes meanwhile waits; after a signal this never returns.
  func uninterrupted<Result: ~Copyable>(_ body: () throws -> Result) rethrows -> Result {
    try cleanup.withLock { _ in try body() }
  }

  /// As `uninterrupted`; sets what to clean away in the same step.
  func uninterrupted<Result>(
    _ body: () throws -> Result, onSignal action: (Result) -> (@Sendable () -> Void)?
  ) rethrows -> Result {
    try cleanup.withLock { cleanup in
      let result = try body()
      cleanup = action(result)
      return result
    }
  }

  private func end(by number: Int32) -> Never {
    // The lock is kept until the process ends, so that nothing is made after the cleaning.
    cleanup.withLock { action in
      action?()
      let name = number == SIGINT ? "SIGINT" : number == SIGTERM ? "SIGTERM" : "SIGHUP"
      let outcome = action == nil ? "" : "; nothing was published, what was there before is unchanged"
      StatusLine.end(with: "nexo: stopped by \(name)\(outcome)\n")
      _exit(128 + number)
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    // SIG_IGN is the address 1, which Swift cannot compare as a function.
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
