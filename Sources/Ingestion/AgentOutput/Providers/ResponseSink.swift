internal import Tasks

/// Takes the responses of one input from its reader into an intake.
struct ResponseSink: ~Copyable, RecordSink {
  private(set) var intake: Intake
  private let input: OpenInput
  private let parser: ResponseParser
  let nodes: JSONNodes
  private var records = 0

  init(_ intake: consuming Intake, input: OpenInput, memory: JobMemory) {
    self.intake = intake
    self.input = input
    parser = memory.responseParser(for: input)
    nodes = parser.reader.nodes
  }

  /// The intake, with the responses of this input counted.
  consuming func finish() -> Intake {
    intake.countRead(input.index, records)
    return intake
  }

  /// Takes an object whose values have been listed, or a file as a whole.
  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    records += 1
    let origin = origin(span)
    do throws(ResponseFault) {
      let response =
        input.responses == .whole
        ? try parser.parse(whole: values, raw.lowerBound, raw.upperBound, origin: origin)
        : try parser.parse(object: values, origin: origin)
      intake.add(response)
      for task in parser.tasks { intake.add(task) }
    } catch {
      var fault = span.offset
      if let value = error.value, parser.assembled == nil { fault += Int64(nodes[value].start - raw.lowerBound) }
      intake.quarantine(QuarantinedRecord(origin: origin, code: error.code, fault: fault))
    }
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) {
    records += 1
    intake.quarantine(QuarantinedRecord(origin: origin(span), code: code, fault: fault))
  }

  private func origin(_ span: RecordSpan) -> RecordOrigin {
    RecordOrigin(
      input: UInt32(truncatingIfNeeded: input.index), offset: span.offset, count: UInt32(clamping: span.count))
  }
}
