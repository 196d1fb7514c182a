/// Tasks as exports would state them: a record each, and every event.
package struct TaskExport: Sendable {
  package var records: [TaskRecord]
  package var events: [TaskEvent]
  /// The agents and channels behind the numbers of the records.
  package var names: Names
}

extension TaskManager {
  /// What was done so far, for the table of tasks. Replayed as of any instant it gives the statuses of that instant.
  package func export() -> TaskExport {
    let names = Names(
      registry: registry,
      unregisteredAgents: unregistered(tasks.compactMap(\.agent)) { registry.agent(named: $0) },
      unregisteredChannels: unregistered(tasks.map(\.channel)) { registry.channel(named: $0) })
    let agents = numbers(registry.agents.map(\.id) + names.unregisteredAgents)
    let channels = numbers(registry.channels.map(\.id) + names.unregisteredChannels)
    var export = TaskExport(records: [], events: [], names: names)
    for (row, task) in tasks.enumerated() {
      export.records.append(
        record(
          task, channel: channels[task.channel] ?? 0, agent: task.agent.flatMap { agents[$0] } ?? TaskRecord.noAgent,
          origin: RecordOrigin(input: 0, offset: Int64(row), count: 0)))
      for event in task.history {
        export.events.append(
          TaskEvent(
            id: task.id, kind: event.kind, at: event.at,
            actualHours: event.actualHours?.tenThousandths ?? TaskRecord.none,
            origin: RecordOrigin(input: 1, offset: Int64(export.events.count), count: 0)))
      }
    }
    return export
  }

  /// The figures of the tasks, by the same table, replay and monitor that files go through.
  package func measure(_ period: ReportPeriod, settings: Settings = Settings()) -> Figures {
    let export = export()
    return export.measure(period, settings: settings).monitor.figures(names: export.names)
  }

  private func record(_ task: ManagedTask, channel: Int32, agent: Int32, origin: RecordOrigin) -> TaskRecord {
    var record = TaskRecord(
      id: task.id, status: task.status, channel: channel, agent: agent, created: task.created, origin: origin)
    for kind in EventKind.allCases {
      if let time = kind.time, let at = task.time(kind) { record[time] = at.milliseconds }
    }
    record[.updated] = task.updated.milliseconds
    // Never "no": a replay as of an earlier instant could not tell that it had not been said yet.
    if task.adminApproved { record.approval = .yes }
    record.estimatedHours = task.estimatedHours?.tenThousandths ?? TaskRecord.none
    record.actualHours = task.actualHours?.tenThousandths ?? TaskRecord.none
    return record
  }

  private func unregistered(_ ids: [String], _ number: (String) -> Int?) -> [String] {
    Set(ids.filter { number($0) == nil }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func numbers(_ ids: [String]) -> [String: Int32] {
    Dictionary(ids.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension TaskExport {
  /// Replays and measures the tasks.
  package func measure(_ period: ReportPeriod, settings: Settings = Settings()) -> PartMeasurement {
    let names = names
    let order = RecordOrder(
      exportTimes: [], agentID: { names.agentID($0) }, channelID: { names.channelID($0) })
    var table = TaskTable(maxExamples: settings.maxExamples, seed: 0)
    for record in records { table.insert(record, order: order) }
    for event in events { table.insert(event) }
    var whole = PartMeasurement(period: period, settings: settings, inputs: 2, names: names)
    for number in 0..<TaskTable.partitionCount {
      var part = table.take(number)
      whole.add(&part, order: order, registry: names.registry)
    }
    return whole
  }
}
