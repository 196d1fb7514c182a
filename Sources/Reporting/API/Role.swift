/// Who an output is for, as the system that Nexo replays knows them. An output for nobody in particular holds everything.
package enum Role: String, Sendable, CaseIterable {
  case admin, head, qa, user
}

/// A part of the output that not every role may see.
package enum OutputPart: Sendable, CaseIterable {
  /// performance.md and performance.html.
  case performance
  /// orchestration.md and orchestration.html.
  case orchestration
  /// index.html.
  case index
  /// agents.csv and its siblings.
  case tables
  /// report.json.
  case data
  /// quarantine.ndjson.
  case quarantine
  /// The manifest's inputs, and what the reports say of single records and files.
  case inputs
  /// Plans, and api/activate.json.
  case plans
  /// What tasks are called.
  case titles
  /// api/status.json.
  case status
  /// api/metrics.json and those of single agents and channels.
  case metrics
}

extension Role {
  /// Whether the role may see a part: users the orchestration report and the status, qa the figures as well, the others
  /// everything.
  package func maySee(_ part: OutputPart) -> Bool {
    switch self {
    case .admin, .head: true
    case .qa: [.performance, .orchestration, .index, .tables, .status, .metrics].contains(part)
    case .user: [.orchestration, .index, .status].contains(part)
    }
  }
}

extension Role? {
  /// Whether an output for this role holds a part; one for nobody in particular holds all.
  package func maySee(_ part: OutputPart) -> Bool { self?.maySee(part) ?? true }
}
