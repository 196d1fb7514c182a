package import Tasks

extension ReportModel {
  /// What activating the orchestrator gave.
  package struct Plan: Decodable, Sendable, Equatable {
    package var planId: String
    /// Of its latest response.
    @OrNull package var timestamp: Instant?
    package var orchestrator: String
    package var channels: [String]
    package var agentsInvolved: [String]
    package var totalTasksGenerated: Int
    package var totalTasksApproved: Int
    package var executionStrategy: String
    /// `planning`, `executing`, `completed` or `failed`.
    package var status: String
    package var result: PlanResult

    package init(
      planId: String, timestamp: Instant?, orchestrator: String, channels: [String], agentsInvolved: [String],
      totalTasksGenerated: Int, totalTasksApproved: Int, executionStrategy: String, status: String, result: PlanResult
    ) {
      self.planId = planId
      self.timestamp = timestamp
      self.orchestrator = orchestrator
      self.channels = channels
      self.agentsInvolved = agentsInvolved
      self.totalTasksGenerated = totalTasksGenerated
      self.totalTasksApproved = totalTasksApproved
      self.executionStrategy = executionStrategy
      self.status = status
      self.result = result
    }
  }

  /// How a plan went, counted in agents.
  package struct PlanResult: Decodable, Sendable, Equatable {
    package var successCount: Int
    package var failureCount: Int
    package var summary: String

    package init(successCount: Int, failureCount: Int, summary: String) {
      self.successCount = successCount
      self.failureCount = failureCount
      self.summary = summary
    }
  }

  /// Failures of agents: the newest entries, and how many there are.
  package struct AgentErrors: Decodable, Sendable, Equatable {
    package var total: Int
    package var entries: [AgentError]

    package init(total: Int, entries: [AgentError]) {
      self.total = total
      self.entries = entries
    }
  }

  /// A response that yielded no task.
  package struct AgentError: Decodable, Sendable, Equatable {
    @OrNull package var agentId: String?
    package var code: String
    package var path: String
    @OrNull package var line: Int?
    @OrNull package var timestamp: Instant?
    package var detail: String

    package init(agentId: String?, code: String, path: String, line: Int?, timestamp: Instant?, detail: String) {
      self.agentId = agentId
      self.code = code
      self.path = path
      self.line = line
      self.timestamp = timestamp
      self.detail = detail
    }
  }

  /// Tokens that a model used for an agent.
  package struct Usage: Decodable, Sendable, Equatable {
    package var agentId: String
    @OrNull package var model: String?
    package var responses: Int
    package var inputTokens: Int
    package var outputTokens: Int
    package var cacheReadTokens: Int
    package var cacheWriteTokens: Int
    package var reasoningTokens: Int

    package init(
      agentId: String, model: String?, responses: Int, inputTokens: Int, outputTokens: Int, cacheReadTokens: Int,
      cacheWriteTokens: Int, reasoningTokens: Int
    ) {
      self.agentId = agentId
      self.model = model
      self.responses = responses
      self.inputTokens = inputTokens
      self.outputTokens = outputTokens
      self.cacheReadTokens = cacheReadTokens
      self.cacheWriteTokens = cacheWriteTokens
      self.reasoningTokens = reasoningTokens
    }
  }

  /// What became of an agent's responses: the six kinds sum to `responses`.
  package struct LedgerEntry: Decodable, Sendable, Equatable {
    package var agentId: String
    package var responses: Int
    /// Its tasks were read as they stood.
    package var parsed: Int
    /// Its JSON was repaired, and holds tasks.
    package var repaired: Int
    /// It was cut off, and holds tasks.
    package var truncated: Int
    package var refused: Int
    /// With an error of the provider or the agent.
    package var failed: Int
    package var withoutTasks: Int
    package var tasksFound: Int
    /// Fields of these for which a default stands.
    package var defaultsUsed: Int

    package init(
      agentId: String, responses: Int, parsed: Int, repaired: Int, truncated: Int, refused: Int, failed: Int,
      withoutTasks: Int, tasksFound: Int, defaultsUsed: Int
    ) {
      self.agentId = agentId
      self.responses = responses
      self.parsed = parsed
      self.repaired = repaired
      self.truncated = truncated
      self.refused = refused
      self.failed = failed
      self.withoutTasks = withoutTasks
      self.tasksFound = tasksFound
      self.defaultsUsed = defaultsUsed
    }
  }

