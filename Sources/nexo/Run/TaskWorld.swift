import Ingestion
import Tasks

/// The tasks behind a report, for the commands that look at single ones.
struct TaskWorld {
  var parts: [TaskTablePart]
  /// What agents proposed.
  var proposed: ProposedTasks
  var period: ReportPeriod
  /// What was measured; nil only while the world is made.
  var monitor: PerformanceMonitor?
  var names: Names
  var order: RecordOrder
  var lookup: RecordLookup
  var directory: NameDirectory
  var inputs: [OpenInput]

  /// The oldest tasks of a selection, and how many it has in all.
  func list(_ selection: TaskSelection, limit: Int) -> (tasks: [ListedTask], total: Int) {
    var listing = TaskListing(selection, period: period, limit: limit)
    var parts = parts
    for i in parts.indices { listing.add(&parts[i], order: order) }
    listing.add(proposed, events: &parts)
    return (listing.tasks(), listing.total)
  }

  /// The texts of a listed task.
  func texts(_ task: ListedTask) throws(SourceError) -> [String: String] {
    guard let ordinal = task.ordinal else { return try lookup.texts(task.origin) }
    return try lookup.proposedTask(Int(ordinal), at: task.origin)
  }

  /// Where records begin: each input is read once, as far as needed.
  func places(_ origins: [RecordOrigin]) throws(SourceError) -> [RecordOrigin: (line: Int, column: Int)] {
    var places: [RecordOrigin: (line: Int, column: Int)] = [:]
    for (input, group) in Dictionary(grouping: Set(origins), by: \.input) where Int(input) < inputs.count {
      var finder = LinePlaces(inputs[Int(input)])
      for origin in group.sorted() { places[origin] = try finder.place(of: origin.offset) }
    }
    return places
  }
}
