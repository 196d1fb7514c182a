import Testing

@testable import Tasks

@Suite("The task manager")
struct TaskManagerTests {
  /// A manager with three pending tasks: a (01:00, amazon), b (00:00, amazon), c (02:00, shein).
  private func three() throws -> TaskManager {
    var manager = TaskManager()
    try manager.createTask(TaskDraft(id: id("a"), title: "A", agent: "alex"), at: hour(1))
    try manager.createTask(TaskDraft(id: id("b"), title: "B", channel: "Amazon"), at: hour(0))
    try manager.createTask(TaskDraft(id: id("c"), title: "C", agent: "Tren"), at: hour(2))
    return manager
  }

  @Test("A new task is pending, on its agent's channel")
  func creates() throws {
    var manager = TaskManager()
    let task = try manager.createTask(
      TaskDraft(id: id("a"), title: "Fotos", agent: "marketplace-shopee", estimatedHours: Hours(2.5)), at: hour(1))
    #expect(task.status == .pending)
    #expect(task.agent == "sunny")
    #expect(task.channel == "shopee")
    #expect(task.created == hour(1))
    #expect(task.estimatedHours?.tenThousandths == 25_000)
    #expect(manager.task(id("a")) == task)
  }

  @Test("A channel that is named goes before the agent's own, and an alias gives the id")
  func resolvesChannels() throws {
    var manager = TaskManager()
    let task = try manager.createTask(TaskDraft(id: id("a"), title: "", channel: "tik tok", agent: "Alex"), at: hour(0))
    #expect(task.channel == "tiktokshop")
    #expect(task.agent == "alex")
  }

