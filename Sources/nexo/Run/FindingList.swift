import Ingestion
import Reporting
import Tasks

/// Turns what was tallied into the report's findings: counts, and examples with line, column and words.
struct FindingList {
  private let lookup: RecordLookup
  private let inputs: [OpenInput]
  private let quarantined: [QuarantinedRecord]
  private let responses: ResponseWording

  init(
    lookup: RecordLookup, inputs: [OpenInput], quarantined: [QuarantinedRecord], responses: ResponseWording
  ) {
    self.lookup = lookup
    self.inputs = inputs
    self.responses = responses
    self.quarantined = quarantined
  }

  /// Those of the quarantined records that are examples, by place. There may be millions of others.
  private func faults(_ tally: FindingTally) -> [RecordOrigin: QuarantinedRecord] {
    let shown = Set(tally.entries.filter { $0.code.severity == .error }.flatMap(\.entry.places.origins))
    var faults: [RecordOrigin: QuarantinedRecord] = [:]
    for record in quarantined where shown.contains(record.origin) && faults[record.origin] == nil {
      faults[record.origin] = record
    }
    return faults
  }

  private struct Wanted {
    var code: FindingCode
    var origin: RecordOrigin
    /// Where the finding points to: the fault, or the record's beginning.
    var offset: Int64
    var detail: String
    var record: String?
  }

  /// The findings in the order of their codes; those about whole files are given as `notes`.
  func findings(
    _ tally: FindingTally, notes: [InputOpening.FileNote]
  ) throws(SourceError) -> [ReportModel.Finding] {
    var wanted: [Wanted] = []
    let faults = faults(tally)
    for (code, entry) in tally.entries {
      for (number, origin) in entry.places.origins.enumerated() {
        wanted.append(try want(code, origin, number, faults[origin]))
      }
    }
    var examples = try placed(wanted)
    for note in notes {
      var example = ReportModel.Example(path: note.path, line: nil, column: nil, record: nil, detail: note.detail)
      if let offset = note.offset, let source = note.source {
        var places = LinePlaces(source)
        (example.line, example.column) = try places.place(of: offset)
      }
      examples[note.code, default: []].append(example)
    }
    return FindingCode.allCases.compactMap { code in
      let count = tally[code].count + notes.count { $0.code == code }
      if count == 0 { return nil }
      return ReportModel.Finding(
        code: code.name, severity: code.severity, count: count, message: code.message, hint: code.hint,
        examples: examples[code] ?? [])
    }
  }

  /// - Parameter fault: why the record is in quarantine, if it is.
  private func want(
    _ code: FindingCode, _ origin: RecordOrigin, _ number: Int, _ fault: QuarantinedRecord?
  ) throws(SourceError) -> Wanted {
    if code.severity != .error, Int(origin.input) < inputs.count,
      inputs[Int(origin.input)].shape.kind == .agentOutput
    {
      let words = try responses.words(code, origin, number: number)
      return Wanted(code: code, origin: origin, offset: origin.offset, detail: words.detail, record: words.record)
    }
    let texts = try lookup.texts(origin)
    let id = texts["id"] ?? texts["task_id"]
    if code.severity == .error, let record = fault {
      let (words, _) = try lookup.explain(record)
      return Wanted(code: code, origin: origin, offset: record.fault, detail: words, record: id)
    }
    return Wanted(
      code: code, origin: origin, offset: origin.offset, detail: FindingWords.detail(code, texts), record: id)
  }

  /// Finds line and column of each, reading every input once and only as far as needed.
  private func placed(_ wanted: [Wanted]) throws(SourceError) -> [FindingCode: [ReportModel.Example]] {
    var out: [FindingCode: [(origin: RecordOrigin, example: ReportModel.Example)]] = [:]
    for (input, group) in Dictionary(grouping: wanted, by: \.origin.input).sorted(by: { $0.key < $1.key }) {
      guard Int(input) < inputs.count else { continue }
      let open = inputs[Int(input)]
      var places = LinePlaces(open)
      for want in group.sorted(by: { $0.offset < $1.offset }) {
        let (line, column) = try places.place(of: want.offset)
        out[want.code, default: []].append(
          (
            want.origin,
            ReportModel.Example(path: open.path, line: line, column: column, record: want.record, detail: want.detail)
          ))
      }
    }
    return out.mapValues { $0.sorted { $0.origin < $1.origin }.map(\.example) }
  }
}
