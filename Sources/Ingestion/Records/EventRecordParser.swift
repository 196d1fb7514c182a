internal import Tasks

/// Turns the fields of an event record into a `TaskEvent`. A class as `TaskRecordParser` is.
final class EventRecordParser {
  private let rules: ValueRules
  private let text = FieldText()

  init(rules: ValueRules) { self.rules = rules }

  private typealias S = EventSlot

  func parse(
    _ fields: borrowing RecordFields, _ values: Span<UInt8>, origin: RecordOrigin
  ) throws(RecordFault) -> TaskEvent {
    let ids = S.task_id.rawValue...S.taskId.rawValue
    guard
      let id = text.first(
        ids, of: fields, in: values,
        { bytes, start, end, form in
          form == .object || form == .array ? nil : Scalars.taskID(bytes, start, end)
        })
    else { throw RecordFault(.missingField, slot: S.task_id.rawValue) }
    guard let id else { throw fault(.invalidID, ids, fields, values) }
    guard
      let kind = text.first(
        S.event.rawValue...S.event.rawValue, of: fields, in: values,
        {
          bytes, start, end, form -> EventKind? in
          if form == .object || form == .array { return nil }
          let found = EventRecordParser.kinds.find(bytes, start, end - start)
          return found.flatMap { EventKind(rawValue: UInt8(truncatingIfNeeded: $0)) }
            ?? EventRecordParser.foldedKind(bytes, start, end)
        })
    else { throw RecordFault(.missingField, slot: S.event.rawValue) }
    guard let kind else { throw fault(.unknownEvent, S.event.rawValue...S.event.rawValue, fields, values) }
    guard
      let at = text.first(
        S.at.rawValue...S.at.rawValue, of: fields, in: values,
        { bytes, start, end, form in
          form == .object || form == .array ? nil : rules.timestamps.parse(bytes, start, end)
        })
    else { throw RecordFault(.missingField, slot: S.at.rawValue) }
    guard let at else { throw fault(.invalidTimestamp, S.at.rawValue...S.at.rawValue, fields, values) }
    let hours = S.actual_hours.rawValue...S.actualHours.rawValue
    let actual = text.first(hours, of: fields, in: values) { bytes, start, end, form in
      form == .object || form == .array
        ? nil : Scalars.hours(bytes, start, end, decimalComma: rules.decimalComma && form != .literal)
    }
    if let actual, actual == nil { throw fault(.invalidNumber, hours, fields, values) }
    return TaskEvent(id: id, kind: kind, at: at, actualHours: (actual ?? nil) ?? TaskRecord.none, origin: origin)
  }

  /// A fault of the field that was reached in `slots`.
  private func fault(
    _ code: FindingCode, _ slots: ClosedRange<Int>, _ fields: borrowing RecordFields, _ values: Span<UInt8>
  ) -> RecordFault {
    let slot = text.slot(slots, of: fields, in: values)
    return RecordFault(code, slot: slot, start: Int(fields[slot].start))
  }

  private static let kinds = WordTable(EventKind.allCases.map { (Array($0.name.utf8), Int($0.rawValue)) })

  private static func foldedKind(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> EventKind? {
    var folded: [UInt8] = []
    for i in start..<end { folded.append(ASCII.folded(bytes[i])) }
    if folded == Array("canceled".utf8) { return .cancelled }
    return kinds.find(folded.span, 0, folded.count).flatMap { EventKind(rawValue: UInt8(truncatingIfNeeded: $0)) }
  }
}
