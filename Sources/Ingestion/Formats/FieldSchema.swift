/// The fields of one kind of record and the names under which they are accepted.
///
/// Every accepted name has a slot of its own, in the order of the specification's table, so that a record's
/// value is the first slot of a field that holds one.
package struct FieldSchema: Sendable {
  /// The accepted names; a slot is an index into this list. At most 64.
  let names: [String]
  private let exact: NameTable
  private let folded: NameTable

  init(names: [String]) {
    precondition(names.count <= RecordFields.capacity)
    self.names = names
    exact = NameTable(names.map { Array($0.utf8) })
    folded = NameTable(names.map { Array($0.lowercased().utf8) })
  }

  /// The slot of a JSON key or XML name, matched to the letter.
  @inline(__always)
  func slot(exactly bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? { exact.find(bytes, start, count) }

  /// The slot of a CSV or SQLite column: case does not count, spaces and hyphens read as `_`.
  func slot(column name: [UInt8]) -> Int? {
    let key = name.map { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
      case UInt8(ascii: " "), UInt8(ascii: "-"): UInt8(ascii: "_")
      default: byte
      }
    }
    return folded.find(key.span, 0, key.count)
  }

  /// Task records (slots by `TaskSlot`).
  package static let tasks = FieldSchema(names: TaskSlot.allCases.map(\.name))
  /// Event records (slots by `EventSlot`).
  package static let events = FieldSchema(names: EventSlot.allCases.map(\.name))
}

/// Slots of a task record, in the order of the specification's table.
enum TaskSlot: Int, CaseIterable {
  case id, taskId, task_id
  case title, description, status
  case channel, marketplace
  case priority, category
  case created_by_agent, createdByAgent, agent, createdBy, created_by
  case admin_approved, adminApproved
  case source_type, sourceType
  case created_at, createdAt, submitted_at, submittedAt, approved_at, approvedAt, rejected_at, rejectedAt
  case started_at, startedAt, completed_at, completedAt, cancelled_at, cancelledAt, updated_at, updatedAt
  case assigned_to, assignedTo, assigned_by, assignedBy, approved_by, approvedBy
  case estimated_hours, estimatedHours, actual_hours, actualHours
  case rejection_reason, rejectionReason
  case tags
  case plan_id, planId
  case metadata

  var name: String { String(describing: self) }
}

/// Slots of an event record.
enum EventSlot: Int, CaseIterable {
  case task_id, taskId, id
  case event, at, actor, reason
  case actual_hours, actualHours

  var name: String { String(describing: self) }
}

/// Names up to 24 bytes, found by length and three machine words.
private struct NameTable: Sendable {
  private struct Entry: Sendable {
    var a: UInt64
    var b: UInt64
    var c: UInt64
    var slot: Int
  }
  /// Index: length of the name.
  private let byLength: [[Entry]]

  init(_ names: [[UInt8]]) {
    var table = [[Entry]](repeating: [], count: 25)
    for (slot, name) in names.enumerated() where name.count <= 24 {
      let words = NameTable.words(name.span, 0, name.count)
      table[name.count].append(Entry(a: words.0, b: words.1, c: words.2, slot: slot))
    }
    byLength = table
  }

  @inline(__always)
  func find(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
    if count >= byLength.count || count == 0 { return nil }
    let entries = byLength[count]
    if entries.isEmpty { return nil }
    let (a, b, c) = NameTable.words(bytes, start, count)
    for entry in entries where entry.a == a && entry.b == b && entry.c == c { return entry.slot }
    return nil
  }

  @inline(__always)
  private static func words(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> (UInt64, UInt64, UInt64) {
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var i = 0
    while i < count {
      let value = UInt64(bytes[start + i]) << UInt64((i & 7) * 8)
      if i < 8 { words.0 |= value } else if i < 16 { words.1 |= value } else { words.2 |= value }
      i += 1
    }
    return words
  }
}
