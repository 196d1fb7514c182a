import Synchronization

/// How far a run is. A class, because the threads that work and the one that shows it share it.
final class ProgressCounter: Sendable {
  /// What a run does, in this order; it reads again when some times are too far from the others.
  enum Phase: Sendable { case opening, reading, measuring, readingAgain, writing }

  /// What is known at a moment.
  struct State: Equatable, Sendable {
    var phase = Phase.opening
    /// Bytes to read, as they are once they are inflated and converted; 0 when nobody knows.
    var total = 0
    /// Bytes that have been read, or, while inputs are opened, inflated.
    var read = 0
    var files = 0
    var filesDone = 0
  }

  private let state = Mutex(State())
  // Apart from the rest, since every chunk that is read adds to it.
  private let bytes = Atomic<Int>(0)

  /// Begins a phase, with so many bytes and files before it.
  func begin(_ phase: Phase, total: Int = 0, files: Int = 0) {
    state.withLock { state in
      state = State(phase: phase, total: total, files: files)
      bytes.store(0, ordering: .relaxed)
    }
  }

  /// Adds to what has been read.
  func advance(bytes count: Int) { bytes.add(count, ordering: .relaxed) }

  /// One file more is done.
  func finishFile() { state.withLock { $0.filesDone += 1 } }

  /// What is known now. A file that is done is read, whatever of it was passed over; one that had to be read twice is
  /// not more than itself.
  var current: State {
    state.withLock { state in
      var now = state
      now.read = bytes.load(ordering: .relaxed)
      if now.total > 0 { now.read = now.files > 0 && now.filesDone >= now.files ? now.total : min(now.read, now.total) }
      return now
    }
  }
}
