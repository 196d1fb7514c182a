import Foundation
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

  /// A response that proposes the task.
  struct Told {
    var agent: String
    /// The proposed task's own id: that of another task when it was stored as this one.
    var id: TaskID
    var fate: ProposedFate
    var response: SettledOutput.Response
    var ordinal: UInt32
    var planID: String?
    var words: ResponseWords
    var texts: [String: String]
    /// The task as the agent wrote it.
    var excerpt: String
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
  /// The responses that propose it, by place.
  var told: [Told] = []
  /// What it was when it was proposed, where no record stands for it.
  var proposal: (record: TaskRecord, texts: [String: String])?
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
    try readResponses(world)
    guard let winner = try TaskStory.winner(found.records, world) else {
      if let proposal { replay(proposal.record, observed: proposal.record.created, world) }
      return
    }
    proposal = nil
    versions = [Version(record: winner, texts: try world.lookup.texts(winner.origin))]
    for record in found.records.sorted(by: { $0.origin < $1.origin }) where record.origin != winner.origin {
      versions.append(
        Version(
          record: record, texts: try world.lookup.texts(record.origin),
          lostBy: try TaskStory.reason(winner, record, world)))
    }
    replay(winner, observed: world.order.observed(winner), world)
  }

  private mutating func replay(_ record: TaskRecord, observed: Int64, _ world: TaskWorld) {
    // Without any time there is nothing to replay.
    if record.created == TaskRecord.none { return }
    var replay = Replay()
    replayed = replay.trace(
      record, events: events[...], observed: observed, until: world.period.asOf?.milliseconds)
  }

  private mutating func readResponses(_ world: TaskWorld) throws(SourceError) {
    for number in world.proposed.numbers(of: id) {
      let task = world.proposed.said.tasks[number]
      let fate = world.proposed.fate(number)
      for response in world.proposed.responses(of: number) {
        let origin = response.source.origin
        // A response may propose one task twice: its first place tells enough.
        guard
          let ordinal = response.tasks.lazy.map({ world.proposed.said.tasks[$0] }).first(where: { $0.id == task.id })?
            .ordinal
        else { continue }
        told.append(
          Told(
            agent: world.names.agentID(response.source.agent), id: task.id, fate: fate, response: response,
            ordinal: ordinal, planID: world.proposed.planID(response.source.plan),
            words: try world.lookup.response(at: origin),
            texts: try world.lookup.proposedTask(Int(ordinal), at: origin),
            excerpt: try world.lookup.excerpt(ofTask: Int(ordinal), at: origin)))
      }
      if task.id == id, fate == .unsaved || fate == .ambiguous, let record = world.proposed.record(number) {
        proposal = (record, try world.lookup.proposedTask(Int(task.ordinal), at: record.origin))
      }
    }
    told.sort { ($0.response.source.origin, $0.ordinal) < ($1.response.source.origin, $1.ordinal) }
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
