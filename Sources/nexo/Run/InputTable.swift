import Ingestion
import Reporting
import Tasks

/// The inputs as the report lists them, and what is to be said about files as wholes.
struct InputTable {
  private(set) var rows: [ReportModel.Input] = []
  /// Findings about files.
  private(set) var notes: [InputOpening.FileNote]
  /// Why inputs were not read to their ends.
  private var faults: [InputOpening.FileNote]

  init(_ opening: InputOpening, _ results: [InputResult], _ intake: Intake, accepted: [Int]) throws(SourceError) {
    notes = opening.notes + opening.failures
    faults = opening.failures
    var quarantined = [Int](repeating: 0, count: opening.inputs.count)
    for record in intake.quarantined { quarantined[Int(record.origin.input)] += 1 }
    for (i, input) in opening.inputs.enumerated() {
      let read = intake.read[i] ?? 0
      if case .fault(let fault) = results[i].failure {
        let note = InputOpening.FileNote(fault, input.source, isText: input.shape.format != .sqlite)
        notes.append(note)
        faults.append(note)
      } else if read == 0 {
        notes.append(InputOpening.FileNote(code: .emptyInput, path: input.path, detail: ""))
      }
      rows.append(
        ReportModel.Input(
          path: input.path, kind: input.shape.kind.rawValue, format: input.shape.format.rawValue,
          bytes: Int(try input.source.originalSize()), sha256: results[i].sha256, exportTime: input.exportTime,
          records: read,
          accepted: accepted[i], superseded: read - accepted[i] - quarantined[i], quarantined: quarantined[i],
          complete: results[i].failure == nil))
    }
    for empty in opening.empty {
      notes.append(InputOpening.FileNote(code: .emptyInput, path: empty.source.path, detail: "no bytes"))
      rows.append(
        try InputTable.unread(
          empty.source, kind: empty.shape.kind, format: empty.shape.format, empty.exportTime, isComplete: true))
    }
    for failure in opening.failures {
      guard let source = failure.source else { continue }
      rows.append(try InputTable.unread(source, kind: .tasks, format: nil, nil, isComplete: false))
    }
    rows.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    notes.sort { ($0.code.ordinal, $0.path) < ($1.code.ordinal, $1.path) }
    faults.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func unread(
    _ source: InputSource, kind: InputKind, format: InputFormat?, _ time: Instant?, isComplete: Bool
  ) throws(SourceError) -> ReportModel.Input {
    ReportModel.Input(
      path: source.path, kind: kind.rawValue, format: format?.rawValue ?? "unknown",
      bytes: Int(try source.originalSize()),
      sha256: nil, exportTime: time, records: 0, accepted: 0, superseded: 0, quarantined: 0, complete: isComplete)
  }

  var totals: ReportModel.Records {
    ReportModel.Records(
      read: rows.reduce(0) { $0 + $1.records }, accepted: rows.reduce(0) { $0 + $1.accepted },
      superseded: rows.reduce(0) { $0 + $1.superseded }, quarantined: rows.reduce(0) { $0 + $1.quarantined })
  }

  /// An error for each input that was not read to its end, with the place where it broke.
  func incomplete() throws(SourceError) -> [ErrorMessage] {
    var out: [ErrorMessage] = []
    for fault in faults {
      var place = ErrorMessage.Place(path: fault.path)
      if let offset = fault.offset, let source = fault.source {
        var places = LinePlaces(source)
        let found = try places.place(of: offset)
        place.line = found.line
        place.column = found.column
      }
      out.append(
        ErrorMessage(
          at: place, "\(fault.code.message): \(fault.detail)", code: fault.code.name, hint: fault.code.hint))
    }
    return out
  }
}
