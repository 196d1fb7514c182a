/// The kinds of durations that are measured.
package enum DurationKind: Int, CaseIterable, Sendable {
  /// Created to completed.
  case execution
  /// Created to approved.
  case approvalWait
  /// Approved to started.
  case queueTime
  /// Started to completed.
  case cycleTime
  /// Approved to completed.
  case deliveryTime
}

/// What is counted of one agent's tasks on one channel; sums of these give an agent, a channel or the system.
package struct Measured: Sendable {
  /// Tasks by the rank of their status.
  package var byStatus = InlineArray<7, Int>(repeating: 0)
  package var approved = 0
  /// By `DurationKind`.
  package var durations = InlineArray<5, Durations>(repeating: Durations())
  /// Completed tasks that state both hours, and the sums of these in ten-thousandths.
  package var estimatedTasks = 0
  package var estimatedHours: Int128 = 0
  package var actualHours: Int128 = 0
  /// Milliseconds since 1970, or `TaskRecord.none`.
  package var lastActivity = TaskRecord.none

  package init() {}

  package var generated: Int {
    var sum = 0
    for i in 0..<7 { sum += byStatus[i] }
    return sum
  }

  package func count(_ status: TaskStatus) -> Int { byStatus[Int(status.rawValue)] }

  mutating func add(_ record: TaskRecord, _ state: Replay.State) {
    var counts = byStatus.mutableSpan
    counts[Int(state.status.rawValue)] += 1
    if state.isApproved { approved += 1 }
    lastActivity = max(lastActivity, state.lastActivity)
    let created = record.created
    let approvedAt = state.times[Int(EventKind.approved.rawValue)]
    let startedAt = state.times[Int(EventKind.started.rawValue)]
    add(.approvalWait, from: created, to: approvedAt)
    add(.queueTime, from: approvedAt, to: startedAt)
    guard state.status == .completed else { return }
    let completedAt = state.times[Int(EventKind.completed.rawValue)]
    add(.execution, from: created, to: completedAt)
    add(.cycleTime, from: startedAt, to: completedAt)
    add(.deliveryTime, from: approvedAt, to: completedAt)
    if record.estimatedHours != TaskRecord.none, state.actualHours != TaskRecord.none {
      estimatedTasks += 1
      estimatedHours += Int128(record.estimatedHours)
      actualHours += Int128(state.actualHours)
    }
  }

  /// Takes in tasks that are pending since they were created.
  mutating func add(pending count: Int, created: Int64) {
    byStatus[Int(TaskStatus.pending.rawValue)] += count
    lastActivity = max(lastActivity, created)
  }

  @inline(__always)
  private mutating func add(_ kind: DurationKind, from start: Int64, to end: Int64) {
    // What is absent is the least number there is: no end that is absent follows a start.
    if start != TaskRecord.none, end >= start {
      durations[kind.rawValue].add(milliseconds: end - start)
    }
  }

  mutating func merge(_ other: Measured) {
    for i in 0..<7 { byStatus[i] += other.byStatus[i] }
    approved += other.approved
    for i in durations.indices { durations[i].merge(other.durations[i]) }
    estimatedTasks += other.estimatedTasks
    estimatedHours += other.estimatedHours
    actualHours += other.actualHours
    lastActivity = max(lastActivity, other.lastActivity)
  }
}
