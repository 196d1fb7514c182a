/// Pairs what agents said with what was stored, nearest in time first, within one title.
///
/// At each distance all pairs of exactly this distance are looked at together: an output with one task at it, which no
/// other output has at it, is paired; every other output that has a task at it is ambiguous. So the result depends on no
/// order. An output that names a plan pairs with tasks that name none only, here; that of one plan is seen to before.
///
/// The nearest pair is always one of neighbours in time, among those that may pair at all. Neighbours are kept in two
/// linked lists, one without the tasks that name a plan and one without the outputs that do, so n of them cost
/// O(n log n), however many share a title.
struct NearestPairs {
  /// Those of one instant that are still free, as numbers of the caller's.
  private struct Position {
    let time: Int64
    var plannedOutputs: [Int] = []
    var outputs: [Int] = []
    var tasks: [Int] = []
    var plannedTasks: [Int] = []
  }

  private enum List: Int, CaseIterable { case withoutPlannedTasks, withoutPlannedOutputs }

  /// Outputs at one position that reach a task at another.
  private struct Relation: Comparable {
    let output: Int
    let task: Int
    static func < (a: Relation, b: Relation) -> Bool { (a.output, a.task) < (b.output, b.task) }
  }

  private var positions: [Position] = []
  /// By list, then by position; `positions.count` and -1 are the ends.
  private var next: [[Int]] = []
  private var previous: [[Int]] = []
  private var heap = PairHeap()

  private(set) var pairs: [(output: Int, task: Int)] = []
  private(set) var ambiguous: [Int] = []
  /// How many pairs of positions were looked at: the work that it took.
  private(set) var looks = 0

  /// Somebody who waits for a partner: a number of the caller's, a time, and whether a plan is named.
  typealias Side = (number: Int, time: Int64, isPlanned: Bool)

  /// - Parameter within: the largest distance, in milliseconds; nil for none.
  init(outputs: [Side], tasks: [Side], within: Int64?) {
    place(outputs, tasks)
    link()
    while let distance = heap.nearest, within.map({ distance <= $0 }) ?? true { settle(relations(at: distance)) }
  }

  private mutating func place(_ outputs: [Side], _ tasks: [Side]) {
    let times = (outputs.map(\.time) + tasks.map(\.time)).sorted()
    var byTime: [Int64: Int] = [:]
    for time in times where byTime[time] == nil {
      byTime[time] = positions.count
      positions.append(Position(time: time))
    }
    for side in outputs {
      guard let at = byTime[side.time] else { continue }
      if side.isPlanned {
        positions[at].plannedOutputs.append(side.number)
      } else {
        positions[at].outputs.append(side.number)
      }
    }
    for side in tasks {
      guard let at = byTime[side.time] else { continue }
      if side.isPlanned {
        positions[at].plannedTasks.append(side.number)
      } else {
        positions[at].tasks.append(side.number)
      }
    }
  }

  private mutating func link() {
    for list in List.allCases {
      var after = [Int](repeating: positions.count, count: positions.count)
      var before = [Int](repeating: -1, count: positions.count)
      var last: Int?
      for at in positions.indices where isIn(list, at) {
        if let last {
          after[last] = at
          before[at] = last
        }
        last = at
      }
      next.append(after)
      previous.append(before)
      for at in positions.indices where isIn(list, at) {
        push(list, at, at)
        if after[at] < positions.count { push(list, at, after[at]) }
      }
    }
  }

  private func isIn(_ list: List, _ at: Int) -> Bool {
    let position = positions[at]
    if !position.outputs.isEmpty || !position.tasks.isEmpty { return true }
    return list == .withoutPlannedTasks ? !position.plannedOutputs.isEmpty : !position.plannedTasks.isEmpty
  }

  private mutating func push(_ list: List, _ left: Int, _ right: Int) {
    if !reaches(left, right) && !reaches(right, left) { return }
    heap.push(
      PairHeap.Entry(
        distance: positions[right].time &- positions[left].time, left: Int32(truncatingIfNeeded: left),
        right: Int32(truncatingIfNeeded: right)))
  }

  /// Whether some output at a position may pair with some task at another.
  private func reaches(_ output: Int, _ task: Int) -> Bool {
    let (from, to) = (positions[output], positions[task])
    return !to.tasks.isEmpty && !(from.outputs.isEmpty && from.plannedOutputs.isEmpty)
      || !to.plannedTasks.isEmpty && !from.outputs.isEmpty
  }

