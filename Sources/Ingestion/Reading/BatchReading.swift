internal import Synchronization
package import Tasks

/// Reads many inputs with several jobs.
///
/// Small inputs are read whole, each by one job; large ones in as many parts as there are jobs. What is gathered merges,
/// so the result is the same however the work was cut and whoever did it.
package struct BatchReading: Sendable {
  package let inputs: [OpenInput]
  package let order: RecordOrder
  package let directory: NameDirectory
  package let jobs: Int
  package let maxExamples: Int
  package let seed: UInt64
  /// How large inputs are cut.
  package let plan: PartPlan
  /// Hash the inputs as well.
  package let hashes: Bool
  /// Told of the bytes that were read; called from several threads.
  package let progress: @Sendable (Int) -> Void
  /// Told of every input that is done; called from several threads.
  package let finished: @Sendable () -> Void
  /// The titles of stored tasks that are looked for.
  package let wanted: WantedTitles?

  /// What reading all inputs gave.
  package struct Outcome: Sendable {
    /// Several intakes, whose tables have yet to be merged.
    package var intakes: [Intake]
    /// By input.
    package var results: [InputResult]
    /// Parts of inputs that were read by jobs of their own, and how many of those had to be read again.
    package var partsRead: Int
    package var partsReadAgain: Int
    /// Hashes large inputs beside whatever is done next.
    fileprivate var hashing: Hashing?

    /// Moves the intakes out.
    package mutating func takeIntakes() -> [Intake] {
      defer { intakes = [] }
      return intakes
    }

    /// Waits for the hashes that are still being made, and puts them into the results.
    package mutating func finishHashes() { hashing?.finish(&results) }
  }

  package init(
    inputs: [OpenInput], order: RecordOrder, directory: NameDirectory, jobs: Int, maxExamples: Int, seed: UInt64,
    hashes: Bool, plan: PartPlan = PartPlan(), wanted: WantedTitles? = nil,
    progress: @escaping @Sendable (Int) -> Void = { _ in }, finished: @escaping @Sendable () -> Void = {}
  ) {
    self.inputs = inputs
    self.order = order
    self.directory = directory
    self.jobs = max(1, jobs)
    self.maxExamples = maxExamples
    self.seed = seed
    self.plan = plan
    self.hashes = hashes
    self.progress = progress
    self.finished = finished
    self.wanted = wanted
  }

  /// A piece of work.
  private enum Unit: Sendable {
    case whole(Int)
    case part(Part)
  }

  /// A part of an input.
  private struct Part: Sendable {
    var input: Int
    var start: Int64
    var end: PartEnd
  }

  private struct PartResult: Sendable {
    var start: Int64
    var intake: Intake
    var end: InputReading.End
    var failure: ReadingFailure?
  }

  /// What the jobs leave for each other.
  private struct Shared {
    var results: [InputResult]
    var intakes: [Intake] = []
    /// By input.
    var parts: [Int: [PartResult]] = [:]
    /// By input that is read in parts: how many are still to be read.
    var toRead: [Int: Int]
    /// Parts that are being read, and may be cut.
    var reading: [Part] = []
  }

  /// - Parameter near: on a second reading: the range of times that are not far.
  package func run(near: ClosedRange<Int64>? = nil) -> Outcome {
    var units: [Unit] = []
    var results = [InputResult](repeating: InputResult(), count: inputs.count)
    var toRead: [Int: Int] = [:]
    for (i, input) in inputs.enumerated() {
      do throws(ReadingFailure) {
        let found = try plan.starts(input, parts: jobs)
        if found.count == 1 {
          units.append(.whole(i))
        } else {
          toRead[i] = found.count
          for (start, next) in zip(found, found.dropFirst() + [input.source.size ?? .max]) {
            let end = PartEnd(next, isInputEnd: start == found.last, from: start)
            units.append(.part(Part(input: i, start: start, end: end)))
          }
        }
      } catch { results[i].failure = error }
    }
    // Large inputs are hashed by a thread of its own, in the place of one job as long as that takes, and beside whatever
    // follows.
    let large = hashes && near == nil && jobs > 1 ? inputs.indices.filter { isLarge(inputs[$0]) } : []
    let hashing = large.isEmpty ? nil : Hashing(inputs, large)
    let shared = Mutex(Shared(results: results, toRead: toRead))
    let workers = max(1, min(jobs, units.count))
    let all = units
    let waiting = Mutex(workers > 1 ? hashing : nil)
    Workers.divide(all.count, among: workers) { next in
      waiting.withLock { $0.take() }?.waitForCore()
      work({ next().map { all[$0] } }, Set(large), near, shared)
      hashing?.noteReadingIsOver()
    }
    var outcome = finish(shared.withLock { $0 }, near)
    outcome.hashing = hashing
    return outcome
  }

  private func isLarge(_ input: OpenInput) -> Bool { (input.source.knownOriginalSize ?? .max) >= plan.smallest }

  private func newIntake(_ near: ClosedRange<Int64>?) -> Intake {
    Intake(order: order, maxExamples: maxExamples, seed: seed, near: near)
  }

  /// One job: takes units until none is left. Whole inputs go into one intake, parts into one each.
  private func work(
    _ next: () -> Unit?, _ hashedBeside: Set<Int>, _ near: ClosedRange<Int64>?, _ shared: borrowing Mutex<Shared>
  ) {
    var own = newIntake(near)
    let memory = JobMemory(directory)
    while let unit = next() {
      switch unit {
      case .whole(let i):
        let hashesHere = hashes && near == nil && !hashedBeside.contains(i)
        let result = readWhole(i, &own, memory, hashesHere: hashesHere)
        shared.withLock {
          $0.results[i].failure = result.failure
          if hashesHere { $0.results[i].sha256 = result.sha256 }
        }
        finished()
      case .part(let part): read(part, memory, near, shared)
      }
    }
    while let part = rearOfAnother(shared) { read(part, memory, near, shared) }
    shared.withLock { $0.intakes.append(own) }
  }

  private func read(
    _ part: Part, _ memory: JobMemory, _ near: ClosedRange<Int64>?, _ shared: borrowing Mutex<Shared>
  ) {
    shared.withLock { $0.reading.append(part) }
    var intake = newIntake(near)
    let (reached, failure) = InputReading.part(
      inputs[part.input], &intake, directory: directory, wanted: wanted, from: begin(part.input, part.start),
      to: part.end, memory: memory, hash: nil, progress: progress)
    let result = PartResult(start: part.start, intake: intake, end: reached, failure: failure)
    let isRead = shared.withLock { shared in
      shared.reading.removeAll { $0.end === part.end }
      shared.parts[part.input, default: []].append(result)
      shared.toRead[part.input, default: 0] -= 1
      return shared.toRead[part.input] == 0
    }
    if isRead { finished() }
  }

  /// For a job that has nothing left to do: the rear half of what another has not read yet, as long as that is worth it.
  private func rearOfAnother(_ shared: borrowing Mutex<Shared>) -> Part? {
    while true {
      let largest = shared.withLock { $0.reading.max { $0.end.left.count < $1.end.left.count } }
      guard let largest, largest.end.left.count >= plan.smallest else { return nil }
      let input = inputs[largest.input]
      let left = largest.end.left
      // What cannot be read here is not cut: whoever reads it will say why.
      guard let start = try? plan.beginning(input, behind: left.lowerBound + Int64(left.count / 2)),
        start < left.upperBound
      else {
        shared.withLock { $0.reading.removeAll { $0.end === largest.end } }
        continue
      }
      let rear: Part? = shared.withLock { shared in
        guard let end = largest.end.cut(at: start) else { return nil }
        shared.toRead[largest.input, default: 0] += 1
        return Part(input: largest.input, start: start, end: end)
      }
      if let rear { return rear }
    }
  }

  /// What a part begins with: nil at the beginning of an input, in a JSON list an element.
  private func begin(_ i: Int, _ start: Int64) -> InputReading.End? {
    if start == inputs[i].dataStart { return nil }
    return InputReading.End(offset: start, state: inputs[i].shape.format == .json ? .element : nil)
  }

  private func readWhole(
    _ i: Int, _ intake: inout Intake, _ memory: JobMemory, hashesHere: Bool
  ) -> InputResult {
    let input = inputs[i]
    let start = input.dataStart
    // The bytes are hashed as they pass, when the reader sees all of them.
    let passesWhole = start == 0 && !input.source.isConverted && input.shape.format != .sqlite
    let hash = hashesHere && passesWhole ? memory.newHash() : nil
    let (end, failure) = InputReading.part(
      input, &intake, directory: directory, wanted: wanted, from: nil, to: nil, memory: memory, hash: hash,
      progress: progress)
    var result = InputResult(failure: failure)
    result.settle(input.source)
    if hashesHere {
      do throws(SourceError) {
        if let hash, failure == nil, try input.source.isEnd(at: end.offset) {
          result.sha256 = hash.finish()
        } else {
          result.sha256 = try InputReading.sha256(input.source)
        }
      } catch { result.failure = result.failure ?? .source(error) }
    }
    return result
  }

  /// Checks that the parts of each input fit together; where they do not, reads on from where they stopped to fit.
  private func finish(_ shared: Shared, _ near: ClosedRange<Int64>?) -> Outcome {
    var outcome = Outcome(intakes: shared.intakes, results: shared.results, partsRead: 0, partsReadAgain: 0)
    for (i, found) in shared.parts.sorted(by: { $0.key < $1.key }) {
      var parts = found.sorted { $0.start < $1.start }
      if parts.reduce(0, { $0 + $1.end.names }) > XMLCollector.nameLimit {
        // Whether the whole has too many names, no part knows.
        outcome.partsReadAgain += parts.count
        parts = []
        let (intake, failure) = readFrom(i, nil, near)
        outcome.intakes.append(intake)
        outcome.results[i].failure = failure
      }
      for (number, part) in parts.enumerated() {
        outcome.partsRead += 1
        outcome.intakes.append(part.intake)
        // Behind a fault nothing is read, whoever may have read it already.
        if let failure = part.failure {
          outcome.results[i].failure = failure
          break
        }
        if number + 1 < parts.count, !part.end.fits(parts[number + 1].start) {
          let (intake, failure) =
            inputs[i].shape.format == .xml ? readFrom(i, begin(i, part.start), near) : readAgain(i, from: part, near)
          outcome.intakes[outcome.intakes.count - 1] = intake
          outcome.results[i].failure = failure
          outcome.partsReadAgain += parts.count - number - 1
          break
        }
      }
      outcome.results[i].settle(inputs[i].source)
    }
    return outcome
  }

  /// Reads an input anew from the beginning of a part, or of the input, to its end: what an XML parser is in the middle
  /// of cannot be handed on.
  private func readFrom(
    _ i: Int, _ begin: InputReading.End?, _ near: ClosedRange<Int64>?
  ) -> (Intake, ReadingFailure?) {
    var intake = newIntake(near)
    let (_, failure) = InputReading.part(
      inputs[i], &intake, directory: directory, wanted: wanted, from: begin, to: nil, memory: JobMemory(directory),
      hash: nil, progress: progress)
    return (intake, failure)
  }

  /// Reads an input from the beginning of the part that did not fit to the end of the input, in one go.
  private func readAgain(
    _ i: Int, from part: PartResult, _ near: ClosedRange<Int64>?
  ) -> (Intake, ReadingFailure?) {
    var intake = part.intake
    let (_, failure) = InputReading.part(
      inputs[i], &intake, directory: directory, wanted: wanted, from: part.end, to: nil, memory: JobMemory(directory),
      hash: nil, progress: progress)
    return (intake, failure)
  }
}
