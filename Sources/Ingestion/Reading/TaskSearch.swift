package import Tasks

extension TaskID {
  /// The id that a text spells; nil when it cannot be one.
  package init?(text: String) {
    let bytes = Array(text.utf8)
    guard let id = Scalars.taskID(bytes.span, 0, bytes.count) else { return nil }
    self = id
  }
}

/// Finds every record and event of one task by reading the inputs again: the table keeps only the record that counts.
package struct TaskSearch: Sendable {
  /// Everything that the inputs say of a task, in order of place.
  package struct Found: Sendable {
    package var records: [TaskRecord] = []
    /// Repeated ones included.
    package var events: [TaskEvent] = []
    /// Records and events that could not be used.
    package var quarantined: [QuarantinedRecord] = []
  }

  private let inputs: [OpenInput]
  private let directory: NameDirectory

  package init(inputs: [OpenInput], directory: NameDirectory) {
    self.inputs = inputs
    self.directory = directory
  }

  /// Inputs that break off are searched as far as they go.
  package func find(_ id: TaskID) throws(SourceError) -> Found {
    var found = Found()
    for input in inputs where input.shape.kind != .agentOutput {
      let sink = SearchSink(id, input: input, directory: directory)
      let here = try search(input, sink)
      found.records += here.records
      found.events += here.events
      found.quarantined += here.quarantined
    }
    return found
  }

  private func search(_ input: OpenInput, _ sink: consuming SearchSink) throws(SourceError) -> Found {
    var sink = sink
    let (_, failure) = InputReading.records(input, into: &sink, from: nil, to: nil, hash: nil, progress: { _ in })
    if case .source(let error) = failure { throw error }
    return sink.finish()
  }
}

/// Keeps what is said of one task.
private struct SearchSink: ~Copyable, RecordSink {
  private var found = TaskSearch.Found()
  private let id: TaskID
  private let input: OpenInput
  private let isEvents: Bool
  private let tasks: TaskRecordParser
  private let events: EventRecordParser
  private let text = FieldText()

  init(_ id: TaskID, input: OpenInput, directory: NameDirectory) {
    self.id = id
    self.input = input
    isEvents = input.shape.kind == .events
    tasks = TaskRecordParser(rules: input.rules, directory: directory)
    events = EventRecordParser(rules: input.rules)
  }

  consuming func finish() -> TaskSearch.Found { found }

  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    if span.count > input.recordLimit { return }
    let origin = RecordOrigin(
      input: UInt32(truncatingIfNeeded: input.index), offset: span.offset, count: UInt32(clamping: span.count))
    do throws(RecordFault) {
      if isEvents {
        let event = try events.parse(fields, values, origin: origin)
        if event.id == id { found.events.append(event) }
      } else {
        let record = try tasks.parse(fields, values, origin: origin, fingerprint: 0)
        if record.id == id { found.records.append(record) }
      }
    } catch {
      let ids =
        isEvents
        ? EventSlot.task_id.rawValue...EventSlot.taskId.rawValue : TaskSlot.id.rawValue...TaskSlot.task_id.rawValue
      let own = text.first(ids, of: fields, in: values) { bytes, start, end, form in
        form == .object || form == .array ? nil : Scalars.taskID(bytes, start, end)
      }
      if let own, own == id {
        found.quarantined.append(QuarantinedRecord(origin: origin, code: error.code, fault: span.offset))
      }
    }
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) {}
}
