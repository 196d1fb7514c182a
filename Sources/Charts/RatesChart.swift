/// Two rates against each other, a mark each, with their intervals and targets. All values are percentages.
package struct RatesChart: Chart {
  package struct Mark: Sendable {
    package var label: String
    package var x: Double
    package var y: Double
    package var xInterval: ClosedRange<Double>?
    package var yInterval: ClosedRange<Double>?
    /// Drawn as a diamond, and never left without its name.
    package var isMarked: Bool
    /// Drawn hollow.
    package var isUncertain: Bool

    package init(
      label: String, x: Double, y: Double, xInterval: ClosedRange<Double>?, yInterval: ClosedRange<Double>?,
      isMarked: Bool, isUncertain: Bool
    ) {
      self.label = label
      self.x = x
      self.y = y
      self.xInterval = xInterval
      self.yInterval = yInterval
      self.isMarked = isMarked
      self.isUncertain = isUncertain
    }
  }

  package var marks: [Mark]
  package var xTitle: String
  package var yTitle: String
  package var target: Double
  package var targetLabel: String
  package var ticks: [(value: Double, label: String)]

  package init(
    marks: [Mark], xTitle: String, yTitle: String, target: Double, targetLabel: String,
    ticks: [(value: Double, label: String)]
  ) {
    self.marks = marks
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.target = target
    self.targetLabel = targetLabel
    self.ticks = ticks
  }

  /// With more marks, intervals and the names of unmarked ones would cover each other.
  private static let crowd = 24

  package var isEmpty: Bool { marks.isEmpty }

  package func height(_ size: ChartSize) -> Double { size == .wide ? 440 : 360 }

  package func draw(_ size: ChartSize, into drawing: inout SVGDrawing) {
    let axis = ValueAxis(title: yTitle, ticks: ticks)
    let plot = Plot(
      left: axis.room, top: 26, width: size.width - axis.room - 14, height: height(size) - 26 - 2 * ChartSize.line - 8)
    let goal = (x: plot.x(target / 100), y: plot.y(target / 100))
    drawing.svg.rectangle(goal.x, plot.top, plot.right - goal.x, goal.y - plot.top, style: "zone")
    axis.drawUpright(plot, into: &drawing.svg)
    ValueAxis(title: xTitle, ticks: ticks).drawLevel(plot, into: &drawing.svg)
    drawing.svg.line(goal.x, plot.top, goal.x, plot.bottom, style: "goal")
    drawing.svg.line(plot.left, goal.y, plot.right, goal.y, style: "goal")
    drawing.svg.label(targetLabel, x: plot.left + 6, y: goal.y - 5, style: "soft")
    drawing.svg.label(targetLabel, x: goal.x - 6, y: plot.bottom - 6, .end, style: "soft")

    let isCrowd = marks.count > RatesChart.crowd
    let places = marks.map { (x: plot.x($0.x / 100), y: plot.y($0.y / 100)) }
    for (mark, place) in zip(marks, places) where !isCrowd || mark.isMarked {
      if let interval = mark.xInterval {
        drawing.svg.line(
          plot.x(interval.lowerBound / 100), place.y, plot.x(interval.upperBound / 100), place.y, style: "whisker")
      }
      if let interval = mark.yInterval {
        drawing.svg.line(
          place.x, plot.y(interval.lowerBound / 100), place.x, plot.y(interval.upperBound / 100), style: "whisker")
      }
    }
    for (mark, place) in zip(marks, places) {
      let style = (mark.isMarked ? "s1" : "s0") + (mark.isUncertain ? " hollow" : "")
      if mark.isMarked {
        let (x, y) = (place.x, place.y)
        drawing.svg.element(
          "path",
          [
            "class": style,
            "d":
              "M\(length(x)) \(length(y - 7))L\(length(x + 7)) \(length(y))L\(length(x)) \(length(y + 7))L\(length(x - 7)) \(length(y))Z",
          ])
      } else {
        drawing.svg.element("circle", ["class": style, "cx": length(place.x), "cy": length(place.y), "r": "5"])
      }
    }
    drawNames(plot, places, isCrowd, into: &drawing.svg)
  }

  /// Names beside their marks, where no other name or mark is; marked ones first, since not all may find a place.
  private func drawNames(
    _ plot: Plot, _ places: [(x: Double, y: Double)], _ isCrowd: Bool, into svg: inout SVGText
  ) {
    var taken = places.map { Box(left: $0.x - 6, top: $0.y - 6, right: $0.x + 6, bottom: $0.y + 6) }
    taken.append(
      Box(
        left: plot.left, top: plot.y(target / 100) - 17, right: plot.left + 6 + TextWidth.of(targetLabel),
        bottom: plot.y(target / 100)))
    taken.append(
      Box(
        left: plot.x(target / 100) - 6 - TextWidth.of(targetLabel), top: plot.bottom - 18,
        width: TextWidth.of(targetLabel)))
    let lines = whiskers(plot, places, isCrowd)
    let order = marks.indices.sorted { (marks[$0].isMarked ? 0 : 1, $0) < (marks[$1].isMarked ? 0 : 1, $1) }
    var named = 0
    for i in order where marks[i].isMarked || !isCrowd {
      if named == RatesChart.crowd { break }
      let name = TextWidth.clipped(marks[i].label, to: plot.width / 2)
      let width = TextWidth.of(name)
      let (x, y) = places[i]
      // Off all lines if there is such a place near by; else where only lines are in the way.
      for (distance, obstacles) in [10.0, 22, 36].map({ ($0, taken + lines) })
        + [10.0, 22, 36, 52, 70].map({ ($0, taken) })
      {
        let candidates = [
          Box(left: x + distance, top: y - 8, width: width), Box(left: x - distance - width, top: y - 8, width: width),
          Box(left: x + 5, top: y - distance - 12, width: width), Box(left: x + 5, top: y + distance - 4, width: width),
          Box(left: x - width - 5, top: y - distance - 12, width: width),
          Box(left: x - width - 5, top: y + distance - 4, width: width),
        ]
        guard
          let box = candidates.first(where: { box in
            box.left >= plot.left && box.right <= plot.right && box.top >= plot.top - 8 && box.bottom <= plot.bottom
              && !obstacles.contains { $0.touches(box) }
          })
        else { continue }
        if distance > 10 {
          let edge = min(max(x, box.left - 1), box.right + 1)
          svg.line(x, y, edge, min(max(y, box.top + 3), box.bottom - 1), style: "leader")
        }
        svg.label(name, x: box.left, y: box.top + 12, style: marks[i].isMarked ? "strong" : nil)
        taken.append(box)
        named += 1
        break
      }
    }
  }
}

extension RatesChart {
  /// The places of the intervals' lines.
  private func whiskers(_ plot: Plot, _ places: [(x: Double, y: Double)], _ isCrowd: Bool) -> [Box] {
    zip(marks, places).filter { !isCrowd || $0.0.isMarked }.flatMap { mark, place -> [Box] in
      let level = mark.xInterval.map {
        Box(
          left: plot.x($0.lowerBound / 100), top: place.y - 1, right: plot.x($0.upperBound / 100), bottom: place.y + 1)
      }
      let upright = mark.yInterval.map {
        Box(
          left: place.x - 1, top: plot.y($0.upperBound / 100), right: place.x + 1, bottom: plot.y($0.lowerBound / 100))
      }
      return [level, upright].compactMap { $0 }
    }
  }
}

/// Where a label stands.
struct Box {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// Of a line of letters.
  init(left: Double, top: Double, width: Double) {
    self.init(left: left, top: top, right: left + width, bottom: top + ChartSize.line)
  }

  func touches(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }
}
