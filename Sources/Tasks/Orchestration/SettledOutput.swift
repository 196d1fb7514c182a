/// What agents said, settled: each response once, each task that they propose once.
///
/// Tables merge in any order and split; this does not depend on it, since everything is sorted by what it is.
package struct SettledOutput: Sendable {
  /// A response that counts, with the time at which it stands.
  package struct Response: Sendable {
    package var source: AgentResponse
    /// Its own time, else the earliest export time of its copies, else the as-of time; `TaskRecord.none` without any.
    package var time: Int64
    /// Tasks that were found in it, and defaults that they needed.
    package var found = 0
    package var defaults = 0
    package var defaulted: DefaultedFields = []
  }

  /// A proposed task; those of one id are one task.
  package struct Task: Sendable {
    package var id: TaskID
    package var titleKey: Digest
    package var agent: Int32
    /// The number of the plan id that the output gives itself, or `AgentResponse.none`.
    package var plan: Int32
    /// The time of its own response, or `TaskRecord.none`.
    package var ownTime: Int64
    /// When it counts as created: the earliest time of its responses, or `TaskRecord.none`.
    package var created: Int64
    /// The response that it was first proposed in, and its place there.
    package var origin: RecordOrigin
    package var ordinal: UInt32
    package var estimatedHours: Int64
  }

  /// By place.
  package private(set) var responses: [Response] = []
  /// By id.
  package private(set) var tasks: [Task] = []
  /// Which task stands in which response, as indices; by response, each pair once.
  package private(set) var members: [(response: Int, task: Int)] = []
  /// Responses that were given again.
  package private(set) var superseded: [RecordOrigin] = []

  /// - Parameter asOf: where a response without any time stands.
  package init(_ table: ResponseTable, asOf: Instant?) {
    let placeByNumber = settle(table.responses, asOf: asOf)
    settle(table.tasks, placeByNumber)
  }

  /// Keeps the first response of each identity. Returns, by the response's number in the table, its place in
  /// `responses`, or -1 for one that is superseded.
  private mutating func settle(_ all: [AgentResponse], asOf: Instant?) -> [Int32] {
    let order = all.indices.sorted { a, b in
      let (x, y) = (all[a], all[b])
      return x.identity != y.identity ? x.identity < y.identity : x.origin < y.origin
    }
    var kept: [(number: Int, response: Response)] = []
    for number in order {
      let response = all[number]
      if let last = kept.last?.response, last.source.identity == response.identity {
        superseded.append(response.origin)
        if response.exportTime != TaskRecord.none {
          let earliest = last.source.exportTime
          kept[kept.count - 1].response.source.exportTime =
            earliest == TaskRecord.none ? response.exportTime : min(earliest, response.exportTime)
        }
      } else {
        kept.append((number, Response(source: response, time: TaskRecord.none)))
      }
    }
    kept.sort { a, b in
      let (x, y) = (a.response.source, b.response.source)
      return x.origin != y.origin ? x.origin < y.origin : x.identity < y.identity
    }
    superseded.sort()
    var places = [Int32](repeating: -1, count: all.count)
    responses.reserveCapacity(kept.count)
    for (place, var entry) in kept.enumerated() {
      places[entry.number] = Int32(truncatingIfNeeded: place)
      let source = entry.response.source
      entry.response.time =
        source.ownTime != TaskRecord.none
        ? source.ownTime
        : source.exportTime != TaskRecord.none ? source.exportTime : asOf?.milliseconds ?? TaskRecord.none
      responses.append(entry.response)
    }
    return places
  }

  /// Makes one task of those that share an id: the earliest stands for all.
  private mutating func settle(_ all: [ProposedTask], _ placeByNumber: [Int32]) {
    var found: [(response: Int, task: Task)] = []
    found.reserveCapacity(all.count)
    for task in all {
      guard Int(task.response) < placeByNumber.count else { continue }
      let place = Int(placeByNumber[Int(task.response)])
      if place < 0 { continue }
      responses[place].found += 1
      responses[place].defaults += task.defaulted.rawValue.nonzeroBitCount
      responses[place].defaulted.formUnion(task.defaulted)
      let response = responses[place]
      found.append(
        (
          place,
          Task(
            id: task.id, titleKey: task.titleKey, agent: response.source.agent, plan: response.source.plan,
            ownTime: response.source.ownTime, created: response.time, origin: response.source.origin,
            ordinal: task.ordinal, estimatedHours: task.estimatedHours)
        ))
    }
    found.sort { a, b in
      if a.task.id != b.task.id { return SettledOutput.precedes(a.task.id, b.task.id) }
      if a.task.created != b.task.created { return a.task.created < b.task.created }
      return a.response != b.response ? a.response < b.response : a.task.ordinal < b.task.ordinal
    }
    members.reserveCapacity(found.count)
    for (response, task) in found {
      if tasks.last?.id != task.id { tasks.append(task) }
      members.append((response, tasks.count - 1))
    }
    members.sort { ($0.response, $0.task) < ($1.response, $1.task) }
    var last: (response: Int, task: Int)?
    members.removeAll { member in
      defer { last = member }
      return last.map { $0 == member } ?? false
    }
  }

  /// An order of ids that costs little; nothing that is shown goes by it.
  static func precedes(_ a: TaskID, _ b: TaskID) -> Bool { (a.form, a.high, a.low) < (b.form, b.high, b.low) }
}
