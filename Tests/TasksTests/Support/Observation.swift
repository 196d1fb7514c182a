@testable import Tasks

/// Everything that can be seen of a table of tasks: the winners, what they won against, and what is measured from them.
/// Names stand for numbers, and nothing goes by the rows' order, which nobody sees.
struct Observation: Equatable {
  /// A task's winner and, where texts decide, the places of those that may win.
  struct Winner: Equatable {
    let id: TaskID
    let channel: String
    let agent: String?
    /// Times, hours, status, approval, fingerprint.
    let values: [Int64]
    let origin: RecordOrigin
    let candidates: [RecordOrigin]

    init(_ record: TaskRecord, candidates: [RecordOrigin], _ names: Names) {
      id = record.id
      channel = names.channelID(record.channel)
      agent = record.agent == TaskRecord.noAgent ? nil : names.agentID(record.agent)
      values =
        (0..<8).map { record.times[$0] } + [
          record.estimatedHours, record.actualHours, Int64(record.status.rawValue), Int64(record.approval.rawValue),
          Int64(bitPattern: record.fingerprint),
        ]
      origin = record.origin
      self.candidates = candidates
    }
  }

  struct Event: Equatable {
    let id: TaskID
    let kind: EventKind
    let at: Int64
    let actualHours: Int64
    let origin: RecordOrigin
  }

  /// By id.
  var winners: [Winner] = []
  var superseded = 0
  var supersededPlaces: [RecordOrigin] = []
  var versionTies = 0
  var versionTiePlaces: [RecordOrigin] = []
  var events: [Event] = []
  var repeatedEvents = 0
  var repeatedPlaces: [RecordOrigin] = []

  private static let limit = 3

  init(winners: [Winner], versionTies: Int = 0) {
    self.winners = winners.sorted { $0.id < $1.id }
    self.versionTies = versionTies
  }

  /// What the parts of a table show together.
  init(_ parts: [TaskTablePart], _ names: Names) {
    var superseded = SmallestOrigins(limit: Observation.limit)
    var tied = SmallestOrigins(limit: Observation.limit)
    var repeated = SmallestOrigins(limit: Observation.limit)
    for var part in parts {
      let contested = part.contestedRows()
      for row in 0..<part.taskCount {
        let candidates = contested.first { $0.row == row }?.candidates ?? []
        winners.append(Winner(part.record(row), candidates: candidates, names))
      }
      self.superseded += part.supersededRecords
      superseded.merge(part.supersededPlaces)
      let ties = part.versionTies(limit: Observation.limit)
      versionTies += ties.count
      tied.merge(ties.places)
      for event in part.sortedEvents() {
        events.append(
          Event(id: event.id, kind: event.kind, at: event.at, actualHours: event.actualHours, origin: event.origin))
      }
      repeatedEvents += part.repeatedEvents
      repeated.merge(part.repeatedEventPlaces)
    }
    winners.sort { $0.id < $1.id }
    events.sort { ($0.id, $0.at, $0.kind) < ($1.id, $1.at, $1.kind) }
    supersededPlaces = superseded.origins
    versionTiePlaces = tied.origins
    repeatedPlaces = repeated.origins
  }
}

/// What is measured: findings and figures, as comparable numbers and names.
struct Measurement: Equatable {
  struct Finding: Equatable {
    let code: FindingCode
    let count: Int
    let places: [RecordOrigin]
  }
  struct Row: Equatable {
    let id: TaskID
    let status: TaskStatus
    let origin: RecordOrigin
  }

  var findings: [Finding] = []
  var rows: [Row] = []
  var accepted: [Int] = []
  var figures: [Double?] = []
  var labels: [String] = []

  init(_ measurement: PartMeasurement, _ names: Names) {
    var tally = measurement.tally
    tally.merge(measurement.unregistered)
    findings = tally.entries.map { Finding(code: $0.code, count: $0.entry.count, places: $0.entry.places.origins) }
    accepted = measurement.accepted
    let all = measurement.monitor.figures(names: names)
    take(all.system)
    for agent in all.agents {
      labels += [agent.id, agent.status.rawValue, agent.isSmallSample ? "small" : "", agent.isBottleneck ? "slow" : ""]
      figures.append(agent.performanceScore)
      take(agent.group)
    }
    for channel in all.channels {
      labels += [channel.id, channel.topAgent ?? ""] + channel.recommendations.map(\.code.rawValue)
      figures += [channel.averageCompletionHours, Double(channel.activeAgents)]
      take(channel.group)
    }
    for row in all.daily {
      labels.append(row.channel)
      figures.append(Double(row.day.number))
      figures += [row.created, row.approved, row.rejected, row.started, row.completed].map { $0.map(Double.init) }
      figures.append(row.averageCompletionHours)
    }
    for row in all.flow { figures += [Double(row.day.number)] + row.counts.map(Double.init) }
    figures += (all.executionHistogram + all.openAges.flatMap { $0 }).map(Double.init)
    take(all.pendingApproval)
    take(all.slowest)
  }

  private mutating func take(_ system: SystemFigures) {
    take(system.group)
    figures += [system.averageApprovalRate, system.averageCompletionRate, Double(system.activeAgents)]
    labels += [system.health.rawValue] + system.bottlenecks + system.recommendations.map(\.code.rawValue)
  }

  private mutating func take(_ list: ShownTasks) {
    figures.append(Double(list.total))
    for row in list.rows {
      rows.append(Row(id: row.id, status: row.status, origin: row.origin))
      figures += [Double(row.created), row.execution.map(Double.init)]
    }
  }

  private mutating func take(_ group: GroupFigures) {
    figures += [
      group.generated, group.approved, group.rejected, group.completed, group.cancelled, group.pending,
      group.approvedOpen,
      group.inProgress, group.estimatedTasks,
    ].map { Double($0) }
    figures += [group.approvalRate, group.completionRate, group.estimatedHours, group.actualHours, group.estimateRatio]
    figures += [group.approvalInterval?.low, group.completionInterval?.high]
    figures.append(group.lastActivity.map { Double($0.milliseconds) })
    for times in [group.execution, group.approvalWait, group.queueTime, group.cycleTime, group.deliveryTime] {
      figures += [
        Double(times.count), times.meanMinutes, times.p50Minutes, times.p90Minutes, times.p95Minutes, times.maxMinutes,
      ]
    }
  }
}
