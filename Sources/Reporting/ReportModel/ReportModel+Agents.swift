package import Tasks

extension ReportModel {
  /// The figures of an agent, over the tasks that it created.
  package struct Agent: Decodable, Sendable, Equatable {
    package var agentId: String
    package var agentName: String
    /// Id of its channel; an unregistered agent has none.
    @OrNull package var channel: String?
    package var registered: Bool
    package var status: AgentStatus
    package var tasksGenerated: Int
    /// Not rejected, and approved by an administrator.
    package var tasksApproved: Int
    package var tasksRejected: Int
    package var tasksCompleted: Int
    package var tasksCancelled: Int
    /// Pending or awaiting approval.
    package var tasksPending: Int
    /// Approved and not started.
    package var tasksApprovedOpen: Int
    package var tasksInProgress: Int
    /// In percent.
    @OrNull package var approvalRate: Double?
    @OrNull package var approvalInterval: Interval?
    /// In percent.
    @OrNull package var completionRate: Double?
    @OrNull package var completionInterval: Interval?
    package var smallSample: Bool
    /// In minutes.
    @OrNull package var averageExecutionTime: Double?
    package var executionTime: Times
    package var stages: Stages
    /// From 0 to 100.
    package var performanceScore: Double
    package var bottleneck: Bool
    package var estimate: Estimate
    package var errors: Int
    @OrNull package var lastActivity: Instant?

    package init(
      agentId: String, agentName: String, channel: String?, registered: Bool, status: AgentStatus, tasksGenerated: Int,
      tasksApproved: Int, tasksRejected: Int, tasksCompleted: Int, tasksCancelled: Int, tasksPending: Int,
      tasksApprovedOpen: Int, tasksInProgress: Int, approvalRate: Double?, approvalInterval: Interval?,
      completionRate: Double?, completionInterval: Interval?, smallSample: Bool, averageExecutionTime: Double?,
      executionTime: Times, stages: Stages, performanceScore: Double, bottleneck: Bool, estimate: Estimate, errors: Int,
      lastActivity: Instant?
    ) {
      self.agentId = agentId
      self.agentName = agentName
      self.channel = channel
      self.registered = registered
      self.status = status
      self.tasksGenerated = tasksGenerated
      self.tasksApproved = tasksApproved
      self.tasksRejected = tasksRejected
      self.tasksCompleted = tasksCompleted
      self.tasksCancelled = tasksCancelled
      self.tasksPending = tasksPending
      self.tasksApprovedOpen = tasksApprovedOpen
      self.tasksInProgress = tasksInProgress
      self.approvalRate = approvalRate
      self.approvalInterval = approvalInterval
      self.completionRate = completionRate
      self.completionInterval = completionInterval
      self.smallSample = smallSample
      self.averageExecutionTime = averageExecutionTime
      self.executionTime = executionTime
      self.stages = stages
      self.performanceScore = performanceScore
      self.bottleneck = bottleneck
      self.estimate = estimate
      self.errors = errors
      self.lastActivity = lastActivity
    }
  }

  /// What an agent is doing.
  package enum AgentStatus: String, Decodable, Sendable, CaseIterable, JSONRepresentable {
    case active, idle, error
  }
}

extension ReportModel.Agent: JSONRepresentable {
  var json: JSONValue {
    [
      "agentId": agentId.json, "agentName": agentName.json, "channel": channel.json, "registered": registered.json,
      "status": status.json, "tasksGenerated": tasksGenerated.json, "tasksApproved": tasksApproved.json,
      "tasksRejected": tasksRejected.json, "tasksCompleted": tasksCompleted.json,
      "tasksCancelled": tasksCancelled.json, "tasksPending": tasksPending.json,
      "tasksApprovedOpen": tasksApprovedOpen.json, "tasksInProgress": tasksInProgress.json,
      "approvalRate": approvalRate.json, "approvalInterval": approvalInterval.json,
      "completionRate": completionRate.json, "completionInterval": completionInterval.json,
      "smallSample": smallSample.json, "averageExecutionTime": averageExecutionTime.json,
      "executionTime": executionTime.json, "stages": stages.json, "performanceScore": performanceScore.json,
      "bottleneck": bottleneck.json, "estimate": estimate.json, "errors": errors.json,
      "lastActivity": lastActivity.json,
    ]
  }
}
