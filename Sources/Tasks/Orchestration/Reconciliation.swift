/// Which stored task each proposed task is.
struct Reconciliation {
  enum Fate: Equatable {
    case unsaved
    case ambiguous
    /// The number of the stored task that it is.
    case stored(Int)
  }

  /// Where one of both names no plan, their times lie at most so far apart, in milliseconds.
  static let reach: Int64 = 24 * 3_600_000

  /// By proposed task; tasks that are left out are `unsaved`.
  private(set) var fates: [Fate]
  private let tasks: [SettledOutput.Task]
  private let stored: [StoredTask]
  private var isTaken: [Bool]

  /// - Parameters:
  ///   - stored: by title, as `[TaskTablePart].stored(_:)` gives them.
  ///   - titled: how many of them match by title; those behind them only by id.
  ///   - sameID: by proposed task: the number of the stored task that has its very id.
  ///   - asOf: what was proposed or stored later is left out; nil: nothing is.
  init(_ tasks: [SettledOutput.Task], _ stored: [StoredTask], titled: Int, sameID: [Int: Int], asOf: Int64?) {
    self.tasks = tasks
    self.stored = stored
    fates = Array(repeating: .unsaved, count: tasks.count)
    isTaken = Array(repeating: false, count: stored.count)
    let limit = asOf ?? .max
    for (task, number) in sameID where tasks[task].created <= limit && stored[number].record.created <= limit {
      fates[task] = .stored(number)
      isTaken[number] = true
    }
    let byTitle = tasks.indices.filter { tasks[$0].created <= limit && fates[$0] == .unsaved }
      .sorted { (tasks[$0].titleKey, $0) < (tasks[$1].titleKey, $1) }
    let free = stored.indices.prefix(titled).filter { stored[$0].record.created <= limit && !isTaken[$0] }
    var i = 0
    var j = 0
    while i < byTitle.count {
      let key = tasks[byTitle[i]].titleKey
      var end = i
      while end < byTitle.count, tasks[byTitle[end]].titleKey == key { end += 1 }
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
    matchPlans(said, kept)
    let open = said.filter { fates[$0] == .unsaved && tasks[$0].ownTime != TaskRecord.none }
    apply(NearestPairs(outputs: open.map(output), tasks: remaining(kept).map(side), within: Reconciliation.reach))
    matchUndated(said.filter { isUndated($0) && tasks[$0].plan == AgentResponse.none }, kept)
  }

  private func isUndated(_ task: Int) -> Bool { tasks[task].ownTime == TaskRecord.none }

  private func remaining(_ kept: ArraySlice<Int>) -> [Int] { kept.filter { !isTaken[$0] } }

  /// First those that name the same plan, however far apart they lie.
  private mutating func matchPlans(_ said: ArraySlice<Int>, _ kept: ArraySlice<Int>) {
    let saidByPlan = Dictionary(grouping: said.filter { tasks[$0].plan != AgentResponse.none }) { tasks[$0].plan }
    if saidByPlan.isEmpty { return }
    let keptByPlan = Dictionary(grouping: kept) { stored[$0].plan }
    for (plan, said) in saidByPlan {
      guard let kept = keptByPlan[plan] else { continue }
      let dated = said.filter { !isUndated($0) }
      apply(
        NearestPairs(
          outputs: dated.map { ($0, tasks[$0].ownTime, false) },
          tasks: kept.map { ($0, stored[$0].record.created, false) }, within: nil))
      matchUndated(said.filter(isUndated), kept[...])
    }
  }

  /// One output that no time tells from others is the one task that is left; several of either cannot be told apart.
  private mutating func matchUndated(_ said: [Int], _ kept: ArraySlice<Int>) {
    if said.isEmpty { return }
    let left = remaining(kept)
    guard let only = left.first else { return }
    for task in said {
      if said.count == 1, left.count == 1 {
        fates[task] = .stored(only)
        isTaken[only] = true
      } else {
        fates[task] = .ambiguous
      }
    }
  }

  private func output(_ task: Int) -> NearestPairs.Side {
    (task, tasks[task].ownTime, tasks[task].plan != AgentResponse.none)
  }

  private func side(_ number: Int) -> NearestPairs.Side {
    (number, stored[number].record.created, stored[number].plan != AgentResponse.none)
  }

  private mutating func apply(_ nearest: NearestPairs) {
    for (task, number) in nearest.pairs {
      fates[task] = .stored(number)
      isTaken[number] = true
    }
    for task in nearest.ambiguous { fates[task] = .ambiguous }
  }
}
