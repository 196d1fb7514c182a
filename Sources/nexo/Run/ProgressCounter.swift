import Synchronization

/// How far the reading is. A class, because the threads that read and the one that shows it share it.
final class ProgressCounter: Sendable {
  private let total = Atomic<Int>(0)
  private let read = Atomic<Int>(0)

  /// Adds to what there is to read.
  func expect(bytes: Int) { total.add(bytes, ordering: .relaxed) }

  /// Adds to what has been read.
  func advance(bytes: Int) { read.add(bytes, ordering: .relaxed) }

  var state: (total: Int, read: Int) { (total.load(ordering: .relaxed), read.load(ordering: .relaxed)) }
}
