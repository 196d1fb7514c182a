import Foundation
import TestSupport
import Testing

@testable import Charts

@Suite("Charts") struct ChartTests {
  private static let axis = ValueAxis(title: "Tasks", ticks: [0, 10, 20].map { ($0, "\(Int($0))") })

  private static func series(_ count: Int, _ form: SeriesChart.Form, seed: UInt64 = 1) -> SeriesChart {
    var random = SeededGenerator(seed: seed)
    let series = ["Created", "Approved", "Completed"].enumerated().map { style, label in
      SeriesChart.Series(
        label: label, style: style, values: (0..<count).map { _ in Double(Int.random(in: 0...6, using: &random)) })
    }
    return SeriesChart(form: form, points: (0..<count).map { "day \($0)" }, series: series, axis: axis)
  }

  private static func rates(_ count: Int) -> RatesChart {
    var random = SeededGenerator(seed: 7)
    let marks = (0..<count).map { i in
      let (x, y) = (Double.random(in: 0...100, using: &random), Double.random(in: 0...100, using: &random))
      return RatesChart.Mark(
        label: "agent \(i)", x: x, y: y, xInterval: max(0, x - 9)...min(100, x + 9),
        yInterval: max(0, y - 9)...min(100, y + 9), isMarked: i % 50 == 3, isUncertain: i % 4 == 0)
    }
    return RatesChart(
      marks: marks, xTitle: "Completion", yTitle: "Approval", target: 85, targetLabel: "target 85%",
      ticks: stride(from: 0, through: 100, by: 20).map { (Double($0), "\($0)%") })
  }

  private static func bars(_ count: Int) -> BarsChart {
    let rows = (0..<count).map { i in
      BarsChart.Row(label: "row \(i)", parts: [Double(i % 7), i % 3 == 0 ? nil : 2], text: "\(i % 7 + 2)")
    }
    return BarsChart(
      rows: rows, parts: ["Wait", "Work"].enumerated().map { BarsChart.Part(label: $1, style: $0) }, axis: axis)
  }

  private static func distribution(_ count: Int) -> DistributionChart {
    DistributionChart(
      edges: (0...count).map { "\($0) h" }, counts: (0..<count).map { Double($0 % 20) },
      texts: (0..<count).map { "\($0 % 20)" },
      marks: [("p50: 1 h", 0.5), ("p90: 2 h", Double(count) * 0.9), ("p95: 3 h", Double(count))], axis: axis)
  }

  static func all(_ count: Int) -> [any Chart] {
    [series(count, .lines), series(count, .areas), rates(count), bars(count), distribution(count)]
  }

