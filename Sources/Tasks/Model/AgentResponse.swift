/// 128 bits of a collision-resistant digest: equal exactly when the texts behind it are.
package struct Digest: Hashable, Comparable, Sendable, BitwiseCopyable {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package static func < (a: Digest, b: Digest) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

/// What came of a response of a model.
package enum ResponseOutcome: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// It holds at least one task.
  case tasks
  /// `no-tasks-found`
  case noTasks
  /// `refusal`
  case refusal
  /// `agent-error`: the provider's or the agent's.
  case error

  package var isFailure: Bool { self != .tasks }
}

/// Tokens that a response used.
package struct TokenUsage: Sendable, BitwiseCopyable, Equatable {
  package var input: Int64 = 0
  package var output: Int64 = 0
  package var cacheRead: Int64 = 0
  package var cacheWrite: Int64 = 0
  package var reasoning: Int64 = 0

  package init() {}
}

/// One response of a model, reduced to what enters a figure; its text stays in the file.
package struct AgentResponse: Sendable, BitwiseCopyable {
  /// Marks a plan or a model that the response does not name.
  package static let none: Int32 = -1

  package var origin: RecordOrigin
  /// Responses of one identity are one response given several times.
  package var identity: Digest
  package var agent: Int32
  /// The number of the plan id that the output gives itself, or `none`.
  package var plan: Int32 = AgentResponse.none
  /// The number of the model's name, or `none`.
  package var model: Int32 = AgentResponse.none
  /// The response's own time in milliseconds since 1970, or `TaskRecord.none`.
  package var ownTime: Int64 = TaskRecord.none
  /// Its file's export time, or `TaskRecord.none`.
  package var exportTime: Int64 = TaskRecord.none
  package var outcome: ResponseOutcome
  /// Its JSON had to be repaired.
  package var isRepaired = false
  /// It was cut off.
  package var isTruncated = false
  package var usage = TokenUsage()
  /// How many texts of its tasks were cut to their greatest length.
  package var clippedTexts: UInt32 = 0

  package init(origin: RecordOrigin, identity: Digest, agent: Int32, outcome: ResponseOutcome) {
    self.origin = origin
    self.identity = identity
    self.agent = agent
    self.outcome = outcome
  }
}

/// Fields of a proposed task for which a default stands.
package struct DefaultedFields: OptionSet, Sendable, BitwiseCopyable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let priority = DefaultedFields(rawValue: 1)
  package static let category = DefaultedFields(rawValue: 2)
  package static let estimatedHours = DefaultedFields(rawValue: 4)
}

/// A task that a response proposes; its texts stay in the file.
package struct ProposedTask: Sendable, BitwiseCopyable {
  /// Version 5 UUID of agent, plan, folded title and time.
  package var id: TaskID
  /// Of the agent's id and the folded title: exported tasks with the same key may be this one.
  package var titleKey: Digest
  /// The response that it stands in, among those of the same table.
  package var response: UInt32
  /// Its place among the response's tasks, from 0.
  package var ordinal: UInt32
  /// Ten-thousandths of an hour; a default of 4 h included.
  package var estimatedHours: Int64
  package var defaulted: DefaultedFields

  package init(
    id: TaskID, titleKey: Digest, response: UInt32, ordinal: UInt32, estimatedHours: Int64, defaulted: DefaultedFields
  ) {
    self.id = id
    self.titleKey = titleKey
    self.response = response
    self.ordinal = ordinal
    self.estimatedHours = estimatedHours
    self.defaulted = defaulted
  }
}

/// Responses and the tasks that they propose. Two tables merge into the table of both.
package struct ResponseTable: Sendable {
  package private(set) var responses: [AgentResponse] = []
  package private(set) var tasks: [ProposedTask] = []

  package init() {}

  package var isEmpty: Bool { responses.isEmpty }

  /// Takes in a response; `add(_ task:)` for its tasks follows.
  package mutating func add(_ response: AgentResponse) { responses.append(response) }

  /// Takes in a task of the response that was added last.
  package mutating func add(_ task: ProposedTask) {
    var task = task
    task.response = UInt32(truncatingIfNeeded: responses.count - 1)
    tasks.append(task)
  }

  package mutating func merge(_ other: ResponseTable) {
    if isEmpty {
      self = other
      return
    }
    let base = UInt32(truncatingIfNeeded: responses.count)
    responses += other.responses
    tasks.reserveCapacity(tasks.count + other.tasks.count)
    for var task in other.tasks {
      task.response += base
      tasks.append(task)
    }
  }
}

/// A stored task that an agent's output may have proposed: a record whose agent and folded title some output has.
package struct StoredCandidate: Sendable, BitwiseCopyable {
  /// Only the winning record of a task counts; this tells whether it is the one.
  package var origin: RecordOrigin
  package var id: TaskID
  package var titleKey: Digest
  /// The number of the record's plan id, or `AgentResponse.none`.
  package var plan: Int32

  package init(origin: RecordOrigin, id: TaskID, titleKey: Digest, plan: Int32) {
    self.origin = origin
    self.id = id
    self.titleKey = titleKey
    self.plan = plan
  }
}