  /// What agents said they would do against what was stored.
  package struct Reconciliation: Decodable, Sendable, Equatable {
    /// Matched, unsaved and ambiguous together; without a task export these three are 0.
    package var agentOutputTasks: Int
    package var matched: Int
    package var unsaved: Int
    package var ambiguous: Int
    package var byAgent: [AgentReconciliation]
    package var unsavedTasks: TaskList<TaskRow>

    package init(
      agentOutputTasks: Int, matched: Int, unsaved: Int, ambiguous: Int, byAgent: [AgentReconciliation],
      unsavedTasks: TaskList<TaskRow>
    ) {
      self.agentOutputTasks = agentOutputTasks
      self.matched = matched
      self.unsaved = unsaved
      self.ambiguous = ambiguous
      self.byAgent = byAgent
      self.unsavedTasks = unsavedTasks
    }
  }

  /// The reconciliation of one agent.
  package struct AgentReconciliation: Decodable, Sendable, Equatable {
    package var agentId: String
    package var agentOutputTasks: Int
    package var matched: Int
    package var unsaved: Int
    package var ambiguous: Int
    package var approved: Int
    package var completed: Int

    package init(
      agentId: String, agentOutputTasks: Int, matched: Int, unsaved: Int, ambiguous: Int, approved: Int, completed: Int
    ) {
      self.agentId = agentId
      self.agentOutputTasks = agentOutputTasks
      self.matched = matched
      self.unsaved = unsaved
      self.ambiguous = ambiguous
      self.approved = approved
      self.completed = completed
    }
  }
}

extension ReportModel.Plan: JSONRepresentable {
  var json: JSONValue {
    [
      "planId": planId.json, "timestamp": timestamp.json, "orchestrator": orchestrator.json, "channels": channels.json,
      "agentsInvolved": agentsInvolved.json, "totalTasksGenerated": totalTasksGenerated.json,
      "totalTasksApproved": totalTasksApproved.json, "executionStrategy": executionStrategy.json,
      "status": status.json, "result": result.json,
    ]
  }
}

extension ReportModel.PlanResult: JSONRepresentable {
  var json: JSONValue {
    ["successCount": successCount.json, "failureCount": failureCount.json, "summary": summary.json]
  }
}

extension ReportModel.AgentErrors: JSONRepresentable {
  var json: JSONValue {
    ["total": total.json, "entries": entries.json]
  }
}

extension ReportModel.AgentError: JSONRepresentable {
  var json: JSONValue {
    [
      "agentId": agentId.json, "code": code.json, "path": path.json, "line": line.json, "timestamp": timestamp.json,
      "detail": detail.json,
    ]
  }
}

extension ReportModel.Usage: JSONRepresentable {
  var json: JSONValue {
    [
      "agentId": agentId.json, "model": model.json, "responses": responses.json, "inputTokens": inputTokens.json,
      "outputTokens": outputTokens.json, "cacheReadTokens": cacheReadTokens.json,
      "cacheWriteTokens": cacheWriteTokens.json, "reasoningTokens": reasoningTokens.json,
    ]
  }
}

extension ReportModel.LedgerEntry: JSONRepresentable {
  var json: JSONValue {
    [
      "agentId": agentId.json, "responses": responses.json, "parsed": parsed.json, "repaired": repaired.json,
      "truncated": truncated.json, "refused": refused.json, "failed": failed.json, "withoutTasks": withoutTasks.json,
      "tasksFound": tasksFound.json, "defaultsUsed": defaultsUsed.json,
    ]
  }
}

extension ReportModel.Reconciliation: JSONRepresentable {
  var json: JSONValue {
    [
      "agentOutputTasks": agentOutputTasks.json, "matched": matched.json, "unsaved": unsaved.json,
      "ambiguous": ambiguous.json, "byAgent": byAgent.json, "unsavedTasks": unsavedTasks.json,
    ]
  }
}

extension ReportModel.AgentReconciliation: JSONRepresentable {
  var json: JSONValue {
    [
      "agentId": agentId.json, "agentOutputTasks": agentOutputTasks.json, "matched": matched.json,
      "unsaved": unsaved.json, "ambiguous": ambiguous.json, "approved": approved.json, "completed": completed.json,
    ]
  }
}
