import Foundation
import Ingestion
import Reporting
import Tasks

/// The main job on one page: bytes to records, records to tasks, tasks to figures, figures to files.
struct Pipeline {
  private let request: RunRequest
  private let opening: InputOpening
  private let directory: NameDirectory
  private let order: RecordOrder
  private let lookup: RecordLookup

  private var settings: Settings { request.configuration.settings }
  private var jobs: Int { request.configuration.jobs }

  init(_ request: RunRequest) throws {
    self.request = request
    opening = try InputOpening(request)
    let directory = NameDirectory(registry: request.configuration.registry)
    self.directory = directory
    order = RecordOrder(
      exportTimes: opening.inputs.map { $0.exportTime?.milliseconds ?? TaskRecord.none },
      agentID: { directory.agentID($0) }, channelID: { directory.channelID($0) })
    lookup = RecordLookup(inputs: opening.inputs, directory: directory)
  }

  /// What reading leaves: the parts of the table, everything else that was gathered, and how each input went, by input.
  private struct Gathered {
    var parts: [TaskTablePart]
    var intake: Intake
    var readings: [Reading]
  }

  /// Inputs that were read together, and how they went.
  private struct Reading {
    var inputs: [OpenInput]
    var outcome: BatchReading.Outcome
  }

  func run() throws -> PipelineResult {
    do throws(SourceError) { return try finish(try gather()) } catch { throw InputOpening.failure(error) }
  }

  private func gather() throws(SourceError) -> Gathered {
    beginReading(.reading)
    // What agents said comes first: its titles tell which stored tasks have to be looked at.
    var said = read(opening.inputs.filter { $0.shape.kind == .agentOutput }, wanted: nil)
    var intake = merged(said.outcome.takeIntakes())
    let isCompared = opening.kinds.contains(.tasks) && !intake.responses.isEmpty
    let wanted = isCompared ? WantedTitles(intake.responses.tasks.lazy.map(\.titleKey)) : nil
    var kept = read(opening.inputs.filter { $0.shape.kind != .agentOutput }, wanted: wanted)
    for result in said.outcome.results + kept.outcome.results {
      if case .source(let error) = result.failure { throw error }
    }
    request.progress.begin(.measuring)
    var intakes = kept.outcome.takeIntakes()
    let findsTasks = !intake.responses.isEmpty || request.purpose == .tasks
    var parts = measuring.merge(intakes.indices.map { intakes[$0].takeTable() }, findsTasks: findsTasks)
    try measuring.settle(&parts, lookup)
    intake.mergeAllButTable(merged(intakes))
    return Gathered(parts: parts, intake: intake, readings: [said, kept])
  }

  private func beginReading(_ phase: ProgressCounter.Phase) {
    // As long as a stream goes on, nobody knows how much there is.
    let sizes = opening.inputs.map(\.source.progressSize)
    let total = sizes.contains(nil) ? 0 : sizes.reduce(0) { $0 + Int($1 ?? 0) }
    request.progress.begin(phase, total: total, files: opening.inputs.count)
  }

  /// Reads some of the inputs.
  private func read(_ inputs: [OpenInput], wanted: WantedTitles?) -> Reading {
    Reading(inputs: inputs, outcome: reading(inputs, wanted: wanted).run())
  }

  /// How each input went, once all of them are hashed.
  private func results(_ readings: [Reading]) throws(SourceError) -> [InputResult] {
    var all = [InputResult](repeating: InputResult(), count: opening.inputs.count)
    for reading in readings {
      var outcome = reading.outcome
      outcome.finishHashes()
      for (input, result) in zip(reading.inputs, outcome.results) {
        if case .source(let error) = result.failure { throw error }
        all[input.index] = result
      }
    }
    return all
  }

  private func reading(_ inputs: [OpenInput], wanted: WantedTitles? = nil) -> BatchReading {
    let progress = request.progress
    return BatchReading(
      inputs: inputs, order: order, directory: directory, jobs: jobs, maxExamples: settings.maxExamples,
      seed: UInt64.random(in: .min ... .max), hashes: request.configuration.inputHash, wanted: wanted,
      progress: { progress.advance(bytes: $0) }, finished: { progress.finishFile() })
  }

  private var measuring: Measuring {
    Measuring(
      order: order, registry: request.configuration.registry, settings: settings, jobs: jobs,
      inputs: opening.inputs.count)
  }

  /// Everything that the jobs gathered besides the table.
  private func merged(_ intakes: [Intake]) -> Intake {
    var whole = Intake(order: order, maxExamples: settings.maxExamples, seed: 0)
    for intake in intakes { whole.mergeAllButTable(intake) }
    return whole
  }

  /// The latest time that is not far, and the findings about those that are.
  private func latestTime(_ gathered: Gathered) -> (latest: Instant?, far: FindingTally) {
    var times = gathered.intake.times
    let exports = opening.inputs.compactMap { input in
      input.exportTime.map { ($0.milliseconds, RecordOrigin(input: UInt32(input.index), offset: 0, count: 0)) }
    }
    for (time, _) in exports { times.note(time) }
    for empty in opening.empty { if let time = empty.exportTime { times.note(time.milliseconds) } }
    var far = FindingTally(maxExamples: settings.maxExamples)
    if times.isEmpty { return (request.sourceDateEpoch, far) }
    var near = NearTimes()
    let mayBeFar = times.latest - times.earliest > Int64(settings.farGapDays) * Instant.millisecondsPerDay
    if mayBeFar {
      for part in gathered.parts { near.add(part) }
      // Without a stored task, what agents proposed is all that was created.
      if gathered.parts.allSatisfy({ $0.taskCount == 0 }) {
        for response in SettledOutput(gathered.intake.responses, asOf: nil).responses
        where response.source.ownTime != TaskRecord.none {
          near.add(created: response.source.ownTime)
        }
      }
    }
    guard let range = near.range(gapDays: settings.farGapDays),
      !range.contains(times.earliest) || !range.contains(times.latest)
    else { return (Instant(milliseconds: times.latest), far) }
    // Which times are far is known only now: read the inputs once more, for these alone.
    beginReading(.readingAgain)
    let again = merged(reading(opening.inputs).run(near: range).intakes)
    request.progress.begin(.measuring)
    let found = again.tally[.farTimestamp]
    far.add(.farTimestamp, count: found.count, places: found.places)
    var latest = again.latestNear
    for (time, origin) in exports {
      if range.contains(time) { latest = max(latest, time) } else { far.add(.farTimestamp, at: origin) }
    }
    return (latest == .min ? nil : Instant(milliseconds: latest), far)
  }

