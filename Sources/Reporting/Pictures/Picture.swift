internal import Charts

/// A chart with all that stands around it: the finding as its title, how it is to be read, and its figures as a table.
struct Picture: Sendable {
  /// Its anchor; no two pictures of a page share it.
  let id: String
  let title: String
  let description: String
  let chart: any Chart
  /// Nil where a table beside it holds the same figures.
  let table: Table?

  struct Table: Sendable {
    var columns: [String]
    /// The first cell of each row names it.
    var rows: [[String]]
  }

  static let fields: [Field<Picture>] = [
    .text("id", "its anchor") { picture, _ in picture.id },
    .text("title", "the finding that it shows") { picture, _ in picture.title },
    .text("description", "how it is to be read") { picture, _ in picture.description },
    .markup("wide", "the drawing for a screen, SVG") { picture, _ in picture.drawn(.wide) },
    .markup("narrow", "the drawing for a phone, SVG") { picture, _ in picture.drawn(.narrow) },
    .group("table", "its figures; left out where a table of the section has them", Table.fields) { picture, _ in
      picture.table
    },
  ]

  /// - Returns: nil when there is nothing to draw; the section says so in words.
  init?(id: String, title: String, description: String, chart: any Chart, table: Table?) {
    if chart.isEmpty { return nil }
    self.id = "chart-" + id
    self.title = title
    self.description = description
    self.chart = chart
    self.table = table
  }

  private func drawn(_ size: ChartSize) -> String {
    chart.svg(size, id: id, title: title, description: description) ?? ""
  }
}

extension Picture.Table {
  static let fields: [Field<Picture.Table>] = [
    .text("first", "the heading of the column that names the rows") { table, _ in table.columns.first ?? "" },
    .list("columns", "the other columns", [.text("label", "the column's heading") { label, _ in label }]) { table, _ in
      Array(table.columns.dropFirst())
    },
    .list("rows", "the rows", row) { table, _ in table.rows },
  ]

  private static let row: [Field<[String]>] = [
    .text("label", "what the row is about") { row, _ in row.first ?? "" },
    .list(
      "cells", "its figures, a cell for each of the other columns",
      [.text("text", "the figure as it is shown") { text, _ in text }]
    ) { row, _ in Array(row.dropFirst()) },
  ]
}
