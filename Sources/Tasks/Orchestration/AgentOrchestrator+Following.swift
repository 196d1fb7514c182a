extension AgentOrchestrator {
  /// How far proposed tasks have come as of the period's instant, by number; a byte each, since there are many.
  struct Progress {
    private var byTask: [UInt8]

    init(count: Int) { byTask = Array(repeating: 0, count: count) }

    /// nil for an ambiguous task, and for one that does not exist yet.
    subscript(_ task: Int) -> (status: TaskStatus, isApproved: Bool)? {
      get {
        guard let status = TaskStatus(rawValue: (byTask[task] & 0x0F) &- 1) else { return nil }
        return (status, byTask[task] & 0x10 != 0)
      }
      set { byTask[task] = newValue.map { $0.status.rawValue + 1 | ($0.isApproved ? 0x10 : 0) } ?? 0 }
    }
  }

  /// Follows each proposed task, or the stored one that it is, through its life, and measures those that no record
  /// stands for.
  func follow(
    _ said: SettledOutput, _ world: OutputWorld, _ parts: inout [TaskTablePart], _ order: RecordOrder,
    into out: inout Orchestration
  ) -> Progress {
    var replay = Replay()
    var progress = Progress(count: said.tasks.count)
    let hasEvents = parts.contains { $0.hasEvents }
    // Tasks of one response of which nothing more is known are alike, but for their ids.
    var alike: [TaskID] = []
    for response in said.responses {
      alike.removeAll(keepingCapacity: true)
      let exists = exists(response.time)
      var record = record(response)
      for task in response.tasks where said.standIn(for: task) == task {
        let isWhole = world.whole[task] == .unsaved
        let isPresent = exists && world.present[task] == .unsaved
        if exists, case .stored(let number) = world.present[task] {
          let stored = world.stored[number].record
          let state = replay.run(
            stored, events: parts.events(of: stored.id), observed: order.observed(stored),
            until: period.asOf?.milliseconds)
          progress[task] = state.map { ($0.status, $0.isApproved) }
        }
        if !isWhole && !isPresent { continue }
        record.id = said.tasks[task].id
        if hasEvents {
          let events = parts.events(of: record.id)
          if !events.isEmpty {
            record.estimatedHours = said.tasks[task].estimatedHours
            if isWhole { parts.claimEvents(of: record.id) }
            let state = out.measured.add(proposed: record, events: events, whole: isWhole, present: isPresent)
            if isPresent {
              progress[task] = state.map { ($0.status, $0.isApproved) }
              show(record, state?.status ?? .pending, in: &out)
            }
            continue
          }
        }
        if isPresent {
          alike.append(record.id)
          progress[task] = (.pending, false)
          show(record, .pending, in: &out)
        }
      }
      out.measured.add(pending: record, ids: alike)
    }
    return progress
  }

  /// What the tasks of a response are when they are proposed, but for their ids.
  func record(_ response: SettledOutput.Response) -> TaskRecord {
    let agent = Int(response.source.agent)
    return TaskRecord(
      id: TaskID(uuidHigh: 0, low: 0), status: .pending,
      channel: agent < ownChannels.count ? ownChannels[agent] : TaskRecord.noChannel, agent: response.source.agent,
      created: Instant(milliseconds: response.time), origin: response.source.origin)
  }

  private func show(_ record: TaskRecord, _ status: TaskStatus, in out: inout Orchestration) {
    guard hasTaskExports, holds(record.created) else { return }
    out.reconciliation.unsavedTasks.add(
      ShownTask(
        id: record.id, origin: record.origin, agent: record.agent, channel: record.channel, status: status,
        created: record.created, execution: nil))
  }
}
