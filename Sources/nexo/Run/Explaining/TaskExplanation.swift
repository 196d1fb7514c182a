import Ingestion
import Reporting
import Tasks

/// Tells where a task's status, approval and durations come from.
struct TaskExplanation {
  private let story: TaskStory
  private let world: TaskWorld
  private let places: [RecordOrigin: (line: Int, column: Int)]

  init(_ story: TaskStory, _ world: TaskWorld) throws(SourceError) {
    self.story = story
    self.world = world
    places = try world.places(
      story.versions.map(\.record.origin) + (story.events + story.repeatedEvents).map(\.origin)
        + story.quarantined.map(\.origin) + story.told.map(\.response.source.origin))
  }

  func explanation(named name: String) -> Explanation {
    let asOf = world.period.asOf.map { "as of \($0)" } ?? "in an input without times"
    return Explanation(
      title: "task \(id(name)), \(asOf)",
      sections: [
        .init(heading: "Now", lines: now.map { "\(padded($0.name, 10)) \($0.text)" }),
        .init(heading: "Records, the one that counts first", lines: records), .init(heading: "Events", lines: events),
        .init(heading: "Proposed by", lines: told),
        .init(heading: "In quarantine", lines: quarantined), .init(heading: "Replay", lines: replay),
        .init(heading: "Durations", lines: durations),
      ],
      document: document(name))
  }

  private func id(_ name: String) -> String { story.id.text ?? story.versions.first?.texts["id"] ?? name }

  // MARK: Text

  /// The record that stands for the task, or what it was when it was proposed.
  private var standing: (record: TaskRecord, texts: [String: String])? {
    story.versions.first.map { ($0.record, $0.texts) } ?? story.proposal
  }

  private var now: [(name: String, text: String)] {
    guard let (record, texts) = standing else { return [("status", absence)] }
    var lines = [("title", texts["title"] ?? "-")]
    lines.append(("agent", agent(record) ?? "- (a person made it)"))
    lines.append(("channel", channel(record) ?? "- (its agent has none)"))
    if story.versions.isEmpty, story.told.contains(where: { $0.fate == .ambiguous && $0.id == story.id }) {
      return lines + [("status", "ambiguous: it is stored under another id, and it cannot be told which")]
    }
    guard let (state, trace) = story.replayed else {
      let isUndated = record.created == TaskRecord.none
      return lines + [
        (
          "status",
          isUndated
            ? "\(record.status.name), as proposed: the inputs hold no time"
            : "does not exist yet: created at \(TaskWords.time(record.created))"
        )
      ]
    }
    lines.append(("status", state.status.name))
    lines.append(("approved", TaskWords.approval(trace.approval)))
    lines.append(("counted", isInWindow ? "yes" : "no: created outside of --from and --to"))
    return lines
  }

  /// Why there is nothing to show.
  private var absence: String {
    if !story.quarantined.isEmpty { return "no record of it can be used, so it counts in no figure" }
    if case .stored(let id, _)? = story.told.first?.fate {
      return "stored as \(id.text ?? "another task"): explain that one"
    }
    if story.told.contains(where: { $0.fate == .notYet }) { return "does not exist yet: it is proposed later" }
    return "no record of it is there: events without a task count in no figure (orphan-event)"
  }

  private func channel(_ record: TaskRecord) -> String? {
    record.channel == TaskRecord.noChannel ? nil : world.names.channelID(record.channel)
  }

  private var told: [String] {
    story.told.flatMap { told in
      let source = told.response.source
      var about = [told.words.id.map { "response \($0)" }, told.words.model, told.words.stopReason].compactMap { $0 }
      about.append(told.planID.map { "plan \($0)" } ?? "no plan of its own")
      about.append(
        source.ownTime != TaskRecord.none
          ? "given at \(TaskWords.time(source.ownTime))"
          : told.response.time == TaskRecord.none
            ? "without a time" : "without a time of its own, taken as \(TaskWords.time(told.response.time))")
      if source.isRepaired { about.append("its JSON was repaired") }
      if source.isTruncated { about.append("cut off") }
      var lines = ["\(place(source.origin)), task \(told.ordinal + 1) of agent \(told.agent)"]
      lines.append("  " + about.joined(separator: "; "))
      lines.append("  " + TaskWords.fate(told.fate, isCompared: world.proposed.isCompared))
      if told.id != story.id { lines.append("  proposed under the id \(told.id.text ?? "")") }
      lines.append("  as it was written:")
      lines += told.excerpt.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(60).map {
        "    " + $0
      }
      return lines
    }
  }

  private var isInWindow: Bool { standing.map { world.period.holds($0.record.created) } ?? false }