  private func finish(_ gathered: consuming Gathered) throws(SourceError) -> PipelineResult {
    let (latest, far) = latestTime(gathered)
    let asOf = request.asOf ?? latest
    let period = ReportPeriod(asOf: asOf, from: request.from, to: request.to, zone: request.configuration.zone)
    let names = directory.names
    var parts = gathered.parts
    gathered.parts = []
    let orchestration = orchestrator(period, names).orchestrate(
      gathered.intake.responses, candidates: gathered.intake.candidates, parts: &parts, order: order)
    let world = request.purpose == .tasks ? self.world(parts, gathered.intake, period, names) : nil
    var measured = measuring.measure(consume parts, period, names)
    measured.merge(orchestration.measured)
    let jobs = jobs
    let figures = measured.monitor.figures(names: names, outputs: orchestration.outputs) { count, make in
      Workers.results(count, among: jobs, make)
    }
    let texts = TaskTexts(names: names, lookup: lookup, asOf: asOf, orchestration: orchestration)
    let assembly = ModelAssembly(figures: figures, texts: texts)
    let agents = OrchestrationAssembly(
      orchestration: orchestration, names: names, lookup: lookup, inputs: opening.inputs, texts: texts)

    let results = try results(gathered.readings)
    let inputs = try InputTable(opening, results, gathered.intake, accepted: measured.accepted)
    var tally = gathered.intake.tally
    tally.merge(measured.tally)
    tally.merge(orchestration.tally)
    tally.merge(far)
    tally.merge(measured.unregistered)
    try lookup.fetch(
      tally.entries.flatMap(\.entry.places.origins)
        + texts.origins([figures.pendingApproval, figures.slowest, orchestration.reconciliation.unsavedTasks])
        + orchestration.latestFailures.map(\.origin))
    let list = FindingList(
      lookup: lookup, inputs: opening.inputs, quarantined: gathered.intake.quarantined,
      responses: ResponseWording(
        orchestration: orchestration, names: names, lookup: lookup,
        unregistered: measured.unregisteredAgents(names.registry)))
    let findings = try list.findings(tally, notes: inputs.notes)
    let configuration = request.configuration
    let model = ReportModel(
      tool: ReportModel.Tool(name: "nexo", version: Version.current), asOf: asOf,
      window: ReportModel.Window(from: request.from, to: request.to), timezone: configuration.timezone,
      settings: ReportSettings(
        thresholds: settings, assumeTimezone: configuration.assumedZone.name,
        statusMap: configuration.statusMap.mapValues(\.name), channels: configuration.channels,
        config: configuration.changedSections),
      inputs: inputs.rows, records: inputs.totals, findings: findings, system: assembly.system,
      agents: assembly.agents, channels: assembly.channels, daily: assembly.daily, flow: assembly.flow,
      histograms: assembly.histograms, openAges: assembly.openAges, pendingApproval: try assembly.pendingApproval(),
      slowest: try assembly.slowest(), plans: agents.plans, agentErrors: try agents.agentErrors(), usage: agents.usage,
      reconciliation: try agents.reconciliation(), ledger: agents.ledger)
    var result = PipelineResult()
    result.model = model
    result.inputs = inputs.rows.map { .init(path: $0.path, bytes: $0.bytes, sha256: $0.sha256) }
    result.findings = Messages.all(findings)
    result.findingsInBrief = Messages.brief(findings)
    result.incomplete = try inputs.incomplete()
    result.recordsRead = model.records.read
    result.recordsQuarantined = model.records.quarantined
    result.figures = GateFigures(model)
    let quarantine = QuarantineFile(lookup: lookup, inputs: opening.inputs, records: gathered.intake.quarantined)
    result.quarantine = { try quarantine.write($0) }
    result.world = world
    result.world?.monitor = measured.monitor
    return result
  }

  /// The tasks themselves, for the commands that look at single ones.
  private func world(
    _ parts: [TaskTablePart], _ intake: Intake, _ period: ReportPeriod, _ names: Names
  ) -> TaskWorld {
    TaskWorld(
      parts: parts,
      proposed: orchestrator(period, names).proposedTasks(
        intake.responses, candidates: intake.candidates, parts: parts),
      period: period, names: names, order: order, lookup: lookup, directory: directory, inputs: opening.inputs)
  }

  private func orchestrator(_ period: ReportPeriod, _ names: Names) -> AgentOrchestrator {
    AgentOrchestrator(
      period: period, settings: settings, names: names, ownChannels: directory.ownChannels,
      channels: request.configuration.planChannels,
      planIDs: directory.planIDs, models: directory.models,
      hasTaskExports: opening.kinds.contains(.tasks), inputs: opening.inputs.count)
  }
}
