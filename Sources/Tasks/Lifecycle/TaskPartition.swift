/// A part of the table of tasks: those whose hashed id falls into it.
///
/// Rows lie in blocks that never move, so that growth neither copies nor doubles them; the index holds 32 bits of the
/// hash beside the row's number, so that a look-up seldom touches a row in vain.
struct TaskPartition: Sendable {
  private static let blockShift = 11
  private static let blockRows = 1 << blockShift

  private(set) var count = 0
  private var blocks: [[PackedRecord]] = []
  /// By row: the records that cannot be packed.
  private var wide: [UInt32: TaskRecord] = [:]
  /// Low half: row + 1, or 0 for a free slot; high half: low 32 bits of the hash.
  private var index: [UInt64] = []
  private(set) var ties: [UInt32: TieGroup] = [:]
  private(set) var superseded: SmallestOrigins
  /// Records that were taken in.
  private(set) var records = 0

  init(maxExamples: Int) { superseded = SmallestOrigins(limit: maxExamples) }

  @inline(__always)
  private subscript(packed row: Int) -> PackedRecord {
    get { blocks[row >> TaskPartition.blockShift][row & (TaskPartition.blockRows - 1)] }
    set { blocks[row >> TaskPartition.blockShift][row & (TaskPartition.blockRows - 1)] = newValue }
  }

  @inline(__always)
  subscript(row: Int) -> TaskRecord {
    get {
      let packed = self[packed: row]
      if packed.isWide, let record = wide[UInt32(truncatingIfNeeded: row)] { return record }
      return packed.record
    }
    set {
      let packed = PackedRecord(newValue)
      self[packed: row] = packed
      if packed.isWide || !wide.isEmpty { wide[UInt32(truncatingIfNeeded: row)] = packed.isWide ? newValue : nil }
    }
  }

  @inline(__always)
  private func id(_ row: Int) -> TaskID { self[packed: row].id }

  /// What lies in the slot where the search for a hash begins: looking at it brings it nearer.
  @inline(__always)
  func slot(of hash: UInt64) -> UInt64 {
    index.isEmpty ? 0 : index[Int(truncatingIfNeeded: hash & 0xFFFF_FFFF) & (index.count - 1)]
  }

  /// Takes in one record.
  @inline(__always)
  mutating func insert(_ record: TaskRecord, hash: UInt64, order: RecordOrder) {
    records += 1
    if let row = findOrAppend(record, hash: hash) {
      combine(row: row, with: record, tie: nil, order: order)
    }
  }

  /// Takes in all of another table's part.
  mutating func merge(_ other: consuming TaskPartition, seed: UInt64, order: RecordOrder) {
    records += other.records
    superseded.merge(other.superseded)
    var shared = sharedTasks(other)
    for task in shared {
      let tie = other.ties.isEmpty ? nil : other.ties[UInt32(truncatingIfNeeded: task.theirs)]
      combine(row: task.mine, with: other[task.theirs], tie: tie, order: order)
    }
    // From the last row on, so that what moves into a gap is never a row that goes itself.
    shared.sort { $0.theirs > $1.theirs }
    for task in shared { other.remove(row: task.theirs, slot: task.slot, seed: seed) }
    adopt(other)
  }

  /// The tasks that have a row in both, and the slot of the other's index that names its row. Looks at the indexes alone,
  /// nearly always, and at both in the order in which they lie.
  private func sharedTasks(_ other: borrowing TaskPartition) -> [(mine: Int, theirs: Int, slot: Int)] {
    var shared: [(mine: Int, theirs: Int, slot: Int)] = []
    if index.isEmpty { return shared }
    let mask = index.count - 1
    for (place, entry) in other.index.enumerated() where entry != 0 {
      let tag = entry >> 32
      var slot = Int(truncatingIfNeeded: tag) & mask
      while index[slot] != 0 {
        if index[slot] >> 32 == tag {
          let mine = Int(truncatingIfNeeded: index[slot] & 0xFFFF_FFFF) - 1
          let theirs = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
          if id(mine) == other.id(theirs) {
            shared.append((mine, theirs, place))
            break
          }
        }
        slot = (slot + 1) & mask
      }
    }
    return shared
  }

  /// Takes a row out before the rest is adopted: the last row fills the gap. The index is not fit for look-ups afterwards.
  private mutating func remove(row: Int, slot: Int, seed: UInt64) {
    let last = count - 1
    index[slot] = 0
    ties[UInt32(truncatingIfNeeded: row)] = nil
    if row != last {
      var place = Int(truncatingIfNeeded: id(last).hash(seed: seed) & 0xFFFF_FFFF) & (index.count - 1)
      // Past slots that rows left: its own one comes.
      while index[place] & 0xFFFF_FFFF != UInt64(last + 1) { place = (place + 1) & (index.count - 1) }
      index[place] = (index[place] >> 32) << 32 | UInt64(row + 1)
      self[row] = self[last]
      if let tie = ties.removeValue(forKey: UInt32(truncatingIfNeeded: last)) {
        ties[UInt32(truncatingIfNeeded: row)] = tie
      }
    }
    wide[UInt32(truncatingIfNeeded: last)] = nil
    blocks[blocks.count - 1].removeLast()
    if blocks[blocks.count - 1].isEmpty { blocks.removeLast() }
    count -= 1
  }

