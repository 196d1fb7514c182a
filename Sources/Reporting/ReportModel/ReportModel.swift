package import Tasks

/// Every figure of a report: what `report.json` holds, and all that the other files are made from.
///
/// Keys stand in the order of their properties. Figures are not rounded; every key is present, null where there is no figure.
package struct ReportModel: Decodable, Sendable, Equatable {
  package var schemaVersion: Int
  package var tool: Tool
  /// Null when the input holds no time at all.
  @OrNull package var asOf: Instant?
  package var window: Window
  /// IANA name of the zone that days are counted in.
  package var timezone: String
  package var settings: ReportSettings
  /// By path.
  package var inputs: [Input]
  package var records: Records
  package var findings: [Finding]
  package var system: System
  /// In the order of the registry, then unregistered ones by id.
  package var agents: [Agent]
  /// In the order of the registry, then unregistered ones by id.
  package var channels: [Channel]
  /// By date, then channel.
  package var daily: [Day]
  /// By date.
  package var flow: [Flow]
  package var histograms: Histograms
  package var openAges: [AgeGroup]
  /// Oldest first.
  package var pendingApproval: TaskList<TaskRow>
  /// Slowest first.
  package var slowest: TaskList<SlowTask>
  /// By time.
  package var plans: [Plan]
  package var agentErrors: AgentErrors
  package var usage: [Usage]
  package var reconciliation: Reconciliation
  /// What became of the agents' responses, in the order of the registry, then by id.
  package var ledger: [LedgerEntry]

  package init(
    schemaVersion: Int = ReportModel.currentSchemaVersion, tool: Tool, asOf: Instant?, window: Window, timezone: String,
    settings: ReportSettings, inputs: [Input], records: Records, findings: [Finding], system: System, agents: [Agent],
    channels: [Channel], daily: [Day], flow: [Flow], histograms: Histograms, openAges: [AgeGroup],
    pendingApproval: TaskList<TaskRow>, slowest: TaskList<SlowTask>, plans: [Plan], agentErrors: AgentErrors,
    usage: [Usage], reconciliation: Reconciliation, ledger: [LedgerEntry]
  ) {
    self.schemaVersion = schemaVersion
    self.tool = tool
    self.asOf = asOf
    self.window = window
    self.timezone = timezone
    self.settings = settings
    self.inputs = inputs
    self.records = records
    self.findings = findings
    self.system = system
    self.agents = agents
    self.channels = channels
    self.daily = daily
    self.flow = flow
    self.histograms = histograms
    self.openAges = openAges
    self.pendingApproval = pendingApproval
    self.slowest = slowest
    self.plans = plans
    self.agentErrors = agentErrors
    self.usage = usage
    self.reconciliation = reconciliation
    self.ledger = ledger
  }
}

extension ReportModel {
  /// Grows when a key changes its meaning or goes.
  package static let currentSchemaVersion = 1

  /// The program that made a report.
  package struct Tool: Decodable, Sendable, Equatable {
    package var name: String
    package var version: String

    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The cohort that a report is about: tasks created from `from` on and before `to`.
  package struct Window: Decodable, Sendable, Equatable {
    @OrNull package var from: Instant?
    @OrNull package var to: Instant?

    package init(from: Instant?, to: Instant?) {
      self.from = from
      self.to = to
    }
  }
}

extension ReportModel.Tool: JSONRepresentable {
  var json: JSONValue {
    ["name": name.json, "version": version.json]
  }
}

extension ReportModel.Window: JSONRepresentable {
  var json: JSONValue {
    ["from": from.json, "to": to.json]
  }
}
