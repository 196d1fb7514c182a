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

    init(code: FindingCode, path: String, detail: String, offset: Int64? = nil, source: InputSource? = nil) {
      self.code = code
      self.path = path
      self.detail = detail
      self.offset = offset
      self.source = source
    }

    /// A fault of an input's bytes.
    /// - Parameter isText: the place has a line and a column.
    init(_ fault: InputFault, _ source: InputSource, isText: Bool = true) {
      self.init(
        code: fault.code, path: source.path, detail: fault.reason, offset: isText ? fault.offset : nil, source: source)
    }
  }

  /// What the inputs are, those without a record included.
  var kinds: Set<InputKind> { Set(inputs.map(\.shape.kind) + empty.map(\.shape.kind)) }

  init(_ request: RunRequest) throws {
    let found: DiscoveredInputs
    do throws(DiscoveryError) { found = try InputDiscovery.find(request.inputs) } catch {
      throw InputOpening.failure(error)
    }
    for path in found.skipped { notes.append(FileNote(code: .skippedFile, path: path, detail: "not a regular file")) }
    for error in found.unreadable {
      failures.append(FileNote(code: .unreadableFile, path: error.path, detail: error.explanation))
    }
    let probe = InputProbe(request)
    for (candidate, finding) in zip(found.candidates, probe.findings(of: found.candidates)) {
      try take(candidate, finding)
    }
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
    if error.isMissing, error.operation != .spool {
      return Failure(.noInput, path: error.path, "there is no such file")
    }
    if error.operation == .lookUp {
      return Failure(
        .unusableInput, path: error.path, "the database is broken: a row that was read cannot be found again",
        hint: "export it again, or repair it with sqlite3's .recover")
    }
    let what =
      switch error.operation {
      case .open: "open it"
      case .read, .lookUp: "read it"
      case .list: "list the folder"
      case .spool: "write a temporary copy of it"
      }
    if error.isLimitOfOpenFiles {
      return Failure(
        .readOrWriteError, path: error.path, "cannot \(what): \(error.explanation)",
        hint:
          "every input stays open: raise the hard limit (ulimit -Hn), or put what lies in many small files into fewer")
    }
    return Failure(
      .readOrWriteError, path: error.path, "cannot \(what): \(error.explanation)",
      hint: error.operation == .spool
        ? "set TMPDIR to a folder with enough space" : "the user who runs nexo needs to be allowed to read it")
  }

  /// Takes in what was found out about one input; called in the order of paths.
  private mutating func take(_ candidate: InputCandidate, _ found: InputProbe.Finding) throws {
    switch found {
    case .nothing: break
    case .failure(let error): throw InputOpening.failure(error)
    case .input(var input):
      input.index = inputs.count
      inputs.append(input)
    case .unreadable(let fault, let source, let shape):
      if fault.code == .skippedFile { return pass(over: candidate, fault.reason, source) }
      failures.append(FileNote(fault, source, isText: shape.format != .sqlite))
    case .broken(let fault, let source): failures.append(FileNote(fault, source))
    case .other(let detection, let source, let time):
      note(detection, source, time, candidate)
    }
  }

  /// Takes note of an input that is not read.
  private mutating func note(
    _ detection: Detection, _ source: InputSource, _ time: Instant?, _ candidate: InputCandidate
  ) {
    switch detection {
    case .readable:
      pass(over: candidate, "a text, and neither its name nor its folders' names tell which agent's", source)
    case .empty(let shape): empty.append(EmptyInput(source: source, shape: shape, exportTime: time))
    case .truncated(let reason):
      failures.append(FileNote(code: .truncatedFile, path: candidate.path, detail: reason, offset: 0, source: source))
    case .unknown(let tried):
      if source.compression == nil, Compression.isNamed(candidate.path) {
        let detail = "its name says that it is compressed, its first bytes are those of neither gzip nor zstd"
        failures.append(FileNote(code: .malformedFile, path: candidate.path, detail: detail, source: source))
      } else {
        pass(over: candidate, tried, source)
      }
    }
  }

  /// A file that is nothing to read: an error only when it was named itself.
  private mutating func pass(over candidate: InputCandidate, _ detail: String, _ source: InputSource) {
    if candidate.isExplicit {
      failures.append(FileNote(code: .unknownFormat, path: candidate.path, detail: detail, source: source))
    } else {
      notes.append(FileNote(code: .skippedFile, path: candidate.path, detail: detail))
    }
  }
}
