import Foundation
import Synchronization

/// Shows on a terminal how far a run is, ten times a second, on one line that it takes away at the end.
final class ProgressMeter: Sendable {
  private let counter: ProgressCounter
  private let isStopped = Mutex(false)

  /// Begins to show, when there is a terminal to show on.
  static func start(_ counter: ProgressCounter, on console: Console) -> ProgressMeter? {
    guard console.isInteractive else { return nil }
    let meter = ProgressMeter(counter)
    let thread = Thread { meter.run() }
    thread.stackSize = 1 << 19
    thread.start()
    return meter
  }

  private init(_ counter: ProgressCounter) { self.counter = counter }

  /// Takes the line away; nothing is drawn after that.
  func stop() {
    isStopped.withLock { isStopped in
      isStopped = true
      StatusLine.replace()
    }
  }

  private func run() {
    let start = ContinuousClock.now
    var rate = ProgressRate()
    var phase: ProgressCounter.Phase?
    while true {
      // Nothing is told of what is over within a moment.
      usleep(100_000)
      let state = counter.current
      if state.phase != phase {
        rate = ProgressRate()
        phase = state.phase
      }
      let seconds = start.duration(to: .now) / .seconds(1)
      rate.note(read: state.read, at: seconds)
      let line = ProgressLine(
        state: state, rate: rate.perSecond,
        remaining: state.total > 0 ? rate.remaining(state.total - state.read, at: seconds) : nil)
      let goesOn = isStopped.withLock { isStopped in
        // A column stays free: in the last one some terminals begin a new line.
        if !isStopped, let text = line.text(width: StatusLine.width - 1) { StatusLine.show(text) }
        return !isStopped
      }
      if !goesOn { return }
    }
  }
}
