/// The life cycle of tasks as calls: what a program does to its tasks, by the state machine that replays them.
///
/// A value: a copy is a snapshot. It has no clock; each call that changes something says when. What the state machine does
/// not allow is refused, and leaves everything as it was.
package struct TaskManager: Sendable {
  package let registry: Registry
  /// In the order in which they were created.
  package private(set) var tasks: [ManagedTask] = []
  private var rows: [TaskID: Int] = [:]

  package init(registry: Registry = .builtIn) { self.registry = registry }

  /// The task of an id.
  package func task(_ id: TaskID) -> ManagedTask? { rows[id].map { tasks[$0] } }

  /// Makes a task, which is pending then.
  @discardableResult
  package mutating func createTask(_ draft: TaskDraft, at: Instant) throws(TaskRefusal) -> ManagedTask {
    if let existing = task(draft.id) { throw .takenID(TaskRefusal.Subject(existing)) }
    guard Instant.valid.contains(at) else { throw .outOfRange(at) }
    let agentName = TaskManager.stated(draft.agent)
    let agent = agentName.flatMap { registry.agent(named: $0) }.map { registry.agents[$0] }
    guard let channel = TaskManager.stated(draft.channel) ?? agent?.channel else { throw .noChannel(draft.id) }
    let task = ManagedTask(
      draft, channel: channelID(channel), agent: agent?.id ?? agentName.map(Registry.unregisteredID), at: at)
    rows[task.id] = tasks.count
    tasks.append(task)
    return task
  }

  /// Hands a pending task in for approval.
  @discardableResult
  package mutating func submitTask(_ id: TaskID, by actor: String? = nil, at: Instant) throws(TaskRefusal)
    -> ManagedTask
  {
    try change(id, ManagedTask.Event(kind: .submitted, at: at, actor: actor))
  }

  /// Approves all of these tasks, or none. An id that is named twice counts once.
  @discardableResult
  package mutating func approveTasks(_ ids: [TaskID], by admin: String, at: Instant) throws(BatchRefusal)
    -> [ManagedTask]
  {
    try change(ids, ManagedTask.Event(kind: .approved, at: at, actor: admin))
  }

  /// Rejects all of these tasks, or none. An id that is named twice counts once.
  ///
  /// - Parameter reason: why; not empty.
  @discardableResult
  package mutating func rejectTasks(
    _ ids: [TaskID], reason: String, by admin: String, at: Instant
  ) throws(BatchRefusal) -> [ManagedTask] {
    guard TaskManager.stated(reason) != nil else { throw BatchRefusal(refusals: [.noReason]) }
    return try change(ids, ManagedTask.Event(kind: .rejected, at: at, actor: admin, reason: reason))
  }

  /// Gives an approved task to somebody, who works on it from then on.
  @discardableResult
  package mutating func assignTask(_ id: TaskID, to assignee: String, by actor: String, at: Instant)
    throws(TaskRefusal) -> ManagedTask
  {
    try change(id, ManagedTask.Event(kind: .assigned, at: at, actor: actor), assignee: assignee)
  }

  /// Begins the work on an approved task that nobody was assigned to.
  @discardableResult
  package mutating func startTask(_ id: TaskID, by actor: String? = nil, at: Instant) throws(TaskRefusal)
    -> ManagedTask
  {
    try change(id, ManagedTask.Event(kind: .started, at: at, actor: actor))
  }

  /// Completes an approved task, or one in progress.
  @discardableResult
  package mutating func completeTask(
    _ id: TaskID, actualHours: Hours? = nil, by actor: String? = nil, at: Instant
  ) throws(TaskRefusal) -> ManagedTask {
    try change(id, ManagedTask.Event(kind: .completed, at: at, actor: actor, actualHours: actualHours))
  }

  /// Gives up a task that is not at its end.
  @discardableResult
  package mutating func cancelTask(_ id: TaskID, reason: String? = nil, by actor: String? = nil, at: Instant)
    throws(TaskRefusal) -> ManagedTask
  {
    try change(id, ManagedTask.Event(kind: .cancelled, at: at, actor: actor, reason: reason))
  }

  /// Lets a task that is at its end begin anew.
  @discardableResult
  package mutating func reopenTask(_ id: TaskID, by actor: String? = nil, at: Instant) throws(TaskRefusal)
    -> ManagedTask
  {
    try change(id, ManagedTask.Event(kind: .reopened, at: at, actor: actor))
  }

  /// The id of the channel that a text names, registered or not.
  func channelID(_ text: String) -> String {
    registry.channel(named: text).map { registry.channels[$0].id } ?? Registry.unregisteredID(text)
  }

  /// An empty text states nothing.
  private static func stated(_ text: String?) -> String? {
    text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
  }

  private mutating func change(_ id: TaskID, _ event: ManagedTask.Event, assignee: String? = nil)
    throws(TaskRefusal) -> ManagedTask
  {
    let row = try row(id, for: event)
    tasks[row].take(event, assignee: assignee)
    return tasks[row]
  }

  private mutating func change(_ ids: [TaskID], _ event: ManagedTask.Event) throws(BatchRefusal) -> [ManagedTask] {
    var seen: Set<TaskID> = []
    var found: [Int] = []
    var refusals: [TaskRefusal] = []
    for id in ids where seen.insert(id).inserted {
      do throws(TaskRefusal) { found.append(try row(id, for: event)) } catch { refusals.append(error) }
    }
    guard refusals.isEmpty else { throw BatchRefusal(refusals: refusals) }
    for row in found { tasks[row].take(event) }
    return found.map { tasks[$0] }
  }

  /// The row of a task that may take an event.
  private func row(_ id: TaskID, for event: ManagedTask.Event) throws(TaskRefusal) -> Int {
    guard let row = rows[id] else { throw .unknownTask(id) }
    let task = tasks[row]
    let subject = TaskRefusal.Subject(task)
    guard StateMachine.allowed(event.kind, from: task.status) else { throw .notAllowed(event.kind, subject) }
    guard Instant.valid.contains(event.at) else { throw .outOfRange(event.at) }
    guard event.at >= task.earliestNext else {
      throw .tooEarly(event.kind, subject, at: event.at, notBefore: task.earliestNext)
    }
    return row
  }
}
