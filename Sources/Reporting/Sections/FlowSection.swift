import Tasks

/// How tasks move: day by day, stage by stage, and what is still open.
enum FlowSection {
  /// Days that the daily table holds.
  static let days = 31

  static let fields: [Field<ReportModel>] = [
    .group("cumulativeChart", "tasks in each status at the end of each period", Picture.fields) { model, scene in
      FlowPictures.cumulative(model, scene)
    },
    .group("dailyChart", "created, approved and completed tasks of each period", Picture.fields) { model, scene in
      FlowPictures.daily(model, scene)
    },
    .group("stagesChart", "the mean time in each stage", Picture.fields) { model, scene in
      TimePictures.stages(model, scene)
    },
    .group("timesChart", "how execution times are distributed, with percentiles", Picture.fields) { model, scene in
      TimePictures.distribution(model, scene)
    },
    .group("agesChart", "how old the open tasks are", Picture.fields) { model, scene in AgePictures.open(model, scene)
    },
    .flag("hasDays", "whether anything happened on any day") { model, _ in !model.daily.isEmpty },
    .list("days", "the last 31 days, all channels together", DayTotals.fields) { model, _ in
      Array(DayTotals.all(model).suffix(days))
    },
    .group("missingSeries", "which columns of the days have no timestamps in the input", CutNote.fields) {
      model, scene in DayTotals.missingSeries(model, scene)
    },
    .group("daysCut", "how many days there are besides", CutNote.fields) { model, scene in
      let all = Set(model.daily.map(\.date)).count
      return all > days ? CutNote(text: scene.language.text("days-cut", count: all, ["shown": "\(days)"])) : nil
    },
    .list("stages", "each part of the way from created to completed", Stage.fields) { model, _ in
      Stage.all(model.system)
    },
    .flag("hasExecutionTimes", "whether a completed task has both times") { model, _ in
      model.system.executionTime.count > 0
    },
    .list("histogram", "execution times by ranges", Share.fields) { model, scene in Share.executionTimes(model, scene)
    },
    .flag("hasSlowest", "whether a completed task has both times") { model, _ in !model.slowest.tasks.isEmpty },
    .list("slowest", "the slowest completed tasks, as many as `listRows`", slowest) { model, scene in
      scene.cut(model.slowest.tasks)
    },
    .group("slowestCut", "how many of the slowest tasks are not shown", CutNote.fields) { model, scene in
      scene.remainder(total: model.slowest.total, shown: scene.cut(model.slowest.tasks).count)
    },
  ]

  private static let slowest: [Field<ReportModel.SlowTask>] = [
    .text("id", "the task's id") { task, _ in task.id },
    .figure("title", "its title, where the role may see it") { task, scene in scene.title(task.title) },
    .figure("agent", "who made it") { task, scene in Figure(task.agentId.map(scene.agentName), else: "reason-person") },
    .figure("channel", "what it is for") { task, scene in
      Figure(task.channel.map(scene.channelName), else: "reason-no-channel")
    },
    .figure("createdAt", "when it was created") { task, scene in Figure(task.createdAt, else: "reason-no-time", scene)
    },
    .figure("duration", "how long it took, created to completed") { task, scene in
      Figure(task.executionMinutes, else: "reason-no-data", text: scene.language.duration(minutes:))
    },
  ]
}

/// What happened on a day, on all channels.
struct DayTotals: Sendable {
  let date: CalendarDay
  var created: Int?
  var approved: Int?
  var rejected: Int?
  var started: Int?
  var completed: Int?
  let open: Int?
  /// The most that were open on any day.
  let mostOpen: Int

  static let fields: [Field<DayTotals>] = [
    .figure("date", "the day") { day, scene in .known(scene.language.day(day.date), order: day.date.description) },
    .figure("created", "tasks created on it") { day, scene in count(day.created, scene) },
    .figure("approved", "tasks approved on it") { day, scene in count(day.approved, scene) },
    .figure("rejected", "tasks rejected on it") { day, scene in count(day.rejected, scene) },
    .figure("started", "tasks started on it") { day, scene in count(day.started, scene) },
    .figure("completed", "tasks completed on it") { day, scene in count(day.completed, scene) },
    .figure("open", "tasks that were open at its end") { day, scene in count(day.open, scene) },
    .group("bar", "the open ones against the most of any day", Bar.fields) { day, _ in
      day.open.map { Bar($0, of: day.mostOpen) }
    },
  ]

