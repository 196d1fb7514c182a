/// What was measured of each agent on each channel.
struct CellTable: Sendable {
  /// One agent's tasks on one channel; the agent is `TaskRecord.noAgent` for tasks that people made.
  struct Cell: Hashable, Sendable {
    var agent: Int32
    var channel: Int32
  }

  /// Agents and channels with smaller numbers (all of the registry, usually) are found without hashing.
  private static let side = 32
  /// By agent + 1, then channel: place in `measured`, or -1.
  private var near = [Int32](repeating: -1, count: side * side)
  private var far: [Cell: Int] = [:]
  private var keys: [Cell] = []
  private var measured: [Measured] = []

  @inline(__always)
  mutating func update(_ cell: Cell, _ change: (inout Measured) -> Void) {
    change(&measured[place(cell)])
  }

  @inline(__always)
  private mutating func place(_ cell: Cell) -> Int {
    if let number = CellTable.nearNumber(cell), near[number] >= 0 { return Int(near[number]) }
    return newPlace(cell)
  }

  /// The place in `near` of a cell that has one.
  @inline(__always)
  private static func nearNumber(_ cell: Cell) -> Int? {
    let row = Int(cell.agent) + 1
    let column = Int(cell.channel)
    let isNear = row >= 0 && row < CellTable.side && column >= 0 && column < CellTable.side
    return isNear ? row * CellTable.side + column : nil
  }

  private mutating func newPlace(_ cell: Cell) -> Int {
    if let known = far[cell] { return known }
    let place = measured.count
    keys.append(cell)
    measured.append(Measured())
    if let number = CellTable.nearNumber(cell) {
      near[number] = Int32(truncatingIfNeeded: place)
    } else {
      far[cell] = place
    }
    return place
  }

  /// Adds cells to others, and takes them out.
  /// - Parameter target: where a cell goes; nil for one that stays.
  mutating func fold(_ target: (Cell) -> Cell?) {
    let old = all
    self = CellTable()
    for (cell, measured) in old where target(cell) == nil { self.measured[place(cell)] = measured }
    for (cell, measured) in old {
      if let target = target(cell) { update(target) { $0.merge(measured) } }
    }
  }

  /// All cells, in no particular order.
  var all: [(cell: Cell, measured: Measured)] { zip(keys, measured).map { ($0, $1) } }
}