  @Test("An agent that is not registered keeps its name as an id, and needs a channel")
  func unregisteredAgent() throws {
    var manager = TaskManager()
    let task = try manager.createTask(
      TaskDraft(id: id("a"), title: "", channel: "Casas Bahia", agent: "Luna-Beta"), at: hour(0))
    #expect(task.agent == "luna_beta")
    #expect(task.channel == "casas_bahia")
    #expect(throws: TaskRefusal.noChannel(id("b"))) {
      try manager.createTask(TaskDraft(id: id("b"), title: "", agent: "Luna-Beta"), at: hour(0))
    }
  }

  @Test("A draft that names neither agent nor channel is refused", arguments: [nil, "", " "])
  func noChannel(_ text: String?) {
    var manager = TaskManager()
    #expect(throws: TaskRefusal.noChannel(id("a"))) {
      try manager.createTask(TaskDraft(id: id("a"), title: "", channel: text, agent: text), at: hour(0))
    }
    #expect(manager.tasks.isEmpty)
  }

  @Test("An id is given once")
  func takenID() throws {
    var manager = try three()
    let refusal = #expect(throws: TaskRefusal.self) {
      try manager.createTask(TaskDraft(id: id("a"), title: "again", channel: "shein"), at: hour(5))
    }
    #expect(
      refusal?.description
        == "task a (\"A\") is pending and exists already; allowed now: submitted, approved, rejected, cancelled")
    #expect(manager.task(id("a"))?.title == "A")
  }

  @Test("A time outside of 1970 to 2262 is refused", arguments: [Int64.min, -1, 9_246_182_400_000, .max])
  func outOfRange(_ milliseconds: Int64) throws {
    let far = Instant(milliseconds: milliseconds)
    var manager = try three()
    #expect(throws: TaskRefusal.outOfRange(far)) {
      try manager.createTask(TaskDraft(id: id("d"), title: "", channel: "shein"), at: far)
    }
    #expect(throws: TaskRefusal.outOfRange(far)) { try manager.cancelTask(id("a"), at: far) }
  }

  @Test("Pending approvals come oldest first, by limit and offset")
  func pendingApproval() throws {
    var manager = try three()
    try manager.submitTask(id("a"), at: hour(3))
    #expect(manager.getPendingApproval().tasks.map(\.title) == ["B", "A", "C"])
    #expect(manager.getPendingApproval(limit: 1, offset: 1).tasks.map(\.title) == ["A"])
    #expect(manager.getPendingApproval(limit: 1, offset: 1).total == 3)
    #expect(manager.getPendingApproval(limit: 5, offset: 2).tasks.map(\.title) == ["C"])
    #expect(manager.getPendingApproval(limit: 5, offset: 3).tasks.isEmpty)
    #expect(manager.getPendingApproval(limit: -1, offset: -1).tasks.isEmpty)
    try manager.approveTasks([id("b")], by: "ana", at: hour(4))
    try manager.rejectTasks([id("c")], reason: "repetida", by: "ana", at: hour(4))
    #expect(manager.getPendingApproval().tasks.map(\.title) == ["A"])
  }

  @Test("Tasks of the same moment wait in the order of their ids")
  func pendingTies() throws {
    var manager = TaskManager()
    for name in ["bb", "a", "c"] {
      try manager.createTask(TaskDraft(id: id(name), title: name, channel: "shein"), at: hour(0))
    }
    #expect(manager.getPendingApproval().tasks.map(\.title) == ["a", "bb", "c"])
  }

  @Test("A batch is approved as a whole, and says who did it")
  func approves() throws {
    var manager = try three()
    let approved = try manager.approveTasks([id("a"), id("b"), id("a")], by: "ana", at: hour(3))
    #expect(approved.map(\.title) == ["A", "B"])
    #expect(approved.allSatisfy { $0.status == .approved && $0.adminApproved && $0.approvedBy == "ana" })
    #expect(manager.task(id("c"))?.status == .pending)
  }

  @Test("One task that stands in the way, and the batch changes nothing")
  func refusesBatch() throws {
    var manager = try three()
    try manager.cancelTask(id("b"), at: hour(3))
    let before = manager.tasks
    let refusal = #expect(throws: BatchRefusal.self) {
      try manager.approveTasks([id("a"), id("b"), id("z"), id("c")], by: "ana", at: hour(3))
    }
    #expect(manager.tasks == before)
    #expect(
      refusal?.description == """
        task b ("B") is cancelled and cannot be approved; allowed now: reopened
        no task has the id z
        """)
  }

  @Test("A batch is rejected as a whole, with its reason")
  func rejects() throws {
    var manager = try three()
    try manager.approveTasks([id("a")], by: "ana", at: hour(3))
    let rejected = try manager.rejectTasks([id("a"), id("c")], reason: "fora do escopo", by: "rui", at: hour(4))
    #expect(rejected.allSatisfy { $0.status == .rejected && !$0.adminApproved })
    #expect(rejected.map(\.rejectionReason) == ["fora do escopo", "fora do escopo"])
    #expect(throws: BatchRefusal(refusals: [.noReason])) {
      try manager.rejectTasks([id("b")], reason: " \n", by: "rui", at: hour(4))
    }
    #expect(manager.task(id("b"))?.status == .pending)
  }

  @Test("An empty batch does nothing")
  func emptyBatch() throws {
    var manager = try three()
    #expect(try manager.approveTasks([], by: "ana", at: hour(3)).isEmpty)
  }

  @Test("An approved task is assigned, and completed with the hours that it took")
  func assignsAndCompletes() throws {
    var manager = try three()
    try manager.approveTasks([id("a")], by: "ana", at: hour(3))
    let assigned = try manager.assignTask(id("a"), to: "bia", by: "ana", at: hour(4))
    #expect(assigned.status == .inProgress)
    #expect(assigned.assignedTo == "bia")
    #expect(assigned.assignedBy == "ana")
    let completed = try manager.completeTask(id("a"), actualHours: Hours(1.25), at: hour(6))
    #expect(completed.status == .completed)
    #expect(completed.actualHours?.tenThousandths == 12_500)
    #expect(completed.time(.completed) == hour(6))
    #expect(completed.updated == hour(6))
  }

  @Test("A reopened task begins anew: its approval is void, its work is not")
  func reopens() throws {
    var manager = try three()
    try manager.approveTasks([id("a")], by: "ana", at: hour(3))
    try manager.startTask(id("a"), at: hour(4))
    try manager.completeTask(id("a"), actualHours: Hours(2), at: hour(5))
    let task = try manager.reopenTask(id("a"), at: hour(6))
    #expect(task.status == .pending)
    #expect(!task.adminApproved)
    #expect(task.approvedBy == nil)
    #expect(task.time(.approved) == nil)
    #expect(task.time(.created) == hour(1))
    #expect(task.actualHours == Hours(2))
    #expect(task.history.map(\.kind) == [.created, .approved, .started, .completed, .reopened])
    #expect(manager.getPendingApproval().tasks.map(\.title) == ["B", "A", "C"])
  }

  @Test("What the state machine does not allow is refused with the task, its status and what is allowed")
  func refusal() throws {
    var manager = try three()
    let refusal = #expect(throws: TaskRefusal.self) { try manager.completeTask(id("a"), at: hour(3)) }
    #expect(
      refusal?.description
        == "task a (\"A\") is pending and cannot be completed; allowed now: submitted, approved, rejected, cancelled")
    guard case .notAllowed(.completed, let subject)? = refusal else {
      Issue.record("another refusal: \(String(describing: refusal))")
      return
    }
    #expect(subject.id == id("a"))
    #expect(subject.status == .pending)
    #expect(subject.allowed == [.submitted, .approved, .rejected, .cancelled])
    #expect(manager.task(id("a"))?.history.count == 1)
  }

  @Test("An unknown task is refused by its id, whatever is asked")
  func unknownTask() throws {
    var manager = try three()
    let ghost = TaskID(uuidHigh: 0x0123_4567_89ab_cdef, low: 1)
    #expect(throws: TaskRefusal.unknownTask(ghost)) { try manager.submitTask(ghost, at: hour(9)) }
    #expect(throws: TaskRefusal.unknownTask(ghost)) { try manager.assignTask(ghost, to: "x", by: "y", at: hour(9)) }
    #expect(throws: TaskRefusal.unknownTask(ghost)) { try manager.reopenTask(ghost, at: hour(9)) }
    #expect(
      TaskRefusal.unknownTask(ghost).description == "no task has the id 01234567-89ab-cdef-0000-000000000001")
  }

  @Test("Nothing happens before what has happened already")
  func tooEarly() throws {
    var manager = try three()
    try manager.submitTask(id("a"), at: hour(3))
    let refusal = #expect(throws: BatchRefusal.self) {
      try manager.approveTasks([id("a")], by: "ana", at: hour(2.5))
    }
    #expect(
      refusal?.description == """
        task a ("A") is awaiting_approval and cannot be approved at 2026-03-01T02:30:00.000Z, but from \
        2026-03-01T03:00:00.000Z on; allowed now: approved, rejected, cancelled
        """)
    #expect(try manager.approveTasks([id("a")], by: "ana", at: hour(3)).count == 1)
  }

  @Test("After a reopening the next event has a later instant, so that a replay cannot order them otherwise")
  func afterReopening() throws {
    var manager = try three()
    try manager.cancelTask(id("a"), at: hour(3))
    try manager.reopenTask(id("a"), at: hour(3))
    #expect(throws: TaskRefusal.self) { try manager.submitTask(id("a"), at: hour(3)) }
    let later = Instant(milliseconds: hour(3).milliseconds + 1)
    #expect(try manager.submitTask(id("a"), at: later).status == .awaitingApproval)
  }

  @Test("Tasks are found by marketplace and status, oldest first")
  func byMarketplace() throws {
    var manager = try three()
    try manager.submitTask(id("a"), at: hour(3))
    #expect(manager.getTasksByMarketplace("AMAZON").map(\.title) == ["B", "A"])
    #expect(manager.getTasksByMarketplace("amazon", status: .pending).map(\.title) == ["B"])
    #expect(manager.getTasksByMarketplace("shein", status: .completed).isEmpty)
    #expect(manager.getTasksByMarketplace("nowhere").isEmpty)
  }

  @Test("A copy is a snapshot")
  func snapshot() throws {
    let before = try three()
    var after = before
    try after.cancelTask(id("a"), at: hour(3))
    #expect(before.task(id("a"))?.status == .pending)
    #expect(after.task(id("a"))?.status == .cancelled)
  }

  @Test(
    "Hours are kept to ten-thousandths, half away from zero",
    arguments: [
      (2.5, 25_000), (0.00005, 1), (0.00004, 0), (0, 0), (1_000_000_000, 10_000_000_000_000),
    ])
  func hours(_ hours: Double, _ tenThousandths: Int64) {
    #expect(Hours(hours)?.tenThousandths == tenThousandths)
  }

  @Test("No task takes less than nothing, or more than can be", arguments: [-0.0001, 1_000_000_000.1, .nan, .infinity])
  func invalidHours(_ hours: Double) { #expect(Hours(hours) == nil) }
}
