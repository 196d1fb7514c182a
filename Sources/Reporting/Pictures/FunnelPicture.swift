internal import Charts

/// How far the tasks came that agents said they would do.
enum FunnelPicture {
  static func picture(_ steps: [FunnelStep], isCompared: Bool, _ scene: Scene) -> Picture? {
    func count(_ code: String) -> String {
      scene.language.number(steps.first { $0.code == code }?.count ?? 0)
    }
    guard let said = steps.first?.count, said > 0 else { return nil }
    return Picture(
      id: "funnel",
      title: scene.language.text(
        isCompared ? "chart-funnel-compared" : "chart-funnel-alone", count: said,
        isCompared ? ["stored": count("stored"), "done": count("done")] : ["done": count("done")]),
      description: scene.text("chart-funnel-description"),
      chart: BarsChart(
        rows: steps.map { step in
          BarsChart.Row(
            label: scene.text("funnel-" + step.code), parts: [Double(step.count)],
            text: scene.language.number(step.count) + " ("
              + scene.language.percent(100 * Double(step.count) / Double(said)) + ")")
        }, parts: [], axis: nil),
      table: Picture.Table(
        columns: [scene.text("column-step"), scene.text("column-tasks")],
        rows: steps.map { [scene.text("funnel-" + $0.code), scene.language.number($0.count)] }))
  }
}
