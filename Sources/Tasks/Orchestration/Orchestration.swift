/// What the orchestrator states of a run: plans, failures, usage, and what became of what the agents said.
package struct Orchestration: Sendable {
  /// By agent number: what its responses in the window add to its row.
  package var outputs: [Int32: AgentOutputs] = [:]
  /// By time, then by id.
  package var plans: [OrchestrationPlan] = []
  /// Responses of the window that failed: how many, and the latest.
  package var failures = 0
  package var latestFailures: [FailedResponse] = []
  /// By agent, then by model.
  package var usage: [UsageFigures] = []
  /// By agent.
  package var ledger: [LedgerFigures] = []
  package var reconciliation = ReconciliationFigures()
  /// Findings over the whole input: about responses, and about tasks that are ambiguous or unsaved.
  package var tally: FindingTally
  /// What the tasks add to the figures that no record stands for; to be merged with what the records give.
  package var measured: PartMeasurement
  /// The tasks of which the first examples of unsaved and ambiguous-match tell, in the order of their places.
  package var unsavedExamples: [Example] = []
  package var ambiguousExamples: [Example] = []
  /// Of the examples of defaulted-field: for which fields a default stands.
  package var defaultedExamples: [RecordOrigin: DefaultedFields] = [:]

  /// A proposed task that a finding tells of.
  package struct Example: Sendable, Equatable {
    package var id: TaskID
    package var proposal: Proposal
  }

  private let said: SettledOutput

  init(_ said: SettledOutput, period: ReportPeriod, settings: Settings, inputs: Int, names: Names) {
    self.said = said
    tally = FindingTally(maxExamples: settings.maxExamples)
    measured = PartMeasurement(period: period, settings: settings, inputs: inputs, names: names)
  }
}

extension Orchestration {
  /// Where a task that a list shows was proposed; nil when a record stands for it. O(log n).
  package func proposal(of task: ShownTask) -> Proposal? {
    let responses = said.responses
    var low = 0
    var high = responses.count
    while low < high {
      let middle = (low + high) / 2
      if responses[middle].source.origin < task.origin { low = middle + 1 } else { high = middle }
    }
    guard low < responses.count, responses[low].source.origin == task.origin,
      let number = responses[low].tasks.first(where: { said.tasks[$0].id == task.id && said.standIn(for: $0) == $0 })
    else { return nil }
    return Proposal(origin: task.origin, ordinal: said.tasks[number].ordinal)
  }
}

/// Where a proposed task stands: the response, and its place among the response's tasks, from 0.
package struct Proposal: Sendable, Equatable, Comparable {
  package var origin: RecordOrigin
  package var ordinal: UInt32

  package static func < (a: Proposal, b: Proposal) -> Bool {
    a.origin != b.origin ? a.origin < b.origin : a.ordinal < b.ordinal
  }
}

/// A plan: what activating the orchestrator gave, replayed from agents' output.
package struct OrchestrationPlan: Sendable, Equatable {
  package enum Status: String, Sendable, CaseIterable { case planning, executing, completed, failed }

  package var id: String
  /// Of its latest response.
  package var timestamp: Instant?
  /// Ids of the channels that were chosen.
  package var channels: [String]
  /// Ids, in the order of the registry.
  package var agents: [String]
  package var generated: Int
  package var approved: Int
  package var status: Status
  /// Agents of which some response holds tasks, and the others.
  package var succeeded: Int
  package var failed: Int
}

/// A response that failed.
package struct FailedResponse: Sendable, Equatable {
  package var agent: Int32
  package var outcome: ResponseOutcome
  package var origin: RecordOrigin
  package var time: Instant?
}

/// What an agent used of a model.
package struct UsageFigures: Sendable, Equatable {
  /// The agent's id, or `Names.other`.
  package var agent: String
  package var model: String?
  package var responses: Int
  package var usage: TokenUsage
}

/// What became of an agent's responses. The six kinds sum to `responses`.
package struct LedgerFigures: Sendable, Equatable {
  /// The agent's id, or `Names.other`.
  package var agent: String
  package var responses = 0
  /// Tasks were read as they stood; after a repair; from what was left of a response that was cut off.
  package var parsed = 0
  package var repaired = 0
  package var truncated = 0
  package var refused = 0
  package var failed = 0
  package var withoutTasks = 0
  package var tasksFound = 0
  package var defaultsUsed = 0
}

/// What agents said they would do against what was stored.
package struct ReconciliationFigures: Sendable {
  package struct Row: Sendable, Equatable {
    /// The agent's id, or `Names.other`.
    package var agent: String
    package var said = 0
    package var matched = 0
    package var unsaved = 0
    package var ambiguous = 0
    /// Of the tasks said, as of the period's instant.
    package var approved = 0
    package var completed = 0
  }

  package var total = Row(agent: "")
  /// In the order of the registry, then by id.
  package var byAgent: [Row] = []
  /// Oldest first.
  package var unsavedTasks = ShownTasks.oldest(limit: 0)
}
