/// The fields of one kind of record and the names under which they are accepted.
///
/// Every accepted name has a slot of its own, in the order of the specification's table, so that a record's
/// value is the first slot of a field that holds one.
package struct FieldSchema: Sendable {
  /// The accepted names; a slot is an index into this list. At most 64.
  let names: [String]
  private let exact: WordTable
  private let folded: WordTable

  init(names: [String]) {
    precondition(names.count <= RecordFields.capacity)
    self.names = names
    exact = WordTable(names.enumerated().map { (Array($1.utf8), $0) })
    folded = WordTable(names.enumerated().map { ($1.utf8.map(ASCII.folded), $0) })
  }

  /// The slot of a JSON key or XML name, matched to the letter.
  @inline(__always)
  func slot(exactly bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? { exact.find(bytes, start, count) }

  /// The slot of a CSV or SQLite column: case does not count, spaces and hyphens read as `_`.
  func slot(column name: [UInt8]) -> Int? {
    let key = name.map(ASCII.folded)
    return folded.find(key.span, 0, key.count)
  }

  /// Task records (slots by `TaskSlot`).
  package static let tasks = FieldSchema(names: TaskSlot.allCases.map(\.name))
  /// Event records (slots by `EventSlot`).
  package static let events = FieldSchema(names: EventSlot.allCases.map(\.name))
}

/// Slots of a task record, in the order of the specification's table, under the names that inputs give them. A coding key,
/// because the compiler then writes these names down; finding them out while running takes long.
// swift-format-ignore: AlwaysUseLowerCamelCase
enum TaskSlot: Int, CaseIterable, CodingKey {
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

  var name: String { stringValue }
}

/// Slots of an event record. Its own `id`, where it has one, is not the task's. A coding key as `TaskSlot` is.
// swift-format-ignore: AlwaysUseLowerCamelCase
enum EventSlot: Int, CaseIterable, CodingKey {
  case task_id, taskId
  case event, at, actor, reason
  case actual_hours, actualHours

  var name: String { stringValue }
}

extension TaskSlot {
  /// The fields by their first names, each with the slots of all its names. `createdBy` is left out: it counts only when
  /// it names an agent.
  static let fields: [(name: String, slots: ClosedRange<Int>)] = ranges([
    (.id, .task_id), (.title, .title), (.description, .description), (.status, .status), (.channel, .marketplace),
    (.priority, .priority), (.category, .category), (.created_by_agent, .agent), (.admin_approved, .adminApproved),
    (.source_type, .sourceType), (.created_at, .createdAt), (.submitted_at, .submittedAt), (.approved_at, .approvedAt),
    (.rejected_at, .rejectedAt), (.started_at, .startedAt), (.completed_at, .completedAt),
    (.cancelled_at, .cancelledAt), (.updated_at, .updatedAt), (.assigned_to, .assignedTo), (.assigned_by, .assignedBy),
    (.approved_by, .approvedBy), (.estimated_hours, .estimatedHours), (.actual_hours, .actualHours),
    (.rejection_reason, .rejectionReason), (.tags, .tags), (.plan_id, .planId), (.metadata, .metadata),
  ])

  /// The fields that enter no figure, in the table's order.
  static let textFields = fields.filter { field in
    [
      "title", "description", "priority", "category", "source_type", "assigned_to", "assigned_by", "approved_by",
      "rejection_reason", "tags", "plan_id", "metadata",
    ].contains(field.name)
  }

  private static func ranges(_ pairs: [(TaskSlot, TaskSlot)]) -> [(name: String, slots: ClosedRange<Int>)] {
    pairs.map { ($0.name, $0.rawValue...$1.rawValue) }
  }
}

extension EventSlot {
  static let fields: [(name: String, slots: ClosedRange<Int>)] = [
    ("task_id", task_id.rawValue...taskId.rawValue), ("event", event.rawValue...event.rawValue),
    ("at", at.rawValue...at.rawValue), ("actor", actor.rawValue...actor.rawValue),
    ("reason", reason.rawValue...reason.rawValue), ("actual_hours", actual_hours.rawValue...actualHours.rawValue),
  ]
}
