/// One task's life, replayed: the steps that its record and its events state, put through the state machine.
///
/// Reused from task to task, so that a replay allocates nothing once its buffers have grown.
package struct Replay: ~Copyable, Sendable {
  struct Step: Sendable {
    /// When it counts as having happened: never before the task was created.
    var at: Int64
    var kind: EventKind
    var isOwn: Bool

    @inline(__always)
    func precedes(_ other: Step) -> Bool { at != other.at ? at < other.at : kind < other.kind }
  }

  /// What the world looks like at a point in time.
  package struct State: Sendable {
    package var status: TaskStatus
    package var isApproved: Bool
    /// The task's time for each kind of event, by `EventKind`, or `TaskRecord.none`; none lies before the creation.
    package var times: InlineArray<9, Int64>
    /// The latest lifecycle timestamp, refused and ill-ordered ones included.
    package var lastActivity: Int64
    /// Ten-thousandths of an hour, or `TaskRecord.none`.
    package var actualHours: Int64

    /// A task as it was proposed, in a run without any time.
    init(proposed record: TaskRecord) {
      self.init(
        status: record.status, isApproved: false, times: InlineArray(repeating: TaskRecord.none),
        lastActivity: TaskRecord.none, actualHours: record.actualHours)
    }

    /// A task whose record is all there is.
    @inline(__always)
    init(_ record: TaskRecord, _ kind: OrderlyLives.Kind, _ life: OrderlyLives.Life) {
      self.init(
        status: life.status, isApproved: life.isApproved, times: EventKind.times(of: record), lastActivity: kind.last,
        actualHours: record.actualHours)
    }

    @inline(__always)
    init(
      status: TaskStatus, isApproved: Bool, times: InlineArray<9, Int64>, lastActivity: Int64, actualHours: Int64
    ) {
      self.status = status
      self.isApproved = isApproved
      self.times = times
      self.lastActivity = lastActivity
      self.actualHours = actualHours
    }
  }

  /// What is wrong with a task's history, as its whole input tells it.
  package struct Faults: Sendable, Equatable {
    package var timeOrder = 0
    package var illegalTransitions = 0
    package var statusWithoutTimestamp = false
    package var statusMismatch = false
  }

  /// The steps that the record itself states, by time and kind.
  private var own: [Step] = []
  /// The explicit steps that the record has seen, by time and kind, and those that are later.
  private var explicit: [Step] = []
  private(set) var later: [Step] = []
  /// The changes of status up to the instant of the last replay, in order of time.
  package private(set) var transitions = Transitions()
  private(set) var faults = Faults()
  private var orderly = OrderlyLives()

  package init() {}

  /// Replays a task up to an instant.
  ///
  /// - Parameters:
  ///   - events: the explicit events of the task, by time and kind, each once.
  ///   - observed: when the record was observed, by `RecordOrder.observed`.
  ///   - until: events later than this have not happened; nil for the whole input.
  /// - Returns: nil when the task does not exist yet.
  package mutating func run(
    _ record: TaskRecord, events: ArraySlice<TaskEvent>, observed: Int64, until: Int64?
  ) -> State? {
    if until == nil, events.isEmpty, let kind = OrderlyLives.Kind(record) {
      return life(of: record, kind).map { orderlyState(record, kind, $0) }
    }
    return runByStep(record, events: events, observed: observed, until: until ?? .max)
  }

  /// What happens to a task whose record is all there is, over the whole input.
  @inline(__always)
  mutating func life(of record: TaskRecord, _ kind: OrderlyLives.Kind) -> OrderlyLives.Life? {
    orderly[kind] ?? learn(record, kind)
  }

  /// The state of such a task. Its faults and changes of status are then those of this replay.
  mutating func orderlyState(
    _ record: TaskRecord, _ kind: OrderlyLives.Kind, _ life: OrderlyLives.Life
  ) -> State {
    faults = life.faults
    transitions.set(life, of: record)
    return State(record, kind, life)
  }

  private mutating func learn(_ record: TaskRecord, _ kind: OrderlyLives.Kind) -> OrderlyLives.Life? {
    let example = OrderlyLives.example(of: record)
    guard let state = runByStep(example, events: [], observed: example.latestTime, until: .max) else { return nil }
    let life = OrderlyLives.Life(state, faults, transitions)
    orderly[kind] = life
    return life
  }

  private mutating func runByStep(
    _ record: TaskRecord, events: ArraySlice<TaskEvent>, observed: Int64, until: Int64
  ) -> State? {
    transitions.removeAll()
    faults = Faults()
    if record.created > until { return nil }
    let seen = max(observed, record.latestTime)
    collect(record, events, seen: seen, until: until)

    var machine = Machine(record: record)
    let last = applySteps(to: &machine)
    let whole = until == .max ? machine : wholeMachine(record, events, seen: seen)
    var status = record.status
    if whole.status != record.status {
      if whole.canReach(record.status) { machine.impliedStep = true } else { faults.statusMismatch = true }
    }
    if until != .max, !stands(record, whole: whole, until: until) {
      status = machine.status ?? record.status
    } else if machine.status != status {
      // When it was reached nobody says: after everything that is known.
      transitions.append(Transition(at: last ?? record.created, to: status))
    }
    var approval = record.approval
    if approval == .yes {
      let own = record[.approved]
      if let given = own != TaskRecord.none ? own : whole.firstExplicitApproval, given > until { approval = .absent }
    }
    var hasApproval = machine.explicitApproval
    if record[.approved] != TaskRecord.none, record[.approved] <= until { hasApproval = true }

    faults.illegalTransitions = machine.refused
    faults.statusWithoutTimestamp = machine.impliedStep
    if !later.isEmpty {
      var second = Machine(record: record, status: status)
      for step in later {
        let result = second.apply(step.kind, at: step.at, isOwn: false, into: &transitions)
        if result == .refused { continue }
        if step.kind == .approved { approval = .yes }
        if step.kind == .reopened {
          approval = .absent
          hasApproval = false
        }
      }
      status = second.status ?? status
      faults.illegalTransitions += second.refused
    }
    return state(record, events, until: until, status: status, approval: approval, hasApproval: hasApproval)
  }

  /// Sorts the steps up to `until` into those that the record has seen and the later ones.
  mutating func collect(_ record: TaskRecord, _ events: ArraySlice<TaskEvent>, seen: Int64, until: Int64) {
    if !own.isEmpty { own.removeAll(keepingCapacity: true) }
    if !explicit.isEmpty { explicit.removeAll(keepingCapacity: true) }
    if !later.isEmpty { later.removeAll(keepingCapacity: true) }
    for i in 0..<EventKind.timed.count {
      let at = record.times[i]
      if at == TaskRecord.none { continue }
      if at < record.created { faults.timeOrder += 1 }
      if at <= until {
        Replay.insert(Step(at: max(at, record.created), kind: EventKind.timed[i], isOwn: true), into: &own)
      }
    }
    if events.isEmpty { return }
    // Events from before the creation all count as of it: by kind, so that none has to find its place among the others.
    let early = events.prefix { $0.at < record.created }
    if !early.isEmpty {
      for kind in EventKind.allCases {
        for event in early where event.kind == kind { collect(event, record, seen: seen, until: until) }
      }
    }
    for event in events[early.endIndex...] { collect(event, record, seen: seen, until: until) }
  }

  private mutating func collect(_ event: TaskEvent, _ record: TaskRecord, seen: Int64, until: Int64) {
    if let time = event.kind.time, record[time] == event.at { return }
    if event.at < record.created { faults.timeOrder += 1 }
    if event.at > until { return }
    let step = Step(at: max(event.at, record.created), kind: event.kind, isOwn: false)
    if event.at > seen { later.append(step) } else { Replay.insert(step, into: &explicit) }
  }

  /// Keeps steps in order.
  private static func insert(_ step: Step, into steps: inout [Step]) {
    var at = steps.count
    while at > 0, step.precedes(steps[at - 1]) { at -= 1 }
    steps.insert(step, at: at)
  }

  /// Puts all steps that the record has seen through a machine in order; of equal ones the record's own come first.
  /// - Returns: when the last one happened.
  private mutating func applySteps(to machine: inout Machine) -> Int64? {
    var last: Int64?
    var next = 0
    for i in own.indices {
      while next < explicit.count, explicit[next].precedes(own[i]) {
        machine.apply(explicit[next].kind, at: explicit[next].at, isOwn: false, into: &transitions)
        next += 1
      }
      machine.apply(own[i].kind, at: own[i].at, isOwn: true, into: &transitions)
      last = own[i].at
    }
    while next < explicit.count {
      machine.apply(explicit[next].kind, at: explicit[next].at, isOwn: false, into: &transitions)
      last = explicit[next].at
      next += 1
    }
    return last
  }

  /// The steps that the record has seen, in the order in which they are applied: for whoever tells the replay.
  var steps: [Step] {
    var steps: [Step] = []
    var next = 0
    for i in own.indices {
      while next < explicit.count, explicit[next].precedes(own[i]) {
        steps.append(explicit[next])
        next += 1
      }
      steps.append(own[i])
    }
    return steps + explicit[next...]
  }

  /// The machine after everything that the record has seen, whatever the instant of the replay.
  func wholeMachine(_ record: TaskRecord, _ events: ArraySlice<TaskEvent>, seen: Int64) -> Machine {
    var other = Replay()
    other.collect(record, events, seen: seen, until: .max)
    var machine = Machine(record: record)
    _ = other.applySteps(to: &machine)
    return machine
  }

  /// Whether the record's status already stood at `until`.
  private func stands(_ record: TaskRecord, whole: Machine, until: Int64) -> Bool {
    if whole.status == record.status || whole.canReach(record.status) { return whole.lastChange <= until }
    // The record contradicts its events: it stands from the time that it states itself, or an event states for it.
    let own = StateMachine.ownTime(of: record.status)
    if record[own] != TaskRecord.none { return record[own] <= until }
    let stated = whole.firstReached[Int(record.status.rawValue)]
    if stated != TaskRecord.none { return stated <= until }
    let needsApproval = record.status == .inProgress || record.status == .completed
    return !needsApproval || record[.approved] == TaskRecord.none || record[.approved] <= until
  }

  private func state(
    _ record: TaskRecord, _ events: ArraySlice<TaskEvent>, until: Int64, status: TaskStatus, approval: Approval,
    hasApproval: Bool
  ) -> State {
    var state = State(
      status: status, isApproved: false, times: InlineArray(repeating: TaskRecord.none),
      lastActivity: record.created, actualHours: record.actualHours)
    for event in events where event.at <= until {
      state.lastActivity = max(state.lastActivity, event.at)
      if event.at >= record.created { state.times[Int(event.kind.rawValue)] = event.at }
      if event.kind == .completed, record.actualHours == TaskRecord.none, event.actualHours != TaskRecord.none {
        state.actualHours = event.actualHours
      }
    }
    for i in 0..<EventKind.timed.count {
      let at = record.times[i]
      if at == TaskRecord.none || at > until { continue }
      state.lastActivity = max(state.lastActivity, at)
      state.times[Int(EventKind.timed[i].rawValue)] = at >= record.created ? at : TaskRecord.none
    }
    let byStatus = status == .approved || status == .inProgress || status == .completed
    state.isApproved =
      status != .rejected && (approval == .yes || (approval == .absent && (hasApproval || byStatus)))
    return state
  }
}
