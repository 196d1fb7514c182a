import Tasks

@testable import Ingestion

extension TestInputs {
  /// A quarantined record as a report shows it.
  struct Quarantined: Equatable {
    var code: FindingCode
    var field: String?
    var detail: String
    var line: Int
    var column: Int
    var verbatim: [UInt8]

    var text: String { String(decoding: verbatim, as: UTF8.self) }
  }

  /// The quarantined records of all inputs, in order, looked up as a run does it.
  func quarantine(
    recordLimit: Int = 1 << 20, plan: PartPlan = PartPlan(),
    rules: ValueRules = ValueRules(timestamps: TimestampParser(assuming: .utc))
  ) throws -> [Quarantined] {
    let inputs = try open(recordLimit: recordLimit, plan: plan, rules: rules)
    let directory = NameDirectory(registry: .builtIn)
    let order = RecordOrder(
      exportTimes: inputs.map { _ in TaskRecord.none }, agentID: { directory.names.agentID($0) },
      channelID: { directory.names.channelID($0) })
    let outcome = BatchReading(
      inputs: inputs, order: order, directory: directory, jobs: 1, maxExamples: 3, seed: 1, hashes: false, plan: plan
    ).run()
    let lookup = RecordLookup(inputs: inputs, directory: directory)
    return try outcome.intakes.flatMap(\.quarantined).sorted { $0.origin < $1.origin }.map { record in
      var places = LinePlaces(inputs[Int(record.origin.input)])
      let place = try places.place(of: record.fault)
      let (detail, field) = try lookup.explain(record)
      return Quarantined(
        code: record.code, field: field, detail: detail, line: place.line, column: place.column,
        verbatim: try lookup.verbatim(record.origin))
    }
  }
}
