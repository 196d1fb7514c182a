extension PerformanceMonitor {
  /// All figures of what was measured.
  ///
  /// - Parameters:
  ///   - outputs: what the agents' outputs add to their rows, by agent number.
  package func figures(names: Names, outputs: [Int32: AgentOutputs] = [:]) -> Figures {
    withOwnRows.allFigures(names, outputs)
  }

  private func allFigures(_ names: Names, _ outputs: [Int32: AgentOutputs]) -> Figures {
    let agents = agentRows(names, outputs)
    let channels = channelRows(names, agents)
    let all = GroupFigures(cells.all.map(\.measured))
    return Figures(
      system: systemFigures(all, agents: agents.map(\.figures), names: names),
      agents: agents.map(\.figures), channels: channels,
      daily: dailyFigures(names), flow: flowFigures(),
      executionHistogram: executionHistogram.indices.map { executionHistogram[$0] },
      openAges: openAges.indices.map { status in openAges[status].indices.map { openAges[status][$0] } },
      pendingApproval: pendingApproval, slowest: slowest)
  }

  /// An agent's row, and the numbers of the agents that it holds (several only for the row that the rest shares).
  fileprivate struct AgentRow {
    var numbers: Set<Int32>
    var figures: AgentFigures
  }

  private func agentRows(_ names: Names, _ outputs: [Int32: AgentOutputs]) -> [AgentRow] {
    let registered = Int32(names.registry.agents.count)
    var rows: [AgentRow] = []
    let byAgent = Dictionary(grouping: cells.all, by: \.cell.agent)
    func row(_ id: String, _ name: String, _ channel: String?, _ isRegistered: Bool, _ numbers: Set<Int32>) -> AgentRow
    {
      let group = GroupFigures(numbers.flatMap { byAgent[$0] ?? [] }.map(\.measured))
      let failed = numbers.contains { outputs[$0]?.latestFailed == true }
      let score = performanceScore(group, settings)
      return AgentRow(
        numbers: numbers,
        figures: AgentFigures(
          id: id, name: name, channel: channel, isRegistered: isRegistered,
          status: failed ? .error : group.generated > 0 ? .active : .idle, group: group,
          isSmallSample: group.generated < settings.smallSampleBelow, performanceScore: score,
          isBottleneck: group.generated > 0 && score < settings.bottleneckScore,
          errors: numbers.reduce(0) { $0 + (outputs[$1]?.errors ?? 0) }))
    }
    for (i, agent) in names.registry.agents.enumerated() {
      rows.append(row(agent.id, agent.name, agent.channel, true, [Int32(i)]))
    }
    let others = Set(byAgent.keys.filter { $0 >= registered } + outputs.keys.filter { $0 >= registered })
    let (own, rest) = listed(others) { names.agentID($0) }
    for (number, id) in own { rows.append(row(id, id, nil, false, [number])) }
    if !rest.isEmpty { rows.append(row(Names.other, Names.other, nil, false, Set(rest))) }
    return rows
  }

  private func channelRows(_ names: Names, _ agents: [AgentRow]) -> [ChannelFigures] {
    let registered = Int32(names.registry.channels.count)
    let byChannel = Dictionary(grouping: cells.all, by: \.cell.channel)
    // The row that the rest shares may hold millions of agents: they are not looked through for every channel.
    var rowOfAgent: [Int32: Int] = [:]
    for (row, agent) in agents.enumerated() { for number in agent.numbers { rowOfAgent[number] = row } }
    let shared = sharedAgents.counts { byChannel[$0] == nil ? OwnRows.other : $0 }
    func row(_ id: String, _ name: String, _ isRegistered: Bool, _ numbers: Set<Int32>) -> ChannelFigures {
      let parts = numbers.flatMap { byChannel[$0] ?? [] }
      let group = GroupFigures(parts.map(\.measured))
      var generatedBy: [Int32: Int] = [:]
      for (cell, measured) in parts where cell.agent != TaskRecord.noAgent {
        generatedBy[cell.agent, default: 0] += measured.generated
      }
      var counts = [Int](repeating: 0, count: agents.count)
      var active = 0
      for (number, count) in generatedBy where count > 0 {
        guard let row = rowOfAgent[number] else { continue }
        counts[row] += count
        if number != OwnRows.other { active += 1 }
      }
      for number in numbers { active += shared[number] ?? 0 }
      // Agents stand in registry order, then by id, so the first of the largest is the one that the rule names.
      var top: (id: String, count: Int)?
      for (row, count) in counts.enumerated() where count > top?.count ?? 0 { top = (agents[row].figures.id, count) }
      let hours = group.execution.meanHours
      return ChannelFigures(
        id: id, name: name, isRegistered: isRegistered, group: group,
        isSmallSample: group.generated < settings.smallSampleBelow, averageCompletionHours: hours,
        activeAgents: active, topAgent: top?.id,
        recommendations: channelRecommendations(group, hours: hours, settings))
    }
    var rows = names.registry.channels.enumerated().map { row($1.id, $1.name, true, [Int32($0)]) }
    let (own, rest) = listed(Set(byChannel.keys.filter { $0 >= registered })) { names.channelID($0) }
    for (number, id) in own { rows.append(row(id, id, false, [number])) }
    if !rest.isEmpty { rows.append(row(Names.other, Names.other, false, Set(rest))) }
    return rows
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
    func shown(_ kind: EventKind, _ count: Int) -> Int? { hasTime[Int(kind.rawValue)] ? count : nil }
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
