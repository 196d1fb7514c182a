internal import Foundation
internal import Synchronization

/// Runs the same work on several threads.
package enum Workers {
  /// Runs `body` on a thread of its own, for which nobody waits.
  static func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.stackSize = 1 << 20
    thread.start()
  }

  /// Calls `body` with 0 ..< count, each on a thread of its own, the last one on the caller's; returns when all are done.
  package static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let done = DispatchGroup()
    for i in 0..<max(0, count - 1) {
      done.enter()
      let thread = Thread {
        body(i)
        done.leave()
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
    body(max(0, count - 1))
    done.wait()
  }

  /// Divides the numbers 0 ..< count among jobs: `body` is called once in each, and takes numbers until it gets nil. Every
  /// number goes to one job, whichever is free.
  package static func divide(
    _ count: Int, among jobs: Int, _ body: @escaping @Sendable (_ next: () -> Int?) -> Void
  ) {
    let taken = Mutex(0)
    // A thread takes as long to begin as a thousand records: no more of them than there are numbers.
    run(min(jobs, max(1, count))) { _ in
      body {
        taken.withLock { taken in
          defer { taken += 1 }
          return taken < count ? taken : nil
        }
      }
    }
  }

  /// What `make` gives for each of the numbers 0 ..< count, in their order; the numbers are divided among jobs.
  package static func results<Result: Sendable>(
    _ count: Int, among jobs: Int, _ make: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    let made = Mutex([Result?](repeating: nil, count: count))
    divide(count, among: jobs) { next in
      while let number = next() {
        let result = make(number)
        made.withLock { $0[number] = result }
      }
    }
    return made.withLock { $0.compactMap { $0 } }
  }
}
