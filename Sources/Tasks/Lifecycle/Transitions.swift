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
    /// The times of the record of an orderly life. Not looked up in the record, which would be copied for it.
    private var times = [Int64](repeating: 0, count: 8)
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

    @inline(__always)
    private mutating func keep(_ record: TaskRecord) {
      var span = times.mutableSpan
      for i in 0..<7 { span[i] = record.times[i] }
    }

    /// Makes them those of an orderly life.
    @inline(__always)
    mutating func set(_ life: OrderlyLives.Life, of record: TaskRecord) {
      keep(record)
      let times = times
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
