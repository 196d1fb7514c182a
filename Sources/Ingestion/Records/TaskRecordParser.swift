internal import Tasks

/// Turns the fields of a task record into a `TaskRecord`, in the order of the specification's table, so that the first
/// faulty field names the fault. A class, so that looking at a record copies nothing; no two jobs share one.
final class TaskRecordParser {
  private let rules: ValueRules
  private let directory: NameDirectory
  /// By agent number: the agent's own channel, -1 for none.
  private let ownChannels: [Int32]
  private let agents: NameCache
  private let channels: NameCache
  private let text = FieldText()

  /// - Parameters:
  ///   - agents: names that have been met, by `directory`'s numbers.
  ///   - channels: likewise.
  init(
    rules: ValueRules, directory: NameDirectory, agents: NameCache = NameCache(), channels: NameCache = NameCache()
  ) {
    self.rules = rules
    self.agents = agents
    self.channels = channels
    self.directory = directory
    ownChannels = directory.ownChannels
  }

  private typealias S = TaskSlot

  @inline(__always)
  func parse(
    _ fields: borrowing RecordFields, _ values: Span<UInt8>, origin: RecordOrigin, fingerprint: UInt64
  ) throws(RecordFault) -> TaskRecord {
    guard
      let id = text.first(
        S.id.rawValue...S.task_id.rawValue, of: fields, in: values,
        { bytes, start, end, form in
          form == .object || form == .array ? nil : Scalars.taskID(bytes, start, end)
        })
    else { throw RecordFault(.missingField, slot: S.id.rawValue) }
    guard let id else { throw fault(.invalidID, S.id.rawValue...S.task_id.rawValue, fields, values) }

    guard
      let status = text.first(
        S.status.rawValue...S.status.rawValue, of: fields, in: values,
        { bytes, start, end, form in
          form == .object || form == .array ? nil : rules.status(bytes, start, end)
        })
    else { throw RecordFault(.missingField, slot: S.status.rawValue) }
    guard let status else { throw fault(.unknownStatus, S.status.rawValue...S.status.rawValue, fields, values) }

    let named = try channel(fields, values)
    // The channel's place in the table comes first, but whether it is missing depends on the agent.
    let number = try agent(fields, values)
    guard let channelNumber = named ?? ownChannel(ofAgent: number) else {
      throw RecordFault(.missingField, slot: S.channel.rawValue)
    }

    var approval = Approval.absent
    if let read = text.first(
      S.admin_approved.rawValue...S.adminApproved.rawValue, of: fields, in: values,
      {
        bytes, start, end, form in
        form == .object || form == .array ? nil : Scalars.boolean(bytes, start, end)
      })
    {
      guard let read else {
        throw fault(.invalidBoolean, S.admin_approved.rawValue...S.adminApproved.rawValue, fields, values)
      }
      approval = read ? .yes : .no
    }

    var record = TaskRecord(
      id: id, status: status, channel: channelNumber, agent: number, created: Instant(milliseconds: 0), origin: origin)
    record.approval = approval
    record.fingerprint = fingerprint
    let created = S.created_at.rawValue
    guard fields.has(created) || fields.has(created + 1) else { throw RecordFault(.missingField, slot: created) }
    // Each time has two names, beside each other.
    var times = fields.present >> UInt64(created) & 0xFFFF
    while times != 0 {
      let time = times.trailingZeroBitCount / 2
      let names: UInt64 = 0b11 &<< UInt64(2 * time)
      let found = text.first(among: (times & names) << UInt64(created), of: fields, in: values) {
        bytes, start, end, form -> Int64? in
        if form == .object || form == .array { return nil }
        return Scan.utcTimestamp(bytes, from: start, to: end) ?? otherTimestamp(bytes, start, end)
      }
      times &= ~names
      guard let found else {
        if time == 0 { throw RecordFault(.missingField, slot: created) }
        continue
      }
      let slot = created + 2 * time
      guard let found else { throw fault(.invalidTimestamp, slot...slot + 1, fields, values) }
      record.times[time] = found
    }
    if let hours = try hours(S.estimated_hours.rawValue, fields, values) { record.estimatedHours = hours }
    if let hours = try hours(S.actual_hours.rawValue, fields, values) { record.actualHours = hours }
    return record
  }

  /// The channel that a registered agent works for.
  private func ownChannel(ofAgent number: Int32) -> Int32? {
    guard number >= 0, Int(number) < ownChannels.count, ownChannels[Int(number)] >= 0 else { return nil }
    return ownChannels[Int(number)]
  }

  /// A fault of the field that was reached in `slots`.
  private func fault(
    _ code: FindingCode, _ slots: ClosedRange<Int>, _ fields: borrowing RecordFields, _ values: Span<UInt8>
  ) -> RecordFault {
    let slot = text.slot(slots, of: fields, in: values)
    return RecordFault(code, slot: slot, start: Int(fields[slot].start))
  }

  private func channel(
    _ fields: borrowing RecordFields, _ values: Span<UInt8>
  ) throws(RecordFault) -> Int32? {
    let slots = S.channel.rawValue...S.marketplace.rawValue
    let found = text.first(slots, of: fields, in: values) { bytes, start, end, form -> Int32? in
      if form == .object || form == .array || end - start > 200 { return nil }
      return channels.number(bytes, start, end) ?? otherChannel(bytes, start, end)
    }
    guard let found else { return nil }
    guard let found else { throw fault(.invalidValue, slots, fields, values) }
    return found
  }

