/// What becomes of tasks whose record is all there is, with times that follow each other in the order of the state
/// machine: nearly all of an export.
///
/// What happens to such a task depends on which times its record has, on its status and on its approval alone, not on
/// when. It is worked out once, by replaying a record of that kind step by step; the rest are like it.
struct OrderlyLives: Sendable {
  /// One kind of record: its status, its approval, and which times it has.
  struct Kind {
    fileprivate let place: Int
    /// A bit for each `EventKind` of which the record has a time.
    let present: UInt16
    /// The latest of the record's times but `updated`.
    let last: Int64

    /// - Returns: nil when the record's times are not in order, or there is no creation.
    @inline(__always)
    init?(_ record: TaskRecord) {
      var last = record.times[0]
      if last == TaskRecord.none { return nil }
      var present = 0
      var isOrdered = true
      for i in 1..<7 {
        let at = record.times[i]
        let isAbsent = at == TaskRecord.none
        isOrdered = isOrdered && (isAbsent || at >= last)
        present |= isAbsent ? 0 : 1 << (i - 1)
        last = max(last, at)
      }
      guard isOrdered else { return nil }
      // The records' times follow each other as the kinds do, but that none is that of an assignment.
      let bits = UInt16(truncatingIfNeeded: present << 1 | 1)
      self.present = bits & 0xF | (bits & 0x70) << 1
      place = present + 64 * (Int(record.approval.rawValue) + 3 * Int(record.status.rawValue))
      self.last = last
    }
  }

  /// What happens to all records of a kind.
  struct Life: Sendable {
    /// The last of the changes leads to it.
    let status: TaskStatus
    let isApproved: Bool
    let faults: Replay.Faults
    let hasFaults: Bool
    /// A byte for each change of status, from the lowest on: in four bits which of the record's times says when, above them the
    /// status. There are at most eight: one a time, and the status that the record states.
    private(set) var changes: UInt64 = 0
    let changeCount: Int

    /// - Parameter transitions: of a record whose times are their own numbers.
    init(_ state: Replay.State, _ faults: Replay.Faults, _ transitions: Replay.Transitions) {
      status = state.status
      isApproved = state.isApproved
      self.faults = faults
      hasFaults = faults != Replay.Faults()
      changeCount = transitions.count
      for transition in transitions.reversed() {
        changes = changes << 8 | UInt64(transition.to.rawValue) << 4 | UInt64(bitPattern: transition.at)
      }
    }
  }

  /// Empty until a life is learnt: many replays are of a single task.
  private var known: [Life?] = []

  @inline(__always)
  subscript(_ kind: Kind) -> Life? {
    get { kind.place < known.count ? known[kind.place] : nil }
    set {
      if known.isEmpty { known = Array(repeating: nil, count: 64 * 3 * 7) }
      known[kind.place] = newValue
    }
  }

  /// A record of the same kind whose times are their own numbers.
  static func example(of record: TaskRecord) -> TaskRecord {
    var example = record
    for i in 0..<8 { example.times[i] = i < 7 && record.times[i] != TaskRecord.none ? Int64(i) : TaskRecord.none }
    return example
  }
}
