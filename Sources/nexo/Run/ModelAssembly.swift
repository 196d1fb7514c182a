import Ingestion
import Reporting
import Tasks

/// Fills the report's model with figures, and with the texts of the rows that it shows.
struct ModelAssembly {
  let figures: Figures
  let texts: TaskTexts

  var system: ReportModel.System {
    let system = figures.system
    let group = system.group
    return ReportModel.System(
      totalAgents: system.totalAgents, activeAgents: system.activeAgents, totalTasksGenerated: group.generated,
      totalTasksApproved: group.approved, totalTasksRejected: group.rejected, totalTasksCompleted: group.completed,
      totalTasksCancelled: group.cancelled, totalTasksPending: group.pending,
      totalTasksApprovedOpen: group.approvedOpen, totalTasksInProgress: group.inProgress,
      averageApprovalRate: system.averageApprovalRate, averageCompletionRate: system.averageCompletionRate,
      overallApprovalRate: group.approvalRate, overallCompletionRate: group.completionRate,
      systemHealth: ReportModel.Health(rawValue: system.health.rawValue) ?? .noData, bottlenecks: system.bottlenecks,
      recommendations: system.recommendations.map(recommendation), executionTime: times(group.execution),
      stages: stages(group))
  }

  var agents: [ReportModel.Agent] {
    figures.agents.map { agent in
      let group = agent.group
      return ReportModel.Agent(
        agentId: agent.id, agentName: agent.name, channel: agent.channel, registered: agent.isRegistered,
        status: ReportModel.AgentStatus(rawValue: agent.status.rawValue) ?? .idle, tasksGenerated: group.generated,
        tasksApproved: group.approved, tasksRejected: group.rejected, tasksCompleted: group.completed,
        tasksCancelled: group.cancelled, tasksPending: group.pending, tasksApprovedOpen: group.approvedOpen,
        tasksInProgress: group.inProgress, approvalRate: group.approvalRate,
        approvalInterval: interval(group.approvalInterval), completionRate: group.completionRate,
        completionInterval: interval(group.completionInterval), smallSample: agent.isSmallSample,
        averageExecutionTime: group.execution.meanMinutes, executionTime: times(group.execution),
        stages: stages(group), performanceScore: agent.performanceScore, bottleneck: agent.isBottleneck,
        estimate: ReportModel.Estimate(
          tasks: group.estimatedTasks, estimatedHours: group.estimatedHours, actualHours: group.actualHours,
          ratio: group.estimateRatio),
        errors: agent.errors, lastActivity: group.lastActivity)
    }
  }

  var channels: [ReportModel.Channel] {
    figures.channels.map { channel in
      let group = channel.group
      return ReportModel.Channel(
        channel: channel.id, channelName: channel.name, registered: channel.isRegistered, totalTasks: group.generated,
        tasksApproved: group.approved, tasksRejected: group.rejected, tasksCompleted: group.completed,
        tasksCancelled: group.cancelled, tasksPending: group.pending, tasksApprovedOpen: group.approvedOpen,
        tasksInProgress: group.inProgress, approvalRate: group.approvalRate,
        approvalInterval: interval(group.approvalInterval), completionRate: group.completionRate,
        completionInterval: interval(group.completionInterval), smallSample: channel.isSmallSample,
        avgCompletionTime: channel.averageCompletionHours, activeAgents: channel.activeAgents,
        topAgent: channel.topAgent, executionTime: times(group.execution), stages: stages(group),
        recommendations: channel.recommendations.map(recommendation))
    }
  }

  var daily: [ReportModel.Day] {
    figures.daily.map {
      ReportModel.Day(
        date: $0.day, channel: $0.channel, created: $0.created, approved: $0.approved, rejected: $0.rejected,
        started: $0.started, completed: $0.completed, avgCompletionTime: $0.averageCompletionHours)
    }
  }

  var flow: [ReportModel.Flow] {
    figures.flow.map {
      ReportModel.Flow(
        date: $0.day, pending: $0.counts[0], awaitingApproval: $0.counts[1], approved: $0.counts[2],
        inProgress: $0.counts[3], completed: $0.counts[4], rejected: $0.counts[5], cancelled: $0.counts[6])
    }
  }

  var histograms: ReportModel.Histograms {
    let bounds = Buckets.executionMinutes
    return ReportModel.Histograms(
      executionTime: figures.executionHistogram.enumerated().map { i, count in
        ReportModel.Bin(
          fromMinutes: Double(bounds[i]), toMinutes: i + 1 < bounds.count ? Double(bounds[i + 1]) : nil, count: count)
      })
  }

  var openAges: [ReportModel.AgeGroup] {
    let bounds = Buckets.ageDays
    return figures.openAges.enumerated().flatMap { rank, counts in
      counts.enumerated().map { i, count in
        ReportModel.AgeGroup(
          status: TaskStatus.allCases[rank].name, fromDays: Double(bounds[i]),
          toDays: i + 1 < bounds.count ? Double(bounds[i + 1]) : nil, count: count)
      }
    }
  }

  func pendingApproval() throws(SourceError) -> ReportModel.TaskList<ReportModel.TaskRow> {
    try texts.list(figures.pendingApproval)
  }

  func slowest() throws(SourceError) -> ReportModel.TaskList<ReportModel.SlowTask> {
    var rows: [ReportModel.SlowTask] = []
    for task in figures.slowest.rows {
      let row = try texts.row(task)
      rows.append(
        ReportModel.SlowTask(
          id: row.id, title: row.title, agentId: row.agentId, channel: row.channel, status: row.status,
          priority: row.priority, category: row.category, createdAt: Instant(milliseconds: task.created),
          ageDays: row.ageDays, executionMinutes: Double(task.execution ?? 0) / 60_000))
    }
    return ReportModel.TaskList(total: figures.slowest.total, tasks: rows)
  }

  private func recommendation(_ recommendation: Recommendation) -> ReportModel.Recommendation {
    ReportModel.Recommendation(
      code: recommendation.code.rawValue,
      evidence: ReportModel.Evidence(
        figure: recommendation.figure, value: recommendation.value, threshold: recommendation.threshold,
        n: recommendation.n))
  }

  private func times(_ figures: DurationFigures) -> ReportModel.Times {
    ReportModel.Times(
      count: figures.count, meanMinutes: figures.meanMinutes, p50Minutes: figures.p50Minutes,
      p90Minutes: figures.p90Minutes, p95Minutes: figures.p95Minutes, maxMinutes: figures.maxMinutes)
  }

  private func stages(_ group: GroupFigures) -> ReportModel.Stages {
    ReportModel.Stages(
      approvalWait: times(group.approvalWait), queueTime: times(group.queueTime), cycleTime: times(group.cycleTime),
      deliveryTime: times(group.deliveryTime))
  }

  private func interval(_ ends: (low: Double, high: Double)?) -> ReportModel.Interval? {
    ends.map { ReportModel.Interval(low: $0.low, high: $0.high) }
  }
}
