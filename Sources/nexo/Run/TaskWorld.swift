import Ingestion
import Tasks

/// The tasks behind a report, for the commands that look at single ones.
struct TaskWorld {
  var parts: [TaskTablePart]
  var period: ReportPeriod
  var monitor: PerformanceMonitor
  var names: Names
  var order: RecordOrder
  var lookup: RecordLookup
  var directory: NameDirectory
  var inputs: [OpenInput]

  /// The oldest tasks of a selection, and how many it has in all.
  func list(_ selection: TaskSelection, limit: Int) -> (tasks: [ListedTask], total: Int) {
    var listing = TaskListing(selection, period: period, limit: limit)
    for var part in parts { listing.add(&part, order: order) }
    return (listing.tasks(), listing.total)
  }

  /// Where records begin: each input is read once, as far as needed.
  func places(_ origins: [RecordOrigin]) throws(SourceError) -> [RecordOrigin: (line: Int, column: Int)] {
    var places: [RecordOrigin: (line: Int, column: Int)] = [:]
    for (input, group) in Dictionary(grouping: Set(origins), by: \.input) where Int(input) < inputs.count {
      var finder = LinePlaces(inputs[Int(input)].source)
      for origin in group.sorted() { places[origin] = try finder.place(of: origin.offset) }
    }
    return places
  }
}
