extension ReportModel {
  /// The figures of the whole system.
  package struct System: Decodable, Sendable, Equatable {
    /// Registered agents.
    package var totalAgents: Int
    /// Registered agents with a task in the window.
    package var activeAgents: Int
    package var totalTasksGenerated: Int
    package var totalTasksApproved: Int
    package var totalTasksRejected: Int
    package var totalTasksCompleted: Int
    package var totalTasksCancelled: Int
    package var totalTasksPending: Int
    package var totalTasksApprovedOpen: Int
    package var totalTasksInProgress: Int
    /// Mean over the active agents, in percent.
    @OrNull package var averageApprovalRate: Double?
    /// Mean over the active agents, in percent.
    @OrNull package var averageCompletionRate: Double?
    /// Over all tasks, in percent.
    @OrNull package var overallApprovalRate: Double?
    /// Over all tasks, in percent.
    @OrNull package var overallCompletionRate: Double?
    package var systemHealth: Health
    /// Ids of agents, worst first.
    package var bottlenecks: [String]
    package var recommendations: [Recommendation]
    package var executionTime: Times
    package var stages: Stages

    package init(
      totalAgents: Int, activeAgents: Int, totalTasksGenerated: Int, totalTasksApproved: Int, totalTasksRejected: Int,
      totalTasksCompleted: Int, totalTasksCancelled: Int, totalTasksPending: Int, totalTasksApprovedOpen: Int,
      totalTasksInProgress: Int, averageApprovalRate: Double?, averageCompletionRate: Double?,
      overallApprovalRate: Double?, overallCompletionRate: Double?, systemHealth: Health, bottlenecks: [String],
      recommendations: [Recommendation], executionTime: Times, stages: Stages
    ) {
      self.totalAgents = totalAgents
      self.activeAgents = activeAgents
      self.totalTasksGenerated = totalTasksGenerated
      self.totalTasksApproved = totalTasksApproved
      self.totalTasksRejected = totalTasksRejected
      self.totalTasksCompleted = totalTasksCompleted
      self.totalTasksCancelled = totalTasksCancelled
      self.totalTasksPending = totalTasksPending
      self.totalTasksApprovedOpen = totalTasksApprovedOpen
      self.totalTasksInProgress = totalTasksInProgress
      self.averageApprovalRate = averageApprovalRate
      self.averageCompletionRate = averageCompletionRate
      self.overallApprovalRate = overallApprovalRate
      self.overallCompletionRate = overallCompletionRate
      self.systemHealth = systemHealth
      self.bottlenecks = bottlenecks
      self.recommendations = recommendations
      self.executionTime = executionTime
      self.stages = stages
    }
  }

  /// How the system is doing.
  package enum Health: String, Decodable, Sendable, CaseIterable, JSONRepresentable {
    case excellent, good, fair, poor
    case noData = "no_data"
  }
}

extension ReportModel.System: JSONRepresentable {
  var json: JSONValue {
    [
      "totalAgents": totalAgents.json, "activeAgents": activeAgents.json,
      "totalTasksGenerated": totalTasksGenerated.json, "totalTasksApproved": totalTasksApproved.json,
      "totalTasksRejected": totalTasksRejected.json, "totalTasksCompleted": totalTasksCompleted.json,
      "totalTasksCancelled": totalTasksCancelled.json, "totalTasksPending": totalTasksPending.json,
      "totalTasksApprovedOpen": totalTasksApprovedOpen.json, "totalTasksInProgress": totalTasksInProgress.json,
      "averageApprovalRate": averageApprovalRate.json, "averageCompletionRate": averageCompletionRate.json,
      "overallApprovalRate": overallApprovalRate.json, "overallCompletionRate": overallCompletionRate.json,
      "systemHealth": systemHealth.json, "bottlenecks": bottlenecks.json, "recommendations": recommendations.json,
      "executionTime": executionTime.json, "stages": stages.json,
    ]
  }
}