  /// Takes over the rows of another table's part, which shares no task with this one: whole blocks change hands, and only
  /// what fills the last block here is copied.
  private mutating func adopt(_ other: consuming TaskPartition) {
    let mine = count
    let theirs = other.count
    let moved = min(theirs, blocks.count << TaskPartition.blockShift - mine)
    let kept = theirs - moved
    for row in kept..<theirs { blocks[blocks.count - 1].append(other[packed: row]) }
    if kept > 0 {
      let blocksKept = (kept + TaskPartition.blockRows - 1) >> TaskPartition.blockShift
      other.blocks.removeLast(other.blocks.count - blocksKept)
      let rows = kept - (blocksKept - 1) << TaskPartition.blockShift
      other.blocks[blocksKept - 1].removeLast(other.blocks[blocksKept - 1].count - rows)
      blocks += other.blocks
    }
    count += theirs
    func newRow(_ row: Int) -> Int { row < kept ? mine + moved + row : mine + row - kept }
    while count * 4 > index.count * 3 { growIndex() }
    let mask = index.count - 1
    for entry in other.index where entry != 0 {
      let tag = entry >> 32
      var slot = Int(truncatingIfNeeded: tag) & mask
      while index[slot] != 0 { slot = (slot + 1) & mask }
      index[slot] = tag << 32 | UInt64(newRow(Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1) + 1)
    }
    for (row, tie) in other.ties { ties[UInt32(truncatingIfNeeded: newRow(Int(row)))] = tie }
    for (row, record) in other.wide { wide[UInt32(truncatingIfNeeded: newRow(Int(row)))] = record }
  }

  /// The row of a task; nil when the partition does not hold it.
  func row(of id: TaskID, hash: UInt64) -> Int? {
    if index.isEmpty { return nil }
    let mask = index.count - 1
    let tag = hash & 0xFFFF_FFFF
    var slot = Int(truncatingIfNeeded: tag) & mask
    while true {
      let entry = index[slot]
      if entry == 0 { return nil }
      if entry >> 32 == tag {
        let row = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
        if self.id(row) == id { return row }
      }
      slot = (slot + 1) & mask
    }
  }

  /// Settles a tie that only the records' texts could settle.
  mutating func settle(row: Int, winner: TaskRecord) {
    // In this order: the candidate that steps back is the smaller one, so it fills the place that becomes free.
    superseded.remove(winner.origin)
    superseded.note(self[row].origin)
    self[row] = winner
  }

  private mutating func findOrAppend(_ record: TaskRecord, hash: UInt64) -> Int? {
    if (count + 1) * 4 > index.count * 3 { growIndex() }
    let mask = index.count - 1
    let tag = hash & 0xFFFF_FFFF
    var slot = Int(truncatingIfNeeded: tag) & mask
    while true {
      let entry = index[slot]
      if entry == 0 { break }
      if entry >> 32 == tag {
        let row = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
        if id(row) == record.id { return row }
      }
      slot = (slot + 1) & mask
    }
    if count & (TaskPartition.blockRows - 1) == 0 {
      var block: [PackedRecord] = []
      block.reserveCapacity(TaskPartition.blockRows)
      blocks.append(block)
    }
    let packed = PackedRecord(record)
    if packed.isWide { wide[UInt32(truncatingIfNeeded: count)] = record }
    blocks[blocks.count - 1].append(packed)
    count += 1
    index[slot] = tag << 32 | UInt64(count)
    return nil
  }

  private mutating func growIndex() {
    let old = index
    index = [UInt64](repeating: 0, count: max(64, old.count * 2))
    let mask = index.count - 1
    for entry in old where entry != 0 {
      var slot = Int(truncatingIfNeeded: entry >> 32) & mask
      while index[slot] != 0 { slot = (slot + 1) & mask }
      index[slot] = entry
    }
  }

  /// One task from two: associative and commutative, whichever record came first.
  private mutating func combine(row: Int, with record: TaskRecord, tie: TieGroup?, order: RecordOrder) {
    let mine = self[row]
    let key = UInt32(truncatingIfNeeded: row)
    let keys = order.compareKeys(record, mine)
    if keys > 0 {
      superseded.note(mine.origin)
      self[row] = record
      ties[key] = tie
      return
    }
    if keys < 0 {
      superseded.note(record.origin)
      return
    }
    let figures = order.compareFigures(record, mine)
    // Of records that agree in every figure the first by place stands, until their texts decide.
    let theirsWins = figures > 0 || (figures == 0 && record.origin < mine.origin)
    // Changed where they lie: a group may be large.
    let limit = superseded.limit
    var theirs = tie ?? TieGroup(record, limit: limit)
    if figures == 0 {
      ties[key, default: TieGroup(mine, limit: limit)].join(theirs)
    } else if figures < 0 {
      ties[key, default: TieGroup(mine, limit: limit)].defeat(theirs)
    } else {
      theirs.defeat(ties[key] ?? TieGroup(mine, limit: limit))
      ties[key] = theirs
    }
    superseded.note(theirsWins ? mine.origin : record.origin)
    if theirsWins { self[row] = record }
  }
}
