import TestSupport
import Testing

@testable import Tasks

@Suite("Counts, stages and estimates")
struct GroupFiguresTests {
  private func group(_ records: [TaskRecord], _ events: [TaskEvent] = []) -> GroupFigures {
    TaskExport(records, events).figures().system.group
  }

  @Test("Each status is counted once, and the six sum to what was generated")
  func counts() {
    let all = TaskStatus.allCases.enumerated().flatMap { number, status in
      (0...number).map { record(status, id: "\(status.rawValue).\($0)", offset: Int64($0)) }
    }
    let figures = group(all)
    #expect(figures.generated == 28)
    // pending 1 and awaiting_approval 2.
    #expect(figures.pending == 3)
    #expect(figures.approvedOpen == 3)
    #expect(figures.inProgress == 4)
    #expect(figures.completed == 5)
    #expect(figures.rejected == 6)
    #expect(figures.cancelled == 7)
    // Unsaid, but by status: approved, in_progress and completed.
    #expect(figures.approved == 12)
    #expect(figures.approvalRate == 100 * 12.0 / 28)
    #expect(figures.completionRate == 100 * 5.0 / 28)
  }

  @Test("Stages are of tasks with both times; cycle and delivery of completed ones only")
  func stages() {
    let figures = group([
      record(.completed, id: "a", [.approved: hour(1), .started: hour(3), .completed: hour(6)]),
      record(.completed, id: "b", [.approved: hour(2), .completed: hour(10)]),
      record(.inProgress, id: "c", [.approved: hour(3), .started: hour(7)]),
      // Cancelled after its completion's time: no execution, cycle or delivery.
      record(.cancelled, id: "d", [.approved: hour(4), .started: hour(5), .completed: hour(6), .cancelled: hour(7)]),
      record(.pending, id: "e"),
    ])
    #expect(figures.execution.count == 2)
    #expect(figures.execution.meanMinutes == 480)
    #expect(figures.approvalWait.count == 4)
    #expect(figures.approvalWait.meanMinutes == 150)
    #expect(figures.queueTime.count == 3)
    #expect(figures.queueTime.maxMinutes == 240)
    #expect(figures.cycleTime.count == 1)
    #expect(figures.cycleTime.meanMinutes == 180)
    #expect(figures.deliveryTime.count == 2)
    #expect(figures.deliveryTime.meanMinutes == 390)
  }

  @Test("Times that are not in order make no stage")
  func disorder() {
    let figures = group([record(.completed, [.approved: hour(5), .started: hour(4), .completed: hour(4.5)])])
    #expect(figures.queueTime.count == 0)
    #expect(figures.deliveryTime.count == 0)
    #expect(figures.cycleTime.count == 1)
    #expect(figures.execution.count == 1)
  }

  @Test("Estimates are over completed tasks that state both hours")
  func estimates() {
    func task(_ name: String, _ status: TaskStatus, _ estimated: Int64, _ actual: Int64) -> TaskRecord {
      var task = record(status, id: name)
      task.estimatedHours = estimated
      task.actualHours = actual
      return task
    }
    let figures = group([
      task("a", .completed, 20_000, 30_000), task("b", .completed, 20_000, TaskRecord.none),
      task("c", .completed, TaskRecord.none, 50_000), task("d", .inProgress, 20_000, 20_000),
      task("e", .completed, 0, 1),
    ])
    #expect(figures.estimatedTasks == 2)
    #expect(figures.estimatedHours == 2)
    #expect(figures.actualHours == 3.0001)
    #expect(figures.estimateRatio == 1.50005)
    #expect(group([task("a", .completed, 0, 10)]).estimateRatio == nil)
  }

  @Test("The last activity is a lifecycle time, refused events included, updated_at not")
  func lastActivity() {
    let task = record(.pending, [.updated: hour(90)])
    #expect(group([task]).lastActivity == hour(0))
    #expect(group([task], [event(.completed, hour(8))]).lastActivity == hour(8))
    #expect(group([]).lastActivity == nil)
  }

