import Ingestion
import Reporting
import Tasks

/// What a run is asked to do.
struct RunRequest: Sendable {
  /// What the run is for.
  enum Purpose: Sendable {
    /// Figures and rendered files.
    case report
    /// Findings only.
    case check
    /// The tasks themselves.
    case tasks
  }

  var purpose: Purpose
  /// Files, folders and `-`, as they were given.
  var inputs: [String]
  var configuration: RunConfiguration
  /// The time to replay the world at; nil for the latest time in the input.
  var asOf: Instant?
  /// The window: from this on, up to but not with that.
  var from: Instant?
  var to: Instant?
  /// What the inputs are, where the user overrules the look at their content.
  var kind: InputKind?
  var format: InputFormat?
  /// Stands for "now" where the input holds no time at all.
  var sourceDateEpoch: Instant?
  /// Files of templates that replace built-in ones, by name.
  var templates: [String: [UInt8]] = [:]
  /// Is told how far the reading is.
  var progress = ProgressCounter()
}

/// What became of it.
struct PipelineResult: Sendable {
  /// A rendered file.
  struct File: Equatable, Sendable {
    var name: String
    var bytes: [UInt8]
  }

  /// An input that was read, as the manifest lists it.
  struct Input: Equatable, Sendable {
    var path: String
    var bytes: Int
    /// Nil with --no-input-hash.
    var sha256: String?
  }

  /// Every figure; nil only before the run.
  var model: ReportModel?
  /// The tasks behind the figures, when they were asked for.
  var world: TaskWorld?
  /// Writes quarantine.ndjson.
  var quarantine: @Sendable (any ByteSink) throws -> Void = { _ in }
  var inputs: [Input] = []
  /// Everything that was found, with examples, for the user to read.
  var findings: [ErrorMessage] = []
  /// The same, a message a finding.
  var findingsInBrief: [ErrorMessage] = []
  /// An error for each file that was not read to its end, with the place where it broke.
  var incomplete: [ErrorMessage] = []
  var recordsRead = 0
  var recordsQuarantined = 0
  var figures = GateFigures()
}

extension PipelineResult {
  /// Everything to tell, once: files that break off are told even when no example of a finding is.
  var messages: [ErrorMessage] { incomplete.filter { !findings.contains($0) } + findings }

  /// What to tell beside a report that shows the rest: a message a finding, but each file that breaks off.
  var messagesInBrief: [ErrorMessage] {
    incomplete + findingsInBrief.filter { finding in !incomplete.contains { $0.code == finding.code } }
  }

  /// Why the result cannot be published; nil when it can.
  func refusal(strict: Bool, allowPartial: Bool) -> Failure? {
    if !incomplete.isEmpty && !allowPartial {
      return Failure(
        .unusableInput,
        incomplete + [
          ErrorMessage(
            "nothing was published: \(counted(incomplete.count, "file was", "files were")) not read to the end",
            hint: "get a whole copy, or publish what could be read with --allow-partial; the report says so then")
        ])
    }
    if recordsRead > 0 && recordsQuarantined == recordsRead {
      return Failure(
        .unusableInput,
        findings.filter { $0.severity == .error } + [
          ErrorMessage(
            "nothing was published: \(counted(recordsRead, "record was", "records were")) read and none could be used")
        ])
    }
    if strict && recordsQuarantined > 0 {
      return Failure(
        .unusableInput,
        findings.filter { $0.severity == .error } + [
          ErrorMessage(
            "nothing was published: \(counted(recordsQuarantined, "record", "records")) of \(recordsRead) cannot be used, and --strict allows none"
          )
        ])
    }
    return nil
  }
}

/// `1 file`, `3 files`.
func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
