/// How old the tasks are that are still open: a row a status, a column an age.
struct OpenAges: Sendable {
  private struct Column: Hashable {
    let from: Double
    let to: Double?
  }

  let columns: [String]
  let rows: [Row]

  struct Row: Sendable {
    let status: String
    let counts: [Int]
  }

  static let fields: [Field<OpenAges>] = [
    .list("columns", "the ages, youngest first", [.text("label", "the age, from and to in days") { label, _ in label }])
    { ages, _ in ages.columns },
    .list("rows", "each status in which tasks are open", row) { ages, _ in ages.rows },
  ]

  private static let row: [Field<Row>] = [
    .text("status", "the status as a word") { row, scene in scene.word("task-status", row.status) },
    .list(
      "cells", "a cell for each age",
      [.text("count", "how many tasks are so old") { count, scene in scene.language.number(count) }]
    ) { row, _ in row.counts },
    .text("total", "how many tasks are in the status") { row, scene in
      scene.language.number(row.counts.total)
    },
  ]

  /// Nil when nothing is open.
  init?(_ groups: [ReportModel.AgeGroup], _ scene: Scene) {
    guard groups.contains(where: { $0.count > 0 }) else { return nil }
    var columns: [Column] = []
    var statuses: [String] = []
    for group in groups {
      let column = Column(from: group.fromDays, to: group.toDays)
      if !columns.contains(column) { columns.append(column) }
      if !statuses.contains(group.status) { statuses.append(group.status) }
    }
    columns.sort { $0.from < $1.from }
    self.columns = columns.map { column in
      let from = scene.language.number(exactly: column.from)
      guard let to = column.to else { return scene.text("age-open", ["from": from]) }
      return scene.text("age", ["from": from, "to": scene.language.number(exactly: to)])
    }
    rows = statuses.map { status in
      Row(
        status: status,
        counts: columns.map { column in
          groups.filter { $0.status == status && $0.fromDays == column.from && $0.toDays == column.to }
            .map(\.count).total
        })
    }
  }
}
