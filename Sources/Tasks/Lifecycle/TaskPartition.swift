/// A part of the table of tasks: those whose hashed id falls into it.
///
/// Records are put behind each other as they come; only now and then, and in the end, is looked for those that are of one task:
/// many at once find each other faster than each on its own. Rows lie in blocks that never move, so that growth neither copies
/// nor doubles them; the index holds 32 bits of the hash beside the row's number, so that a look-up seldom touches a row in
/// vain.
struct TaskPartition: Sendable {
  private static let blockShift = 11
  private static let blockRows = 1 << blockShift

  /// Rows that are of different tasks, and in the index: the first ones. Those behind them may be of any.
  private var distinct = 0
  /// Full blocks, and the one that is being filled.
  private var blocks: [[PackedRecord]] = []
  private var last: [PackedRecord] = []
  /// By row: the records that cannot be packed.
  private var wide: [UInt32: TaskRecord] = [:]
  /// Low half: row + 1, or 0 for a free slot; high half: low 32 bits of the hash.
  private var index: [UInt64] = []
  private(set) var ties: [UInt32: TieGroup] = [:]
  private(set) var superseded: SmallestOrigins
  /// Records that were taken in.
  private(set) var records = 0
  /// With so many rows it is time to look for those of one task again.
  private var enough = TaskPartition.blockRows

  init(maxExamples: Int) { superseded = SmallestOrigins(limit: maxExamples) }

  /// Rows: as many as there are tasks, once they are united.
  @inline(__always)
  var count: Int { blocks.count << TaskPartition.blockShift + last.count }

  @inline(__always)
  private subscript(packed row: Int) -> PackedRecord {
    get {
      let (block, place) = (row >> TaskPartition.blockShift, row & (TaskPartition.blockRows - 1))
      return block < blocks.count ? blocks[block][place] : last[place]
    }
    set {
      let (block, place) = (row >> TaskPartition.blockShift, row & (TaskPartition.blockRows - 1))
      if block < blocks.count { blocks[block][place] = newValue } else { last[place] = newValue }
    }
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

  /// Takes in one record.
  @inline(__always)
  mutating func insert(_ record: TaskRecord, seed: UInt64, order: RecordOrder) {
    records += 1
    let packed = PackedRecord(record)
    if packed.isWide { wide[UInt32(truncatingIfNeeded: count)] = record }
    append(packed)
    if count >= enough { unite(seed: seed, order: order) }
  }

  @inline(__always)
  private mutating func append(_ packed: PackedRecord) {
    if last.count == last.capacity { last.reserveCapacity(TaskPartition.blockRows) }
    last.append(packed)
    if last.count == TaskPartition.blockRows {
      blocks.append(last)
      last = []
    }
  }

  /// Takes in all of another table's part: whole blocks change hands, and only what fills the last block here is copied.
  mutating func merge(_ other: consuming TaskPartition) {
    records += other.records
    superseded.merge(other.superseded)
    let mine = count
    // The rows of the other's last block, from its end on, fill the gap; if they are too few, the block before helps.
    let theirs = other.count
    var filled = 0
    while !last.isEmpty, filled < theirs {
      append(other.removeLast())
      filled += 1
    }
    let kept = theirs - filled
    blocks += other.blocks
    if last.isEmpty { last = other.last }
    func newRow(_ row: UInt32) -> UInt32 {
      let row = Int(row)
      return UInt32(truncatingIfNeeded: row < kept ? mine + filled + row : mine + theirs - 1 - row)
    }
    for (row, tie) in other.ties { ties[newRow(row)] = tie }
    for (row, record) in other.wide { wide[newRow(row)] = record }
  }

  /// Takes the last row out.
  private mutating func removeLast() -> PackedRecord {
    if last.isEmpty { last = blocks.removeLast() }
    return last.removeLast()
  }

  /// Makes one row of all that are of one task.
  mutating func unite(seed: UInt64, order: RecordOrder) {
    let all = count
    if distinct == all { return }
    var slots = index.count
    while all * 4 > slots * 3 { slots = max(64, slots * 2) }
    if slots > index.count { growIndex(to: slots) }
    let mask = index.count - 1
    var hashes = [UInt64](repeating: 0, count: TaskPartition.batch)
    var row = distinct
    while row < all {
      let end = min(row + TaskPartition.batch, all)
      // The slots of all of them are touched first: the processor fetches many of them at once when none waits for another.
      var seen: UInt64 = 0
      for i in row..<end {
        let hash = id(i).hash(seed: seed) & 0xFFFF_FFFF
        hashes[i - row] = hash
        seen |= index[Int(truncatingIfNeeded: hash) & mask]
      }
      // Never so; but what is looked at for nothing the compiler leaves out.
      if seen == 0, hashes.isEmpty { return }
      for i in row..<end { place(i, hashes[i - row], order) }
      row = end
    }
    removeRows(from: distinct)
    // So that what is repeated never takes up more room than what is not.
    enough = max(TaskPartition.blockRows, 2 * distinct)
  }

  private static let batch = 32

  /// Puts a row behind the distinct ones, or joins it with the one of the same task.
  @inline(__always)
  private mutating func place(_ row: Int, _ tag: UInt64, _ order: RecordOrder) {
    let mask = index.count - 1
    var slot = Int(truncatingIfNeeded: tag) & mask
    while index[slot] != 0 {
      if index[slot] >> 32 == tag {
        let known = Int(truncatingIfNeeded: index[slot] & 0xFFFF_FFFF) - 1
        if id(known) == id(row) {
          let tie = ties.isEmpty ? nil : ties.removeValue(forKey: UInt32(truncatingIfNeeded: row))
          combine(row: known, with: self[row], tie: tie, order: order)
          return
        }
      }
      slot = (slot + 1) & mask
    }
    if row != distinct {
      self[packed: distinct] = self[packed: row]
      if !wide.isEmpty {
        wide[UInt32(truncatingIfNeeded: distinct)] = wide.removeValue(forKey: UInt32(truncatingIfNeeded: row))
      }
      if !ties.isEmpty, let tie = ties.removeValue(forKey: UInt32(truncatingIfNeeded: row)) {
        ties[UInt32(truncatingIfNeeded: distinct)] = tie
      }
    }
    distinct += 1
    index[slot] = tag << 32 | UInt64(distinct)
  }

  private mutating func removeRows(from end: Int) {
    if end == count { return }
    let full = end >> TaskPartition.blockShift
    if full < blocks.count {
      last = blocks[full]
      blocks.removeLast(blocks.count - full)
    }
    last.removeLast(last.count - end & (TaskPartition.blockRows - 1))
    if !wide.isEmpty { wide = wide.filter { $0.key < end } }
  }

  /// Gives the index up, which takes a sixth of the memory of the rows: nobody will look for a task.
  mutating func giveUpIndex() {
    index = []
    // Whoever unites them once more after all has to index all of them again.
    distinct = 0
  }

  /// The row of a task; nil when the partition, whose rows are united, does not hold it. Without the index it takes a look at
  /// each row.
  func row(of id: TaskID, hash: UInt64) -> Int? {
    if index.isEmpty { return (0..<count).first { self.id($0) == id } }
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

  private mutating func growIndex(to slots: Int) {
    let old = index
    index = [UInt64](repeating: 0, count: slots)
    let mask = slots - 1
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
