internal import Tasks

/// What the beginning of an XML document is, by reading its first records both ways.
enum XMLShape {
  enum Finding: Equatable {
    case kind(InputKind)
    /// It should be XML, but the reader refuses it, and will say where.
    case faulty
    /// XML of some other sort, or none.
    case foreign
  }

  /// - Parameters:
  ///   - head: begins with the document's first byte.
  ///   - isNamed: the name says that it is XML.
  ///   - byRecords: only its records may tell, not the names around them.
  static func find(in head: [UInt8], isNamed: Bool, byRecords: Bool = false) -> Finding {
    let tasks = FirstRecords(in: head, events: false)
    let events = FirstRecords(in: head, events: true)
    let hasTask = events.has(event: .task_id) || events.has(event: .taskId) || tasks.has(task: .id)
    if events.has(event: .event), events.has(event: .at), hasTask, !tasks.has(task: .status) { return .kind(.events) }
    let marks: [TaskSlot] = [.id, .taskId, .task_id, .status, .created_at, .createdAt]
    if marks.contains(where: tasks.has(task:)) { return .kind(.tasks) }
    if tasks.has(task: .title) { return .kind(.agentOutput) }
    // No record that tells: its surroundings may.
    let names = names(in: head)
    if names.contains("html") || byRecords { return .foreign }
    if names.contains("events") || names.contains("event") { return .kind(.events) }
    if names.contains("tasks") || names.contains("task") { return .kind(.tasks) }
    let isDeclared = isNamed || head.starts(with: Array("<?xml".utf8)) || head.starts(with: Array("<!DOCTYPE".utf8))
    return tasks.isFaulty && isDeclared ? .faulty : .foreign
  }

  /// The names of the first tags, and of a document type.
  private static func names(in head: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    for tag in head.split(separator: UInt8(ascii: "<")).prefix(200) {
      let isName: (UInt8) -> Bool = { !" \t\r\n/>[".utf8.contains($0) }
      let words = tag.split(whereSeparator: { !isName($0) }).prefix(2).map { String(decoding: $0, as: UTF8.self) }
      guard let first = words.first else { continue }
      if first == "!DOCTYPE" {
        if words.count > 1 { names.insert(words[1].lowercased()) }
      } else {
        names.insert(first)
      }
    }
    return names
  }
}

/// Which fields the first records of a document hold between them.
private struct FirstRecords: RecordSink {
  private var present: UInt64 = 0
  private(set) var isFaulty = false

  init(in head: [UInt8], events: Bool) {
    var reader = XMLReader(events: events, recordLimit: head.count)
    do throws(InputFault) {
      _ = try reader.read(head.span, base: 0, isLast: false, into: &self)
    } catch {
      isFaulty = true
    }
  }

  func has(task slot: TaskSlot) -> Bool { present & (1 << UInt64(slot.rawValue)) != 0 }
  func has(event slot: EventSlot) -> Bool { present & (1 << UInt64(slot.rawValue)) != 0 }

  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    present |= fields.present
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) {}
}
