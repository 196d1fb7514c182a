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
    case part(input: Int, number: Int, start: Int64, end: Int64?)
  }

  private struct PartResult: Sendable {
    var intake: Intake
    var end: InputReading.End
    var failure: ReadingFailure?
  }

  /// What the jobs leave for each other.
  private struct Shared {
    var results: [InputResult]
    var intakes: [Intake] = []
    /// By input, then by number of the part.
    var parts: [Int: [Int: PartResult]] = [:]
    /// How many parts an input has that is read in parts.
    let partCounts: [Int: Int]
  }

  /// - Parameter near: on a second reading: the range of times that are not far.
  package func run(near: ClosedRange<Int64>? = nil) -> Outcome {
    var units: [Unit] = []
    var results = [InputResult](repeating: InputResult(), count: inputs.count)
    var starts: [Int: [Int64]] = [:]
    for (i, input) in inputs.enumerated() {
      do throws(ReadingFailure) {
        let found = try plan.starts(input, parts: jobs)
        if found.count == 1 {
          units.append(.whole(i))
        } else {
          starts[i] = found
          for (number, start) in found.enumerated() {
            units.append(
              .part(input: i, number: number, start: start, end: number + 1 < found.count ? found[number + 1] : nil))
          }
        }
      } catch { results[i].failure = error }
    }
    // Large inputs are hashed by a thread of its own, beside the jobs that read them and whatever follows.
    let large = hashes && near == nil && jobs > 1 ? inputs.indices.filter { isLarge(inputs[$0]) } : []
    let hashing = large.isEmpty ? nil : Hashing(inputs, large)
    let shared = Mutex(Shared(results: results, partCounts: starts.mapValues(\.count)))
    let workers = max(1, min(jobs, units.count))
    let all = units
    Workers.divide(all.count, among: workers) { next in
      work({ next().map { all[$0] } }, Set(large), near, shared)
    }
    var outcome = finish(shared.withLock { $0 }, starts, near)
    outcome.hashing = hashing
    return outcome
  }

  private func isLarge(_ input: OpenInput) -> Bool { input.source.originalSize >= plan.smallest }

  private func newIntake(_ near: ClosedRange<Int64>?) -> Intake {
    Intake(order: order, maxExamples: maxExamples, seed: seed, near: near)
  }

  /// One job: takes units until none is left. Whole inputs go into one intake, parts into one each.
  private func work(
    _ next: () -> Unit?, _ hashedBeside: Set<Int>, _ near: ClosedRange<Int64>?, _ shared: borrowing Mutex<Shared>
  ) {
    var own = newIntake(near)
    while let unit = next() {
      switch unit {
      case .whole(let i):
        let hashesHere = hashes && near == nil && !hashedBeside.contains(i)
        let result = readWhole(i, &own, hashesHere: hashesHere)
        shared.withLock {
          $0.results[i].failure = result.failure
          if hashesHere { $0.results[i].sha256 = result.sha256 }
        }
        finished()
      case .part(let i, let number, let start, let end):
        var intake = newIntake(near)
        let (reached, failure) = InputReading.part(
          inputs[i], &intake, directory: directory, wanted: wanted, from: number == 0 ? nil : partBegin(i, start),
          to: end,
          hash: nil, progress: progress)
        let result = PartResult(intake: intake, end: reached, failure: failure)
        let isRead = shared.withLock { shared in
          shared.parts[i, default: [:]][number] = result
          return shared.parts[i]?.count == shared.partCounts[i]
        }
        if isRead { finished() }
      }
    }
    shared.withLock { $0.intakes.append(own) }
  }

  /// Where a part after the first begins: in a JSON list with an element.
  private func partBegin(_ i: Int, _ start: Int64) -> InputReading.End {
    InputReading.End(offset: start, state: inputs[i].shape.format == .json ? .element : nil)
  }

  private func readWhole(_ i: Int, _ intake: inout Intake, hashesHere: Bool) -> InputResult {
    let input = inputs[i]
    let start = input.dataStart
    // The bytes are hashed as they pass, when the reader sees all of them.
    let passesWhole = start == 0 && !input.source.isConverted && input.shape.format != .sqlite
    let hash = hashesHere && passesWhole ? SHA256() : nil
    let (end, failure) = InputReading.part(
      input, &intake, directory: directory, wanted: wanted, from: nil, to: nil, hash: hash, progress: progress)
    var result = InputResult(failure: failure)
    result.settle(input.source.fault)
    if hashesHere {
      if let hash, failure == nil, end.offset >= input.source.size {
        result.sha256 = hash.finish()
      } else {
        do throws(SourceError) { result.sha256 = try InputReading.sha256(input.source) } catch {
          result.failure = result.failure ?? .source(error)
        }
      }
    }
    return result
  }

  /// Checks that the parts of each input fit together; where they do not, reads on from where they stopped to fit.
  private func finish(_ shared: Shared, _ starts: [Int: [Int64]], _ near: ClosedRange<Int64>?) -> Outcome {
    var outcome = Outcome(intakes: shared.intakes, results: shared.results, partsRead: 0, partsReadAgain: 0)
    for (i, parts) in shared.parts.sorted(by: { $0.key < $1.key }) {
      var starts = starts[i] ?? []
      if parts.values.reduce(0, { $0 + $1.end.names }) > XMLCollector.nameLimit {
        // Whether the whole has too many names, no part knows.
        outcome.partsReadAgain += starts.count
        starts = []
        let (intake, failure) = readFrom(i, nil, near)
        outcome.intakes.append(intake)
        outcome.results[i].failure = failure
      }
      for number in starts.indices {
        guard let part = parts[number] else { continue }
        outcome.partsRead += 1
        outcome.intakes.append(part.intake)
        let next = number + 1 < starts.count ? starts[number + 1] : nil
        // Behind a fault nothing is read, whoever may have read it already.
        if let failure = part.failure {
          outcome.results[i].failure = failure
          break
        }
        if let next, !part.end.fits(next) {
          let (intake, failure) =
            inputs[i].shape.format == .xml
            ? readFrom(i, number == 0 ? nil : partBegin(i, starts[number]), near) : readAgain(i, from: part, near)
          outcome.intakes[outcome.intakes.count - 1] = intake
          outcome.results[i].failure = failure
          outcome.partsReadAgain += starts.count - number - 1
          break
        }
      }
      outcome.results[i].settle(inputs[i].source.fault)
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
      inputs[i], &intake, directory: directory, wanted: wanted, from: begin, to: nil, hash: nil, progress: progress)
    return (intake, failure)
  }

  /// Reads an input from the beginning of the part that did not fit to the end of the input, in one go.
  private func readAgain(
    _ i: Int, from part: PartResult, _ near: ClosedRange<Int64>?
  ) -> (Intake, ReadingFailure?) {
    var intake = part.intake
    let (_, failure) = InputReading.part(
      inputs[i], &intake, directory: directory, wanted: wanted, from: part.end, to: nil, hash: nil, progress: progress)
    return (intake, failure)
  }
}
