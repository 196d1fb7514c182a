@testable import Tasks

/// Tasks of an agent on its own channel, of which so many are approved and completed; each took so many minutes.
///
/// The approved ones that are not completed stay approved, the others pending.
func tasks(
  agent: Int32 = 0, channel: Int32? = nil, generated: Int, approved: Int, completed: Int, minutes: Double = 240
) -> [TaskRecord] {
  (0..<generated).map { i in
    let status: TaskStatus = i < completed ? .completed : i < approved ? .approved : .pending
    var task = record(
      status, id: "\(agent).\(channel ?? agent).\(i)", approval: .no, agent: agent, channel: channel ?? agent,
      offset: Int64(i))
    if i < approved { task.approval = .yes }
    if i < completed { task[.completed] = hour(minutes / 60).milliseconds }
    return task
  }
}

extension TaskExport {
  /// The figures of everything, as of the latest time.
  func figures(_ period: ReportPeriod = ReportPeriod(asOf: nil), settings: Settings = Settings()) -> Figures {
    measure(period, settings: settings).monitor.figures(names: names)
  }
}
