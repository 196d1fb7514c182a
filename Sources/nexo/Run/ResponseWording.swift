import Ingestion
import Tasks

/// What an example of a finding shows of a response, in English.
struct ResponseWording {
  let orchestration: Orchestration
  let names: Names
  let lookup: RecordLookup
  /// The agents behind the places at which unregistered ones were met first.
  let unregistered: [RecordOrigin: Int32]

  /// - Parameter number: which of the finding's examples it is, in the order of their places.
  func words(
    _ code: FindingCode, _ origin: RecordOrigin, number: Int
  ) throws(SourceError) -> (detail: String, record: String?) {
    switch code {
    case .unsaved: return try task(orchestration.unsavedExamples, number, origin)
    case .ambiguousMatch: return try task(orchestration.ambiguousExamples, number, origin)
    case .noTasksFound, .refusal, .agentError:
      return (try lookup.failure(at: origin)?.detail ?? "", try lookup.response(at: origin).id)
    case .repairedJSON:
      return (try lookup.repairs(at: origin).joined(separator: ", "), try lookup.response(at: origin).id)
    case .truncatedOutput:
      let response = try lookup.response(at: origin)
      return (
        response.stopReason.map { "stop reason \(FindingWords.quoted($0))" } ?? "its JSON ends too early", response.id
      )
    default: return (detail(code, origin), try lookup.response(at: origin).id)
    }
  }

  private func detail(_ code: FindingCode, _ origin: RecordOrigin) -> String {
    switch code {
    case .defaultedField: fields(orchestration.defaultedExamples[origin] ?? [])
    case .unregisteredAgent: "agent \(FindingWords.quoted(unregistered[origin].map { names.agentID($0) }))"
    case .superseded: "the same response again"
    case .farTimestamp: "the response's own time"
    case .timeOrder, .illegalTransition, .statusMismatch, .statusWithoutTimestamp: "a task that the response proposes"
    default: ""
    }
  }

  private func task(
    _ examples: [Orchestration.Example], _ number: Int, _ origin: RecordOrigin
  ) throws(SourceError) -> (detail: String, record: String?) {
    guard number < examples.count, examples[number].proposal.origin == origin else { return ("", nil) }
    let example = examples[number]
    let title = try lookup.proposedTask(Int(example.proposal.ordinal), at: origin)["title"]
    return ("title \(FindingWords.quoted(title))", example.id.text)
  }

  private func fields(_ defaulted: DefaultedFields) -> String {
    let names: [(DefaultedFields, String)] = [
      (.priority, "priority"), (.category, "category"), (.estimatedHours, "estimatedHours"),
    ]
    return names.filter { defaulted.contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}
