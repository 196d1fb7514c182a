import Foundation

@testable import Charts

/// A picture read back: its elements with their attributes, in order.
struct Drawing {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""

    func number(_ name: String) -> Double { attributes[name].flatMap { Double($0) } ?? .nan }

    var classes: [Substring] { (attributes["class"] ?? "").split(separator: " ") }
  }

  private(set) var elements: [Element] = []
  let source: String

  init?(_ chart: any Chart, _ size: ChartSize) {
    guard let svg = chart.svg(size, id: "chart-x", title: "T", description: "D") else { return nil }
    source = svg
    for tag in svg.matches(of: #/<(\w+)((?: [\w-]+="[^"<>]*")*)/?>([^<]*)/#) {
      let pairs = tag.output.2.matches(of: #/ ([\w-]+)="([^"]*)"/#).map {
        (String($0.output.1), Drawing.plain($0.output.2))
      }
      elements.append(
        Element(
          name: String(tag.output.1), attributes: Dictionary(pairs) { first, _ in first },
          text: Drawing.plain(tag.output.3)))
    }
    // Whatever begins like a tag is one.
    guard elements.count == svg.matches(of: #/<[^\/]/#).count else { return nil }
  }

  func all(_ name: String, _ style: String? = nil) -> [Element] {
    elements.filter { $0.name == name && (style == nil || $0.classes.contains(Substring(style ?? ""))) }
  }

  var labels: [String] { all("text").map(\.text) }

  /// Every number of paths, in pairs.
  func points(_ path: Element) -> [(x: Double, y: Double)] {
    let numbers = (path.attributes["d"] ?? "").split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
    return stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
  }

  private static func plain(_ text: Substring) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(String(text)) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }
}
