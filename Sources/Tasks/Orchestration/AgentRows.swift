/// The agents that have rows: the registry's in its order, then the others by id; those beyond the limit share one.
struct AgentRows {
  /// By row: its id and the agents in it.
  private let rows: [(id: String, numbers: [Int32])]

  init(_ numbers: Set<Int32>, _ names: Names, limit: Int) {
    let registered = Int32(truncatingIfNeeded: names.registry.agents.count)
    var rows = numbers.filter { $0 >= 0 && $0 < registered }.sorted().map { (names.agentID($0), [$0]) }
    let others = numbers.filter { $0 >= registered }.map { (names.agentID($0), $0) }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    for (id, number) in others.prefix(limit) { rows.append((id, [number])) }
    if others.count > limit { rows.append((Names.other, others.dropFirst(limit).map(\.1))) }
    self.rows = rows
  }

  /// What the agents of each row have together; rows of which none has anything are left out.
  func sums<Value>(_ values: [Int32: Value], _ add: (inout Value, Value) -> Void) -> [(id: String, value: Value)] {
    rows.compactMap { id, numbers in
      var sum: Value?
      for number in numbers {
        guard let value = values[number] else { continue }
        if var known = sum {
          add(&known, value)
          sum = known
        } else {
          sum = value
        }
      }
      return sum.map { (id, $0) }
    }
  }
}
