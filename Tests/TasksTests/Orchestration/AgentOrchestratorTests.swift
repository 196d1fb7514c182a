import Testing

@testable import Tasks

@Suite("AgentOrchestrator")
struct AgentOrchestratorTests {
  @Test("Activating amazon and mercadolivre involves alex and marina, and their twelve tasks")
  func activation() throws {
    var run = Conversation()
    run.say((0..<6).map { "a\($0)" }, agent: 0, at: 9, plan: 0)
    run.say((0..<6).map { "m\($0)" }, agent: 1, at: 10, plan: 0)
    run.say(["s"], agent: 2, at: 11, plan: 0)
    run.say(["x"], agent: 6, at: 12, plan: 0)
    let plans = run.orchestrate(channels: ["amazon", "mercadolivre"]).orchestration.plans
    #expect(
      plans == [
        OrchestrationPlan(
          id: "p0", timestamp: hour(12), channels: ["amazon", "mercadolivre"], agents: ["alex", "marina"],
          generated: 12, approved: 0, status: .executing, succeeded: 2, failed: 0)
      ])
    #expect(plans.first?.summary == "2 of 2 agents succeeded, 12 tasks generated, 0 approved")
    let all = try #require(run.orchestrate().orchestration.plans.first)
    #expect(all.agents == ["alex", "marina", "sunny"])
    #expect(all.generated == 13)
    #expect(run.orchestrate(channels: ["kaway"]).orchestration.plans.map(\.status) == [.planning])
  }

  @Test("Output without a plan id is of a plan of its day in UTC; plans stand by time, then by id")
  func madeUpPlans() {
    var run = Conversation()
    run.say(["a"], at: 25)
    run.say(["b"], exported: 23)
    run.say(["c"], at: 23.5)
    run.say(["d"], at: 25, plan: 1)
    let plans = run.orchestrate().orchestration.plans
    let days = ["2026-03-01", "2026-03-02"].map { "plan-\(at($0).milliseconds)" }
    #expect(plans.map(\.id) == [days[0], "p1", days[1]])
    #expect(plans.map(\.generated) == [2, 1, 1])
    #expect(plans.map(\.timestamp) == [hour(23.5), hour(25), hour(25)])
  }

  @Test("A plan is failed when every agent failed, and completed when all of its tasks came to an end")
  func planStatus() throws {
    var run = Conversation()
    run.say([], agent: 0, at: 0, plan: 0)
    run.say([], agent: 1, at: 0, plan: 0, outcome: .refusal)
    #expect(run.orchestrate().orchestration.plans.map(\.status) == [.failed])
    #expect(run.orchestrate().orchestration.plans.map(\.failed) == [2])
    run.say(["a", "b"], agent: 0, at: 1, plan: 0)
    run.store("a", id: "1", at: 1, status: .completed) { $0[.completed] = hour(9).milliseconds }
    run.store("b", id: "2", at: 1, status: .rejected)
    let plan = try #require(run.orchestrate().orchestration.plans.first)
    #expect(plan.status == .completed)
    #expect([plan.succeeded, plan.failed, plan.generated, plan.approved] == [1, 1, 2, 1])
    #expect(run.orchestrate(asOf: 8).orchestration.plans.map(\.status) == [.executing])
  }

  @Test("An agent that yields tasks once has succeeded; a plan of which only ambiguous tasks are left executes")
  func ambiguousPlan() throws {
    var run = Conversation()
    run.say(["a"], at: 10, plan: 0)
    run.say([], at: 11, plan: 0)
    run.store("a", id: "1", at: 9)
    run.store("a", id: "2", at: 11)
    let plan = try #require(run.orchestrate().orchestration.plans.first)
    #expect([plan.succeeded, plan.failed, plan.generated] == [1, 0, 0])
    #expect(plan.status == .executing)
  }

  @Test("An agent is in error when its latest output failed; of equally late ones a failure counts")
  func agentStatus() {
    var run = Conversation()
    run.say([], agent: 0, at: 1)
    run.say(["a"], agent: 0, at: 2)
    run.say(["b"], agent: 1, at: 2)
    run.say([], agent: 1, at: 2, outcome: .error)
    run.say(["c"], agent: 1, at: 2)
    run.say([], agent: 6, at: 1, outcome: .refusal)
    let (out, whole) = run.orchestrate()
    let agents = whole.monitor.figures(names: run.names, outputs: out.outputs).agents
    #expect(agents.map(\.id) == ["alex", "marina", "sunny", "tren", "viral", "premium", "luna"])
    #expect(agents.map(\.status) == [.active, .error, .idle, .idle, .idle, .idle, .error])
    #expect(agents.map(\.errors) == [1, 1, 0, 0, 0, 0, 1])
  }

  @Test("Responses outside of the window, and those given after T, enter no figure")
  func window() {
    var run = Conversation()
    for time in [0, 10, 20, 30] as [Double] { run.say([], at: time) }
    let (out, _) = run.orchestrate(asOf: 25, from: 10, to: 30)
    #expect(out.failures == 2)
    #expect(out.latestFailures.map(\.time) == [hour(20), hour(10)])
    #expect(out.outputs[0]?.errors == 2)
    #expect(out.ledger.map(\.responses) == [2])
    #expect(out.usage.map(\.responses) == [2])
    #expect(out.tally[.noTasksFound].count == 4)
  }

  @Test("Failures are listed newest first, at most as many as a list shows")
  func failures() {
    var run = Conversation()
    for time in 0..<30 { run.say([], at: Double(time / 2)) }
    let out = run.orchestrate().orchestration
    #expect(out.failures == 30)
    #expect(out.latestFailures.count == 20)
    #expect(out.latestFailures.prefix(3).map(\.origin.offset) == [29, 30, 27])
  }

  @Test("Tokens are summed by agent and model, and never beyond the largest number")
  func usage() {
    var run = Conversation()
    run.say(["a"], agent: 1, at: 0) {
      $0.model = 1
      $0.usage.input = .max
    }
    run.say(["b"], agent: 1, at: 1) {
      $0.model = 1
      $0.usage.input = 5
      $0.usage.output = 7
    }
    run.say(["c"], agent: 1, at: 2) { $0.model = 0 }
    run.say(["d"], agent: 1, at: 3)
    run.say(["e"], agent: 0, at: 3) { $0.usage.reasoning = 2 }
    let usage = run.orchestrate().orchestration.usage
    #expect(usage.map(\.agent) == ["alex", "marina", "marina", "marina"])
    #expect(usage.map(\.model) == [nil, nil, "large", "small"])
    #expect(usage.map(\.responses) == [1, 1, 2, 1])
    #expect(usage.map(\.usage.input) == [0, 0, .max, 0])
    #expect(usage.map(\.usage.output) == [0, 0, 7, 0])
    #expect(usage.map(\.usage.reasoning) == [2, 0, 0, 0])
  }

  @Test("The ledger tells of each response one thing")
  func ledger() throws {
    var run = Conversation()
    run.say(["a"], at: 0)
    run.say(["b", "c"], at: 1) { $0.isRepaired = true }
    run.say(["d"], at: 2) {
      $0.isRepaired = true
      $0.isTruncated = true
    }
    run.say([], at: 3, outcome: .refusal)
    run.say([], at: 4, outcome: .error)
    run.say([], at: 5) { $0.isTruncated = true }
    let (out, _) = run.orchestrate()
    let row = try #require(out.ledger.first)
    #expect([row.responses, row.parsed, row.repaired, row.truncated] == [6, 1, 1, 1])
    #expect([row.refused, row.failed, row.withoutTasks, row.tasksFound] == [1, 1, 1, 4])
    #expect(out.tally[.truncatedOutput].count == 2)
    #expect(out.tally[.repairedJSON].count == 2)
    #expect(out.tally[.refusal].count == 1)
  }

  @Test("An unsaved task is pending on its agent's channel, and explicit events of its id are its own")
  func unsavedWithEvents() throws {
    var run = Conversation()
    run.hasTaskExports = true
    run.say(["a", "b"], agent: 1, at: 0, exported: 50)
    let id = try #require(run.proposed("a", agent: 1))
    let other = TaskID(uuidHigh: 1, low: 1)
    for (task, kind, hours) in [(id, .approved, 5), (id, .completed, 9), (other, .approved, 5)]
      as [(TaskID, EventKind, Double)]
    {
      run.happen(
        TaskEvent(
          id: task, kind: kind, at: hour(hours), actualHours: TaskRecord.none,
          origin: RecordOrigin(input: 3, offset: Int64(hours), count: 1)))
    }
    let (out, whole) = run.orchestrate()
    let figures = whole.monitor.figures(names: run.names, outputs: out.outputs)
    #expect(figures.channels[1].group.completed == 1)
    #expect(figures.agents[1].group.approved == 1)
    #expect(figures.agents[1].group.execution.meanMinutes == 540)
    #expect(figures.pendingApproval.total == 1)
    #expect(whole.tally[.orphanEvent].count == 1)
    #expect(whole.tally[.statusMismatch].count == 0)
    #expect(out.reconciliation.byAgent.map(\.approved) == [1])
    #expect(out.reconciliation.byAgent.map(\.completed) == [1])
    #expect(out.reconciliation.unsavedTasks.rows.map(\.status).sorted { $0 < $1 } == [.pending, .completed])
    // Half way, and before.
    #expect(run.orchestrate(asOf: 6).orchestration.reconciliation.byAgent.map(\.approved) == [1])
    #expect(run.orchestrate(asOf: 4).orchestration.reconciliation.byAgent.map(\.approved) == [0])
  }

  @Test("What an unregistered agent proposes counts under it and in the system, on no channel")
  func unregisteredAgent() throws {
    var run = Conversation()
    run.say(["a"], agent: 7, at: 0)
    let (out, whole) = run.orchestrate()
    let figures = whole.monitor.figures(names: run.names, outputs: out.outputs)
    #expect(figures.agents.last?.id == "bruno")
    #expect(figures.agents.last?.group.generated == 1)
    #expect(figures.system.group.generated == 1)
    #expect(figures.channels.count == 6)
    #expect(figures.channels.allSatisfy { $0.group.generated == 0 })
    // A day on which something happens, though on no channel.
    #expect(figures.daily.isEmpty)
    #expect(figures.flow.map(\.day) == [day("2026-03-01")])
    let shown = try #require(figures.pendingApproval.rows.first)
    #expect(shown.channel == TaskRecord.noChannel)
    #expect(out.proposal(of: shown) == Proposal(origin: shown.origin, ordinal: 0))
    #expect(whole.unregistered[.unregisteredAgent].count == 1)
    #expect(whole.unregistered[.unregisteredChannel].count == 0)
  }

  @Test("In a run without any time tasks have no day and no age, and their plan is undated")
  func undated() throws {
    var run = Conversation()
    run.say(["b", "a"])
    run.say([], agent: 1)
    run.hasTaskExports = true
    let (out, whole) = run.orchestrate(asOf: nil)
    let figures = whole.monitor.figures(names: run.names, outputs: out.outputs)
    #expect(figures.system.group.pending == 2)
    #expect(figures.daily.isEmpty && figures.flow.isEmpty)
    #expect(figures.pendingApproval.rows.map(\.created) == [TaskRecord.none, TaskRecord.none])
    #expect(figures.agents[0].group.lastActivity == nil)
    #expect(figures.agents[1].status == .error)
    let plan = try #require(out.plans.first)
    #expect(plan.id == "plan-undated")
    #expect(plan.timestamp == nil)
    #expect(out.latestFailures.map(\.time) == [nil])
    #expect(run.orchestrate(asOf: nil, from: 0).orchestration.plans.isEmpty)
  }

  @Test("Unregistered agents beyond the limit share a row")
  func sharedRow() {
    var run = Conversation()
    run.names = Names(registry: .builtIn, unregisteredAgents: ["z", "y", "x"])
    for agent in 6...8 as ClosedRange<Int32> { run.say(["t"], agent: agent, at: 0) }
    var settings = Settings()
    settings.unregisteredRows = 1
    let out = run.orchestrate(settings: settings).orchestration
    #expect(out.ledger.map(\.agent) == ["x", Names.other])
    #expect(out.ledger.map(\.responses) == [1, 2])
    #expect(out.usage.map(\.responses) == [1, 2])
    #expect(out.reconciliation.byAgent.map(\.said) == [1, 2])
    #expect(out.reconciliation.total.said == 3)
  }
}