  private func agent(_ record: TaskRecord) -> String? {
    record.agent == TaskRecord.noAgent ? nil : world.names.agentID(record.agent)
  }

  /// `tasks.csv:12, byte 3456`; of a database `tasks.db:12, rowid 34`.
  private func place(_ origin: RecordOrigin) -> String {
    let line = places[origin].map { ":\($0.line)" } ?? ""
    return "\(world.lookup.path(origin))\(line), \(isRow(origin) ? "rowid" : "byte") \(origin.offset)"
  }

  /// Whether a record is a row of a database, which lies at no offset.
  private func isRow(_ origin: RecordOrigin) -> Bool {
    let i = Int(origin.input)
    return i < world.inputs.count && world.inputs[i].shape.format == .sqlite
  }

  private var records: [String] {
    story.versions.flatMap { version in
      let record = version.record
      let (observed, source) = world.order.observation(record)
      let export = world.order.exportTime(record)
      return [
        place(record.origin)
          + (export == TaskRecord.none ? ", no export time" : ", exported \(TaskWords.time(export))"),
        "  observed \(TaskWords.time(observed)) (\(source)); \(fields(version.texts))",
        "  " + (version.lostBy.map(TaskWords.lost) ?? "this one counts"),
      ]
    }
  }

  /// The fields that enter a figure.
  private func fields(_ texts: [String: String]) -> String {
    let names =
      ["status", "admin_approved"] + TaskTime.allCases.map(\.field) + ["estimated_hours", "actual_hours"]
    return names.compactMap { name in texts[name].map { "\(name) \($0)" } }.joined(separator: ", ")
  }

  private var events: [String] {
    story.events.map { "\(TaskWords.time($0.at))  \($0.kind.name), \(place($0.origin))" }
      + story.repeatedEvents.map {
        "\(TaskWords.time($0.at))  \($0.kind.name), \(place($0.origin)): the same again, superseded"
      }
  }

  private var quarantined: [String] {
    story.quarantined.map { "\(place($0.origin)): \($0.code.message) [\($0.code.name)]" }
  }

  private var replay: [String] {
    guard let trace = story.replayed?.trace else { return [] }
    var lines = trace.steps.map { step in
      let kind = step.kind?.name ?? step.to?.name ?? ""
      let source = step.kind == nil ? "record's status" : source(of: step)
      let change = step.from == step.to ? step.to?.name ?? "-" : "\(step.from?.name ?? "-") -> \(step.to?.name ?? "-")"
      var line = "\(TaskWords.time(step.at))  \(padded("\(kind) (\(source))", 30)) \(padded(change, 32)) "
      line += TaskWords.outcome(step)
      if step.stated < step.at { line += "; dated \(TaskWords.time(step.stated)), before the creation" }
      if step.isLater { line += "; after the record was observed" }
      return line
    }
    if trace.notYet > 0 { lines.append("\(trace.notYet) more have not happened yet") }
    for event in trace.repeatedByRecord {
      lines.append("\(event.kind.name) of \(place(event.origin)): the record's own")
    }
    return lines
  }

  /// Who states a step.
  private func source(of step: ReplayTrace.Step) -> String {
    step.isOwn ? (story.versions.isEmpty ? "proposal" : "record") : "event"
  }

  private static let kinds: [(kind: DurationKind, name: String, from: EventKind, to: EventKind)] = [
    (.execution, "execution time", .created, .completed), (.approvalWait, "approval wait", .created, .approved),
    (.queueTime, "queue time", .approved, .started), (.cycleTime, "cycle time", .started, .completed),
    (.deliveryTime, "delivery time", .approved, .completed),
  ]

  private var durations: [String] {
    guard let record = standing?.record, let state = story.replayed?.state else { return [] }
    let measured = Measured(record, state)
    return Self.kinds.map { kind, name, from, to in
      let (count, milliseconds) = measured.sum(kind)
      let label = padded(name, 16) + "\(from.name) to \(to.name): "
      if count > 0 {
        return label + "\(milliseconds) ms (\(TaskWords.duration(Int64(clamping: milliseconds))))"
      }
      let missing = [from, to].filter { time(of: $0, state, record) == nil }.map(\.name)
      if !missing.isEmpty { return label + "none, no time of " + missing.joined(separator: " and ") }
      return label + (state.status == .completed ? "none, in the wrong order" : "none, the task is not completed")
    }
  }

