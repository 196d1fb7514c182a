import Tasks
import Testing

@testable import Ingestion

@Suite("Responses read again")
struct ResponseLookupTests {
  private func lookup(_ text: String, name: String = "alex.ndjson") throws -> (RecordLookup, [AgentResponse]) {
    var inputs = try ResponseInputs()
    try inputs.add(text, name: name)
    let reading = try inputs.reading()
    let responses = reading.run().intakes.flatMap { $0.responses.responses }.sorted { $0.origin < $1.origin }
    return (RecordLookup(inputs: reading.inputs, directory: reading.directory), responses)
  }

  @Test("give the texts of a task, and the task as it was written")
  func texts() throws {
    let tasks =
      #"[{"title":"a"},{ "titulo": "b", "descricao": "d", "priority": "ALTA", "estimated_hours": "2,5 h", "tags": ["x","y"] }]"#
    let quoted = tasks.replacing("\"", with: "\\\"")
    let (lookup, responses) = try lookup(
      """
      {"custom_id":"alex-1","result":{"type":"succeeded","message":{"id":"msg_1","type":"message","model":"c","content":[{"type":"text","text":"Veja: \(quoted)"}],"stop_reason":"end_turn"}}}
      {"custom_id":"alex-2","result":{"type":"succeeded","message":{"type":"message","content":[{"type":"text","text":"x"},{"type":"tool_use","input":\(tasks)}]}}}

      """)
    #expect(responses.count == 2)
    for response in responses {
      #expect(
        try lookup.proposedTask(0, at: response.origin)
          == ["title": "a", "priority": "medium", "category": "optimization", "estimated_hours": "4"])
      #expect(
        try lookup.proposedTask(1, at: response.origin)
          == [
            "title": "b", "description": "d", "priority": "high", "category": "optimization", "estimated_hours": "2.5",
            "tags": "x, y",
          ])
      #expect(try lookup.proposedTask(2, at: response.origin) == [:])
      #expect(try lookup.proposedTask(-1, at: response.origin) == [:])
      #expect(try lookup.excerpt(ofTask: 0, at: response.origin) == #"{"title":"a"}"#)
      #expect(try lookup.excerpt(ofTask: 1, at: response.origin).hasPrefix(#"{ "titulo": "b""#))
      #expect(try lookup.excerpt(ofTask: 9, at: response.origin) == "")
      #expect(try lookup.failure(at: response.origin) == nil)
    }
    let words = try lookup.response(at: responses[0].origin)
    #expect(
      words.id == "msg_1" && words.model == "c" && words.stopReason == "end_turn" && words.text == "Veja: " + tasks)
    #expect(try lookup.response(at: responses[1].origin).text == tasks)
    #expect(try lookup.texts(responses[0].origin) == ["id": "msg_1"])
    #expect(try lookup.texts(responses[1].origin) == ["id": "alex-2"])
  }

  @Test("say what went wrong, in a line")
  func failures() throws {
    let (lookup, responses) = try lookup(
      """
      {"agent":"alex","content":"Desculpe,\\n  não posso. \(String(repeating: "x", count: 300))"}
      {"agent":"alex","content":""}
      {"agent":"alex","content":null,"error":{"type":"x","message":"quota \\u00e9"}}
      {"type":"message","content":[],"stop_reason":"refusal"}

      """)
    let found = try responses.map { try lookup.failure(at: $0.origin) }
    #expect(found.map { $0?.code } == [.noTasksFound, .noTasksFound, .agentError, .refusal])
    #expect(found[0]?.detail == "Desculpe, não posso. " + String(repeating: "x", count: 99) + "...")
    #expect(found[1]?.detail == "the response says nothing" && found[2]?.detail == "quota é")
    #expect(found[3]?.detail == "the response says nothing")
    #expect(try lookup.failure(at: RecordOrigin(input: 9, offset: 0, count: 5)) == nil)
  }

  @Test("of streams of events as well")
  func streams() throws {
    let (lookup, responses) = try lookup(
      """
      data: {"type":"message_start","message":{"id":"msg_9","model":"c"}}
      data: {"type":"content_block_delta","delta":{"text":"[{\\"title\\": \\"a\\"}]"}}
      """, name: "alex.sse")
    let origin = try #require(responses.first?.origin)
    #expect(try lookup.proposedTask(0, at: origin)["title"] == "a")
    #expect(try lookup.excerpt(ofTask: 0, at: origin) == #"{"title": "a"}"#)
    #expect(try lookup.response(at: origin).id == "msg_9")
  }
}
