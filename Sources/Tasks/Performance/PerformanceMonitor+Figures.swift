extension PerformanceMonitor {
  /// All figures of what was measured.
  ///
  /// - Parameters:
  ///   - outputs: what the agents' outputs add to their rows, by agent number.
  ///   - divide: does the pieces of the work.
  package func figures(
    names: Names, outputs: [Int32: AgentOutputs] = [:], divide: GroupFigures.Division = { (0..<$0).map($1) }
  ) -> Figures {
    withOwnRows.allFigures(names, outputs, divide)
  }

  private func allFigures(
    _ names: Names, _ outputs: [Int32: AgentOutputs], _ divide: GroupFigures.Division
  ) -> Figures {
    let cells = cells.all
    let agentRows = agentRows(names, cells, outputs)
    let channelRows = channelRows(names, cells)
    // The system comes first, because it is the largest piece of the work.
    let groups = GroupFigures.all(
      [cells.map(\.measured)] + (agentRows + channelRows).map { $0.cells.map { cells[$0].measured } }, divide)
    let agents = zip(agentRows, groups[1...]).map { agentFigures($0, $1, outputs) }
    return Figures(
      system: systemFigures(groups[0], agents: agents, names: names), agents: agents,
      channels: channelFigures(channelRows, groups[(1 + agents.count)...], cells, agentRows),
      daily: dailyFigures(names), flow: flowFigures(),
      executionHistogram: executionHistogram.indices.map { executionHistogram[$0] },
      openAges: openAges.indices.map { status in openAges[status].indices.map { openAges[status][$0] } },
      pendingApproval: pendingApproval, slowest: slowest)
  }

  /// An agent or a channel of the report.
  fileprivate struct Row {
    var id: String
    var name: String
    /// An agent's; nil for one that is not registered.
    var channel: String?
    var isRegistered: Bool
    /// Of the agents or channels that it holds: several only for the row that the rest shares.
    var numbers: Set<Int32>
    /// The places of what was measured of them.
    var cells: [Int]
  }

  fileprivate typealias MeasuredCell = (cell: CellTable.Cell, measured: Measured)

  private func agentRows(_ names: Names, _ cells: [MeasuredCell], _ outputs: [Int32: AgentOutputs]) -> [Row] {
    let byAgent = Dictionary(grouping: cells.indices) { cells[$0].cell.agent }
    return rows(
      names.registry.agents.map { ($0.id, $0.name, $0.channel) }, met: Set(byAgent.keys).union(outputs.keys), byAgent
    ) { names.agentID($0) }
  }

  private func channelRows(_ names: Names, _ cells: [MeasuredCell]) -> [Row] {
    let byChannel = Dictionary(grouping: cells.indices) { cells[$0].cell.channel }
    return rows(names.registry.channels.map { ($0.id, $0.name, nil) }, met: Set(byChannel.keys), byChannel) {
      names.channelID($0)
    }
  }

  /// Those of the registry, then others that were met by id, then the row that the rest shares.
  private func rows(
    _ registered: [(id: String, name: String, channel: String?)], met: Set<Int32>, _ cells: [Int32: [Int]],
    id: (Int32) -> String
  ) -> [Row] {
    func row(_ id: String, _ name: String, _ channel: String?, _ isRegistered: Bool, _ numbers: Set<Int32>) -> Row {
      Row(
        id: id, name: name, channel: channel, isRegistered: isRegistered, numbers: numbers,
        cells: numbers.flatMap { cells[$0] ?? [] })
    }
    let (own, rest) = listed(met.filter { $0 >= Int32(registered.count) }, id: id)
    var rows = registered.enumerated().map { row($1.id, $1.name, $1.channel, true, [Int32($0)]) }
    rows += own.map { row($1, $1, nil, false, [$0]) }
    if !rest.isEmpty { rows.append(row(Names.other, Names.other, nil, false, Set(rest))) }
    return rows
  }

  private func agentFigures(_ row: Row, _ group: GroupFigures, _ outputs: [Int32: AgentOutputs]) -> AgentFigures {
    let failed = row.numbers.contains { outputs[$0]?.latestFailed == true }
    let score = performanceScore(group, settings)
    return AgentFigures(
      id: row.id, name: row.name, channel: row.channel, isRegistered: row.isRegistered,
      status: failed ? .error : group.generated > 0 ? .active : .idle, group: group,
      isSmallSample: group.generated < settings.smallSampleBelow, performanceScore: score,
      isBottleneck: group.generated > 0 && score < settings.bottleneckScore,
      errors: row.numbers.reduce(0) { $0 + (outputs[$1]?.errors ?? 0) })
  }

  private func channelFigures(
    _ rows: [Row], _ groups: ArraySlice<GroupFigures>, _ cells: [MeasuredCell], _ agents: [Row]
  ) -> [ChannelFigures] {
    // The row that the rest shares may hold millions of agents: they are not looked through for every channel.
    var rowOfAgent: [Int32: Int] = [:]
    for (row, agent) in agents.enumerated() { for number in agent.numbers { rowOfAgent[number] = row } }
    let ownChannels = Set(cells.map(\.cell.channel))
    let shared = sharedAgents.counts { ownChannels.contains($0) ? $0 : OwnRows.other }
    return zip(rows, groups).map { row, group in
      var generatedBy: [Int32: Int] = [:]
      for (cell, measured) in row.cells.lazy.map({ cells[$0] }) where cell.agent != TaskRecord.noAgent {
        generatedBy[cell.agent, default: 0] += measured.generated
      }
      var counts = [Int](repeating: 0, count: agents.count)
      var active = 0
      for (number, count) in generatedBy where count > 0 {
        guard let row = rowOfAgent[number] else { continue }
        counts[row] += count
        if number != OwnRows.other { active += 1 }
      }
      for number in row.numbers { active += shared[number] ?? 0 }
      // Agents stand in registry order, then by id, so the first of the largest is the one that the rule names.
      var top: (id: String, count: Int)?
      for (agent, count) in zip(agents, counts) where count > top?.count ?? 0 { top = (agent.id, count) }
      let hours = group.execution.meanHours
      return ChannelFigures(
        id: row.id, name: row.name, isRegistered: row.isRegistered, group: group,
        isSmallSample: group.generated < settings.smallSampleBelow, averageCompletionHours: hours,
        activeAgents: active, topAgent: top?.id,
        recommendations: channelRecommendations(group, hours: hours, settings))
    }
  }

  /// The first unregistered ones by id, and those that share a row.
  private func listed(_ numbers: Set<Int32>, id: (Int32) -> String) -> (own: [(Int32, String)], rest: [Int32]) {
    let sorted = numbers.filter { $0 != OwnRows.other }.map { ($0, id($0)) }
      .sorted { $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) }
    let rest = sorted.dropFirst(settings.unregisteredRows).map(\.0)
    return (
      Array(sorted.prefix(settings.unregisteredRows)), numbers.contains(OwnRows.other) ? rest + [OwnRows.other] : rest
    )
  }

  private func dailyFigures(_ names: Names) -> [DailyFigures] {
    let registered = Int32(names.registry.channels.count)
    var tables: [(id: String, table: DayTable<DayCounts>)] = []
    let used = days.used
    for number in used.keys.filter({ $0 >= 0 && $0 < registered }).sorted() {
      if let table = used[number] { tables.append((names.channelID(number), table)) }
    }
    let (own, rest) = listed(Set(used.keys.filter { $0 >= registered })) { names.channelID($0) }
    for (number, id) in own { if let table = used[number] { tables.append((id, table)) } }
    if !rest.isEmpty {
      var shared = DayTable(zero: DayCounts(), combine: DayCounts.add)
      for number in rest.sorted() { if let table = used[number] { shared.merge(table) } }
      tables.append((Names.other, shared))
    }
    var out: [DailyFigures] = []
    func shown(_ kind: EventKind, _ count: Int) -> Int? { hasTime(kind) ? count : nil }
    for day in reportedDays(used) {
      for (id, table) in tables {
        let counts = table[day] ?? DayCounts()
        out.append(
          DailyFigures(
            day: CalendarDay(number: day), channel: id, created: shown(.created, counts.created),
            approved: shown(.approved, counts.approved), rejected: shown(.rejected, counts.rejected),
            started: shown(.started, counts.started), completed: shown(.completed, counts.completed),
            averageCompletionHours: Fraction(
              counts.executionSum.magnitude, UInt128(counts.completed) * 3_600_000)?.value))
      }
    }
    return out
  }

  /// The days from the first to the last event, or, beyond the limit, those that have events.
  private func reportedDays(_ tables: [Int32: DayTable<DayCounts>]) -> [Int32] {
    let used = Set(tables.values.flatMap(\.days)).sorted()
    guard let first = used.first, let last = used.last else { return [] }
    return Int(last) - Int(first) < settings.dailyDays ? Array(first...last) : used
  }

  private func flowFigures() -> [FlowFigures] {
    let used = days.used
    let changes = flow.days
    var next = 0
    var counts = StatusCounts()
    return reportedDays(used).map { day in
      while next < changes.count, changes[next] <= day {
        if let change = flow[changes[next]] { StatusCounts.add(&counts, change) }
        next += 1
      }
      return FlowFigures(day: CalendarDay(number: day), counts: TaskStatus.allCases.map { counts[$0] })
    }
  }
}

/// What an agent's outputs add to its row.
package struct AgentOutputs: Sendable {
  /// Outputs that failed: without tasks, refused, or with an error of the provider.
  package var errors = 0
  /// The latest output in the window failed.
  package var latestFailed = false
  package init() {}
}
