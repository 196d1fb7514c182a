import Foundation
import Ingestion
import Synchronization
import Tasks

/// Opens inputs and finds out what they are, several at the same time: a night may have thousands of small ones.
struct InputProbe: Sendable {
  /// What was found out about one input.
  enum Finding: Sendable {
    /// It belongs to another input.
    case nothing
    case input(OpenInput)
    /// Its format is known, but it cannot be read.
    case unreadable(InputFault, InputSource, InputShape)
    /// It holds nothing to read.
    case other(Detection, InputSource, exportTime: Instant?)
    /// Nothing can be told of what is broken before it tells anything.
    case broken(InputFault, InputSource)
    /// The machine failed.
    case failure(SourceError)
  }

  private let request: RunRequest
  private let naming: AgentNaming
  /// How values are read where no rule says otherwise.
  private let plainRules: ValueRules
  private let temporaryFolder = FileManager.default.temporaryDirectory.path
  private let cursors = CursorPool()

  init(_ request: RunRequest) {
    self.request = request
    let configuration = request.configuration
    plainRules = ValueRules(
      timestamps: TimestampParser(assuming: configuration.assumedZone), statusMap: configuration.statusMap)
    naming = AgentNaming(request.configuration.registry)
  }

  /// What is found out about each, in the same order.
  func findings(of candidates: [InputCandidate]) -> [Finding] {
    request.progress.begin(.opening, files: candidates.count)
    OpenFiles.makeRoom(for: candidates.count)
    let found = Mutex([Finding](repeating: .nothing, count: candidates.count))
    // Enough for a thread to be worth its start.
    let jobs = max(1, min(request.configuration.jobs, candidates.count / 4))
    Workers.divide(candidates.count, among: jobs) { next in
      let beginning = Beginning()
      while let number = next() {
        let finding = self.finding(of: candidates[number], beginning)
        found.withLock { $0[number] = finding }
        request.progress.finishFile()
      }
    }
    return found.withLock { $0 }
  }

  private func finding(of candidate: InputCandidate, _ beginning: Beginning) -> Finding {
    if !candidate.isExplicit, SQLiteSidecars.isOne(candidate.location) { return .nothing }
    let rule = InputRule.combined(request.configuration.inputRules, for: candidate.path)
    do throws(SourceError) {
      let source = try open(candidate, rule, beginning)
      let detection = try FormatDetector.detect(
        source, kind: request.kind ?? rule.kind, format: request.format ?? rule.format, beginning: beginning)
      let time = ExportTime.find(
        path: candidate.path, argument: candidate.argument, zone: request.configuration.zone)
      let agent = naming.agent(inPath: candidate.path, argument: candidate.argument)
      let isNamelessText =
        detection == .readable(InputShape(.agentOutput, .text)) && agent == nil && !candidate.isExplicit
      guard case .readable(let shape) = detection, !isNamelessText else {
        if let fault = try source.fault() { return .broken(fault, source) }
        return .other(detection, source, exportTime: time)
      }
      return try finding(source, shape, time, rules(rule), agent, beginning)
    } catch { return .failure(error) }
  }

  private func open(
    _ candidate: InputCandidate, _ rule: InputRule, _ beginning: Beginning
  ) throws(SourceError) -> InputSource {
    let encoding = rule.encoding.flatMap { TextEncoding(named: $0.rawValue) }
    let limit = Int64(request.configuration.settings.inflatedBytes)
    let progress = request.progress
    let note: @Sendable (Int) -> Void = { progress.advance(bytes: $0) }
    return
      candidate.isStandardInput
      ? try InputSource.standardInput(
        encoding: encoding, temporaryFolder: temporaryFolder, inflatedLimit: limit, cursors: cursors, progress: note)
      : try InputSource.open(
        candidate.location, path: candidate.path, encoding: encoding, temporaryFolder: temporaryFolder,
        inflatedLimit: limit, cursors: cursors, beginning: beginning, progress: note)
  }

  private func finding(
    _ source: InputSource, _ shape: InputShape, _ time: Instant?, _ rules: ValueRules, _ agent: Int32?,
    _ beginning: Beginning
  ) throws(SourceError) -> Finding {
    do throws(ReadingFailure) {
      return .input(
        try OpenInput(
          source: source, shape: shape, namedTime: time, rules: rules, reportZone: request.configuration.zone,
          recordLimit: request.configuration.settings.recordBytes, tableName: request.configuration.table,
          namedAgent: agent, beginning: beginning))
    } catch {
      switch error {
      case .source(let error): throw error
      case .fault(let fault):
        // What is wrong with the whole file tells more than where it stops to make sense.
        let cause = fault.code == .skippedFile ? nil : try source.fault()
        return .unreadable(cause ?? fault, source, shape)
      }
    }
  }

  /// How the values of one input are read, after its configuration.
  private func rules(_ rule: InputRule) -> ValueRules {
    var rules = plainRules
    if rule.dates == .dmy {
      rules.timestamps = TimestampParser(assuming: request.configuration.assumedZone, dayFirst: true)
    }
    rules.decimalComma = rule.decimalComma ?? false
    return rules
  }
}
