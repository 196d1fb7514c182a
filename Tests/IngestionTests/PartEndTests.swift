import Foundation
import Synchronization
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Parts that are cut while they are read")
struct PartEndTests {
  @Test("a part is cut behind what its reader has taken, and nowhere else")
  func cut() throws {
    let part = PartEnd(1000, isInputEnd: true, from: 100)
    #expect(part.left == 100..<1000)
    #expect(part.take(upTo: 300) == (1000, true))
    #expect(part.left == 300..<1000)
    #expect(part.cut(at: 300) == nil && part.cut(at: 1000) == nil)
    let rear = try #require(part.cut(at: 600))
    #expect(rear.left == 600..<1000 && rear.isInputEnd)
    #expect(part.left == 300..<600 && !part.isInputEnd)
    #expect(part.take(upTo: 5000) == (600, false))
    // What is reached stays: the next part begins there.
    #expect(part.left.isEmpty && part.cut(at: 500) == nil)
  }

  /// Holds one job back until another has read what is its own and more.
  private final class SlowJob: Sendable {
    private struct State {
      var slow: ObjectIdentifier?
      var readByOthers = 0
      var waits = 0
    }
    private let state = Mutex(State())
    private let enough: Int

    init(until enough: Int) { self.enough = enough }

    func note(_ bytes: Int) {
      let own = ObjectIdentifier(Thread.current)
      let isSlow = state.withLock {
        if $0.slow == nil { $0.slow = own }
        if $0.slow != own { $0.readByOthers += bytes }
        return $0.slow == own
      }
      // The limit keeps a test that fails from hanging.
      while isSlow, state.withLock({ $0.readByOthers < enough && $0.waits < 5000 }) {
        state.withLock { $0.waits += 1 }
        usleep(1000)
      }
    }

    var others: Int { state.withLock { $0.readByOthers } }
  }

  /// An export of 400 tasks, some of which have the same id.
  private func document(_ format: InputFormat) -> String {
    let ids = (0..<400).map { $0 * 11 % 350 }
    switch format {
    case .csv:
      return "id,status,channel,created_at\n"
        + ids.map { "t-\($0),open,amazon,2026-02-24\n" }.joined()
    case .xml:
      let tasks = ids.map {
        "<task><id>t-\($0)</id><status>open</status><channel>amazon</channel><created_at>2026-02-24</created_at></task>\n"
      }
      return "<tasks>\n" + tasks.joined() + "</tasks>\n"
    default:
      let tasks = ids.map { #"{"id":"t-\#($0)","status":"open","channel":"amazon","created_at":"2026-02-24"}"# }
      return format == .json ? "[" + tasks.joined(separator: ",") + "]" : tasks.map { $0 + "\n" }.joined()
    }
  }

  @Test(
    "a job that is done takes the rear of another's part, and the result is the same",
    arguments: [InputFormat.csv, .ndjson, .json, .xml])
  func taken(format: InputFormat) throws {
    let text = document(format)
    let bytes = Array(text.utf8)
    var inputs = try TestInputs()
    try inputs.add(text, name: "tasks.\(format.rawValue)")
    let plan = PartPlan(smallest: 256, window: 1 << 12)
    let one = try inputs.read(jobs: 1, plan: plan, chunk: 256)
    let job = SlowJob(until: bytes.count * 6 / 10)
    let two = try inputs.read(jobs: 2, plan: plan, chunk: 256) { job.note($0) }
    #expect(one.digest.tasks.count == 350)
    #expect(two.digest.difference(from: one.digest) == nil)
    #expect(two.outcome.partsRead + two.outcome.partsReadAgain > 2)
    #expect(job.others >= bytes.count * 6 / 10)
  }
}
