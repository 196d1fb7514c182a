import Foundation
import TestSupport
import Testing

@testable import nexo

@Suite("Progress")
struct ProgressTests {
  struct Shown: Sendable {
    var state: ProgressCounter.State
    var rate: Double?
    var remaining: Double?
    var width = 79
    var text: String?
  }

  private static func reading(_ read: Int, of total: Int, done: Int = 0, files: Int = 1) -> ProgressCounter.State {
    ProgressCounter.State(phase: .reading, total: total, read: read, files: files, filesDone: done)
  }

  @Test(
    "is one line with what is known",
    arguments: [
      Shown(state: .init(), text: nil),
      Shown(state: .init(files: 1, filesDone: 1), text: "nexo: opening"),
      Shown(state: .init(files: 900), text: nil),
      Shown(state: .init(files: 900, filesDone: 1), text: "nexo: opening, 1 of 900 files"),
      Shown(
        state: .init(read: 12_300_000, files: 5, filesDone: 3), rate: 56e6,
        text: "nexo: opening, 12 MB inflated, 56 MB/s, 3 of 5 files"),
      Shown(state: reading(0, of: 400_000_000), text: nil),
      Shown(state: reading(120_400_000, of: 400_000_000), text: "nexo: 120 of 400 MB read (30%)"),
      Shown(state: reading(999_999, of: 9_999_999), rate: 0, text: "nexo: 0.9 of 9.9 MB read (9%), 0.0 MB/s"),
      Shown(
        state: reading(120_400_000, of: 400_000_000, done: 2, files: 9), rate: 85.96e6, remaining: 3.2,
        text: "nexo: 120 of 400 MB read (30%), 85 MB/s, 4 s left, 2 of 9 files"),
      Shown(
        state: reading(1, of: 2_000_000), rate: 1, remaining: 59.5,
        text: "nexo: 0.0 of 2.0 MB read (0%), 0.0 MB/s, 1 min 00 s left"),
      Shown(
        state: reading(1, of: 2_000_000), rate: 1, remaining: 3_601,
        text: "nexo: 0.0 of 2.0 MB read (0%), 0.0 MB/s, 1 h 00 min left"),
      Shown(
        state: reading(1, of: .max), rate: .infinity, remaining: .infinity,
        text: "nexo: 0.0 of 9223372036854 MB read (0%), 1000000000 MB/s"),
      Shown(
        state: reading(400_000_000, of: 400_000_000, done: 9, files: 9), rate: 85e6, remaining: 1,
        text: "nexo: 400 of 400 MB read (100%), 9 of 9 files"),
      Shown(
        state: .init(phase: .readingAgain, total: 10_000_000, read: 5_000_000, files: 1),
        text: "nexo: 5.0 of 10 MB read again (50%)"),
      Shown(state: .init(phase: .measuring, read: 5), rate: 5, text: "nexo: measuring"),
      Shown(state: .init(phase: .writing), text: "nexo: writing"),
    ])
  func line(_ shown: Shown) {
    let line = ProgressLine(state: shown.state, rate: shown.rate, remaining: shown.remaining)
    #expect(line.text(width: shown.width) == shown.text)
  }

  @Test(
    "is cut to the terminal, what matters least first",
    arguments: [
      (63, "nexo: 120 of 400 MB read (30%), 85 MB/s, 4 s left, 2 of 9 files"),
      (62, "nexo: 120 of 400 MB read (30%), 85 MB/s, 4 s left"),
      (40, "nexo: 120 of 400 MB read (30%), 85 MB/s"),
      (30, "nexo: 120 of 400 MB read (30%)"), (20, "nexo: 120 of 400 MB…"), (1, "…"), (0, "…"), (-1, "…"),
    ])
  func width(_ width: Int, _ text: String) {
    let state = ProgressTests.reading(120_400_000, of: 400_000_000, done: 2, files: 9)
    let line = ProgressLine(state: state, rate: 85e6, remaining: 3.2)
    #expect(line.text(width: width) == text)
  }

  @Test("the rate is that of the last seconds, and the time left is told once two seconds have told it")
  func rate() {
    var rate = ProgressRate()
    rate.note(read: 0, at: 10)
    #expect(rate.perSecond == nil)
    rate.note(read: 40, at: 10.25)
    #expect(rate.perSecond == nil)
    rate.note(read: 100, at: 10.5)
    #expect(rate.perSecond == 200)
    #expect(rate.remaining(400, at: 11.75) == nil)
    #expect(rate.remaining(400, at: 12) == 2)
    #expect(rate.remaining(0, at: 12) == nil)
    // From here on ten times as fast: after five seconds nothing but that counts, and before it rises step by step.
    var before = 200.0
    for step in 1...10 {
      rate.note(read: 100 + 1000 * step, at: 10.5 + 0.5 * Double(step))
      #expect((rate.perSecond ?? 0) > before)
      before = rate.perSecond ?? 0
    }
    #expect(rate.perSecond == 2000)
    for step in 11...25 { rate.note(read: 10_100, at: 10.5 + 0.5 * Double(step)) }
    #expect(rate.perSecond == 0)
    #expect(rate.remaining(400, at: 30) == nil)
  }

  @Test("what is read never exceeds what there is, and all of it is read once every file is done")
  func counting() {
    let counter = ProgressCounter()
    counter.advance(bytes: 7)
    #expect(counter.current == .init(phase: .opening, read: 7))
    counter.begin(.reading, total: 100, files: 2)
    #expect(counter.current == .init(phase: .reading, total: 100, files: 2))
    counter.advance(bytes: 40)
    counter.finishFile()
    #expect(counter.current == .init(phase: .reading, total: 100, read: 40, files: 2, filesDone: 1))
    counter.advance(bytes: 90)
    #expect(counter.current.read == 100)
    counter.begin(.readingAgain, total: 100, files: 1)
    counter.advance(bytes: 30)
    counter.finishFile()
    #expect(counter.current.read == 100)
    counter.begin(.writing)
    #expect(counter.current == .init(phase: .writing))
  }

  @Test("on a terminal there is a line, gone at the end; elsewhere there is none")
  func terminal() throws {
    let script = Scenario.root.appendingPathComponent("Tests/Output/progress.py").path
    let run = try Command.run("/usr/bin/python3", [script, Executable.path], seconds: 600)
    #expect(run.status == 0, "\(run.output.suffix(6000))\(run.error.suffix(2000))")
    #expect(run.output.contains(" hold"))
  }
}
