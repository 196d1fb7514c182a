import Foundation
import Glibc
import Synchronization

/// Shows on a terminal how far the reading is, ten times a second, on one line that it takes away at the end.
final class ProgressMeter: Sendable {
  private let counter: ProgressCounter
  private let isStopped = Mutex(false)

  /// Begins to show, when there is a terminal to show on.
  static func start(_ counter: ProgressCounter, on console: Console) -> ProgressMeter? {
    guard console.isInteractive else { return nil }
    let meter = ProgressMeter(counter)
    let thread = Thread {
      while meter.draw() { usleep(100_000) }
    }
    thread.stackSize = 1 << 19
    thread.start()
    return meter
  }

  private init(_ counter: ProgressCounter) { self.counter = counter }

  /// Takes the line away; nothing is drawn after that.
  func stop() {
    isStopped.withLock { isStopped in
      if !isStopped { Console.write("\r\u{1B}[2K", to: STDERR_FILENO) }
      isStopped = true
    }
  }

  private func draw() -> Bool {
    isStopped.withLock { isStopped in
      if isStopped { return false }
      let (total, read) = counter.state
      if read > 0 {
        Console.write("\r\u{1B}[2K" + ProgressMeter.line(total: total, read: read), to: STDERR_FILENO)
      }
      return true
    }
  }

  /// `nexo: 120 of 400 MB read (30%)`
  static func line(total: Int, read: Int) -> String {
    let megabyte = 1_000_000.0
    func shown(_ bytes: Int) -> String {
      let tenths = (Double(bytes) / megabyte * 10).rounded(.down) / 10
      return tenths < 10 ? "\(tenths)" : "\(Int(tenths))"
    }
    let share = total > 0 ? " (\(min(100, Int(Double(read) / Double(total) * 100)))%)" : ""
    let of = total > 0 ? " of \(shown(total))" : ""
    return "nexo: \(shown(read))\(of) MB read\(share)"
  }
}
