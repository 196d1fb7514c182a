import Glibc
import Synchronization

/// The one line on the terminal that is written over, below all messages. Whoever writes a message takes it away first.
enum StatusLine {
  private enum State { case hidden, shown, closed }

  /// Global, as the terminal is: messages come from several threads, and the line must not get between them.
  private static let state = Mutex(State.hidden)
  private static let erasing = "\r\u{1B}[2K"

  /// Shows a text in the line's place, cut to the terminal's width.
  static func show(_ text: String) {
    state.withLock { state in
      guard state != .closed, isInForeground else { return }
      state = .shown
      Console.writeRaw(erasing + text, to: STDERR_FILENO)
    }
  }

  /// Takes the line away, when there is one, and writes a message in its place.
  @discardableResult
  static func replace(with message: String = "") -> Int32 {
    state.withLock { state in
      let before = state == .shown ? erasing : ""
      if state == .shown { state = .hidden }
      guard !before.isEmpty || !message.isEmpty else { return 0 }
      return Console.writeRaw(before + message, to: STDERR_FILENO)
    }
  }

  /// Writes the last message of a run that a signal ends: no line is shown after it. What the terminal shows of the key
  /// that was pressed goes with the line, or stays on a line of its own.
  static func end(with message: String) {
    state.withLock { state in
      let before = state == .shown ? erasing : isatty(STDERR_FILENO) == 1 ? "\n" : ""
      state = .closed
      Console.writeRaw(before + message, to: STDERR_FILENO)
    }
  }

  /// Columns of the terminal on standard error; 80 where it does not say.
  static var width: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// A program in the background would write over what the user is typing.
  private static var isInForeground: Bool {
    let group = tcgetpgrp(STDERR_FILENO)
    return group < 0 || group == getpgrp()
  }
}
