/// What was stored, and which proposed task is which of it: in the whole input, and as of an instant.
struct OutputWorld {
  /// By number of a task: what became of it. Most are unsaved, or all.
  struct Fates {
    fileprivate var byTask: [Int32]

    subscript(_ task: Int) -> Reconciliation.Fate {
      switch byTask[task] {
      case -1: .unsaved
      case -2: .ambiguous
      case let number: .stored(Int(number))
      }
    }
  }

  let stored: [StoredTask]
  let whole: Fates
  let present: Fates

  /// - Parameters:
  ///   - candidates: the stored tasks that may be proposed ones, by title.
  ///   - asOf: what is proposed or stored later does not exist in `present`; nil: all exists.
  init(_ said: SettledOutput, _ candidates: [StoredTask], _ parts: [TaskTablePart], asOf: Int64?) {
    var world = Candidates(stored: candidates, titled: candidates.count)
    if parts.contains(where: { $0.taskCount > 0 }) { world.collect(said, parts) }
    stored = world.stored
    whole = world.fates(said, until: .max)
    let limit = asOf ?? .max
    let isAllPresent =
      said.responses.allSatisfy { $0.time <= limit } && world.stored.allSatisfy { $0.record.created <= limit }
    present = isAllPresent ? whole : world.fates(said, until: limit)
  }

  /// What may be matched with what.
  private struct Candidates {
    var stored: [StoredTask]
    /// So many of these match by title; those behind them only by id.
    let titled: Int
    var outputs: [(created: Int64, output: Reconciliation.Output)] = []
    /// What has the same id is the same task, whatever has become of its title.
    var sameID: [(created: Int64, task: Int, number: Int)] = []

    mutating func collect(_ said: SettledOutput, _ parts: [TaskTablePart]) {
      let titles = Set(stored.map(\.titleKey))
      let numbers = Dictionary(
        stored.indices.map { (stored[$0].record.id, $0) }, uniquingKeysWith: { first, _ in first })
      for response in said.responses {
        for task in response.tasks where said.standIn(for: task) == task {
          let proposed = said.tasks[task]
          if let record = parts.winner(of: proposed.id) {
            sameID.append((response.time, task, numbers[proposed.id] ?? stored.count))
            if numbers[proposed.id] == nil {
              stored.append(StoredTask(record: record, titleKey: proposed.titleKey, plan: AgentResponse.none))
            }
          }
          if titles.contains(proposed.titleKey) {
            let output = Reconciliation.Output(
              task: task, titleKey: proposed.titleKey, plan: response.source.plan, ownTime: response.source.ownTime)
            outputs.append((response.time, output))
          }
        }
      }
    }

    func fates(_ said: SettledOutput, until limit: Int64) -> Fates {
      var fates = Fates(byTask: Array(repeating: -1, count: said.tasks.count))
      var isTaken: Set<Int> = []
      for (created, task, number) in sameID where created <= limit && stored[number].record.created <= limit {
        fates.byTask[task] = Int32(truncatingIfNeeded: number)
        isTaken.insert(number)
      }
      let open = outputs.filter { $0.created <= limit && fates.byTask[$0.output.task] == -1 }.map(\.output)
      let free = (0..<titled).filter { stored[$0].record.created <= limit && !isTaken.contains($0) }
      let reconciliation = Reconciliation(open, stored, free: free)
      for (output, fate) in zip(open, reconciliation.fates) {
        switch fate {
        case .unsaved: break
        case .ambiguous: fates.byTask[output.task] = -2
        case .stored(let number): fates.byTask[output.task] = Int32(truncatingIfNeeded: number)
        }
      }
      return fates
    }
  }
}
