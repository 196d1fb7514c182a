/// What agents said, settled: each response once, each task that they propose once.
///
/// Tables merge in any order and split; this does not depend on it, since responses are sorted by what they are. The tasks
/// stay where the table has them: there are many.
package struct SettledOutput: Sendable {
  /// A response that counts, with the time at which it stands.
  package struct Response: Sendable {
    package var source: AgentResponse
    /// Its own time, else the earliest export time of its copies, else the as-of time; `TaskRecord.none` without any.
    package var time: Int64
    /// Its tasks, in order.
    package var tasks: Range<Int> = 0..<0
    /// Defaults that its tasks needed.
    package var defaults = 0
    package var defaulted: DefaultedFields = []
  }

  /// By place.
  package private(set) var responses: [Response] = []
  /// The tasks of all responses, those of superseded ones included.
  package let tasks: [ProposedTask]
  /// Responses that were given again.
  package private(set) var superseded: [RecordOrigin] = []
  /// By number of a task that another one has the id of as well: the earliest of these, which stands for all.
  private var standIns: [Int: Int] = [:]

  /// - Parameter asOf: where a response without any time stands.
  package init(_ table: ResponseTable, asOf: Instant?) {
    tasks = table.tasks
    settle(table.responses, asOf: asOf)
    findEqualTasks()
  }

  /// The task that stands for all of its id: itself, almost always.
  func standIn(for task: Int) -> Int { standIns.isEmpty ? task : standIns[task] ?? task }

  /// Whether several tasks have the id of this one.
  func isShared(_ task: Int) -> Bool { !standIns.isEmpty && standIns[task] != nil }

  /// Keeps the first response of each identity.
  private mutating func settle(_ all: [AgentResponse], asOf: Instant?) {
    // By identity: the number of the first by place, and the earliest export time.
    var places: [Digest: Int] = [:]
    places.reserveCapacity(all.count)
    var kept: [(number: Int, exportTime: Int64)] = []
    kept.reserveCapacity(all.count)
    for (number, response) in all.enumerated() {
      guard let place = places[response.identity] else {
        places[response.identity] = kept.count
        kept.append((number, response.exportTime))
        continue
      }
      let first = all[kept[place].number].origin
      superseded.append(max(first, response.origin))
      if response.origin < first { kept[place].number = number }
      let earliest = kept[place].exportTime
      if response.exportTime != TaskRecord.none, earliest == TaskRecord.none || response.exportTime < earliest {
        kept[place].exportTime = response.exportTime
      }
    }
    superseded.sort()
    kept.sort { a, b in
      let (x, y) = (all[a.number].origin, all[b.number].origin)
      return x != y ? x < y : all[a.number].identity < all[b.number].identity
    }
    let ranges = SettledOutput.ranges(tasks, responses: all.count)
    responses.reserveCapacity(kept.count)
    for (number, exportTime) in kept {
      var response = Response(source: all[number], time: TaskRecord.none, tasks: ranges[number])
      response.source.exportTime = exportTime
      response.stand(asOf: asOf, tasks)
      responses.append(response)
    }
  }

  /// By number of a response: its tasks, which the table holds together.
  private static func ranges(_ tasks: [ProposedTask], responses: Int) -> [Range<Int>] {
    var ranges = [Range<Int>](repeating: 0..<0, count: responses)
    var start = 0
    while start < tasks.count {
      let number = tasks[start].response
      var end = start + 1
      while end < tasks.count, tasks[end].response == number { end += 1 }
      if Int(number) < responses { ranges[Int(number)] = start..<end }
      start = end
    }
    return ranges
  }

  /// What the responses agree in of which tasks can have the same id: it is made of agent, plan, title, and the response's
  /// time or else its text.
  private struct Likeness: Hashable {
    var agent: Int32
    var plan: Int32
    var time: Int64
    /// Responses of one text have the same first task.
    var first: TaskID?
  }

  private mutating func findEqualTasks() {
    var byLikeness: [Likeness: Int] = [:]
    byLikeness.reserveCapacity(responses.count)
    var several: [Int: [Int]] = [:]
    for (place, response) in responses.enumerated() where !response.tasks.isEmpty {
      let source = response.source
      let isDated = source.ownTime != TaskRecord.none
      let likeness = Likeness(
        agent: source.agent, plan: source.plan, time: source.ownTime,
        first: isDated ? nil : tasks[response.tasks.lowerBound].id)
      if let first = byLikeness[likeness] {
        several[first, default: [first]].append(place)
      } else {
        byLikeness[likeness] = place
        // Tasks of a response without a time differ in their ordinals.
        if isDated, hasEqualTasks(response.tasks) { several[place] = [place] }
      }
    }
    for places in several.values { joinEqualTasks(places) }
  }

  private func hasEqualTasks(_ range: Range<Int>) -> Bool {
    if range.count > 16 { return Set(tasks[range].map(\.id)).count < range.count }
    for i in range {
      for j in range.lowerBound..<i where tasks[j].id.low == tasks[i].id.low && tasks[j].id == tasks[i].id {
        return true
      }
    }
    return false
  }

  private mutating func joinEqualTasks(_ places: [Int]) {
    var found = places.flatMap { place in responses[place].tasks.map { (place: place, task: $0) } }
    found.sort { a, b in
      let (x, y) = (tasks[a.task].id, tasks[b.task].id)
      if x != y { return SettledOutput.precedes(x, y) }
      let (s, t) = (responses[a.place].time, responses[b.place].time)
      return s != t ? s < t : (a.place, a.task) < (b.place, b.task)
    }
    var start = 0
    while start < found.count {
      var end = start + 1
      while end < found.count, tasks[found[end].task].id == tasks[found[start].task].id { end += 1 }
      if end - start > 1 { for entry in found[start..<end] { standIns[entry.task] = found[start].task } }
      start = end
    }
  }

  /// An order of ids that costs little; nothing that is shown goes by it.
  static func precedes(_ a: TaskID, _ b: TaskID) -> Bool { (a.form, a.high, a.low) < (b.form, b.high, b.low) }
}

extension SettledOutput.Response {
  /// Finds out at which time it stands, and counts its defaults.
  fileprivate mutating func stand(asOf: Instant?, _ all: [ProposedTask]) {
    time =
      source.ownTime != TaskRecord.none
      ? source.ownTime
      : source.exportTime != TaskRecord.none ? source.exportTime : asOf?.milliseconds ?? TaskRecord.none
    for task in tasks {
      defaults += all[task].defaulted.rawValue.nonzeroBitCount
      defaulted.formUnion(all[task].defaulted)
    }
  }
}