  private func time(of kind: EventKind, _ state: Replay.State, _ record: TaskRecord) -> Int64? {
    let at = kind == .created ? record.created : state.times[Int(kind.rawValue)]
    return at == TaskRecord.none ? nil : at
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension TaskExplanation {
  // MARK: Document

  fileprivate func document(_ name: String) -> JSONValue {
    let replayed = story.replayed
    return [
      "task": .text(id(name)), "asOf": .optional(world.period.asOf?.description),
      "title": .optional(standing?.texts["title"]), "agentId": .optional(standing.flatMap { agent($0.record) }),
      "channel": .optional(standing.flatMap { channel($0.record) }),
      "status": .optional(replayed?.state.status.name),
      "approved": replayed.map { .bool($0.state.isApproved) } ?? .null,
      "approvedBecause": .optional(replayed?.trace.approval.rawValue),
      "counted": .bool(replayed != nil && isInWindow),
      "records": .array(story.versions.map(recordDocument)),
      "events": .array(
        story.events.map { eventDocument($0, isRepeated: false) }
          + story.repeatedEvents.map { eventDocument($0, isRepeated: true) }),
      "proposedBy": .array(story.told.map(toldDocument)),
      "quarantined": .array(
        story.quarantined.map {
          placed($0.origin, [("code", .text($0.code.name)), ("message", .text($0.code.message))])
        }),
      "replay": .array((replayed?.trace.steps ?? []).map(stepDocument)),
      "notYet": .integer(Int64(replayed?.trace.notYet ?? 0)),
      "durations": .members(durationMembers),
    ]
  }

  private func placed(_ origin: RecordOrigin, _ more: [(String, JSONValue)]) -> JSONValue {
    .members(
      [
        ("path", .text(world.lookup.path(origin))),
        ("line", places[origin].map { .integer(Int64($0.line)) } ?? .null),
        ("column", places[origin].map { .integer(Int64($0.column)) } ?? .null),
        (isRow(origin) ? "rowid" : "offset", .integer(origin.offset)), ("bytes", .integer(Int64(origin.count))),
      ] + more)
  }

  private func instant(_ milliseconds: Int64) -> JSONValue {
    milliseconds == TaskRecord.none ? .null : .text(TaskWords.time(milliseconds))
  }

  private func recordDocument(_ version: TaskStory.Version) -> JSONValue {
    let (observed, source) = world.order.observation(version.record)
    return placed(
      version.record.origin,
      [
        ("exportTime", instant(world.order.exportTime(version.record))), ("observed", instant(observed)),
        ("observedBy", .text(source)), ("counts", .bool(version.lostBy == nil)),
        ("lostBy", .optional(version.lostBy.map(TaskWords.code))),
        ("fields", .members(version.texts.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
      ])
  }

  private func eventDocument(_ event: TaskEvent, isRepeated: Bool) -> JSONValue {
    placed(
      event.origin,
      [("event", .text(event.kind.name)), ("at", instant(event.at)), ("superseded", .bool(isRepeated))])
  }

  private func toldDocument(_ told: TaskStory.Told) -> JSONValue {
    let source = told.response.source
    var stored: String?
    if case .stored(let id, _) = told.fate { stored = id.text }
    return placed(
      source.origin,
      [
        ("agentId", .text(told.agent)), ("ordinal", .integer(Int64(told.ordinal))), ("id", .optional(told.id.text)),
        ("responseId", .optional(told.words.id)), ("model", .optional(told.words.model)),
        ("stopReason", .optional(told.words.stopReason)), ("planId", .optional(told.planID)),
        ("at", instant(source.ownTime)), ("standsAt", instant(told.response.time)),
        ("repaired", .bool(source.isRepaired)), ("truncated", .bool(source.isTruncated)),
        ("fate", .text(TaskWords.code(told.fate))),
        ("fateBecause", .text(TaskWords.fate(told.fate, isCompared: world.proposed.isCompared))),
        ("storedAs", .optional(stored)),
        ("fields", .members(told.texts.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
        ("excerpt", .text(told.excerpt)),
      ])
  }

  private func stepDocument(_ step: ReplayTrace.Step) -> JSONValue {
    placed(
      step.origin,
      [
        ("at", instant(step.at)), ("stated", instant(step.stated)), ("event", .optional(step.kind?.name)),
        ("source", .text(source(of: step))), ("later", .bool(step.isLater)),
        ("from", .optional(step.from?.name)), ("to", .optional(step.to?.name)),
        ("outcome", .text(step.outcome.rawValue)),
      ])
  }

  private var durationMembers: [(String, JSONValue)] {
    guard let record = standing?.record, let state = story.replayed?.state else { return [] }
    let measured = Measured(record, state)
    return [
      ("executionTime", DurationKind.execution), ("approvalWait", .approvalWait), ("queueTime", .queueTime),
      ("cycleTime", .cycleTime), ("deliveryTime", .deliveryTime),
    ].map { name, kind in
      let (count, milliseconds) = measured.sum(kind)
      return (name, count > 0 ? .integer(Int64(clamping: milliseconds)) : .null)
    }
  }
}
