import Tasks

/// Writes the API's documents: a function of the report's data, its language and its two texts.
struct APIWriter {
  let scene: Scene
  /// The performance report, in Markdown.
  let performance: String
  /// The orchestration report, in Markdown.
  let orchestration: String

  private var model: ReportModel { scene.model }

  /// - Returns: nil when there is no such agent or channel.
  func value(_ document: APIDocument) -> JSONValue? {
    switch document {
    case .activate:
      ["status": "success", "message": "Orchestration activated", "plan": model.latestPlan.json]
    case .status: status
    case .metrics: system
    case .agent(let id):
      model.agents.first { $0.registered && $0.agentId == id }.map {
        ["status": "success", "type": "agent", "metrics": agent($0)]
      }
    case .channel(let id):
      model.channels.first { $0.registered && $0.channel == id }.map {
        ["status": "success", "type": "channel", "metrics": channel($0)]
      }
    }
  }

  private var timestamp: JSONValue { .optional(model.asOf?.description) }

  private var status: JSONValue {
    let system = model.system
    return [
      "status": "success", "timestamp": timestamp,
      "summary": [
        "totalAgents": APIFigures.count(system.totalAgents), "activeAgents": APIFigures.count(system.activeAgents),
        "totalTasksGenerated": APIFigures.count(system.totalTasksGenerated),
        "totalTasksApproved": APIFigures.count(system.totalTasksApproved),
        "totalTasksCompleted": APIFigures.count(system.totalTasksCompleted),
        "overallSuccessRate": APIFigures.text(system.overallApprovalRate),
      ],
      "agents": .array(model.agents.map(statusRow)), "report": .text(orchestration),
    ]
  }

  private func statusRow(_ agent: ReportModel.Agent) -> JSONValue {
    [
      "agentId": .text(agent.agentId), "agentName": .text(agent.agentName),
      "channel": .optional(agent.channel.map { id in model.channels.first { $0.channel == id }?.channelName ?? id }),
      "status": .text(agent.status.rawValue), "tasksGenerated": APIFigures.count(agent.tasksGenerated),
      "tasksApproved": APIFigures.count(agent.tasksApproved), "tasksCompleted": APIFigures.count(agent.tasksCompleted),
      "errorCount": APIFigures.count(agent.errors), "lastExecuted": .optional(agent.lastActivity?.description),
      "successRate": APIFigures.tenths(agent.approvalRate),
    ]
  }

  private var system: JSONValue {
    [
      "status": "success", "type": "system", "timestamp": timestamp, "metrics": systemFigures,
      "agents": .array(model.agents.map(agent)), "channels": .array(model.channels.map(channel)),
      "report": .text(performance),
    ]
  }

  private var systemFigures: JSONValue {
    let system = model.system
    return [
      "totalAgents": APIFigures.count(system.totalAgents), "activeAgents": APIFigures.count(system.activeAgents),
      "totalTasksGenerated": APIFigures.count(system.totalTasksGenerated),
      "totalTasksApproved": APIFigures.count(system.totalTasksApproved),
      "totalTasksRejected": APIFigures.count(system.totalTasksRejected),
      "totalTasksCompleted": APIFigures.count(system.totalTasksCompleted),
      "totalTasksCancelled": APIFigures.count(system.totalTasksCancelled),
      "totalTasksPending": APIFigures.count(system.totalTasksPending),
      "totalTasksApprovedOpen": APIFigures.count(system.totalTasksApprovedOpen),
      "totalTasksInProgress": APIFigures.count(system.totalTasksInProgress),
      "averageApprovalRate": APIFigures.tenths(system.averageApprovalRate),
      "averageCompletionRate": APIFigures.tenths(system.averageCompletionRate),
      "overallApprovalRate": APIFigures.tenths(system.overallApprovalRate),
      "overallCompletionRate": APIFigures.tenths(system.overallCompletionRate),
      "systemHealth": .text(system.systemHealth.rawValue),
      "bottlenecks": .array(Concern.bottlenecks(scene).map { .text("\($0.text) (\($0.evidence))") }),
      "recommendations": texts(system.recommendations),
      "executionTime": APIFigures.times(system.executionTime), "stages": APIFigures.stages(system.stages),
    ]
  }

  private func agent(_ agent: ReportModel.Agent) -> JSONValue {
    [
      "agentId": .text(agent.agentId), "agentName": .text(agent.agentName),
      "tasksGenerated": APIFigures.count(agent.tasksGenerated), "tasksApproved": APIFigures.count(agent.tasksApproved),
      "tasksRejected": APIFigures.count(agent.tasksRejected), "tasksCompleted": APIFigures.count(agent.tasksCompleted),
      "approvalRate": APIFigures.tenths(agent.approvalRate), "completionRate": APIFigures.tenths(agent.completionRate),
      "averageExecutionTime": APIFigures.whole(agent.averageExecutionTime),
      "performanceScore": APIFigures.whole(agent.performanceScore),
      "lastActivity": .optional(agent.lastActivity?.description),
    ]
  }

  private func channel(_ channel: ReportModel.Channel) -> JSONValue {
    [
      "channel": .text(channel.channel), "totalTasks": APIFigures.count(channel.totalTasks),
      "completionRate": APIFigures.tenths(channel.completionRate),
      "avgCompletionTime": APIFigures.tenths(channel.avgCompletionTime),
      "activeAgents": APIFigures.count(channel.activeAgents), "topAgent": .optional(channel.topAgent),
      "recommendations": texts(channel.recommendations),
    ]
  }

  private func texts(_ recommendations: [ReportModel.Recommendation]) -> JSONValue {
    .array(recommendations.map { .text(scene.word("recommendation", $0.code)) })
  }
}

extension ReportModel {
  /// The latest plan; where no agent gave any output, one that is still to be carried out.
  var latestPlan: Plan {
    if let plan = plans.last { return plan }
    let empty = OrchestrationPlan.planning(
      channels: settings.channels ?? channels.filter(\.registered).map(\.channel), asOf: asOf)
    return Plan(
      planId: empty.id, timestamp: empty.timestamp, orchestrator: OrchestrationPlan.orchestrator,
      channels: empty.channels, agentsInvolved: empty.agents, totalTasksGenerated: empty.generated,
      totalTasksApproved: empty.approved, executionStrategy: OrchestrationPlan.strategy, status: empty.status.rawValue,
      result: PlanResult(successCount: empty.succeeded, failureCount: empty.failed, summary: empty.summary))
  }
}
