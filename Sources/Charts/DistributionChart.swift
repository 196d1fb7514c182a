/// Columns of counts over ranges, with marks at places within them.
package struct DistributionChart: Chart {
  /// Labels of the places where ranges begin, and one for the end of the last.
  package var edges: [String]
  package var counts: [Double]
  /// A count as it is written over its column.
  package var texts: [String]
  /// A place counted in ranges from the left: 2.5 is the middle of the third.
  package var marks: [(label: String, place: Double)]
  package var axis: ValueAxis

  package init(
    edges: [String], counts: [Double], texts: [String], marks: [(label: String, place: Double)], axis: ValueAxis
  ) {
    self.edges = edges
    self.counts = counts
    self.texts = texts
    self.marks = marks
    self.axis = axis
  }

  package var isEmpty: Bool { !counts.contains { $0 > 0 } }

  /// Room above the columns: the axis' title, a line for each mark, and the count over the highest column.
  private var head: Double { 26 + Double(marks.count + 1) * ChartSize.line }

  package func height(_ size: ChartSize) -> Double { head + 224 }

  package func draw(_ size: ChartSize, into drawing: inout SVGDrawing) {
    let plot = Plot(
      left: axis.room, top: head, width: size.width - axis.room - 20, height: height(size) - head - 28)
    axis.drawUpright(plot, into: &drawing.svg)
    let share = 1 / Double(max(1, counts.count))
    for (i, count) in counts.enumerated() where count > 0 {
      let (x, y) = (plot.x(Double(i) * share) + 1, plot.y(axis.share(count)))
      drawing.svg.rectangle(x, y, plot.width * share - 2, max(1, plot.bottom - y), style: "part s0")
    }
    drawPoints(edges, plot, into: &drawing.svg) { plot.x(Double($0) * share) }
    // Each on a line of its own, the rightmost on the lowest: lines go down left of the labels that they pass.
    let order = marks.indices.sorted { (marks[$0].place, $0) > (marks[$1].place, $1) }
    for (row, i) in order.enumerated() {
      let x = plot.x(marks[i].place * share)
      let y = head - 8 - Double(row + 1) * ChartSize.line
      drawing.svg.line(x, y - 8, x, plot.bottom, style: "goal")
      let fitsRight = x + 6 + TextWidth.of(marks[i].label) <= size.width
      drawing.svg.label(marks[i].label, x: fitsRight ? x + 5 : x - 5, y: y, fitsRight ? .start : .end)
    }
    // After the lines, which break at the numbers.
    for (i, count) in counts.enumerated() where count > 0 && texts.indices.contains(i) {
      guard TextWidth.of(texts[i]) < plot.width * share + 4 else { continue }
      drawing.svg.label(
        texts[i], x: plot.x((Double(i) + 0.5) * share), y: plot.y(axis.share(count)) - 4, .middle)
    }
  }
}
