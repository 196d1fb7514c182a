import Ingestion
import Reporting
import Tasks

/// How a command prints what it found.
enum ListFormat: String, CaseIterable, Sendable {
  case table, json, csv
}

/// `nexo tasks`: tasks one by one, oldest first, as of the report's instant.
struct TaskListRun {
  var request: RunRequest
  var chosen: ChosenTasks
  var limit: Int
  var offset: Int
  var format: ListFormat
  var console: Console

  func print() throws {
    let result = try ReportRun.read(request, console)
    guard let world = result.world else { return }
    let (tasks, total) = world.list(try chosen.selection(world.names), limit: limit + offset)
    let rows = tasks.dropFirst(offset)
    do {
      switch format {
      case .table: try printTable(rows, world)
      case .json: try printJSON(rows, total, world)
      case .csv: try printCSV(rows, world)
      }
    } catch let error as SourceError {
      throw InputOpening.failure(error)
    }
    tell(rows.count, of: total, result, world)
  }

  private func tell(_ shown: Int, of total: Int, _ result: PipelineResult, _ world: TaskWorld) {
    var text = "\(shown) of \(counted(total, "task", "tasks"))"
    if let asOf = world.period.asOf { text += " as of \(asOf)" }
    text += format == .table ? ", times in \(request.configuration.timezone)" : ""
    if shown < total { text += "; --limit and --offset show others" }
    console.say(text)
    if result.recordsQuarantined > 0 {
      console.mention(
        ErrorMessage(
          .warning,
          "\(counted(result.recordsQuarantined, "record is", "records are")) in quarantine and in no list",
          hint: "nexo check tells which and why"))
    }
  }

  // MARK: Rows

  /// A task with the texts of its record.
  private struct Row {
    var task: ListedTask
    var texts: [String: String]
    var id: String
    var agent: String?
    /// Nil for a task that an unregistered agent proposed.
    var channel: String?
    var created: Instant?
    var age: Double?
  }

  /// Hands on the rows one after the other: of a long list not all texts are held.
  private func eachRow(
    _ tasks: ArraySlice<ListedTask>, _ world: TaskWorld, _ body: (Row) throws -> Void
  ) throws {
    let first = tasks.startIndex
    for batch in world.lookup.batches(tasks.count, { [tasks[first + $0].origin] }) {
      let stretch = tasks[first + batch.lowerBound..<first + batch.upperBound]
      try world.lookup.fetch(stretch.lazy.map(\.origin))
      for task in stretch { try body(try row(task, world)) }
    }
  }

  private func row(_ task: ListedTask, _ world: TaskWorld) throws(SourceError) -> Row {
    let texts = try world.texts(task)
    let created = task.created == TaskRecord.none ? nil : Instant(milliseconds: task.created)
    let age = created.flatMap { created in
      world.period.asOf.map { Double($0.since(created)) / Double(Instant.millisecondsPerDay) }
    }
    return Row(
      task: task, texts: texts, id: task.id.text ?? texts["id"] ?? "",
      agent: task.agent == TaskRecord.noAgent ? nil : world.names.agentID(task.agent),
      channel: task.channel == TaskRecord.noChannel ? nil : world.names.channelID(task.channel), created: created,
      age: age)
  }

  /// The keys of report.json's lists, and whether the task is approved.
  private static let keys = [
    "id", "title", "agentId", "channel", "status", "approved", "priority", "category", "createdAt", "ageDays",
  ]

  private func values(_ row: Row) -> [JSONValue] {
    [
      .text(row.id), .optional(row.texts["title"]), .optional(row.agent), .optional(row.channel),
      .text(row.task.status.name), .bool(row.task.isApproved), .optional(row.texts["priority"]),
      .optional(row.texts["category"]), .optional(row.created?.description),
      row.age.map(JSONValue.number) ?? .null,
    ]
  }

  // MARK: Formats

  private func printJSON(_ tasks: ArraySlice<ListedTask>, _ total: Int, _ world: TaskWorld) throws {
    var output = ResultOutput()
    let head: JSONValue = [
      "asOf": .optional(world.period.asOf?.description), "total": .integer(Int64(total)),
      "limit": .integer(Int64(limit)), "offset": .integer(Int64(offset)),
    ]
    // A task a line: as long as the list may be, it need not be held.
    try output.write(String(decoding: head.line.dropLast(2), as: UTF8.self) + ",\"tasks\":[")
    var separator = "\n"
    try eachRow(tasks, world) { row in
      let row = JSONValue.members(Array(zip(TaskListRun.keys, values(row))))
      try output.write(separator + String(decoding: row.line.dropLast(), as: UTF8.self))
      separator = ",\n"
    }
    try output.write(tasks.isEmpty ? "]}\n" : "\n]}\n")
    try output.finish()
  }

  private func printCSV(_ tasks: ArraySlice<ListedTask>, _ world: TaskWorld) throws {
    var output = ResultOutput()
    try output.write(CSVText.line(TaskListRun.keys.map { .text($0) }))
    try eachRow(tasks, world) { try output.write(CSVText.line(values($0))) }
    try output.finish()
  }

  private func printTable(_ tasks: ArraySlice<ListedTask>, _ world: TaskWorld) throws {
    var table = TextTable([
      .init("TASK"), .init("TITLE", keepsAtLeast: 16, clippedTo: 60), .init("AGENT", dropped: 1, clippedTo: 20),
      .init("CHANNEL", dropped: 2, clippedTo: 20), .init("STATUS"), .init("PRIORITY", dropped: 4, clippedTo: 12),
      .init("CREATED", dropped: 3), .init("AGE", isNumber: true),
    ])
    try eachRow(tasks, world) { row in
      table.add([
        row.id, row.texts["title"] ?? "-", row.agent ?? "-", row.channel ?? "-",
        row.task.status.name + (row.task.isApproved && row.task.status < .approved ? " (approved)" : ""),
        row.texts["priority"] ?? "-", row.created.map(moment) ?? "-", row.age.map(TaskListRun.age) ?? "-",
      ])
    }
    if tasks.isEmpty { return }
    try Console.output(Array(table.text(width: Terminal.width(World.current.environment)).utf8))
  }

  /// `2026-02-24 09:45`, on the clocks of the report's zone.
  private func moment(_ instant: Instant) -> String {
    let offset = Int64(request.configuration.zone.offsetSeconds(at: instant)) * 1000
    let text = Instant(milliseconds: instant.milliseconds + offset).description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
  }

  /// `18d 19h`, `4h 05m`.
  private static func age(_ days: Double) -> String {
    let minutes = Int((days * 1440).rounded(.down))
    if minutes >= 1440 { return "\(minutes / 1440)d \(minutes % 1440 / 60)h" }
    let rest = minutes % 60
    return "\(minutes / 60)h \(rest < 10 ? "0" : "")\(rest)m"
  }
}

/// A result on standard output that is written while it is made.
struct ResultOutput {
  private var buffer: [UInt8] = []

  mutating func write(_ text: String) throws(Failure) {
    buffer += text.utf8
    if buffer.count >= 1 << 16 { try finish() }
  }

  mutating func finish() throws(Failure) {
    try Console.output(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
