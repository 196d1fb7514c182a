extension TaskManager {
  /// The tasks that wait for a decision, oldest first; of equals by id.
  ///
  /// - Parameters:
  ///   - limit: at most so many of them; none when it is not positive.
  ///   - offset: so many are left out before.
  /// - Returns: those tasks, and how many wait in all.
  package func getPendingApproval(limit: Int = .max, offset: Int = 0) -> (tasks: [ManagedTask], total: Int) {
    let waiting = oldestFirst { $0.status == .pending || $0.status == .awaitingApproval }
    return (Array(waiting.dropFirst(max(0, offset)).prefix(max(0, limit))), waiting.count)
  }

  /// The tasks of a channel, oldest first; of equals by id.
  ///
  /// - Parameters:
  ///   - channel: its id or an alias.
  ///   - status: nil: whatever their status.
  package func getTasksByMarketplace(_ channel: String, status: TaskStatus? = nil) -> [ManagedTask] {
    let id = channelID(channel)
    return oldestFirst { $0.channel == id && (status == nil || $0.status == status) }
  }

  /// What happened on each of some days, by channel: as the report over `export()` states it for this window.
  ///
  /// - Parameter days: days of the zone's calendar, both ends included.
  package func getDailyStats(_ days: ClosedRange<CalendarDay>, in zone: ZoneOffsets = .utc) -> [DailyFigures] {
    let (next, isPastEnd) = days.upperBound.number.addingReportingOverflow(1)
    let period = ReportPeriod(
      asOf: nil, from: zone.start(of: days.lowerBound),
      to: isPastEnd ? nil : zone.start(of: CalendarDay(number: next)), zone: zone)
    return measure(period).daily
  }

  /// What happened on one day, by channel.
  package func getDailyStats(_ day: CalendarDay, in zone: ZoneOffsets = .utc) -> [DailyFigures] {
    getDailyStats(day...day, in: zone)
  }

  private func oldestFirst(_ isWanted: (ManagedTask) -> Bool) -> [ManagedTask] {
    tasks.filter(isWanted).sorted { a, b in a.created != b.created ? a.created < b.created : a.id < b.id }
  }
}
