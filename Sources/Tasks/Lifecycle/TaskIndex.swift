/// Finds the rows of tasks by the hashes of their ids. It is made for as many rows as there are, once they are all there; its
/// memory then serves the rows of another part, unless somebody keeps it to look for tasks.
package struct TaskIndex: Sendable {
  /// So many rows are placed at once.
  static let batch = 32
  typealias Tags = InlineArray<32, UInt32>

  /// Low half: row + 1, or 0 for a free slot; high half: the row's tag, so that a look-up seldom touches a row in vain. Only those
  /// up to `mask` are in use.
  private var slots: [UInt64] = []
  private var mask = 0
  /// Rows that are placed.
  private(set) var count = 0
  /// What lay in slots that were looked at beforehand: of no use to anybody, but what nobody keeps the compiler leaves out.
  private var seen: UInt64 = 0

  package init() {}

  /// What stands for an id: the low bits of its hash. The high ones have chosen the part.
  @inline(__always)
  static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash) }

  /// Forgets all rows, and makes room for so many.
  mutating func clear(for rows: Int) {
    var wanted = 64
    while rows * 4 > wanted * 3 { wanted *= 2 }
    if wanted > slots.count {
      slots = [UInt64](repeating: 0, count: wanted)
    } else {
      var span = slots.mutableSpan
      for i in 0..<wanted { span[i] = 0 }
    }
    mask = wanted - 1
    count = 0
  }

  /// Places rows behind those that are placed, up to the first one of a task that has a row already.
  ///
  /// - Parameters:
  ///   - tags: of these rows, the first one's first.
  ///   - isSame: whether two rows are of the same task.
  /// - Returns: the row that is not placed, and the one of the same task; nil when all are placed.
  @inline(__always)
  mutating func place(
    _ rows: Range<Int>, _ tags: borrowing Tags, isSame: (Int, Int) -> Bool
  ) -> (row: Int, known: Int)? {
    let mask = mask
    let tags = tags.span
    var span = slots.mutableSpan
    // The slots of all of them are touched first: the processor fetches many of them at once when none waits for another.
    var seen: UInt64 = 0
    for i in 0..<rows.count { seen |= span[Int(tags[i]) & mask] }
    var found: (row: Int, known: Int)?
    var row = rows.lowerBound
    search: while row < rows.upperBound {
      let tag = tags[row - rows.lowerBound]
      var slot = Int(tag) & mask
      while span[slot] != 0 {
        if span[slot] >> 32 == UInt64(tag) {
          let known = Int(truncatingIfNeeded: span[slot] & 0xFFFF_FFFF) - 1
          if isSame(known, row) {
            found = (row, known)
            break search
          }
        }
        slot = (slot + 1) & mask
      }
      row += 1
      span[slot] = UInt64(tag) << 32 | UInt64(row)
    }
    self.seen |= seen
    count = row
    return found
  }

  /// The row with a tag for which `isWanted` holds.
  func row(_ tag: UInt32, isWanted: (Int) -> Bool) -> Int? {
    if slots.isEmpty { return nil }
    var slot = Int(tag) & mask
    while slots[slot] != 0 {
      if slots[slot] >> 32 == UInt64(tag) {
        let row = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
        if isWanted(row) { return row }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
