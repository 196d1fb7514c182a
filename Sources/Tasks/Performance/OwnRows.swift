/// Which names that are not registered have a row of their own: the first by id among those that were met, in whatever order
/// they are met. The others share a row, so that millions of names cost no more than their texts.
///
/// Once so many smaller ids were met as there are rows, a name can never get one, whatever else is met, in this part of the
/// tasks or in another. So parts that merge end with the same rows as the whole.
struct OwnRows: Sendable {
  /// Stands for all that share a row.
  static let other = Int32.max

  private enum State: UInt8 { case new, own, shared }

  private let registered: Int32
  private let names: NameList
  private let limit: Int
  /// By number, behind the registered ones.
  private var states: [State] = []
  /// Those that have rows of their own so far: at times twice as many as may have them in the end.
  private var own: [Int32] = []
  /// The last one by id that has a row, once there are more names than rows.
  private var last: Int32?

  init(registered: Int, names: NameList, limit: Int) {
    self.registered = Int32(truncatingIfNeeded: registered)
    self.names = names
    self.limit = max(1, limit)
  }

  /// The number under which a name is counted: its own, or `other`.
  @inline(__always)
  mutating func row(_ number: Int32) -> Int32 { number < registered ? number : rowBeyond(number) }

  private mutating func rowBeyond(_ number: Int32) -> Int32 {
    let place = Int(number - registered)
    guard place < names.count else { return number }
    if place >= states.count { states += repeatElement(.new, count: names.count - states.count) }
    if states[place] == .new {
      let comesAfter = last.map { names.precedes(Int($0 - registered), place) } ?? false
      states[place] = comesAfter ? .shared : .own
      if !comesAfter { own.append(number) }
    }
    return states[place] == .own ? number : OwnRows.other
  }

  /// Whether too many have rows of their own.
  var isFull: Bool { own.count >= 2 * limit }

  /// Takes their rows from those that have them for the time being only.
  /// - Returns: their numbers; none when there are no more names than rows.
  mutating func cut() -> Set<Int32> {
    if own.count <= limit { return [] }
    own.sort { names.precedes(Int($0 - registered), Int($1 - registered)) }
    let gone = own[limit...]
    own.removeLast(gone.count)
    last = own.last
    for number in gone { states[Int(number - registered)] = .shared }
    return Set(gone)
  }
}

/// Which of the agents that share a row have tasks on which channels: who is active on a channel is counted one by one.
struct SharedAgents: Sendable {
  /// The agent above, the channel's row below.
  private var pairs: [UInt64] = []
  /// So many at the beginning are sorted, and different.
  private var settled = 0

  mutating func add(agent: Int32, channel: Int32) {
    pairs.append(UInt64(UInt32(bitPattern: agent)) << 32 | UInt64(UInt32(bitPattern: channel)))
    if pairs.count > 2 * settled + 1024 { settle() }
  }

  mutating func merge(_ other: SharedAgents) {
    pairs += other.pairs
    settle()
  }

  private mutating func settle() {
    pairs.sort()
    var kept = 0
    for pair in pairs where kept == 0 || pairs[kept - 1] != pair {
      pairs[kept] = pair
      kept += 1
    }
    pairs.removeLast(pairs.count - kept)
    settled = kept
  }

  /// By row of a channel: how many agents have tasks on it.
  /// - Parameter row: the row of a channel that had one when its pair was added.
  func counts(_ row: (Int32) -> Int32) -> [Int32: Int] {
    var moved = SharedAgents()
    for pair in pairs {
      moved.add(
        agent: Int32(truncatingIfNeeded: pair >> 32), channel: row(Int32(truncatingIfNeeded: pair & 0xFFFF_FFFF)))
    }
    moved.settle()
    var counts: [Int32: Int] = [:]
    for pair in moved.pairs { counts[Int32(truncatingIfNeeded: pair & 0xFFFF_FFFF), default: 0] += 1 }
    return counts
  }
}
