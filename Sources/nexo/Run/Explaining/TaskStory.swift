import Ingestion
import Tasks

/// Everything that the inputs say of one task, and what the replay makes of it.
struct TaskStory {
  /// A record of the task.
  struct Version {
    var record: TaskRecord
    var texts: [String: String]
    /// Why it does not count; nil for the one that does.
    var lostBy: LostBy?
  }

  /// What decided against a record.
  enum LostBy: Equatable {
    case key(RecordKey)
    /// A field that enters no figure.
    case text(String)
    /// It says the same; the first by path and place is the one that counts.
    case place
  }

  var id: TaskID
  /// The record that counts first, the others by place.
  var versions: [Version] = []
  /// In the order of the replay; of equal ones the first counts.
  var events: [TaskEvent] = []
  var repeatedEvents: [TaskEvent] = []
  var quarantined: [QuarantinedRecord] = []
  /// Nil when the task does not exist as of the instant, or no record of it is there.
  var replayed: (state: Replay.State, trace: ReplayTrace)?

  /// Reads the inputs again for one task.
  init(_ id: TaskID, _ world: TaskWorld) throws(SourceError) {
    self.id = id
    let found = try TaskSearch(inputs: world.inputs, directory: world.directory).find(id)
    quarantined = found.quarantined
    for event in found.events.sorted(by: TaskEvent.precedes) {
      if let last = events.last, last.kind == event.kind, last.at == event.at {
        repeatedEvents.append(event)
      } else {
        events.append(event)
      }
    }
    guard let winner = try TaskStory.winner(found.records, world) else { return }
    versions = [Version(record: winner, texts: try world.lookup.texts(winner.origin))]
    for record in found.records.sorted(by: { $0.origin < $1.origin }) where record.origin != winner.origin {
      versions.append(
        Version(
          record: record, texts: try world.lookup.texts(record.origin),
          lostBy: try TaskStory.reason(winner, record, world)))
    }
    var replay = Replay()
    replayed = replay.trace(
      winner, events: events[...], observed: world.order.observed(winner),
      until: world.period.asOf?.milliseconds)
  }

  /// The record that counts, as the table of tasks chooses it.
  private static func winner(_ records: [TaskRecord], _ world: TaskWorld) throws(SourceError) -> TaskRecord? {
    guard var best = records.first else { return nil }
    var equal = [best]
    for record in records.dropFirst() {
      var order = world.order.compareKeys(record, best)
      if order == 0 { order = world.order.compareFigures(record, best) }
      if order > 0 { equal = [] }
      if order >= 0 {
        equal.append(record)
        best = record
      }
    }
    let origin = try world.lookup.latest(of: equal.map(\.origin))
    return equal.first { $0.origin == origin } ?? best
  }

  private static func reason(
    _ winner: TaskRecord, _ record: TaskRecord, _ world: TaskWorld
  ) throws(SourceError) -> LostBy {
    if let key = world.order.deciding(winner, record) { return .key(key) }
    return try world.lookup.differingText(winner.origin, record.origin).map { .text($0) } ?? .place
  }
}
