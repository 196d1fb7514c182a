import Ingestion
import Reporting
import Tasks

/// Fills the report's model with what the orchestrator states.
struct OrchestrationAssembly {
  let orchestration: Orchestration
  let names: Names
  let lookup: RecordLookup
  let inputs: [OpenInput]
  let texts: TaskTexts

  var plans: [ReportModel.Plan] {
    orchestration.plans.map { plan in
      ReportModel.Plan(
        planId: plan.id, timestamp: plan.timestamp, orchestrator: OrchestrationPlan.orchestrator,
        channels: plan.channels, agentsInvolved: plan.agents, totalTasksGenerated: plan.generated,
        totalTasksApproved: plan.approved, executionStrategy: OrchestrationPlan.strategy,
        status: plan.status.rawValue,
        result: ReportModel.PlanResult(
          successCount: plan.succeeded, failureCount: plan.failed, summary: plan.summary))
    }
  }

  /// The latest failures, each with the line on which its response begins.
  func agentErrors() throws(SourceError) -> ReportModel.AgentErrors {
    let lines = try lines(of: orchestration.latestFailures.map(\.origin))
    var entries: [ReportModel.AgentError] = []
    for failure in orchestration.latestFailures {
      let told = try lookup.failure(at: failure.origin)
      entries.append(
        ReportModel.AgentError(
          agentId: names.agentID(failure.agent), code: failure.outcome.finding?.name ?? told?.code.name ?? "",
          path: lookup.path(failure.origin), line: lines[failure.origin], timestamp: failure.time,
          detail: told?.detail ?? ""))
    }
    return ReportModel.AgentErrors(total: orchestration.failures, entries: entries)
  }

  /// Reads every input once, and only as far as needed.
  private func lines(of origins: [RecordOrigin]) throws(SourceError) -> [RecordOrigin: Int] {
    var lines: [RecordOrigin: Int] = [:]
    var last: (input: UInt32, places: LinePlaces)?
    for origin in origins.sorted() {
      guard Int(origin.input) < inputs.count else { continue }
      if last?.input != origin.input { last = (origin.input, LinePlaces(inputs[Int(origin.input)].source)) }
      lines[origin] = try last?.places.place(of: origin.offset).line
    }
    return lines
  }

  var usage: [ReportModel.Usage] {
    orchestration.usage.map { row in
      ReportModel.Usage(
        agentId: row.agent, model: row.model, responses: row.responses, inputTokens: Int(row.usage.input),
        outputTokens: Int(row.usage.output), cacheReadTokens: Int(row.usage.cacheRead),
        cacheWriteTokens: Int(row.usage.cacheWrite), reasoningTokens: Int(row.usage.reasoning))
    }
  }

  var ledger: [ReportModel.LedgerEntry] {
    orchestration.ledger.map { row in
      ReportModel.LedgerEntry(
        agentId: row.agent, responses: row.responses, parsed: row.parsed, repaired: row.repaired,
        truncated: row.truncated, refused: row.refused, failed: row.failed, withoutTasks: row.withoutTasks,
        tasksFound: row.tasksFound, defaultsUsed: row.defaultsUsed)
    }
  }

  func reconciliation() throws(SourceError) -> ReportModel.Reconciliation {
    let figures = orchestration.reconciliation
    return ReportModel.Reconciliation(
      agentOutputTasks: figures.total.said, matched: figures.total.matched, unsaved: figures.total.unsaved,
      ambiguous: figures.total.ambiguous,
      byAgent: figures.byAgent.map { row in
        ReportModel.AgentReconciliation(
          agentId: row.agent, agentOutputTasks: row.said, matched: row.matched, unsaved: row.unsaved,
          ambiguous: row.ambiguous, approved: row.approved, completed: row.completed)
      }, unsavedTasks: try texts.list(figures.unsavedTasks))
  }
}
