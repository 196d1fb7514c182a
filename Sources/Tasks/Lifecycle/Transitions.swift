extension Replay {
  /// A change of status, for the flow over the days.
  package struct Transition: Sendable, Equatable {
    package var at: Int64
    package var to: TaskStatus
  }

  /// The changes of one task, in order of time. They are overwritten from task to task: nothing is allocated but for a life
  /// with more changes than any before.
  package struct Transitions: Sendable, RandomAccessCollection {
    private var stored = [Transition](repeating: Transition(at: 0, to: .pending), count: 8)
    package private(set) var count = 0

    package init() {}

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    @inline(__always)
    package subscript(_ i: Int) -> Transition { stored[i] }

    mutating func append(_ transition: Transition) {
      if count < stored.count { stored[count] = transition } else { stored.append(transition) }
      count += 1
    }

    mutating func removeAll() { count = 0 }

    /// Makes them those of an orderly life.
    /// - Parameter times: the record's.
    @inline(__always)
    mutating func set(_ life: OrderlyLives.Life, _ times: Span<Int64>) {
      var span = stored.mutableSpan
      var changes = life.changes
      for i in 0..<life.changeCount {
        span[i] = Transition(
          at: times[Int(changes & 0xF)], to: TaskStatus(rawValue: UInt8(changes >> 4 & 7)) ?? .pending)
        changes >>= 8
      }
      count = life.changeCount
    }
  }
}
