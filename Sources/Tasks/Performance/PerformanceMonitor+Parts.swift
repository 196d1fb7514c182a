extension PerformanceMonitor {
  /// What was measured of one agent, as the integers that its figures are made from.
  package func measured(agent number: Int32) -> Measured {
    var whole = Measured()
    for (cell, measured) in cells.all where cell.agent == number { whole.merge(measured) }
    return whole
  }
}

extension Measured {
  /// What one task adds.
  package init(_ record: TaskRecord, _ state: Replay.State) {
    self.init()
    add(record, state)
  }

  /// The sum of the durations of a kind in milliseconds, and of how many tasks it is.
  package func sum(_ kind: DurationKind) -> (count: Int, milliseconds: Int128) {
    (durations[kind.rawValue].count, durations[kind.rawValue].sum)
  }
}