  @Test("nothing is drawn of nothing")
  func empty() {
    for chart in ChartTests.all(0) { #expect(chart.svg(.wide, id: "x", title: "T", description: "D") == nil) }
    let unknown = SeriesChart(
      form: .lines, points: ["a"], series: [SeriesChart.Series(label: "s", style: 0, values: [nil])],
      axis: ChartTests.axis)
    #expect(unknown.isEmpty)
    #expect(Sparkline.svg([1]) == nil)
    #expect(Sparkline.svg([nil, nil, 2]) == nil)
  }

  @Test("whatever is drawn lies in the picture", arguments: [1, 2, 3, 24, 25, 62, 500], ChartSize.allCases)
  func inside(count: Int, size: ChartSize) throws {
    for chart in ChartTests.all(count) where !chart.isEmpty {
      let drawing = try #require(Drawing(chart, size))
      let (width, height) = (size.width, chart.height(size))
      #expect(drawing.elements.first?.attributes["viewBox"] == "0 0 \(length(width)) \(length(height))")
      for path in drawing.all("path") {
        for point in drawing.points(path) {
          #expect((0...width).contains(point.x) && (0...height).contains(point.y), "\(path)")
        }
      }
      for box in drawing.all("rect") {
        #expect(box.number("x") >= 0 && box.number("y") >= 0)
        #expect(box.number("x") + box.number("width") <= width + 0.2)
        #expect(box.number("y") + box.number("height") <= height + 0.2)
      }
      for label in drawing.all("text") {
        let extent = TextWidth.of(label.text)
        let start =
          switch label.attributes["text-anchor"] {
          case "end": label.number("x") - extent
          case "middle": label.number("x") - extent / 2
          default: label.number("x")
          }
        #expect(start >= -8 && start + extent <= width + 8, "\(label.text) from \(start), \(extent) wide")
        #expect((8...height).contains(label.number("y")))
      }
    }
  }

  @Test("no label stands on another", arguments: [1, 2, 3, 12, 24, 62], ChartSize.allCases)
  func labelsApart(count: Int, size: ChartSize) throws {
    for chart in ChartTests.all(count) + [ChartTests.wideTicks(count)] where !chart.isEmpty {
      let labels = try #require(Drawing(chart, size)).all("text").map { ($0.text, ChartTests.letters(of: $0)) }
      for (i, (text, box)) in labels.enumerated() {
        for (other, next) in labels[(i + 1)...] { #expect(!box.touches(next), "\(type(of: chart)): \(text), \(other)") }
      }
    }
  }

  /// Durations are long for the room that their ticks have on a phone.
  private static func wideTicks(_ count: Int) -> BarsChart {
    let labels = ["0 min", "12 h 30 min", "1 d 01 h", "1 d 13 h", "2 d 02 h", "3 d 04 h 30 min"]
    let axis = ValueAxis(title: "Mean", ticks: labels.enumerated().map { (Double($0.offset), $0.element) })
    return BarsChart(
      rows: [BarsChart.Row(label: "Mercado", parts: [Double(count % 5) + 0.2], text: "16 h 42 min")], parts: [],
      axis: axis)
  }

  /// What the letters of a label cover, without the room above and below them.
  private static func letters(of label: Drawing.Element) -> Box {
    let isStrong = label.attributes["class"] == "strong"
    let width = TextWidth.of(label.text, isStrong: isStrong)
    let (x, y) = (label.number("x"), label.number("y"))
    let left =
      switch label.attributes["text-anchor"] {
      case "end": x - width
      case "middle": x - width / 2
      default: x
      }
    return Box(left: left, top: y - 8, right: left + width, bottom: y)
  }

  @Test("a name stands on no interval where there is another place")
  func namesBesideIntervals() throws {
    func mark(_ label: String, _ x: Double, _ y: Double) -> RatesChart.Mark {
      RatesChart.Mark(
        label: label, x: x, y: y, xInterval: x - 20...x + 20, yInterval: y - 20...y + 20, isMarked: label == "Bruna",
        isUncertain: false)
    }
    let chart = RatesChart(
      marks: [mark("Alex", 30, 40), mark("Bruna", 60, 60)], xTitle: "x", yTitle: "y", target: 85, targetLabel: "85%",
      ticks: [(0, "0%"), (100, "100%")])
    let drawing = try #require(Drawing(chart, .wide))
    let whiskers = drawing.all("path", "whisker").map { drawing.points($0) }
    #expect(whiskers.count == 4)
    for name in ["Alex", "Bruna"] {
      let box = ChartTests.letters(of: try #require(drawing.all("text").first { $0.text == name }))
      for line in whiskers {
        let (xs, ys) = (line.map(\.x), line.map(\.y))
        let (low, high) = (try #require(xs.min()), try #require(xs.max()))
        let (top, bottom) = (try #require(ys.min()), try #require(ys.max()))
        #expect(!Box(left: low, top: top - 0.5, right: high + 0.5, bottom: bottom + 0.5).touches(box), "\(name)")
      }
    }
  }

  @Test("a screen reader gets a title and a description, by ids of the picture's own")
  func names() throws {
    for size in ChartSize.allCases {
      let drawing = try #require(Drawing(ChartTests.rates(3), size))
      let frame = try #require(drawing.elements.first)
      #expect(frame.attributes["role"] == "img")
      let ids = try #require(frame.attributes["aria-labelledby"]).split(separator: " ").map(String.init)
      #expect(ids == ["chart-x-\(size.rawValue)-title", "chart-x-\(size.rawValue)-text"])
      #expect(drawing.all("title").map(\.text) == ["T"] && drawing.all("desc").map(\.text) == ["D"])
    }
  }

  @Test("no value is an element")
  func hostile() throws {
    let name = "</text><script>alert(1)</script>\"\u{301}\u{202E}&"
    let chart = BarsChart(rows: [BarsChart.Row(label: name, parts: [1], text: name)], parts: [], axis: nil)
    let svg = try #require(chart.svg(.wide, id: "x", title: name, description: name))
    #expect(!svg.contains("<script") && !svg.contains("\u{202E}"))
    let drawing = try #require(Drawing(chart, .wide))
    #expect(drawing.labels.contains { $0.hasPrefix("</text><scrip") })
  }

  @Test("a line goes where its values are, and breaks where there is none")
  func lines() throws {
    let chart = SeriesChart(
      form: .lines, points: ["a", "b", "c", "d"],
      series: [SeriesChart.Series(label: "s", style: 0, values: [0, 20, nil, 10])], axis: ChartTests.axis)
    let drawing = try #require(Drawing(chart, .wide))
    let line = try #require(drawing.all("path", "line").first)
    #expect(line.attributes["d"]?.filter { $0 == "M" }.count == 2)
    let (points, lines) = (drawing.points(line), drawing.all("path", "grid").map { drawing.points($0)[0].y })
    let base = try #require(drawing.all("path", "axis").first.map { drawing.points($0)[0].y })
    #expect(points.map(\.y) == [base, lines[1], lines[0]])
    #expect(abs(points[1].x - points[0].x - (points[2].x - points[0].x) / 3) < 0.01)
  }

  @Test("areas lie on each other without gaps and end at the sum")
  func areas() throws {
    let chart = SeriesChart(
      form: .areas, points: ["a", "b"],
      series: [
        SeriesChart.Series(label: "low", style: 0, values: [5, 10]),
        SeriesChart.Series(label: "high", style: 0, values: [5, 10]),
      ], axis: ChartTests.axis)
    let drawing = try #require(Drawing(chart, .wide))
    let areas = drawing.all("path", "area").map { drawing.points($0) }
    let base = try #require(drawing.all("path", "axis").first.map { drawing.points($0)[0].y })
    let grid = drawing.all("path", "grid").map { drawing.points($0)[0].y }
    // Each runs along its top and back along its bottom.
    #expect(areas[0].map(\.y) == [(base + grid[0]) / 2, grid[0], base, base])
    #expect(areas[1].map(\.y) == [grid[0], grid[1], grid[0], (base + grid[0]) / 2])
  }

  @Test("parts of a bar follow each other; a bar's length is its value")
  func bars() throws {
    let chart = BarsChart(
      rows: [
        BarsChart.Row(label: "a", parts: [5, 10], text: "15"), BarsChart.Row(label: "b", parts: [nil, 20], text: "20"),
      ],
      parts: ["x", "y"].map { BarsChart.Part(label: $0, style: 1) }, axis: ChartTests.axis)
    let parts = try #require(Drawing(chart, .wide)).all("rect", "part")
    #expect(parts.count == 3)
    #expect(abs(parts[0].number("x") + parts[0].number("width") - parts[1].number("x")) < 0.11)
    #expect(abs(parts[1].number("width") / parts[2].number("width") - 0.5) < 0.01)
    #expect(parts[0].number("x") == parts[2].number("x"))
  }

  @Test("names of marks neither cover each other nor other marks; marked ones come first")
  func namesApart() throws {
    let chart = ChartTests.rates(200)
    let drawing = try #require(Drawing(chart, .wide))
    #expect(
      drawing.all("circle").count + drawing.all("path").filter { $0.attributes["d"]?.hasSuffix("Z") == true }.count
        == 200)
    #expect(Set(drawing.all("text", "strong").map(\.text)) == ["agent 3", "agent 53", "agent 103", "agent 153"])
    let few = try #require(Drawing(ChartTests.rates(12), .wide))
    let boxes = few.all("text").filter { $0.text.hasPrefix("agent") }.map {
      Box(left: $0.number("x"), top: $0.number("y") - 12, width: TextWidth.of($0.text))
    }
    #expect(boxes.count >= 11)
    for i in boxes.indices { for j in boxes.indices where j > i { #expect(!boxes[i].touches(boxes[j])) } }
    for circle in few.all("circle") {
      let mark = Box(
        left: circle.number("cx") - 4, top: circle.number("cy") - 4, right: circle.number("cx") + 4,
        bottom: circle.number("cy") + 4)
      #expect(!boxes.contains { $0.touches(mark) })
    }
  }

  @Test("labels at the ends of lines stand apart, in the order of the lines")
  func apartness() {
    #expect(apart([10, 10, 10], gap: 16, within: 0...100) == [10, 26, 42])
    #expect(apart([95, 20, 96], gap: 16, within: 0...100) == [84, 20, 100])
    #expect(apart([], gap: 16, within: 0...1).isEmpty)
  }

  @Test("lengths are short and do not depend on the locale")
  func lengths() {
    #expect(
      [0, 1, 1.04, 1.05, 12.25, -3.3, .nan, .infinity].map(length) == ["0", "1", "1", "1.1", "12.3", "-3.3", "0", "0"])
  }

  @Test("texts are clipped to their room")
  func clipping() {
    #expect(TextWidth.clipped("short", to: 100) == "short")
    let clipped = TextWidth.clipped(String(repeating: "wide ", count: 40), to: 100)
    #expect(clipped.hasSuffix("…") && TextWidth.of(clipped) <= 100)
  }

  @Test("a picture is the same to the byte", arguments: [1, 12])
  func snapshots(count: Int) throws {
    let pictures = zip(["lines", "areas", "rates", "bars", "distribution"], ChartTests.all(count))
    for (name, chart) in pictures {
      for size in ChartSize.allCases {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
          .appendingPathComponent("Snapshots/\(name)-\(count)-\(size.rawValue).svg")
        let svg = (chart.svg(size, id: "chart-x", title: "Title", description: "Description") ?? "nothing") + "\n"
        if ProcessInfo.processInfo.environment["NEXO_RECORD"] != nil {
          try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
          try Data(svg.utf8).write(to: file)
          Issue.record("recorded \(file.lastPathComponent)")
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == svg)
      }
    }
  }
}
