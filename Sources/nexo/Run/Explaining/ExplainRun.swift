import Ingestion
import Reporting
import Tasks

/// `nexo explain`: where a figure comes from.
struct ExplainRun {
  /// What is to be explained.
  enum Subject: Sendable {
    case task(String)
    case agent(String)
  }

  var subject: Subject
  var request: RunRequest
  var asJSON: Bool
  var console: Console

  func print() throws {
    let result = try ReportRun.read(request, console)
    guard let world = result.world, let model = result.model else { return }
    let explanation: Explanation
    switch subject {
    case .task(let text): explanation = try explain(task: text, world)
    case .agent(let text): explanation = try explain(agent: text, world, model)
    }
    try Console.output(asJSON ? explanation.document.bytes : Array(explanation.text.utf8))
    if result.recordsQuarantined > 0 {
      console.mention(
        ErrorMessage(
          .warning, "\(counted(result.recordsQuarantined, "record is", "records are")) in quarantine and in no figure",
          hint: "nexo check tells which and why"))
    }
  }

  private func explain(task text: String, _ world: TaskWorld) throws -> Explanation {
    guard let id = TaskID(text: trimmed(text)) else {
      throw Failure(.usage, "\"\(text)\" cannot be the id of a task", hint: "an id is a text of 1 to 200 bytes")
    }
    do throws(SourceError) {
      let story = try TaskStory(id, world)
      if !story.versions.isEmpty || !story.events.isEmpty || !story.quarantined.isEmpty || !story.told.isEmpty {
        return try TaskExplanation(story, world).explanation(named: text)
      }
    } catch {
      throw InputOpening.failure(error)
    }
    throw try Refusal.failure(
      .notFound("there is no task \"\(text)\" in these inputs"),
      hint: "ids are compared byte by byte, UUIDs without case; nexo tasks lists them")
  }

  private func explain(agent text: String, _ world: TaskWorld, _ model: ReportModel) throws -> Explanation {
    guard let number = world.names.agent(named: text),
      let row = model.agents.first(where: { $0.agentId == world.names.agentID(number) }),
      let measured = world.monitor?.measured(agent: number)
    else {
      throw try Refusal.failure(
        .notFound("there is no agent \"\(text)\""),
        hint: Suggestion.hint(for: text, in: model.agents.map(\.agentId)))
    }
    return AgentExplanation(row: row, measured: measured, model: model).explanation
  }
}
