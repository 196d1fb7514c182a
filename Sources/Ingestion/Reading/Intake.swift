package import Tasks

/// A record that is in quarantine: where it lies and why. Its text is read again when the quarantine is written.
package struct QuarantinedRecord: Sendable {
  package var origin: RecordOrigin
  package var code: FindingCode
  /// Offset of the fault, where the reader knows it better than by the record's beginning.
  package var fault: Int64
}

/// Everything that reading leaves behind. Two of them merge into what reading both parts at once would have left.
package struct Intake: Sendable {
  package var table: TaskTable
  package private(set) var tally: FindingTally
  package private(set) var quarantined: [QuarantinedRecord] = []
  /// The responses of agents and the tasks that they propose.
  package private(set) var responses = ResponseTable()
  /// Records whose agent and title some response has as well, when such titles were asked for.
  package private(set) var candidates: [StoredCandidate] = []
  package private(set) var times = TimeExtent()
  /// By input: records that were found.
  package private(set) var read: [Int: Int] = [:]
  /// Times outside of this count as far, when the range is known (only on the second reading that looks for them).
  private let near: ClosedRange<Int64>?
  /// The latest time within `near`.
  package private(set) var latestNear = Int64.min

  private let order: RecordOrder
  private let maxExamples: Int
  private let seed: UInt64

  package init(
    order: RecordOrder, maxExamples: Int, seed: UInt64, near: ClosedRange<Int64>? = nil
  ) {
    table = TaskTable(maxExamples: maxExamples, seed: seed)
    tally = FindingTally(maxExamples: maxExamples)
    self.order = order
    self.maxExamples = maxExamples
    self.seed = seed
    self.near = near
  }

  @inline(__always)
  mutating func add(_ record: TaskRecord) {
    if near == nil {
      times.note(record)
      table.insert(record, order: order)
    } else {
      for i in 0..<8 where record.times[i] != TaskRecord.none { note(record.times[i], record.origin) }
    }
  }

  mutating func add(_ event: TaskEvent) {
    note(event.at, event.origin)
    if near == nil { table.insert(event) }
  }

  mutating func add(_ response: AgentResponse) {
    if response.ownTime != TaskRecord.none { note(response.ownTime, response.origin) }
    if near == nil { responses.add(response) }
  }

  /// Takes in a task of the response that was added last.
  mutating func add(_ task: ProposedTask) {
    if near == nil { responses.add(task) }
  }

  mutating func add(_ candidate: StoredCandidate) {
    if near == nil { candidates.append(candidate) }
  }

  @inline(__always)
  private mutating func note(_ time: Int64, _ origin: RecordOrigin) {
    times.note(time)
    guard let near else { return }
    if near.contains(time) { latestNear = max(latestNear, time) } else { tally.add(.farTimestamp, at: origin) }
  }

  mutating func countRead(_ input: Int, _ count: Int) { read[input, default: 0] += count }

  mutating func quarantine(_ record: QuarantinedRecord) {
    quarantined.append(record)
    tally.add(record.code, at: record.origin)
  }

  mutating func add(_ code: FindingCode, at origin: RecordOrigin) { tally.add(code, at: origin) }

  /// Moves the table out and leaves an empty one.
  package mutating func takeTable() -> TaskTable {
    var taken = TaskTable(maxExamples: maxExamples, seed: seed)
    swap(&taken, &table)
    return taken
  }

  /// Moves the responses out and leaves none.
  package mutating func takeResponses() -> ResponseTable {
    var taken = ResponseTable()
    swap(&taken, &responses)
    return taken
  }

  /// Takes in all of `other` but its table, which is merged part by part.
  package mutating func mergeAllButTable(_ other: Intake) {
    tally.merge(other.tally)
    quarantined += other.quarantined
    responses.merge(other.responses)
    candidates += other.candidates
    times.merge(other.times)
    latestNear = max(latestNear, other.latestNear)
    for (input, count) in other.read { countRead(input, count) }
  }
}
