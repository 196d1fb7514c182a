import Foundation
import Ingestion
import Tasks

/// Finds, opens and recognises the inputs of a run.
struct InputOpening {
  /// The inputs that can be read, in path order.
  private(set) var inputs: [OpenInput] = []
  /// Inputs that hold nothing and need not: listed, never read.
  private(set) var empty: [EmptyInput] = []
  /// Findings about files: what was skipped and why.
  private(set) var notes: [FileNote] = []
  /// Files that the run cannot do without and cannot read.
  private(set) var failures: [FileNote] = []

  /// An input without a record.
  struct EmptyInput {
    var source: InputSource
    var shape: InputShape
    var exportTime: Instant?
  }

  /// A finding about a file as a whole.
  struct FileNote {
    var code: FindingCode
    var path: String
    var detail: String
    /// Where in the file, for faults of its text.
    var offset: Int64?
    var source: InputSource?
  }

  /// What the inputs are, those without a record included.
  var kinds: Set<InputKind> { Set(inputs.map(\.shape.kind) + empty.map(\.shape.kind)) }

  private let request: RunRequest

  init(_ request: RunRequest) throws {
    self.request = request
    let found: DiscoveredInputs
    do throws(DiscoveryError) { found = try InputDiscovery.find(request.inputs) } catch {
      throw InputOpening.failure(error)
    }
    for path in found.skipped { notes.append(FileNote(code: .skippedFile, path: path, detail: "not a regular file")) }
    for error in found.unreadable {
      failures.append(FileNote(code: .unreadableFile, path: error.path, detail: error.explanation))
    }
    for candidate in found.candidates { try open(candidate) }
  }

  private static func failure(_ error: DiscoveryError) -> Failure {
    switch error {
    case .missing(let path):
      Failure(
        .noInput, path: path, "there is no such file or folder",
        hint: "check the path; relative paths begin in the current folder")
    case .noFiles(let path):
      Failure(
        .noInput, path: path, "the folder holds no file to read",
        hint: "an empty night is an export without records, not a folder without exports; dot-files do not count")
    case .ownOutput(let path):
      Failure(
        .noInput, path: path, "the folder holds reports of Nexo's, not inputs", hint: "name the folder of the exports")
    case .unreadable(let error): InputOpening.failure(error)
    }
  }

  static func failure(_ error: SourceError) -> Failure {
    if error.isMissing { return Failure(.noInput, path: error.path, "there is no such file") }
    let what =
      switch error.operation {
      case .open: "open it"
      case .read: "read it"
      case .list: "list the folder"
      case .spool: "write a temporary copy of it"
      }
    return Failure(
      .readOrWriteError, path: error.path, "cannot \(what): \(error.explanation)",
      hint: error.operation == .spool
        ? "set TMPDIR to a folder with enough space" : "the user who runs nexo needs to be allowed to read it")
  }

  /// How the values of one input are read, after its configuration.
  private func rules(_ rule: InputRule) -> ValueRules {
    let configuration = request.configuration
    return ValueRules(
      timestamps: TimestampParser(assuming: configuration.assumedZone, dayFirst: rule.dates == .dmy),
      decimalComma: rule.decimalComma ?? false, statusMap: configuration.statusMap)
  }

  private mutating func open(_ candidate: InputCandidate) throws {
    let rule = InputRule.combined(request.configuration.inputRules, for: candidate.path)
    let source: InputSource
    do throws(SourceError) {
      let encoding = rule.encoding.flatMap { TextEncoding(named: $0.rawValue) }
      let folder = FileManager.default.temporaryDirectory.path
      source =
        candidate.isStandardInput
        ? try InputSource.standardInput(encoding: encoding, temporaryFolder: folder)
        : try InputSource.open(candidate.location, path: candidate.path, encoding: encoding, temporaryFolder: folder)
    } catch {
      throw InputOpening.failure(error)
    }
    let kind = request.kind ?? rule.kind
    let format = request.format ?? rule.format
    let detection: Detection
    do throws(SourceError) { detection = try FormatDetector.detect(source, kind: kind, format: format) } catch {
      throw InputOpening.failure(error)
    }
    let zone = request.configuration.zone
    let time = ExportTime.find(path: candidate.path, argument: candidate.argument, zone: zone)
    let agent = AgentNaming(request.configuration.registry).agent(
      inPath: candidate.path, argument: candidate.argument)
    switch detection {
    case .readable(let shape)
    where shape.kind == .agentOutput && shape.format == .text && agent == nil && !candidate.isExplicit:
      notes.append(
        FileNote(
          code: .skippedFile, path: candidate.path,
          detail: "a text, and neither its name nor its folders' names tell which agent's"))
    case .readable(let shape): try take(source, shape, time, rules(rule), agent)
    case .empty(let shape): empty.append(EmptyInput(source: source, shape: shape, exportTime: time))
    case .truncated(let reason):
      failures.append(FileNote(code: .truncatedFile, path: candidate.path, detail: reason, offset: 0, source: source))
    case .unsupported(_, let what):
      // Not to use what was asked for must never look like having used it.
      let detail = "\(what), which this version does not read"
      if candidate.isExplicit {
        failures.append(FileNote(code: .unknownFormat, path: candidate.path, detail: detail, source: source))
      } else {
        notes.append(FileNote(code: .skippedFile, path: candidate.path, detail: detail))
      }
    case .unknown(let tried):
      if candidate.isExplicit {
        failures.append(FileNote(code: .unknownFormat, path: candidate.path, detail: tried, source: source))
      } else {
        notes.append(FileNote(code: .skippedFile, path: candidate.path, detail: tried))
      }
    }
  }

  private mutating func take(
    _ source: InputSource, _ shape: InputShape, _ time: Instant?, _ rules: ValueRules, _ agent: Int32?
  ) throws {
    do throws(ReadingFailure) {
      inputs.append(
        try OpenInput(
          index: inputs.count, source: source, shape: shape, namedTime: time, rules: rules,
          reportZone: request.configuration.zone, recordLimit: request.configuration.settings.recordBytes,
          namedAgent: agent))
    } catch {
      switch error {
      case .source(let error): throw InputOpening.failure(error)
      case .fault(let fault):
        failures.append(
          FileNote(code: fault.code, path: source.path, detail: fault.reason, offset: fault.offset, source: source))
      }
    }
  }
}
