internal import Charts
import Tasks

/// How tasks moved over the days.
enum FlowPictures {
  /// Tasks in each status at the end of each period, piled up.
  static func cumulative(_ model: ReportModel, _ scene: Scene) -> Picture? {
    let periods = Periods(model)
    let bands: [(key: String, style: Int, value: (ReportModel.Flow) -> Int)] = [
      ("band-completed", StatusStyle.completed, \.completed),
      ("band-closed", StatusStyle.closed, { [$0.rejected, $0.cancelled].total }),
      ("band-in-progress", StatusStyle.inProgress, \.inProgress), ("band-approved", StatusStyle.approved, \.approved),
      ("band-waiting", StatusStyle.waiting, { [$0.pending, $0.awaitingApproval].total }),
    ]
    guard let first = model.flow.min(by: { $0.date < $1.date }), let last = model.flow.max(by: { $0.date < $1.date })
    else { return nil }
    let series = bands.map { band in
      SeriesChart.Series(
        label: scene.text(band.key), style: band.style,
        values: periods.all.map { $0.flow.map { Double(band.value($0)) } })
    }
    return Picture(
      id: "flow", title: title(open(first), open(last), first, scene),
      description: scene.text("chart-flow-description", ["each": periods.each(scene)]),
      chart: SeriesChart(
        form: .areas, points: periods.all.map { periods.label($0, scene) }, series: series,
        axis: counts(upTo: SeriesChart.highest(series, .areas), "axis-tasks-at-end", periods, scene)),
      table: Picture.Table(
        columns: [scene.text("column-period")] + bands.map { scene.text($0.key) },
        rows: periods.all.map { period in
          [periods.label(period, scene)]
            + bands.map { band in period.flow.map { scene.language.number(band.value($0)) } ?? "-" }
        }))
  }

  private static func open(_ flow: ReportModel.Flow) -> Int {
    [flow.pending, flow.awaitingApproval, flow.approved, flow.inProgress].total
  }

  private static func title(_ before: Int, _ after: Int, _ first: ReportModel.Flow, _ scene: Scene) -> String {
    let values = [
      "day": scene.language.day(first.date),
      "change": scene.language.number(Int(clamping: after.subtractingReportingOverflow(before).partialValue.magnitude)),
    ]
    let key = after > before ? "chart-flow-more" : after < before ? "chart-flow-fewer" : "chart-flow-same"
    return scene.language.text(key, count: after, values)
  }

  /// Created, approved and completed tasks of each period.
  static func daily(_ model: ReportModel, _ scene: Scene) -> Picture? {
    let periods = Periods(model)
    let lines: [(key: String, style: Int, known: Bool, value: (Periods.Period) -> Int)] = [
      ("column-created", StatusStyle.waiting, model.daily.contains { $0.created != nil }, \.created),
      ("column-approved", StatusStyle.approved, model.daily.contains { $0.approved != nil }, \.approved),
      ("column-completed", StatusStyle.completed, model.daily.contains { $0.completed != nil }, \.completed),
    ]
    guard lines.contains(where: \.known) else { return nil }
    let series = lines.map { line in
      SeriesChart.Series(
        label: scene.text(line.key), style: line.style,
        values: periods.all.map { line.known ? Double(line.value($0)) : nil })
    }
    let (created, completed) = (periods.all.map(\.created).total, periods.all.map(\.completed).total)
    let key = created > completed ? "chart-daily-more" : created < completed ? "chart-daily-fewer" : "chart-daily-same"
    return Picture(
      id: "daily",
      title: scene.text(
        key, ["created": scene.language.number(created), "completed": scene.language.number(completed)]),
      description: scene.text("chart-daily-description", ["each": periods.each(scene)]),
      chart: SeriesChart(
        form: .lines, points: periods.all.map { periods.label($0, scene) }, series: series,
        axis: counts(upTo: SeriesChart.highest(series, .lines), "axis-tasks", periods, scene)),
      table: Picture.Table(
        columns: [scene.text("column-period")] + lines.map { scene.text($0.key) },
        rows: periods.all.map { period in
          [periods.label(period, scene)] + lines.map { $0.known ? scene.language.number($0.value(period)) : "-" }
        }))
  }

  private static func counts(upTo highest: Double, _ key: String, _ periods: Periods, _ scene: Scene) -> ValueAxis {
    ValueAxis(
      title: scene.text(key, ["each": periods.each(scene)]),
      ticks: Ticks.counts(upTo: highest, steps: 5).map { ($0, scene.language.number(exactly: $0)) })
  }
}
