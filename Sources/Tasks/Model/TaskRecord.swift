/// Where a record came from: which input (an index in path order) and which bytes of it.
package struct RecordOrigin: Hashable, Comparable, Sendable, BitwiseCopyable {
  package var offset: Int64
  package var input: UInt32
  package var count: UInt32

  package init(input: UInt32, offset: Int64, count: UInt32) {
    self.input = input
    self.offset = offset
    self.count = count
  }

  package static func < (a: RecordOrigin, b: RecordOrigin) -> Bool {
    a.input != b.input ? a.input < b.input : a.offset < b.offset
  }
}

/// The timestamps of a task record, in the order of the specification's table.
package enum TaskTime: Int, CaseIterable, Sendable {
  case created, submitted, approved, rejected, started, completed, cancelled, updated

  /// The field that holds it: `created_at`.
  package var field: String {
    switch self {
    case .created: "created_at"
    case .submitted: "submitted_at"
    case .approved: "approved_at"
    case .rejected: "rejected_at"
    case .started: "started_at"
    case .completed: "completed_at"
    case .cancelled: "cancelled_at"
    case .updated: "updated_at"
    }
  }
}

/// Whether an administrator approved a task.
package enum Approval: UInt8, Sendable, BitwiseCopyable {
  case absent, no, yes
}

/// One version of a task as an export holds it, reduced to what enters a figure; its texts stay in the file.
package struct TaskRecord: Sendable, BitwiseCopyable {
  /// Marks a timestamp or a number of hours that the record does not have.
  package static let none = Int64.min

  /// Milliseconds since 1970 by `TaskTime`, or `none`.
  package var times: InlineArray<8, Int64>
  /// Ten-thousandths of an hour, or `none`.
  package var estimatedHours: Int64 = TaskRecord.none
  package var actualHours: Int64 = TaskRecord.none
  /// A hash of the record's bytes: equal ones are the same text.
  package var fingerprint: UInt64 = 0
  package var origin: RecordOrigin
  package var id: TaskID
  package var status: TaskStatus
  package var approval: Approval = .absent
  /// `noChannel` when there is none; a record of an export always has one.
  package var channel: Int32
  /// `noAgent` when a person made the task.
  package var agent: Int32 = TaskRecord.noAgent

  package static let noAgent: Int32 = -1
  /// The channel of a task that an unregistered agent proposed: it has none.
  package static let noChannel: Int32 = -1

  package init(
    id: TaskID, status: TaskStatus, channel: Int32, agent: Int32, created: Instant, origin: RecordOrigin
  ) {
    times = InlineArray(repeating: TaskRecord.none)
    self.id = id
    self.status = status
    self.channel = channel
    self.agent = agent
    self.origin = origin
    times[0] = created.milliseconds
  }

  @inline(__always)
  package subscript(_ time: TaskTime) -> Int64 {
    get { times[time.rawValue] }
    set { times[time.rawValue] = newValue }
  }

  @inline(__always)
  package var created: Int64 { times[0] }

  /// The latest of the record's own timestamps.
  @inline(__always)
  package var latestTime: Int64 {
    var latest = times[0]
    for i in 1..<8 { latest = max(latest, times[i]) }
    return latest
  }
}
