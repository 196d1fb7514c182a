/// Values over time: lines side by side, or areas that add up.
package struct SeriesChart: Chart {
  package enum Form: Sendable { case lines, areas }

  package struct Series: Sendable {
    package var label: String
    /// The number of its colour: `s3`.
    package var style: Int
    /// A value for each point; nil where there is none.
    package var values: [Double?]

    package init(label: String, style: Int, values: [Double?]) {
      self.label = label
      self.style = style
      self.values = values
    }
  }

  package var form: Form
  /// Labels of the points, in order.
  package var points: [String]
  /// Areas are piled up in this order, the first at the bottom.
  package var series: [Series]
  package var axis: ValueAxis

  package init(form: Form, points: [String], series: [Series], axis: ValueAxis) {
    self.form = form
    self.points = points
    self.series = series
    self.axis = axis
  }

  /// The highest value, or sum of values, that has to be shown.
  package static func highest(_ series: [Series], _ form: Form) -> Double {
    switch form {
    case .lines: return series.flatMap { $0.values.compactMap { $0 } }.max() ?? 0
    case .areas:
      let count = series.map(\.values.count).max() ?? 0
      return (0..<count).map { i in
        series.reduce(0) { $0 + ($1.values.indices.contains(i) ? $1.values[i] ?? 0 : 0) }
      }.max() ?? 0
    }
  }

  package var isEmpty: Bool {
    points.isEmpty || !series.contains { $0.values.contains { $0 != nil } }
  }

  package func height(_ size: ChartSize) -> Double { size == .wide ? 300 : 260 }

  package func draw(_ size: ChartSize, into drawing: inout SVGDrawing) {
    let widest = series.map { TextWidth.of($0.label) }.max() ?? 0
    let labels = min(widest + 26, size == .wide ? 200 : 132)
    let plot = Plot(
      left: axis.room, top: 24, width: size.width - axis.room - labels, height: height(size) - 24 - 28)
    axis.drawUpright(plot, into: &drawing.svg)
    drawPoints(points, plot, into: &drawing.svg) { plot.x($0, of: points.count) }
    let ends = form == .areas ? drawAreas(plot, into: &drawing.svg) : drawLines(plot, into: &drawing.svg)
    let shown = ends.indices.filter { ends[$0] != nil }
    let places = apart(
      shown.map { (ends[$0] ?? 0) + 4 }, gap: ChartSize.line, within: plot.top + 8...plot.bottom + 4)
    for (i, y) in zip(shown, places) {
      drawing.svg.rectangle(plot.right + 8, y - 9, 10, 10, style: "s\(series[i].style)")
      drawing.svg.label(
        TextWidth.clipped(series[i].label, to: labels - 24), x: plot.right + 22, y: y)
    }
  }

  /// - Returns: where each line ends; nil for one without a value.
  private func drawLines(_ plot: Plot, into svg: inout SVGText) -> [Double?] {
    series.map { series in
      var path = ""
      var isDrawing = false
      var end: Double?
      var dots: [(Double, Double)] = []
      for (i, value) in series.values.prefix(points.count).enumerated() {
        guard let value else {
          isDrawing = false
          continue
        }
        let (x, y) = (plot.x(i, of: points.count), plot.y(axis.share(value)))
        path += (isDrawing ? "L" : "M") + length(x) + " " + length(y)
        let before = i > 0 ? series.values[i - 1] : nil
        let after = i + 1 < series.values.count ? series.values[i + 1] : nil
        // A value alone would be a line without a length.
        if points.count <= 31 || (before == nil && after == nil) { dots.append((x, y)) }
        isDrawing = true
        end = y
      }
      svg.element("path", ["class": "line s\(series.style)", "d": path])
      for (x, y) in dots {
        svg.element("circle", ["class": "s\(series.style)", "cx": length(x), "cy": length(y), "r": "3"])
      }
      return end
    }
  }

  /// - Returns: the middle of each area at its end; nil where it has no height there.
  private func drawAreas(_ plot: Plot, into svg: inout SVGText) -> [Double?] {
    var base = [Double](repeating: 0, count: points.count)
    return series.map { series in
      let top = base.indices.map { base[$0] + (series.values.indices.contains($0) ? series.values[$0] ?? 0 : 0) }
      // A single point has no width to fill, so it becomes a column.
      let half = points.count == 1 ? min(40, plot.width / 3) : 0
      func places(_ values: [Double]) -> [String] {
        values.enumerated().flatMap { i, value -> [String] in
          let (x, y) = (plot.x(i, of: points.count), length(plot.y(axis.share(value))))
          return half > 0 ? [length(x - half) + " " + y, length(x + half) + " " + y] : [length(x) + " " + y]
        }
      }
      let outline = places(top) + places(base).reversed()
      svg.element("path", ["class": "area s\(series.style)", "d": "M" + outline.joined(separator: "L") + "Z"])
      let (from, to) = (base.last ?? 0, top.last ?? 0)
      base = top
      return to > from ? (plot.y(axis.share(from)) + plot.y(axis.share(to))) / 2 : nil
    }
  }
}
