internal import Charts

/// Where the time goes.
enum TimePictures {
  /// Agents that have a bar of their own.
  private static let agents = 12

  /// The mean time in each stage, for all and by agent.
  static func stages(_ model: ReportModel, _ scene: Scene) -> Picture? {
    let known = model.agents.filter { !means($0.stages).allSatisfy { $0 == nil } }
    var sources = [(label: scene.text("all-agents"), stages: model.system.stages)]
    if known.count > 1 { sources += known.prefix(agents).map { (scene.agentName($0.agentId), $0.stages) } }
    let names = ["approvalWait", "queueTime", "cycleTime"].map { scene.text("stage-" + $0) }
    let rows = sources.map { source in
      let parts = means(source.stages)
      return BarsChart.Row(
        label: source.label, parts: parts,
        text: scene.language.duration(minutes: parts.reduce(0) { $0 + ($1 ?? 0) }))
    }
    let all = means(model.system.stages)
    let medians = [model.system.stages.approvalWait, model.system.stages.queueTime, model.system.stages.cycleTime]
      .map(\.p50Minutes)
    guard let longest = all.indices.max(by: { (all[$0] ?? -1) < (all[$1] ?? -1) }), let most = all[longest], most > 0
    else { return nil }
    return Picture(
      id: "stages",
      title: scene.text(
        "chart-stages-title",
        [
          "stage": names[longest], "time": scene.language.duration(minutes: most),
          "median": medians[longest].map(scene.language.duration(minutes:)) ?? "-",
          "total": scene.language.duration(minutes: all.reduce(0) { $0 + ($1 ?? 0) }),
        ]),
      description: scene.text("chart-stages-description"),
      chart: BarsChart(
        rows: rows,
        parts: zip(names, [StatusStyle.waiting, StatusStyle.approved, StatusStyle.inProgress]).map(BarsChart.Part.init),
        axis: ValueAxis(
          title: scene.text("axis-mean-time"),
          ticks: Ticks.minutes(upTo: BarsChart.highest(rows), steps: 4).map { ($0, scene.language.span(minutes: $0)) })),
      table: Picture.Table(
        columns: [scene.text("column-agent")] + names + [scene.text("column-sum")],
        rows: rows.map { row in
          [row.label] + row.parts.map { $0.map(scene.language.duration(minutes:)) ?? "-" } + [row.text]
        }))
  }

  private static func means(_ stages: ReportModel.Stages) -> [Double?] {
    [stages.approvalWait.meanMinutes, stages.queueTime.meanMinutes, stages.cycleTime.meanMinutes]
  }

  /// How long tasks took, with the percentiles that the report names.
  static func distribution(_ model: ReportModel, _ scene: Scene) -> Picture? {
    let (bins, times) = (model.histograms.executionTime, model.system.executionTime)
    guard let median = times.p50Minutes, let p90 = times.p90Minutes, !bins.isEmpty else { return nil }
    let marks = [("p50", times.p50Minutes), ("p90", times.p90Minutes), ("p95", times.p95Minutes)].compactMap {
      name, minutes in
      minutes.map { (label: "\(name): " + scene.language.duration(minutes: $0), place: place($0, bins)) }
    }
    let counts = bins.map { Double($0.count) }
    let values = ["median": scene.language.duration(minutes: median), "p90": scene.language.duration(minutes: p90)]
    return Picture(
      id: "times", title: scene.text("chart-times-title", values),
      description: scene.text("chart-times-description"),
      chart: DistributionChart(
        edges: bins.map { scene.language.span(minutes: $0.fromMinutes) }, counts: counts,
        texts: bins.map { scene.language.number($0.count) }, marks: marks,
        axis: ValueAxis(
          title: scene.text("axis-completed-tasks"),
          ticks: Ticks.counts(upTo: counts.max() ?? 0, steps: 5).map { ($0, scene.language.number(exactly: $0)) })),
      table: Picture.Table(
        columns: [scene.text("column-range"), scene.text("column-tasks"), scene.text("column-share")],
        rows: Share.executionTimes(model, scene).map { share in
          [share.label, scene.language.number(share.count), share.percent.map(scene.language.percent) ?? "-"]
        }))
  }

  /// The place of a time among the ranges: its share of the range that holds it; in the last, which has no end, the middle.
  private static func place(_ minutes: Double, _ bins: [ReportModel.Bin]) -> Double {
    guard let i = bins.lastIndex(where: { $0.fromMinutes <= minutes }) else { return 0 }
    guard let end = bins[i].toMinutes, end > bins[i].fromMinutes else { return Double(i) + 0.5 }
    return Double(i) + min(1, (minutes - bins[i].fromMinutes) / (end - bins[i].fromMinutes))
  }
}
