/// Level bars, a row each, of one part or of several that add up.
package struct BarsChart: Chart {
  package struct Row: Sendable {
    package var label: String
    /// A value for each part; nil where there is none.
    package var parts: [Double?]
    /// What stands behind the bar.
    package var text: String

    package init(label: String, parts: [Double?], text: String) {
      self.label = label
      self.parts = parts
      self.text = text
    }
  }

  package struct Part: Sendable {
    package var label: String
    /// The number of its colour: `s3`.
    package var style: Int

    package init(label: String, style: Int) {
      self.label = label
      self.style = style
    }
  }

  package var rows: [Row]
  /// Names of the parts; a chart of one part needs none.
  package var parts: [Part]
  /// Nil where the texts behind the bars say it all.
  package var axis: ValueAxis?

  package init(rows: [Row], parts: [Part], axis: ValueAxis?) {
    self.rows = rows
    self.parts = parts
    self.axis = axis
  }

  /// The longest bar.
  package static func highest(_ rows: [Row]) -> Double {
    rows.map { $0.parts.reduce(0) { $0 + ($1 ?? 0) } }.max() ?? 0
  }

  package var isEmpty: Bool { rows.isEmpty || BarsChart.highest(rows) <= 0 }

  private static let bar = 18.0
  private static let pitch = 26.0

  private func legendLines(_ size: ChartSize) -> [[Int]] {
    if parts.count < 2 { return [] }
    var lines: [[Int]] = [[]]
    var width = 0.0
    for (i, part) in parts.enumerated() {
      let room = TextWidth.of(part.label) + 34
      if width + room > size.width, !lines[lines.count - 1].isEmpty {
        lines.append([])
        width = 0
      }
      lines[lines.count - 1].append(i)
      width += room
    }
    return lines
  }

  package func height(_ size: ChartSize) -> Double {
    Double(legendLines(size).count) * (ChartSize.line + 4) + 8 + Double(rows.count) * BarsChart.pitch
      + (axis == nil ? 4 : 2 * ChartSize.line + 10)
  }

  package func draw(_ size: ChartSize, into drawing: inout SVGDrawing) {
    let legend = legendLines(size)
    for (number, line) in legend.enumerated() {
      var x = 0.0
      let y = Double(number) * (ChartSize.line + 4) + ChartSize.letter
      for i in line {
        drawing.svg.rectangle(x, y - 9, 10, 10, style: "s\(parts[i].style)")
        drawing.svg.label(parts[i].label, x: x + 15, y: y)
        x += TextWidth.of(parts[i].label) + 34
      }
    }
    let most = size == .wide ? 190.0 : 124
    let names = min(most, (rows.map { TextWidth.of($0.label) }.max() ?? 0) + 10)
    let texts = min(size.width / 3, (rows.map { TextWidth.of($0.text) }.max() ?? 0) + 10)
    let top = Double(legend.count) * (ChartSize.line + 4) + 4
    let plot = Plot(
      left: names, top: top, width: size.width - names - texts, height: Double(rows.count) * BarsChart.pitch)
    axis?.drawLevel(plot, into: &drawing.svg)
    let highest = axis?.highest ?? BarsChart.highest(rows)
    for (i, row) in rows.enumerated() {
      let y = top + Double(i) * BarsChart.pitch + (BarsChart.pitch - BarsChart.bar) / 2
      let middle = y + BarsChart.bar / 2 + 4
      drawing.svg.label(TextWidth.clipped(row.label, to: names - 8), x: names - 8, y: middle, .end)
      var sum = 0.0
      for (part, value) in row.parts.enumerated() {
        guard let value, value > 0 else { continue }
        let from = plot.x(sum / highest)
        sum += value
        // What is there at all is seen.
        drawing.svg.rectangle(
          from, y, max(1, plot.x(sum / highest) - from), BarsChart.bar,
          style: "part s\(parts.indices.contains(part) ? parts[part].style : 0)")
      }
      drawing.svg.label(row.text, x: plot.x(sum / highest) + 6, y: middle)
    }
  }
}
