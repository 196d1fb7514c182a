/// The state machine at work on one task.
struct Machine {
  enum Result { case moved, repeated, refused }

  /// By `TaskTime`: the record does not have the timestamp.
  private let lacking: UInt8
  /// nil before the task is created.
  private(set) var status: TaskStatus?
  /// When the present status was reached.
  private(set) var lastChange = Int64.min
  private(set) var refused = 0
  /// A step was taken as done that the record's own timestamps lack.
  var impliedStep = false
  /// An explicit approval was accepted and no reopening followed.
  private(set) var explicitApproval = false
  /// When the first explicit approval was accepted.
  private(set) var firstExplicitApproval: Int64?
  /// By rank: when the first event that leads to the status happened, whether or not it was accepted.
  private(set) var firstReached = InlineArray<7, Int64>(repeating: TaskRecord.none)

  init(record: TaskRecord, status: TaskStatus? = nil) {
    var lacking: UInt8 = 0
    for i in 0..<8 where record.times[i] == TaskRecord.none { lacking |= 1 << UInt8(i) }
    self.lacking = lacking
    self.status = status
  }

  @discardableResult
  mutating func apply(
    _ kind: EventKind, at: Int64, isOwn: Bool, into transitions: inout Replay.Transitions
  ) -> Result {
    let target = StateMachine.target(kind)
    if firstReached[Int(target.rawValue)] == TaskRecord.none { firstReached[Int(target.rawValue)] = at }
    if target == status {
      if kind == .approved, !isOwn { noteApproval(at) }
      return .repeated
    }
    if !StateMachine.allowed(kind, from: status) {
      guard isOwn, impliesApproval(kind) else {
        refused += 1
        return .refused
      }
      impliedStep = true
    }
    if kind == .approved, !isOwn { noteApproval(at) }
    if kind == .reopened { explicitApproval = false }
    status = target
    lastChange = at
    transitions.append(Replay.Transition(at: at, to: target))
    return .moved
  }

  private mutating func noteApproval(_ at: Int64) {
    explicitApproval = true
    if firstExplicitApproval == nil { firstExplicitApproval = at }
  }

  /// Whether a record that has no approved_at may have been approved unsaid before it was started or completed.
  private func impliesApproval(_ kind: EventKind) -> Bool {
    (kind == .started || kind == .completed) && isOpenForApproval && lacks(.approved)
  }

  private var isOpenForApproval: Bool { status == .pending || status == .awaitingApproval }

  private func lacks(_ time: TaskTime) -> Bool { lacking & (1 << UInt8(time.rawValue)) != 0 }

  /// Whether steps that the record's own timestamps lack lead from here to `goal`. A reopening is never among them.
  func canReach(_ goal: TaskStatus) -> Bool {
    guard let status, goal != .pending, lacks(StateMachine.ownTime(of: goal)) else { return false }
    switch goal {
    case .pending: return false
    case .awaitingApproval: return StateMachine.allowed(.submitted, from: status)
    case .approved: return StateMachine.allowed(.approved, from: status)
    case .rejected: return StateMachine.allowed(.rejected, from: status)
    case .cancelled: return StateMachine.allowed(.cancelled, from: status)
    case .inProgress: return status == .approved || (isOpenForApproval && lacks(.approved))
    case .completed: return StateMachine.allowed(.completed, from: status) || (isOpenForApproval && lacks(.approved))
    }
  }
}

extension StateMachine {
  /// The timestamp by which a record says when it reached a status.
  static func ownTime(of status: TaskStatus) -> TaskTime {
    switch status {
    case .pending: .created
    case .awaitingApproval: .submitted
    case .approved: .approved
    case .inProgress: .started
    case .completed: .completed
    case .rejected: .rejected
    case .cancelled: .cancelled
    }
  }
}
