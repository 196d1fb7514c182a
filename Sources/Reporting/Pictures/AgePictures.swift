internal import Charts

/// How old open tasks are: a bar an age, a part a status.
enum AgePictures {
  /// Older tasks are named in the title.
  static let old = 7.0

  static func open(_ model: ReportModel, _ scene: Scene) -> Picture? {
    picture("ages", OpenAges(scene.model.openAges, scene), model.openAges, scene)
  }

  /// Those that wait for a decision.
  static func pending(_ model: ReportModel, _ scene: Scene) -> Picture? {
    let groups = model.openAges.filter { $0.status == "pending" || $0.status == "awaiting_approval" }
    return picture("pending-ages", OpenAges(groups, scene), groups, scene)
  }

  private static func picture(
    _ id: String, _ ages: OpenAges?, _ groups: [ReportModel.AgeGroup], _ scene: Scene
  ) -> Picture? {
    guard let ages else { return nil }
    let rows = ages.columns.indices.map { column in
      let counts = ages.rows.map { $0.counts[column] }
      return BarsChart.Row(
        label: ages.columns[column], parts: counts.map(Double.init), text: scene.language.number(counts.total))
    }
    let total = groups.map(\.count).total
    let old = groups.filter { $0.fromDays >= AgePictures.old }.map(\.count).total
    let values = ["total": scene.language.number(total), "days": scene.language.number(exactly: AgePictures.old)]
    return Picture(
      id: id,
      title: old == 0
        ? scene.text("chart-\(id)-none", values) : scene.language.text("chart-\(id)-some", count: old, values),
      description: scene.text("chart-ages-description"),
      chart: BarsChart(
        // Ages that no task has reached are in the table.
        rows: Array(rows.prefix((rows.lastIndex { $0.parts.contains { ($0 ?? 0) > 0 } } ?? -1) + 1)),
        parts: ages.rows.map {
          BarsChart.Part(label: scene.word("task-status", $0.status), style: StatusStyle.of($0.status))
        },
        axis: ValueAxis(
          title: scene.text(id == "ages" ? "axis-open-tasks" : "axis-waiting-tasks"),
          ticks: Ticks.counts(upTo: BarsChart.highest(rows), steps: 5).map {
            ($0, scene.language.number(exactly: $0))
          })),
      table: Picture.Table(
        columns: [scene.text("column-age")] + ages.rows.map { scene.word("task-status", $0.status) }
          + [scene.text("column-sum")],
        rows: zip(ages.columns.indices, rows).map { column, row in
          [row.label] + ages.rows.map { scene.language.number($0.counts[column]) } + [row.text]
        }))
  }
}
