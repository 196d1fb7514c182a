internal import Foundation

/// A value under a lock, for whose changes threads can wait. A class, because threads share it; unchecked, because the
/// compiler cannot see that the value is only touched under the lock.
final class Watched<Value: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var value: Value

  init(_ value: Value) { self.value = value }

  /// Changes the value, and wakes all who wait for that.
  func change<Result>(_ body: (inout Value) -> Result) -> Result {
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    return body(&value)
  }

  /// What the value is like now.
  func read<Result>(_ body: (Value) -> Result) -> Result {
    condition.lock()
    defer { condition.unlock() }
    return body(value)
  }

  /// Waits until `body` has an answer. It may change the value when it has one.
  func wait<Result>(for body: (inout Value) -> Result?) -> Result {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let result = body(&value) {
        condition.broadcast()
        return result
      }
      condition.wait()
    }
  }
}