  // What few records need is not inlined: it would take up room in every record's way.

  @inline(never)
  private func otherChannel(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
    channels.number(bytes, start, end) { directory.channel($0) }
  }

  @inline(never)
  private func otherAgent(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
    agents.number(bytes, start, end) { directory.agent($0) }
  }

  @inline(never)
  private func otherTimestamp(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    rules.timestamps.parseAnyForm(bytes, start, end)?.milliseconds
  }

  /// The agent's number, `noAgent` for a task that a person made.
  private func agent(
    _ fields: borrowing RecordFields, _ values: Span<UInt8>
  ) throws(RecordFault) -> Int32 {
    let slots = S.created_by_agent.rawValue...S.agent.rawValue
    let found = text.first(slots, of: fields, in: values) { bytes, start, end, form -> Int32? in
      if form == .object || form == .array || end - start > 200 { return nil }
      return agents.number(bytes, start, end) ?? otherAgent(bytes, start, end)
    }
    if let found {
      guard let found else { throw fault(.invalidValue, slots, fields, values) }
      return found
    }
    for slot in S.createdBy.rawValue...S.created_by.rawValue where fields.has(slot) {
      let name = text.first(slot...slot, of: fields, in: values) { bytes, start, end, form -> String? in
        if form == .object || form == .array || end - start > 200 { return nil }
        return String(copying: bytes, start, end)
      }
      if let name, let name, let number = directory.registry.agent(named: name) { return Int32(number) }
    }
    return TaskRecord.noAgent
  }

  /// The hours that stand in `slot` or the one behind it; nil when none do.
  private func hours(
    _ slot: Int, _ fields: borrowing RecordFields, _ values: Span<UInt8>
  ) throws(RecordFault) -> Int64? {
    let comma = rules.decimalComma
    let found = text.first(among: fields.present & (0b11 &<< UInt64(slot)), of: fields, in: values) {
      bytes, start, end, form -> Int64? in
      if form == .object || form == .array { return nil }
      // A JSON number always has a point, whatever the input's text fields use.
      return Scalars.hours(bytes, start, end, decimalComma: comma && form != .literal)
    }
    guard let found else { return nil }
    guard let found else { throw fault(.invalidNumber, slot...slot + 1, fields, values) }
    return found
  }

  /// Whether the fields that enter no figure are what the table says.
  func textsAreReadable(_ fields: borrowing RecordFields, _ values: Span<UInt8>) -> Bool {
    if fields.structured & TaskRecordParser.plainTextSlots != 0, !plainTextsAreReadable(fields, values) { return false }
    if fields.has(S.tags.rawValue) {
      let tags = text.first(S.tags.rawValue...S.tags.rawValue, of: fields, in: values) { bytes, start, end, form in
        form != .object
          && (form == .array || bytes[start] != UInt8(ascii: "[") || JSONScanner.isArray(bytes, start, end))
      }
      if tags == false { return false }
    }
    if fields.has(S.metadata.rawValue) {
      let value = fields[S.metadata.rawValue]
      let start = Int(value.start)
      // The commonest case without a copy: an object in a quoted cell.
      if value.form == .doubledQuotes, values[start] == UInt8(ascii: "{"),
        let known = Scan.isJSON(values, from: start, to: start + Int(value.count), doubledQuotes: true)
      {
        return known
      }
    }
    let metadata = text.first(S.metadata.rawValue...S.metadata.rawValue, of: fields, in: values) {
      bytes, start, end, form in
      form == .object || (form == .text && JSONScanner.isObject(bytes, start, end))
    }
    return metadata != false
  }

  private func plainTextsAreReadable(_ fields: borrowing RecordFields, _ values: Span<UInt8>) -> Bool {
    for slots in TaskRecordParser.plainTexts {
      let isText = text.first(slots, of: fields, in: values) { _, _, _, form in form != .object && form != .array }
      if isText == false { return false }
    }
    return true
  }

  private static let plainTexts: [ClosedRange<Int>] = [
    S.title.rawValue...S.title.rawValue, S.description.rawValue...S.description.rawValue,
    S.priority.rawValue...S.priority.rawValue, S.category.rawValue...S.category.rawValue,
    S.source_type.rawValue...S.sourceType.rawValue, S.assigned_to.rawValue...S.assignedTo.rawValue,
    S.assigned_by.rawValue...S.assignedBy.rawValue, S.approved_by.rawValue...S.approvedBy.rawValue,
    S.rejection_reason.rawValue...S.rejectionReason.rawValue, S.plan_id.rawValue...S.planId.rawValue,
  ]

  /// The slots of all of these, as bits.
  private static let plainTextSlots: UInt64 = plainTexts.joined().reduce(0) { $0 | 1 << UInt64($1) }
}

extension String {
  /// The text of a range of bytes; what is no UTF-8 becomes U+FFFD.
  init(copying bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    self.init(decoding: [UInt8](copying: bytes, start, end), as: UTF8.self)
  }
}

extension [UInt8] {
  /// A copy of a range of bytes.
  init(copying bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    self.init()
    append(copying: bytes, start, end)
  }

  /// Adds a copy of a range of bytes.
  mutating func append(copying bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    guard start >= 0, start < end, end <= bytes.count else { return }
    bytes.extracting(start..<end).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
