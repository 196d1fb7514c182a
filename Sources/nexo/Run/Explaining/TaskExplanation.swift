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
        + story.quarantined.map(\.origin))
  }

  func explanation(named name: String) -> Explanation {
    let asOf = world.period.asOf.map { "as of \($0)" } ?? "in an input without times"
    return Explanation(
      title: "task \(id(name)), \(asOf)",
      sections: [
        .init(heading: "Now", lines: now.map { "\(padded($0.name, 10)) \($0.text)" }),
        .init(heading: "Records, the one that counts first", lines: records), .init(heading: "Events", lines: events),
        .init(heading: "In quarantine", lines: quarantined), .init(heading: "Replay", lines: replay),
        .init(heading: "Durations", lines: durations),
      ],
      document: document(name))
  }

  private func id(_ name: String) -> String { story.id.text ?? story.versions.first?.texts["id"] ?? name }

  // MARK: Text

  private var now: [(name: String, text: String)] {
    guard let version = story.versions.first else {
      return [
        (
          "status",
          story.quarantined.isEmpty
            ? "no record of it is there: events without a task count in no figure (orphan-event)"
            : "no record of it can be used, so it counts in no figure"
        )
      ]
    }
    var lines = [("title", version.texts["title"] ?? "-")]
    lines.append(("agent", agent(version.record) ?? "- (a person made it)"))
    lines.append(("channel", world.names.channelID(version.record.channel)))
    guard let (state, trace) = story.replayed else {
      return lines + [("status", "does not exist yet: created at \(TaskWords.time(version.record.created))")]
    }
    lines.append(("status", state.status.name))
    lines.append(("approved", TaskWords.approval(trace.approval)))
    lines.append(("counted", isInWindow ? "yes" : "no: created outside of --from and --to"))
    return lines
  }

  private var isInWindow: Bool { story.versions.first.map { world.period.holds($0.record.created) } ?? false }

  private func agent(_ record: TaskRecord) -> String? {
    record.agent == TaskRecord.noAgent ? nil : world.names.agentID(record.agent)
  }

  /// `tasks.csv:12, byte 3456`
  private func place(_ origin: RecordOrigin) -> String {
    let line = places[origin].map { ":\($0.line)" } ?? ""
    return "\(world.lookup.path(origin))\(line), byte \(origin.offset)"
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
      let source = step.kind == nil ? "record's status" : step.isOwn ? "record" : "event"
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

  private static let kinds: [(kind: DurationKind, name: String, from: EventKind, to: EventKind)] = [
    (.execution, "execution time", .created, .completed), (.approvalWait, "approval wait", .created, .approved),
    (.queueTime, "queue time", .approved, .started), (.cycleTime, "cycle time", .started, .completed),
    (.deliveryTime, "delivery time", .approved, .completed),
  ]

  private var durations: [String] {
    guard let version = story.versions.first, let state = story.replayed?.state else { return [] }
    let measured = Measured(version.record, state)
    return Self.kinds.map { kind, name, from, to in
      let (count, milliseconds) = measured.sum(kind)
      let label = padded(name, 16) + "\(from.name) to \(to.name): "
      if count > 0 {
        return label + "\(milliseconds) ms (\(TaskWords.duration(Int64(clamping: milliseconds))))"
      }
      let missing = [from, to].filter { time(of: $0, state, version.record) == nil }.map(\.name)
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
    let version = story.versions.first
    let replayed = story.replayed
    return [
      "task": .text(id(name)), "asOf": .optional(world.period.asOf?.description),
      "title": .optional(version?.texts["title"]), "agentId": .optional(version.flatMap { agent($0.record) }),
      "channel": .optional(version.map { world.names.channelID($0.record.channel) }),
      "status": .optional(replayed?.state.status.name),
      "approved": replayed.map { .bool($0.state.isApproved) } ?? .null,
      "approvedBecause": .optional(replayed?.trace.approval.rawValue),
      "counted": .bool(replayed != nil && isInWindow),
      "records": .array(story.versions.map(recordDocument)),
      "events": .array(
        story.events.map { eventDocument($0, isRepeated: false) }
          + story.repeatedEvents.map { eventDocument($0, isRepeated: true) }),
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
        ("offset", .integer(origin.offset)), ("bytes", .integer(Int64(origin.count))),
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

  private func stepDocument(_ step: ReplayTrace.Step) -> JSONValue {
    placed(
      step.origin,
      [
        ("at", instant(step.at)), ("stated", instant(step.stated)), ("event", .optional(step.kind?.name)),
        ("source", .text(step.isOwn ? "record" : "event")), ("later", .bool(step.isLater)),
        ("from", .optional(step.from?.name)), ("to", .optional(step.to?.name)),
        ("outcome", .text(step.outcome.rawValue)),
      ])
  }

  private var durationMembers: [(String, JSONValue)] {
    guard let version = story.versions.first, let state = story.replayed?.state else { return [] }
    let measured = Measured(version.record, state)
    return [
      ("executionTime", DurationKind.execution), ("approvalWait", .approvalWait), ("queueTime", .queueTime),
      ("cycleTime", .cycleTime), ("deliveryTime", .deliveryTime),
    ].map { name, kind in
      let (count, milliseconds) = measured.sum(kind)
      return (name, count > 0 ? .integer(Int64(clamping: milliseconds)) : .null)
    }
  }
}
