import Foundation
import Synchronization

/// A value that a thread of its own makes, beside whatever is done until it is asked for.
final class Beside<Value: Sendable>: Sendable {
  private let made: Mutex<Result<Value, any Error>?>
  private let isDone = DispatchGroup()

  /// Begins to make the value. Whoever begins it also waits for it: a process must not end while a thread works.
  init(_ make: @escaping @Sendable () throws -> Value) {
    made = Mutex(nil)
    isDone.enter()
    let thread = Thread { [self] in
      let result = Result(catching: make)
      made.withLock { $0 = result }
      isDone.leave()
    }
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// A value that is there.
  init(done value: Value) { made = Mutex(.success(value)) }

  /// Waits until the value is made, or could not be.
  func wait() { isDone.wait() }

  /// The value, once it is made.
  func value() throws -> Value {
    wait()
    // The thread leaves a result before it is done; there is always one.
    guard let result = made.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
  }
}
