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

  /// Names beside their marks, where no other name or mark is, and no interval or target either where there is another place;
  /// marked ones first, since not all may find a place.
  private func drawNames(
    _ plot: Plot, _ places: [(x: Double, y: Double)], _ isCrowd: Bool, into svg: inout SVGText
  ) {
    var taken = places.map { Box(left: $0.x - 8, top: $0.y - 8, right: $0.x + 8, bottom: $0.y + 8) }
    taken.append(
      Box(
        left: plot.left, top: plot.y(target / 100) - 17, right: plot.left + 6 + TextWidth.of(targetLabel),
        bottom: plot.y(target / 100)))
    taken.append(
      Box(
        left: plot.x(target / 100) - 6 - TextWidth.of(targetLabel), top: plot.bottom - 18,
        width: TextWidth.of(targetLabel)))
    let order = marks.indices.sorted { (marks[$0].isMarked ? 0 : 1, $0) < (marks[$1].isMarked ? 0 : 1, $1) }
    let named = order.filter { marks[$0].isMarked || !isCrowd }
    let goal = (x: plot.x(target / 100), y: plot.y(target / 100))
    let lines =
      named.flatMap { whiskers(of: marks[$0], at: places[$0], plot) } + [
        Box(left: goal.x - 1, top: plot.top, right: goal.x + 1, bottom: plot.bottom),
        Box(left: plot.left, top: goal.y - 1, right: plot.right, bottom: goal.y + 1),
      ]
    var count = 0
    for i in named where count < RatesChart.crowd {
      let isStrong = marks[i].isMarked
      let name = TextWidth.clipped(marks[i].label, to: plot.width / 2, isStrong: isStrong)
      let spots = spots(around: places[i], width: TextWidth.of(name, isStrong: isStrong)).filter { spot in
        spot.box.left >= plot.left && spot.box.right <= plot.right && spot.box.top >= plot.top - 8
          && spot.box.bottom <= plot.bottom && !taken.contains { $0.touches(spot.box) }
      }
      let isClear = { (spot: Spot) in spot.distance < 40 && !lines.contains { $0.touches(spot.box) } }
      guard let spot = spots.first(where: isClear) ?? spots.first else { continue }
      let (x, y, box) = (places[i].x, places[i].y, spot.box)
      if spot.distance > 10 {
        let edge = min(max(x, box.left - 1), box.right + 1)
        svg.line(x, y, edge, min(max(y, box.top + 3), box.bottom - 1), style: "leader")
      }
      svg.label(name, x: box.left, y: box.top + 12, style: isStrong ? "strong" : nil)
      taken.append(box)
      count += 1
    }
  }

  private typealias Spot = (distance: Double, box: Box)

  /// Where the name of a mark may stand, the best first.
  private func spots(around place: (x: Double, y: Double), width: Double) -> [Spot] {
    let (right, left) = (place.x + 6, place.x - 6 - width)
    return [10.0, 22, 36, 52, 70].flatMap { distance -> [Spot] in
      let (above, below) = (place.y - distance - 14, place.y + distance - 2)
      let boxes: [Box] = [
        Box(left: right, top: above, width: width), Box(left: right, top: below, width: width),
        Box(left: left, top: above, width: width), Box(left: left, top: below, width: width),
        Box(left: place.x + distance, top: place.y - 8, width: width),
        Box(left: place.x - distance - width, top: place.y - 8, width: width),
      ]
      return boxes.map { (distance, $0) }
    }
  }

  /// The intervals of a mark, as places that are better left free.
  private func whiskers(of mark: Mark, at place: (x: Double, y: Double), _ plot: Plot) -> [Box] {
    var boxes: [Box] = []
    if let interval = mark.xInterval {
      boxes.append(
        Box(
          left: plot.x(interval.lowerBound / 100), top: place.y - 1, right: plot.x(interval.upperBound / 100),
          bottom: place.y + 1))
    }
    if let interval = mark.yInterval {
      boxes.append(
        Box(
          left: place.x - 1, top: plot.y(interval.upperBound / 100), right: place.x + 1,
          bottom: plot.y(interval.lowerBound / 100)))
    }
    return boxes
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
