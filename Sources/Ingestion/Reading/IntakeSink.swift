internal import Tasks

/// Takes the records of one input from its reader into an intake.
struct IntakeSink: ~Copyable, RecordSink {
  private(set) var intake: Intake
  private let input: OpenInput
  private let isEvents: Bool
  private let tasks: TaskRecordParser
  private let events: EventRecordParser
  private let candidates: CandidateFinder?
  private var records = 0

  init(
    _ intake: consuming Intake, input: OpenInput, directory: NameDirectory, wanted: WantedTitles?, memory: JobMemory
  ) {
    self.intake = intake
    self.input = input
    isEvents = input.shape.kind == .events
    tasks = TaskRecordParser(
      rules: input.rules, directory: directory, agents: memory.agents, channels: memory.channels)
    events = EventRecordParser(rules: input.rules)
    candidates = isEvents ? nil : wanted.map { CandidateFinder($0, directory: directory) }
  }

  /// The intake, with the records of this input counted.
  consuming func finish() -> Intake {
    intake.countRead(input.index, records)
    return intake
  }

  @inline(__always)
  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    records += 1
    let origin = origin(span)
    if span.count > input.recordLimit {
      intake.quarantine(QuarantinedRecord(origin: origin, code: .recordTooLarge, fault: span.offset))
      return
    }
    do throws(RecordFault) {
      if isEvents {
        intake.add(try events.parse(fields, values, origin: origin))
      } else {
        let hash =
          raw.isEmpty
          ? Scan.fingerprint(values, from: 0, to: values.count, seed: input.fingerprintSeed)
          : Scan.fingerprint(values, from: raw.lowerBound, to: raw.upperBound, seed: input.fingerprintSeed)
        let record = try tasks.parse(fields, values, origin: origin, fingerprint: hash)
        intake.add(record)
        if let candidates, let found = candidates.candidate(record, fields, values) { intake.add(found) }
        if !tasks.textsAreReadable(fields, values) { intake.add(.invalidTextField, at: origin) }
      }
    } catch {
      // Values lie in the input itself but for XML, whose reader collects them elsewhere.
      var fault = span.offset
      if !raw.isEmpty, let start = error.start { fault += Int64(start - raw.lowerBound) }
      intake.quarantine(QuarantinedRecord(origin: origin, code: error.code, fault: fault))
    }
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) {
    records += 1
    intake.quarantine(QuarantinedRecord(origin: origin(span), code: code, fault: fault))
  }

  @inline(__always)
  private func origin(_ span: RecordSpan) -> RecordOrigin {
    RecordOrigin(
      input: UInt32(truncatingIfNeeded: input.index), offset: span.offset, count: UInt32(clamping: span.count))
  }
}