  /// All pairs of positions at a distance that still reach each other, each once.
  private mutating func relations(at distance: Int64) -> [Relation] {
    var found: [Relation] = []
    while heap.nearest == distance, let entry = heap.pop() {
      looks += 1
      let (left, right) = (Int(entry.left), Int(entry.right))
      if reaches(left, right) { found.append(Relation(output: left, task: right)) }
      if left != right, reaches(right, left) { found.append(Relation(output: right, task: left)) }
    }
    if found.count < 2 { return found }
    found.sort()
    var once: [Relation] = []
    for relation in found where once.last != relation { once.append(relation) }
    return once
  }

  /// A kind of member of a position.
  private struct Group: Hashable {
    let at: Int
    let isPlanned: Bool
  }

  /// What the outputs of a group reach.
  private struct Reach {
    var count = 0
    var task = Group(at: -1, isPlanned: false)
  }

  private mutating func settle(_ relations: [Relation]) {
    if relations.isEmpty { return }
    var reached: [Group: Reach] = [:]
    var wanted: [Group: Int] = [:]
    for relation in relations {
      let (from, to) = (positions[relation.output], positions[relation.task])
      func note(_ outputs: Int, _ isPlanned: Bool, _ tasks: Int, _ task: Group) {
        if outputs == 0 || tasks == 0 { return }
        let group = Group(at: relation.output, isPlanned: isPlanned)
        reached[group, default: Reach()].count += tasks
        reached[group, default: Reach()].task = task
        wanted[task, default: 0] += outputs
      }
      let plain = Group(at: relation.task, isPlanned: false)
      note(from.plannedOutputs.count, true, to.tasks.count, plain)
      note(from.outputs.count, false, to.tasks.count, plain)
      note(from.outputs.count, false, to.plannedTasks.count, Group(at: relation.task, isPlanned: true))
    }
    // All is decided before anything is taken away.
    var taken: [Group] = []
    for (group, reach) in reached {
      let outputs = group.isPlanned ? positions[group.at].plannedOutputs : positions[group.at].outputs
      let tasks = reach.task.isPlanned ? positions[reach.task.at].plannedTasks : positions[reach.task.at].tasks
      if reach.count == 1, wanted[reach.task] == 1, let output = outputs.first, let task = tasks.first {
        pairs.append((output, task))
        taken.append(reach.task)
      } else {
        ambiguous += outputs
      }
    }
    for group in reached.keys {
      if group.isPlanned { positions[group.at].plannedOutputs = [] } else { positions[group.at].outputs = [] }
    }
    for group in taken {
      if group.isPlanned { positions[group.at].plannedTasks = [] } else { positions[group.at].tasks = [] }
    }
    for at in Set(reached.keys.map(\.at) + taken.map(\.at)) { unlink(at) }
  }

  /// Takes a position out of the lists in which it has nobody left.
  private mutating func unlink(_ at: Int) {
    for list in List.allCases where !isIn(list, at) {
      let (before, after) = (previous[list.rawValue][at], next[list.rawValue][at])
      if before >= 0 { next[list.rawValue][before] = after }
      if after < positions.count { previous[list.rawValue][after] = before }
      if before >= 0, after < positions.count { push(list, before, after) }
      next[list.rawValue][at] = positions.count
      previous[list.rawValue][at] = -1
    }
  }
}

/// Pairs of positions by their distance, the nearest first.
struct PairHeap {
  struct Entry {
    var distance: Int64
    var left: Int32
    var right: Int32
  }

  private var entries: [Entry] = []

  var nearest: Int64? { entries.first?.distance }

  mutating func push(_ entry: Entry) {
    entries.append(entry)
    var i = entries.count - 1
    while i > 0, entries[i].distance < entries[(i - 1) / 2].distance {
      entries.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  mutating func pop() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    if entries.isEmpty { return first }
    entries[0] = last
    var i = 0
    while true {
      var smallest = i
      for child in [2 * i + 1, 2 * i + 2] where child < entries.count {
        if entries[child].distance < entries[smallest].distance { smallest = child }
      }
      if smallest == i { return first }
      entries.swapAt(i, smallest)
      i = smallest
    }
  }
}
