/// A picture of figures: values in, SVG out. It knows no locale and no report: every text is given.
///
/// Colours, lines and letters are classes that the page's style sheet sets: `s0`, `s1`... fill and stroke of a series,
/// `grid`, `axis`, `goal`, `soft`. What a colour says a label or a pattern says as well.
package protocol Chart: Sendable {
  /// Whether there is anything to draw.
  var isEmpty: Bool { get }

  /// How high the picture is.
  func height(_ size: ChartSize) -> Double

  /// Draws everything but the frame.
  func draw(_ size: ChartSize, into svg: inout SVGDrawing)
}

/// How much room a picture has. It is drawn once for a screen and once for a phone, so that its letters stay readable.
package enum ChartSize: String, Sendable, CaseIterable {
  case wide, narrow

  package var width: Double { self == .wide ? 760 : 340 }

  /// Size of all letters.
  static let letter = 12.0
  /// Distance of lines.
  static let line = 16.0
}

/// What a chart draws into. (The type of the writer stays inside the module.)
package struct SVGDrawing {
  var svg = SVGText()
}

extension Chart {
  /// The picture, or nil when there is nothing to draw.
  /// - Parameters:
  ///   - id: begins the ids of its title and description; no two pictures of a page share it.
  ///   - title: what it shows, in a sentence.
  ///   - description: how it shows it.
  package func svg(_ size: ChartSize, id: String, title: String, description: String) -> String? {
    if isEmpty { return nil }
    var drawing = SVGDrawing()
    let name = "\(id)-\(size.rawValue)"
    let frame: KeyValuePairs = [
      "class": "chart \(size.rawValue)", "viewBox": "0 0 \(length(size.width)) \(length(height(size)))", "role": "img",
      "aria-labelledby": "\(name)-title \(name)-text",
    ]
    drawing.svg.element("svg", frame) { svg in
      svg.element("title", ["id": "\(name)-title"]) { $0.content(title) }
      svg.element("desc", ["id": "\(name)-text"]) { $0.content(description) }
      var inner = SVGDrawing(svg: svg)
      draw(size, into: &inner)
      svg = inner.svg
    }
    return drawing.svg.text
  }
}

/// The rectangle that values are drawn in, and how values become places.
struct Plot {
  var left: Double
  var top: Double
  var width: Double
  var height: Double

  var right: Double { left + width }
  var bottom: Double { top + height }

  /// The place of a share of the width, from 0 to 1.
  func x(_ share: Double) -> Double { left + width * min(1, max(0, share)) }

  /// The place of a share of the height, from 0 at the bottom to 1.
  func y(_ share: Double) -> Double { bottom - height * min(1, max(0, share)) }

  /// The place of point `i` of `count` along the width; one alone stands in the middle.
  func x(_ i: Int, of count: Int) -> Double {
    count > 1 ? left + width * Double(i) / Double(count - 1) : left + width / 2
  }
}

/// An axis of values: round ticks with their labels, and what they count.
package struct ValueAxis: Sendable {
  package var title: String
  package var ticks: [(value: Double, label: String)]

  package init(title: String, ticks: [(value: Double, label: String)]) {
    self.title = title
    self.ticks = ticks
  }

  var highest: Double { ticks.last.map { max($0.value, 1e-9) } ?? 1 }

  func share(_ value: Double) -> Double { value / highest }

  /// Room that labels left of the axis take.
  var room: Double { (ticks.map { TextWidth.of($0.label) }.max() ?? 0) + 10 }

  /// Lines across the plot, labels left of it, and the title above it.
  func drawUpright(_ plot: Plot, into svg: inout SVGText) {
    svg.label(title, x: 0, y: ChartSize.letter, style: "soft")
    for tick in ticks {
      let y = plot.y(share(tick.value))
      svg.line(plot.left, y, plot.right, y, style: tick.value == 0 ? "axis" : "grid")
      svg.label(tick.label, x: plot.left - 8, y: y + 4, .end)
    }
  }

  /// Lines up the plot, labels under it as many as fit, and the title under them.
  func drawLevel(_ plot: Plot, into svg: inout SVGText) {
    var labelled = -Double.infinity
    let last = ticks.last.map { plot.right + 4 - TextWidth.of($0.label) } ?? 0
    for (i, tick) in ticks.enumerated() {
      let x = plot.x(share(tick.value))
      svg.line(x, plot.top, x, plot.bottom, style: tick.value == 0 ? "axis" : "grid")
      let half = TextWidth.of(tick.label) / 2
      let y = plot.bottom + ChartSize.line
      if i == ticks.count - 1, x + half > plot.right + 4 {
        svg.label(tick.label, x: plot.right + 4, y: y, .end)
      } else if x - half > labelled, i == ticks.count - 1 || x + half + 6 < last {
        svg.label(tick.label, x: x, y: y, .middle)
        labelled = x + half + 6
      }
    }
    svg.label(title, x: plot.right, y: plot.bottom + 2 * ChartSize.line + 2, .end, style: "soft")
  }
}

/// Labels of points along a level axis, as many as fit.
func drawPoints(_ labels: [String], _ plot: Plot, into svg: inout SVGText, x: (Int) -> Double) {
  let widest = (labels.map { TextWidth.of($0) }.max() ?? 0) + 12
  for i in Ticks.places(among: labels.count, room: max(1, Int(plot.width / widest))) {
    let place = x(i)
    let half = TextWidth.of(labels[i]) / 2
    svg.line(place, plot.bottom, place, plot.bottom + 4, style: "axis")
    if place - half < 0 {
      svg.label(labels[i], x: 0, y: plot.bottom + ChartSize.line + 2)
    } else {
      svg.label(labels[i], x: place, y: plot.bottom + ChartSize.line + 2, .middle)
    }
  }
}

/// Moves places apart, upwards and downwards, so that labels there do not touch; their order stays.
/// - Parameters:
///   - gap: least distance.
///   - bounds: where places must stay, as far as there is room.
func apart(_ places: [Double], gap: Double, within bounds: ClosedRange<Double>) -> [Double] {
  let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
  var result = places
  var last = -Double.infinity
  for i in order {
    result[i] = max(places[i], last + gap, bounds.lowerBound)
    last = result[i]
  }
  var next = bounds.upperBound
  for i in order.reversed() {
    result[i] = min(result[i], next)
    next = result[i] - gap
  }
  return result
}
