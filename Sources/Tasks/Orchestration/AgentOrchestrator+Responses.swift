extension AgentOrchestrator {
  /// Findings about responses, over the whole input; of copies of one response the accepted one alone is told of.
  func tallyResponses(_ said: SettledOutput, into out: inout Orchestration) {
    for response in said.responses {
      let source = response.source
      out.measured.add(response: source, registry: names.registry)
      if let code = source.outcome.finding { out.tally.add(code, at: source.origin) }
      if source.isTruncated { out.tally.add(.truncatedOutput, at: source.origin) }
      if source.isRepaired { out.tally.add(.repairedJSON, at: source.origin) }
      if source.clippedTexts > 0 { out.tally.add(.clippedText, at: source.origin, count: Int(source.clippedTexts)) }
      if response.defaults > 0 { out.tally.add(.defaultedField, at: source.origin, count: response.defaults) }
    }
    let examples = Set(out.tally[.defaultedField].places.origins)
    for response in said.responses where examples.contains(response.source.origin) {
      out.defaultedExamples[response.source.origin] = response.defaulted
    }
    for origin in said.superseded { out.tally.add(.superseded, at: origin) }
  }

  /// Errors and statuses of agents, their usage and their ledger.
  func addResponses(_ said: SettledOutput, into out: inout Orchestration) {
    var latest: [Int32: Int64] = [:]
    var ledger: [Int32: LedgerFigures] = [:]
    var usage: [UsageKey: UsageFigures] = [:]
    var failed: [FailedResponse] = []
    for response in said.responses where isCounted(response) {
      let source = response.source
      let isFailure = source.outcome.isFailure
      var outputs = out.outputs[source.agent] ?? AgentOutputs()
      if isFailure { outputs.errors += 1 }
      // Of responses that stand at the same time one that failed counts.
      if let known = latest[source.agent], response.time <= known {
        if response.time == known, isFailure { outputs.latestFailed = true }
      } else {
        latest[source.agent] = response.time
        outputs.latestFailed = isFailure
      }
      out.outputs[source.agent] = outputs
      ledger[source.agent, default: LedgerFigures(agent: "")].add(response)
      let model = models.indices.contains(Int(source.model)) ? models[Int(source.model)] : nil
      let key = UsageKey(agent: source.agent, model: model)
      usage[key, default: UsageFigures(agent: "", model: model, responses: 0, usage: TokenUsage())].add(source)
      if isFailure {
        failed.append(
          FailedResponse(
            agent: source.agent, outcome: source.outcome, origin: source.origin, time: instant(response.time)))
      }
    }
    out.failures = failed.count
    failed.sort { a, b in
      a.time != b.time ? (a.time?.milliseconds ?? .min) > (b.time?.milliseconds ?? .min) : a.origin < b.origin
    }
    out.latestFailures = Array(failed.prefix(settings.listRows))
    let rows = AgentRows(Set(out.outputs.keys), names, limit: settings.unregisteredRows)
    out.ledger = rows.sums(ledger) { $0.merge($1) }.map { id, figures in
      var figures = figures
      figures.agent = id
      return figures
    }
    out.usage = usageRows(usage, rows)
  }

  /// An instant, or nil for a time that nobody knows.
  func instant(_ time: Int64) -> Instant? { time == TaskRecord.none ? nil : Instant(milliseconds: time) }

  private struct UsageKey: Hashable {
    let agent: Int32
    let model: String?
  }

  private func usageRows(_ usage: [UsageKey: UsageFigures], _ rows: AgentRows) -> [UsageFigures] {
    var byAgent: [Int32: [String?: UsageFigures]] = [:]
    for (key, figures) in usage { byAgent[key.agent, default: [:]][key.model] = figures }
    let sums = rows.sums(byAgent) { $0.merge($1) { $0.merged($1) } }
    return sums.flatMap { id, byModel in
      byModel.values.sorted { UsageFigures.precedes($0.model, $1.model) }
        .map { UsageFigures(agent: id, model: $0.model, responses: $0.responses, usage: $0.usage) }
    }
  }
}

extension ResponseOutcome {
  /// What is said of a response that failed.
  package var finding: FindingCode? {
    switch self {
    case .tasks: nil
    case .noTasks: .noTasksFound
    case .refusal: .refusal
    case .error: .agentError
    }
  }
}

extension LedgerFigures {
  mutating func add(_ response: SettledOutput.Response) {
    responses += 1
    switch response.source.outcome {
    case .tasks where response.source.isTruncated: truncated += 1
    case .tasks where response.source.isRepaired: repaired += 1
    case .tasks: parsed += 1
    case .noTasks: withoutTasks += 1
    case .refusal: refused += 1
    case .error: failed += 1
    }
    tasksFound += response.tasks.count
    defaultsUsed += response.defaults
  }

  mutating func merge(_ other: LedgerFigures) {
    responses += other.responses
    parsed += other.parsed
    repaired += other.repaired
    truncated += other.truncated
    refused += other.refused
    failed += other.failed
    withoutTasks += other.withoutTasks
    tasksFound += other.tasksFound
    defaultsUsed += other.defaultsUsed
  }
}

extension UsageFigures {
  mutating func add(_ response: AgentResponse) {
    responses += 1
    usage.add(response.usage)
  }

  func merged(_ other: UsageFigures) -> UsageFigures {
    var sum = self
    sum.responses += other.responses
    sum.usage.add(other.usage)
    return sum
  }

  /// By name; none comes first.
  static func precedes(_ a: String?, _ b: String?) -> Bool {
    guard let b else { return false }
    return a.map { $0.utf8.lexicographicallyPrecedes(b.utf8) } ?? true
  }
}

extension TokenUsage {
  /// What the input states may be as large as it likes: the sum stops at the largest number.
  mutating func add(_ other: TokenUsage) {
    input = TokenUsage.sum(input, other.input)
    output = TokenUsage.sum(output, other.output)
    cacheRead = TokenUsage.sum(cacheRead, other.cacheRead)
    cacheWrite = TokenUsage.sum(cacheWrite, other.cacheWrite)
    reasoning = TokenUsage.sum(reasoning, other.reasoning)
  }

  private static func sum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, isTooLarge) = a.addingReportingOverflow(b)
    return isTooLarge ? .max : sum
  }
}
