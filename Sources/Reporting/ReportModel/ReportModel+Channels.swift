extension ReportModel {
  /// The figures of a channel, over the tasks on it.
  package struct Channel: Decodable, Sendable, Equatable {
    /// Its id.
    package var channel: String
    package var channelName: String
    package var registered: Bool
    package var totalTasks: Int
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
    /// In hours.
    @OrNull package var avgCompletionTime: Double?
    package var activeAgents: Int
    /// Id of the agent with most tasks on it.
    @OrNull package var topAgent: String?
    package var executionTime: Times
    package var stages: Stages
    package var recommendations: [Recommendation]

    package init(
      channel: String, channelName: String, registered: Bool, totalTasks: Int, tasksApproved: Int, tasksRejected: Int,
      tasksCompleted: Int, tasksCancelled: Int, tasksPending: Int, tasksApprovedOpen: Int, tasksInProgress: Int,
      approvalRate: Double?, approvalInterval: Interval?, completionRate: Double?, completionInterval: Interval?,
      smallSample: Bool, avgCompletionTime: Double?, activeAgents: Int, topAgent: String?,
      executionTime: Times, stages: Stages, recommendations: [Recommendation]
    ) {
      self.channel = channel
      self.channelName = channelName
      self.registered = registered
      self.totalTasks = totalTasks
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
      self.avgCompletionTime = avgCompletionTime
      self.activeAgents = activeAgents
      self.topAgent = topAgent
      self.executionTime = executionTime
      self.stages = stages
      self.recommendations = recommendations
    }
  }
}

extension ReportModel.Channel: JSONRepresentable {
  var json: JSONValue {
    [
      "channel": channel.json, "channelName": channelName.json, "registered": registered.json,
      "totalTasks": totalTasks.json, "tasksApproved": tasksApproved.json, "tasksRejected": tasksRejected.json,
      "tasksCompleted": tasksCompleted.json, "tasksCancelled": tasksCancelled.json, "tasksPending": tasksPending.json,
      "tasksApprovedOpen": tasksApprovedOpen.json, "tasksInProgress": tasksInProgress.json,
      "approvalRate": approvalRate.json, "approvalInterval": approvalInterval.json,
      "completionRate": completionRate.json, "completionInterval": completionInterval.json,
      "smallSample": smallSample.json, "avgCompletionTime": avgCompletionTime.json, "activeAgents": activeAgents.json,
      "topAgent": topAgent.json, "executionTime": executionTime.json, "stages": stages.json,
      "recommendations": recommendations.json,
    ]
  }
}
