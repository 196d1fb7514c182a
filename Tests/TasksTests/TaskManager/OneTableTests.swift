import TestSupport
import Testing

@testable import Tasks

/// What the task manager did, exported and replayed, is what the task manager says: there is no second truth.
@Suite("The task manager and the replay agree")
struct OneTableTests {
  /// A manager after some random calls, and how it stood after each of them.
  private struct History {
    var manager = TaskManager()
    var snapshots: [(at: Instant, manager: TaskManager)] = []
    var refused = 0

    init(seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      let ids = (0..<5).map { id("t\($0)") }
      var now = hour(0)
      for _ in 0..<60 {
        // Often the same instant again, and long gaps.
        now.milliseconds += [0, 0, 1, 1000, 3_600_000, 86_400_000][Int.random(in: 0..<6, using: &random)]
        let batch = [ids.randomElement(using: &random) ?? ids[0], ids.randomElement(using: &random) ?? ids[0]]
        do { try step(batch, at: now, &random) } catch { refused += 1 }
        if snapshots.last?.at == now { snapshots.removeLast() }
        snapshots.append((now, manager))
      }
    }

    private mutating func step(_ ids: [TaskID], at now: Instant, _ random: inout SeededGenerator) throws {
      switch Int.random(in: 0..<11, using: &random) {
      case 0, 1:
        let agent = ["alex", "tren", "luna", nil].randomElement(using: &random) ?? nil
        let channel = ["amazon", "magalu"].randomElement(using: &random)
        try manager.createTask(TaskDraft(id: ids[0], title: "", channel: channel, agent: agent), at: now)
      case 2: try manager.submitTask(ids[0], at: now)
      case 3, 4: try manager.approveTasks(ids, by: "ana", at: now)
      case 5: try manager.rejectTasks(ids, reason: "não", by: "ana", at: now)
      case 6: try manager.assignTask(ids[0], to: "bia", by: "ana", at: now)
      case 7: try manager.startTask(ids[0], at: now)
      case 8: try manager.completeTask(ids[0], actualHours: Hours(2), at: now)
      case 9: try manager.cancelTask(ids[0], at: now)
      default: try manager.reopenTask(ids[0], at: now)
      }
    }
  }

  @Test(
    "As of each moment the replay gives the statuses and approvals of that moment", arguments: 0..<200 as Range<UInt64>)
  func statuses(seed: UInt64) throws {
    let history = try History(seed: seed)
    #expect(history.refused > 0)
    let export = history.manager.export()
    let order = RecordOrder(exportTimes: [], agentID: { _ in "" }, channelID: { _ in "" })
    var replay = Replay()
    for (moment, manager) in history.snapshots {
      for record in export.records {
        let events = export.events.filter { $0.id == record.id }.sorted(by: TaskEvent.precedes)
        let state = replay.run(
          record, events: events[...], observed: order.observed(record), until: moment.milliseconds)
        #expect(replay.faults == Replay.Faults(), "seed \(seed)")
        let then = manager.task(record.id)
        #expect(state?.status == then?.status, "seed \(seed) at \(moment)")
        #expect(state?.isApproved == then?.adminApproved, "seed \(seed) at \(moment)")
      }
    }
  }

  @Test("As of each moment daily statistics are those that the manager gave then", arguments: 0..<60 as Range<UInt64>)
  func dailyStats(seed: UInt64) throws {
    let history = try History(seed: seed)
    let days = CalendarDay(number: 0)...CalendarDay(number: 100_000)
    for (moment, manager) in history.snapshots {
      let replayed = history.manager.export().measure(ReportPeriod(asOf: moment)).monitor
        .figures(names: history.manager.export().names)
      #expect(
        rows(replayed.daily) == rows(manager.getDailyStats(days)), "seed \(seed) at \(moment)")
      let all = replayed.system.group
      #expect(all.generated == manager.tasks.count)
      #expect(all.completed == manager.tasks.count { $0.status == .completed })
      #expect(all.approved == manager.tasks.count(where: \.adminApproved))
    }
  }

  /// What was counted. Which series the input has at all depends on the whole input, so none and nought are alike here.
  private func rows(_ daily: [DailyFigures]) -> [String] {
    daily.map {
      let counts = [$0.created, $0.approved, $0.rejected, $0.started, $0.completed].map { $0 ?? 0 }
      return "\($0.day) \($0.channel) \(counts) \($0.averageCompletionHours ?? -1)"
    }
  }

  @Test("Daily statistics count what a plain count over the histories counts", arguments: 0..<200 as Range<UInt64>)
  func plainCount(seed: UInt64) throws {
    let manager = try History(seed: seed).manager
    let stats = manager.getDailyStats(CalendarDay(number: 0)...CalendarDay(number: 100_000))
    for row in stats {
      func count(_ kind: EventKind) -> Int {
        // The task's time for a kind of event is the latest.
        manager.tasks.count { task in
          guard task.channel == row.channel, let event = task.history.last(where: { $0.kind == kind }) else {
            return false
          }
          return CalendarDay(instant: event.at) == row.day
        }
      }
      #expect(row.created ?? 0 == count(.created))
      #expect(row.approved ?? 0 == count(.approved))
      #expect(row.rejected ?? 0 == count(.rejected))
      #expect(row.started ?? 0 == count(.started))
      #expect(row.completed ?? 0 == count(.completed))
    }
  }
}
