/// A replay told step by step, for people who ask why a task stands where it does.
package struct ReplayTrace: Sendable {
  /// What became of a step.
  package enum Outcome: String, Sendable {
    /// The status changed.
    case accepted
    /// The status changed, and steps before it that the record does not state are taken as done.
    case implied
    /// The status was there already.
    case repeated
    /// The state machine does not allow it.
    case refused
    /// It is the record's own status that stands, whatever the events say.
    case overruled
  }

  /// An event of the task's life, or the record's status that ends it.
  package struct Step: Sendable {
    /// When it counts as having happened, in milliseconds since 1970: never before the creation.
    package var at: Int64
    /// When it is said to have happened.
    package var stated: Int64
    /// Nil for the record's status, which no event states.
    package var kind: EventKind?
    /// The record's own timestamp says so; else an event export.
    package var isOwn: Bool
    /// It happened after the record was observed, and is applied from the record's status.
    package var isLater: Bool
    package var from: TaskStatus?
    package var to: TaskStatus?
    package var outcome: Outcome
    /// The record or event that states it.
    package var origin: RecordOrigin
  }

  /// Why a task counts as approved, or not.
  package enum ApprovalReason: String, Sendable, CaseIterable {
    /// Not: its status is rejected.
    case rejected
    /// The record's admin_approved is true.
    case adminApproved
    /// An event after the record was observed approved it.
    case laterEvent
    /// The record has an approved_at.
    case approvedAt
    /// An event export says so.
    case event
    /// Its status is one that only approved tasks have.
    case status
    /// Not: the record's admin_approved is false.
    case adminDenied
    /// Not yet: admin_approved was given later than the instant of the replay.
    case notYet
    /// Not: nothing says so.
    case nothing
  }

  package var approval = ApprovalReason.nothing
  package var steps: [Step] = []
  /// Events that repeat a timestamp of the record, by place.
  package var repeatedByRecord: [TaskEvent] = []
  /// Events and timestamps that have not happened yet at the instant of the replay.
  package var notYet = 0
}

extension Replay {
  /// Tells the replay that `run` makes, step by step. The same arguments.
  package mutating func trace(
    _ record: TaskRecord, events: ArraySlice<TaskEvent>, observed: Int64, until: Int64?
  ) -> (state: State, trace: ReplayTrace)? {
    guard let state = run(record, events: events, observed: observed, until: until) else { return nil }
    let limit = until ?? .max
    let isMismatch = faults.statusMismatch
    collect(record, events, seen: max(observed, record.latestTime), until: limit)
    var trace = ReplayTrace()
    var unused = events.filter { event in
      if let time = event.kind.time, record[time] == event.at {
        trace.repeatedByRecord.append(event)
        return false
      }
      if event.at > limit { trace.notYet += 1 }
      return event.at <= limit
    }
    for time in TaskTime.allCases where EventKind(time) != nil && record[time] != TaskRecord.none {
      if record[time] > limit { trace.notYet += 1 }
    }
    var ignored = Transitions()
    func follow(_ step: Step, _ machine: inout Machine, isLater: Bool) {
      let from = machine.status
      machine.impliedStep = false
      let result = machine.apply(step.kind, at: step.at, isOwn: step.isOwn, into: &ignored)
      let outcome: ReplayTrace.Outcome =
        switch result {
        case .moved: machine.impliedStep ? .implied : .accepted
        case .repeated: .repeated
        case .refused: .refused
        }
      var stated = step.kind.time.map { record[$0] } ?? step.at
      var origin = record.origin
      if !step.isOwn,
        let i = unused.firstIndex(where: { $0.kind == step.kind && max($0.at, record.created) == step.at })
      {
        stated = unused[i].at
        origin = unused.remove(at: i).origin
      }
      trace.steps.append(
        ReplayTrace.Step(
          at: step.at, stated: stated, kind: step.kind, isOwn: step.isOwn, isLater: isLater, from: from,
          to: machine.status, outcome: outcome, origin: origin))
    }
    var machine = Machine(record: record)
    let seen = steps
    for step in seen { follow(step, &machine, isLater: false) }
    let reached = machine.status
    // Before later events the record's status stands, where the replay has come to the time of it.
    let standing = later.isEmpty ? state.status : standingStatus(record, events, observed: observed, until: until)
    if let standing, standing != reached {
      let outcome: ReplayTrace.Outcome = isMismatch ? .overruled : .implied
      trace.steps.append(
        ReplayTrace.Step(
          at: seen.last?.at ?? record.created, stated: seen.last?.at ?? record.created, kind: nil, isOwn: true,
          isLater: false, from: reached, to: standing, outcome: outcome, origin: record.origin))
    }
    var second = Machine(record: record, status: standing ?? reached)
    for step in later { follow(step, &second, isLater: true) }
    let whole = wholeMachine(record, events, seen: max(observed, record.latestTime))
    let given = record[.approved] != TaskRecord.none ? record[.approved] : whole.firstExplicitApproval
    trace.approval = approval(
      record, state, trace.steps.filter { $0.isLater && $0.outcome != .refused }, isGiven: given ?? .min <= limit,
      approvedAt: record[.approved] != TaskRecord.none && record[.approved] <= limit, machine)
    return (state, trace)
  }

  private func approval(
    _ record: TaskRecord, _ state: State, _ later: [ReplayTrace.Step], isGiven: Bool, approvedAt: Bool,
    _ machine: Machine
  ) -> ReplayTrace.ApprovalReason {
    if state.status == .rejected { return .rejected }
    let decisive = later.last { $0.kind == .approved || $0.kind == .reopened }
    let isReopened = later.contains { $0.kind == .reopened }
    if decisive?.kind == .approved { return .laterEvent }
    if state.isApproved {
      if isReopened { return .status }
      if record.approval == .yes && isGiven { return .adminApproved }
      return approvedAt ? .approvedAt : machine.explicitApproval ? .event : .status
    }
    if isReopened { return .nothing }
    return record.approval == .no ? .adminDenied : record.approval == .yes ? .notYet : .nothing
  }

  /// The status before the events that are later than the record.
  private func standingStatus(
    _ record: TaskRecord, _ events: ArraySlice<TaskEvent>, observed: Int64, until: Int64?
  ) -> TaskStatus? {
    let seen = max(observed, record.latestTime)
    var other = Replay()
    let early = events.filter { $0.at <= seen }
    return other.run(record, events: early[...], observed: observed, until: until)?.status
  }
}
