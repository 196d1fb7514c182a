/// A part of the table of tasks: those whose hashed id falls into it.
///
/// Records are put behind each other as they come; only now and then, and in the end, is looked for those that are of one task:
/// many at once find each other faster than each on its own. Rows lie in blocks that never move, so that growth neither copies
/// nor doubles them.
struct TaskPartition: Sendable {
  private static let blockShift = 11
  private static let blockRows = 1 << blockShift

  /// Full blocks, and the one that is being filled.
  private var blocks: [[PackedRecord]] = []
  private var last: [PackedRecord] = []
  /// By row: the records that cannot be packed.
  private var wide: [UInt32: TaskRecord] = [:]
  /// Of all rows, once they are united and somebody wants to look for tasks; else of none.
  private var index = TaskIndex()
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
      record(row, self[packed: row])
    }
    set {
      let packed = PackedRecord(newValue)
      self[packed: row] = packed
      if packed.isWide || !wide.isEmpty { wide[UInt32(truncatingIfNeeded: row)] = packed.isWide ? newValue : nil }
    }
  }

  var blockCount: Int { blocks.count + 1 }

  /// The rows of a block as they are kept, and the number of the first of them.
  func block(_ number: Int) -> (first: Int, rows: [PackedRecord]) {
    (number << TaskPartition.blockShift, number < blocks.count ? blocks[number] : last)
  }

  /// The record of a row, which is known as it is kept.
  @inline(__always)
  func record(_ row: Int, _ packed: PackedRecord) -> TaskRecord {
    if packed.isWide, let record = wide[UInt32(truncatingIfNeeded: row)] { return record }
    return packed.record
  }

  @inline(__always)
  private func id(_ row: Int) -> TaskID { self[packed: row].id }

  /// Takes in one record.
  /// - Parameter memory: of an index, for when it is time to unite.
  @inline(__always)
  mutating func insert(_ record: TaskRecord, seed: UInt64, order: RecordOrder, memory: inout TaskIndex) {
    records += 1
    let packed = PackedRecord(record)
    if packed.isWide { wide[UInt32(truncatingIfNeeded: count)] = record }
    append(packed)
    if count >= enough { unite(seed: seed, order: order, index: &memory) }
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
    index = TaskIndex()
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

  /// Makes one row of all that are of one task. `index` then is that of all rows.
  mutating func unite(seed: UInt64, order: RecordOrder, index: inout TaskIndex) {
    self.index = TaskIndex()
    index.clear(for: count)
    var tags = TaskIndex.Tags(repeating: 0)
    var row = 0
    while row < count {
      // Blocks hold a whole number of batches.
      let end = min(row + TaskIndex.batch, count)
      readTags(of: row..<end, seed: seed, into: &tags)
      var left = row..<end
      while let found = index.place(left, tags, isSame: { id($0) == id($1) }) {
        join(found.row, to: found.known, order)
        // Another row has taken its place, if there was any behind it.
        left = found.row..<min(end, count)
        readTags(of: left, seed: seed, into: &tags)
      }
      row = end
    }
    // So that what is repeated never takes up more room than what is not.
    enough = max(TaskPartition.blockRows, 2 * count)
  }

  /// - Parameter rows: of one block.
  @inline(__always)
  private func readTags(of rows: Range<Int>, seed: UInt64, into tags: inout TaskIndex.Tags) {
    if rows.isEmpty { return }
    let block = rows.lowerBound >> TaskPartition.blockShift
    let held = block < blocks.count ? blocks[block] : last
    let first = rows.lowerBound & (TaskPartition.blockRows - 1)
    let span = held.span
    var tags = tags.mutableSpan
    for i in 0..<rows.count { tags[i] = TaskIndex.tag(span[first + i].id.hash(seed: seed)) }
  }

  /// Joins a row with the one of the same task, and takes it out.
  private mutating func join(_ row: Int, to known: Int, _ order: RecordOrder) {
    let tie = ties.isEmpty ? nil : ties.removeValue(forKey: UInt32(truncatingIfNeeded: row))
    combine(row: known, with: self[row], tie: tie, order: order)
    remove(row)
  }

  /// Takes a row out; the last one takes its place.
  private mutating func remove(_ row: Int) {
    let packed = removeLast()
    let (to, from) = (UInt32(truncatingIfNeeded: row), UInt32(truncatingIfNeeded: count))
    if row < count { self[packed: row] = packed }
    if !wide.isEmpty {
      let moved = wide.removeValue(forKey: from)
      if row < count { wide[to] = moved }
    }
    if row < count, !ties.isEmpty { ties[to] = ties.removeValue(forKey: from) }
  }

  /// Keeps the index of all rows, which uniting has just made, for whoever looks for tasks; another one goes in its place.
  mutating func keep(_ index: inout TaskIndex) { swap(&self.index, &index) }

  /// The row of a task; nil when the partition, whose rows are united, does not hold it. Without an index it takes a look at each
  /// row.
  func row(of id: TaskID, hash: UInt64) -> Int? {
    if index.count != count { return (0..<count).first { self.id($0) == id } }
    return index.row(TaskIndex.tag(hash)) { self.id($0) == id }
  }

  /// Settles a tie that only the records' texts could settle.
  mutating func settle(row: Int, winner: TaskRecord) {
    // In this order: the candidate that steps back is the smaller one, so it fills the place that becomes free.
    superseded.remove(winner.origin)
    superseded.note(self[row].origin)
    self[row] = winner
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