  @Test("Fewer than 20 tasks are a small sample", arguments: [(19, true), (20, false)])
  func smallSample(count: Int, isSmall: Bool) {
    let figures = TaskExport(tasks(generated: count, approved: 0, completed: 0)).figures()
    #expect(figures.agents.first?.isSmallSample == isSmall)
    #expect(figures.channels.first?.isSmallSample == isSmall)
  }

  @Test(
    "The histogram's buckets hold their lower bounds",
    arguments: [
      (0.0, 0), (14.99, 0), (15, 1), (720, 7), (10_079, 9), (10_080, 10), (1_000_000, 10),
    ])
  func histogram(minutes: Double, bucket: Int) {
    let counts = TaskExport(tasks(generated: 1, approved: 1, completed: 1, minutes: minutes)).figures()
      .executionHistogram
    #expect(counts.firstIndex(of: 1) == bucket)
    #expect(counts.reduce(0, +) == 1)
  }

  @Test(
    "Open tasks have an age as of the report's instant, by whole days",
    arguments: [
      (0.0, 0), (23.9, 0), (24, 1), (71.9, 1), (72, 2), (2160, 6), (216_000, 6),
    ])
  func openAges(hours: Double, bucket: Int) {
    let records = [record(.inProgress, id: "a"), record(.completed, id: "b"), record(.pending, id: "c")]
    let ages = TaskExport(records).figures(ReportPeriod(asOf: hour(hours))).openAges
    #expect(ages[0].firstIndex(of: 1) == bucket)
    #expect(ages[3].firstIndex(of: 1) == bucket)
    #expect(ages.flatMap { $0 }.reduce(0, +) == 2)
  }

  @Test("The oldest wait first and the slowest come first, of equals by id, cut to the list's rows")
  func lists() {
    var settings = Settings()
    settings.listRows = 3
    let waiting = ["d", "a", "c", "b"].map { record(.pending, id: $0, created: hour($0 == "d" ? 0 : 1)) }
    // Approved by an administrator, though its status lags behind.
    let decided = record(.awaitingApproval, id: "z", created: hour(0), approval: .yes)
    let done = [("e", 5.0), ("g", 7), ("f", 7), ("h", 1)].map { record(.completed, id: $0, [.completed: hour($1)]) }
    let figures = TaskExport(waiting + [decided] + done).figures(settings: settings)
    #expect(figures.pendingApproval.total == 4)
    #expect(figures.pendingApproval.rows.map(\.id.text) == ["d", "a", "b"])
    #expect(figures.slowest.total == 4)
    #expect(figures.slowest.rows.map(\.id.text) == ["f", "g", "e"])
    #expect(figures.slowest.rows.first?.execution == 25_200_000)
  }

  @Test("It is the same whoever counts which durations, and in which order")
  func divided() {
    var random = SeededGenerator(seed: 11)
    let parts = (0..<6).map { _ in
      var measured = Measured()
      for kind in DurationKind.allCases {
        for _ in 0..<5000 {
          measured.durations[kind.rawValue].add(milliseconds: .random(in: 0..<10_000_000_000, using: &random))
        }
      }
      return measured
    }
    let groups = [parts, Array(parts[0..<2]), Array(parts[2...]), []]
    var pieces: [Int] = []
    let divided = GroupFigures.all(groups) { count, make in
      pieces = Array((0..<count).shuffled(using: &random))
      let made = Dictionary(uniqueKeysWithValues: pieces.map { ($0, make($0)) })
      return made.sorted { $0.key < $1.key }.map(\.value)
    }
    #expect(pieces.count == groups.count * DurationKind.allCases.count)
    for (figures, group) in zip(divided, groups) {
      let times = [
        figures.execution, figures.approvalWait, figures.queueTime, figures.cycleTime, figures.deliveryTime,
      ]
      for (kind, times) in zip(DurationKind.allCases, times) {
        #expect(times == DurationFigures(group.map { $0.durations[kind.rawValue] }))
      }
    }
  }
}
