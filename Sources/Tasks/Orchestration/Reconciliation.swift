/// Which stored task each proposed task is.
struct Reconciliation {
  /// A proposed task that some stored one may be.
  struct Output {
    /// The caller's number.
    var task: Int
    var titleKey: Digest
    /// The number of the plan id that the output gives itself, or `AgentResponse.none`.
    var plan: Int32
    /// The time of its own response, or `TaskRecord.none`.
    var ownTime: Int64
  }

  enum Fate: Equatable {
    case unsaved
    case ambiguous
    /// The number of the stored task that it is.
    case stored(Int)
  }

  /// Where one of both names no plan, their times lie at most so far apart, in milliseconds.
  static let reach: Int64 = 24 * 3_600_000

  /// By output.
  private(set) var fates: [Fate]
  private let outputs: [Output]
  private let stored: [StoredTask]
  private var isTaken: [Bool]

  /// - Parameters:
  ///   - stored: by title, as `[TaskTablePart].stored(_:)` gives them.
  ///   - free: the numbers of those that may be matched.
  init(_ outputs: [Output], _ stored: [StoredTask], free: [Int]) {
    self.outputs = outputs
    self.stored = stored
    fates = Array(repeating: .unsaved, count: outputs.count)
    isTaken = Array(repeating: false, count: stored.count)
    let byTitle = outputs.indices.sorted { (outputs[$0].titleKey, $0) < (outputs[$1].titleKey, $1) }
    var i = 0
    var j = 0
    while i < byTitle.count {
      let key = outputs[byTitle[i]].titleKey
      var end = i
      while end < byTitle.count, outputs[byTitle[end]].titleKey == key { end += 1 }
      while j < free.count, stored[free[j]].titleKey < key { j += 1 }
      var last = j
      while last < free.count, stored[free[last]].titleKey == key { last += 1 }
      if last > j { matchTitle(byTitle[i..<end], free[j..<last]) }
      i = end
      j = last
    }
  }

  /// Matches the proposed tasks of one title with the stored ones of it.
  private mutating func matchTitle(_ said: ArraySlice<Int>, _ kept: ArraySlice<Int>) {
    if matchAlone(said, kept) { return }
    matchPlans(said, kept)
    let open = said.filter { fates[$0] == .unsaved && outputs[$0].ownTime != TaskRecord.none }
    apply(NearestPairs(outputs: open.map(output), tasks: remaining(kept).map(side), within: Reconciliation.reach))
    matchUndated(said.filter { isUndated($0) && outputs[$0].plan == AgentResponse.none }, kept)
  }

  /// One output and one task, which most titles have: what the rules come to then.
  private mutating func matchAlone(_ said: ArraySlice<Int>, _ kept: ArraySlice<Int>) -> Bool {
    guard said.count == 1, kept.count == 1, let only = said.first, let task = kept.first else { return false }
    let (mine, theirs) = (outputs[only].plan, stored[task].plan)
    let isPlanned = mine != AgentResponse.none && theirs != AgentResponse.none
    let isSame =
      if isPlanned {
        mine == theirs
      } else if isUndated(only) {
        mine == AgentResponse.none
      } else {
        abs(outputs[only].ownTime &- stored[task].record.created) <= Reconciliation.reach
      }
    if isSame {
      fates[only] = .stored(task)
      isTaken[task] = true
    }
    return true
  }

  private func isUndated(_ output: Int) -> Bool { outputs[output].ownTime == TaskRecord.none }

  private func remaining(_ kept: ArraySlice<Int>) -> [Int] { kept.filter { !isTaken[$0] } }

  /// First those that name the same plan, however far apart they lie.
  private mutating func matchPlans(_ said: ArraySlice<Int>, _ kept: ArraySlice<Int>) {
    let saidByPlan = Dictionary(grouping: said.filter { outputs[$0].plan != AgentResponse.none }) { outputs[$0].plan }
    if saidByPlan.isEmpty { return }
    let keptByPlan = Dictionary(grouping: kept) { stored[$0].plan }
    for (plan, said) in saidByPlan {
      guard let kept = keptByPlan[plan] else { continue }
      let dated = said.filter { !isUndated($0) }
      apply(
        NearestPairs(
          outputs: dated.map { ($0, outputs[$0].ownTime, false) },
          tasks: kept.map { ($0, stored[$0].record.created, false) }, within: nil))
      matchUndated(said.filter(isUndated), kept[...])
    }
  }

  /// One output that no time tells from others is the one task that is left; several of either cannot be told apart.
  private mutating func matchUndated(_ said: [Int], _ kept: ArraySlice<Int>) {
    if said.isEmpty { return }
    let left = remaining(kept)
    guard let only = left.first else { return }
    for output in said {
      if said.count == 1, left.count == 1 {
        fates[output] = .stored(only)
        isTaken[only] = true
      } else {
        fates[output] = .ambiguous
      }
    }
  }

  private func output(_ number: Int) -> NearestPairs.Side {
    (number, outputs[number].ownTime, outputs[number].plan != AgentResponse.none)
  }

  private func side(_ number: Int) -> NearestPairs.Side {
    (number, stored[number].record.created, stored[number].plan != AgentResponse.none)
  }

  private mutating func apply(_ nearest: NearestPairs) {
    for (output, number) in nearest.pairs {
      fates[output] = .stored(number)
      isTaken[number] = true
    }
    for output in nearest.ambiguous { fates[output] = .ambiguous }
  }
}
