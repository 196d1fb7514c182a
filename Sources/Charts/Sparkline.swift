/// A line of a few values beside the number that it leads to; hidden from those who do not see it, as the table says more.
package enum Sparkline {
  /// - Parameter values: nil where there is none.
  /// - Returns: nil with fewer than two values: they make no line.
  package static func svg(_ values: [Double?]) -> String? {
    let known = values.compactMap { $0 }
    guard known.count > 1, let highest = known.max() else { return nil }
    let plot = Plot(left: 2, top: 2, width: 96, height: 16)
    var path = ""
    var isDrawing = false
    var last: (x: Double, y: Double)?
    for (i, value) in values.enumerated() {
      guard let value else {
        isDrawing = false
        continue
      }
      let place = (x: plot.x(i, of: values.count), y: plot.y(highest > 0 ? value / highest : 0))
      path += (isDrawing ? "L" : "M") + length(place.x) + " " + length(place.y)
      isDrawing = true
      last = place
    }
    var svg = SVGText()
    let frame: KeyValuePairs = [
      "class": "spark", "viewBox": "0 0 100 20", "aria-hidden": "true", "focusable": "false",
    ]
    svg.element("svg", frame) { svg in
      svg.element("path", ["class": "line s0", "d": path])
      if let last { svg.element("circle", ["class": "s0", "cx": length(last.x), "cy": length(last.y), "r": "2"]) }
    }
    return svg.text
  }
}
