/// The names of a record's fields, as far as they tell what the record is.
struct RecordNames {
  private var hasID = false
  private var hasTaskID = false
  private var hasEvent = false
  private var hasAt = false
  private(set) var hasStatus = false
  private var hasCreated = false
  private var hasTitle = false
  /// Names that are fields of a task.
  private(set) var taskFields = 0

  /// - Parameter name: a name that the schema of tasks or of events may know.
  mutating func add(_ name: String, isColumn: Bool = false) {
    let bytes = Array(name.utf8)
    func slot(in schema: FieldSchema) -> Int? {
      isColumn ? schema.slot(column: bytes) : schema.slot(exactly: bytes.span, 0, bytes.count)
    }
    if let slot = slot(in: .tasks) {
      taskFields += 1
      switch TaskSlot(rawValue: slot) {
      case .id: hasID = true
      case .taskId, .task_id: hasTaskID = true
      case .status: hasStatus = true
      case .title: hasTitle = true
      case .created_at, .createdAt: hasCreated = true
      default: break
      }
    }
    switch slot(in: .events).flatMap(EventSlot.init(rawValue:)) {
    case .event: hasEvent = true
    case .at: hasAt = true
    default: break
    }
  }

  /// A record that is stored somewhere has one or the other.
  var hasIDOrStatus: Bool { hasID || hasTaskID || hasStatus }

  /// What a record with these names is; nil when they do not tell.
  var kind: InputKind? {
    if hasEvent && hasAt && (hasTaskID || hasID) && !hasStatus { return .events }
    if hasID || hasTaskID || hasStatus || hasCreated { return .tasks }
    return hasTitle ? .agentOutput : nil
  }
}