  static func all(_ model: ReportModel) -> [DayTotals] {
    let open = Dictionary(
      model.flow.map { ($0.date, [$0.pending, $0.awaitingApproval, $0.approved, $0.inProgress].total) }
    ) { first, _ in first }
    let mostOpen = open.values.max() ?? 0
    var totals: [CalendarDay: DayTotals] = [:]
    for row in model.daily {
      var day = totals[row.date] ?? DayTotals(date: row.date, open: open[row.date], mostOpen: mostOpen)
      day.created = sum(day.created, row.created)
      day.approved = sum(day.approved, row.approved)
      day.rejected = sum(day.rejected, row.rejected)
      day.started = sum(day.started, row.started)
      day.completed = sum(day.completed, row.completed)
      totals[row.date] = day
    }
    return totals.values.sorted { $0.date < $1.date }
  }

  /// Names the series that the input has no timestamps for; the table shows `-` for them.
  static func missingSeries(_ model: ReportModel, _ scene: Scene) -> CutNote? {
    let series: [(String, (ReportModel.Day) -> Int?)] = [
      ("created", \.created), ("approved", \.approved), ("rejected", \.rejected), ("started", \.started),
      ("completed", \.completed),
    ]
    let missing = series.filter { _, value in model.daily.allSatisfy { value($0) == nil } }
    if missing.isEmpty || model.daily.isEmpty { return nil }
    let names = missing.map { scene.text("column-" + $0.0) }.joined(separator: ", ")
    return CutNote(text: scene.text("series-missing", ["series": names]))
  }

  private static func count(_ value: Int?, _ scene: Scene) -> Figure {
    Figure(value.map { scene.language.number($0) }, else: "reason-no-timestamps")
  }

  /// A series without timestamps stays without.
  private static func sum(_ a: Int?, _ b: Int?) -> Int? {
    guard let b else { return a }
    return [a ?? 0, b].total
  }
}

/// A part of the way from created to completed.
struct Stage: Sendable {
  let code: String
  let times: ReportModel.Times

  static let fields: [Field<Stage>] = [
    .text("name", "what the stage is called") { stage, scene in scene.text("stage-" + stage.code) },
    .text("meaning", "from what to what it lasts") { stage, scene in scene.text("stage-" + stage.code + "-meaning") },
    .group("times", "how long tasks were in it", ReportModel.Times.fields) { stage, _ in stage.times },
  ]

  static func all(_ system: ReportModel.System) -> [Stage] {
    [
      Stage(code: "approvalWait", times: system.stages.approvalWait),
      Stage(code: "queueTime", times: system.stages.queueTime),
      Stage(code: "cycleTime", times: system.stages.cycleTime),
      Stage(code: "deliveryTime", times: system.stages.deliveryTime),
      Stage(code: "executionTime", times: system.executionTime),
    ]
  }
}

/// A part of a whole, by its label.
struct Share: Sendable {
  let label: String
  let count: Int
  let total: Int

  var percent: Double? { total > 0 ? 100 * Double(count) / Double(total) : nil }

  static let fields: [Field<Share>] = [
    .text("label", "the range") { share, _ in share.label },
    .text("count", "how many tasks lie in it") { share, scene in scene.language.number(share.count) },
    .figure("percent", "their share") { share, scene in
      Figure(share.percent.map(scene.language.percent), else: "reason-no-data")
    },
    .group("bar", "the same as a length", Bar.fields) { share, _ in Bar(share.count, of: share.total) },
  ]

  static func executionTimes(_ model: ReportModel, _ scene: Scene) -> [Share] {
    let bins = model.histograms.executionTime
    let total = bins.map(\.count).total
    return bins.map { bin in
      let from = scene.language.span(minutes: bin.fromMinutes)
      let label =
        if let end = bin.toMinutes {
          scene.text("range", ["from": from, "to": scene.language.span(minutes: end)])
        } else {
          scene.text("range-open", ["from": from])
        }
      return Share(label: label, count: bin.count, total: total)
    }
  }
}
