import Tasks
import Testing

@testable import Ingestion

@Suite("Nexo's own envelope")
struct OwnEnvelopeTests {
  @Test(
    "holds a text, tasks, blocks or a provider's response",
    arguments: [
      #""[{\"title\":\"a\"}]""#, #"[{"title":"a"}]"#, #"{"tasks":[{"title":"a"}]}"#, #"{"title":"a"}"#,
      #"[{"type":"text","text":"[{\"title\":\"a\"}]"}]"#,
      #"{"type":"message","id":"m","content":[{"type":"text","text":"{\"title\":\"a\"}"}],"stop_reason":"end_turn"}"#,
      #"{"object":"chat.completion","created":5,"choices":[{"message":{"content":"{\"title\":\"a\"}"}}]}"#,
    ])
  func content(content: String) throws {
    let text =
      #"{"agent":"Alex","content":\#(content),"created_at":"2026-02-24T10:00:00Z","plan_id":"p-1","error":null}"#
    for name in ["viral.json", "x.ndjson"] {
      let read = try #require(try ResponseInputs.responses(text, name: name).first)
      #expect(read.titles == ["a"] && read.agent == "alex" && read.plan == "p-1")
      #expect(read.time == "2026-02-24T10:00:00.000Z")
    }
  }

  @Test("lets an error win over its content")
  func errors() throws {
    let read = try ResponseInputs.responses(
      """
      {"agent":"alex","content":"[{\\"title\\":\\"a\\"}]","error":"timeout"}
      {"agent":"alex","content":"[{\\"title\\":\\"a\\"}]","error":{"message":"quota"}}
      {"agent":"alex","content":"[{\\"title\\":\\"a\\"}]","error":""}
      {"agent":"alex","content":"[{\\"title\\":\\"a\\"}]","error":false}
      {"agent":"alex","error":{"code":7}}
      {"agent":"alex","content":"Sorry, no."}
      {"agent":"alex","content":null,"created_at":"2026-02-24","error":null}
      """, name: "x.ndjson")
    #expect(read.map(\.outcome) == [.error, .error, .tasks, .tasks, .error, .noTasks, .noTasks])
    #expect(read.map(\.failure) == ["timeout", "quota", nil, nil, "7", "Sorry, no.", "the response says nothing"])
  }

  @Test("tells failures apart by what was said besides")
  func failuresOfOneTime() throws {
    var inputs = try ResponseInputs()
    let lines = [#""content":"a""#, #""content":"b""#, #""content":"b""#, #""content":null"#].map {
      #"{"agent":"alex",\#($0),"created_at":"2026-02-24","error":"timeout"}"#
    }
    try inputs.add(lines.joined(separator: "\n"), name: "x.ndjson")
    let ids = try inputs.read().responses.map(\.identity)
    #expect(ids.count == 4 && ids[0] != ids[1] && ids[1] == ids[2] && ids[3] != ids[2])
  }

  @Test("names agents that are not registered, plans in metadata, and times of every form")
  func names() throws {
    let read = try ResponseInputs.responses(
      """
      {"agent":"Novo Agente","content":"x","created_at":1771937130,"metadata":{"planId":"m-1"}}
      {"agent":"tiktok_shop","content":"x","created_at":"1771937130000","planId":"q"}
      {"agent":"marketplace-shein","content":"x","created_at":"","plan_id":""}
      {"agent":7,"content":"x","created_at":"2026-02-24 09:00"}
      """, name: "x.ndjson")
    #expect(read.map(\.agent) == ["novo_agente", "tiktok_shop", "tren", "7"])
    #expect(read.map(\.plan) == ["m-1", "q", nil, nil])
    #expect(
      read.map(\.time) == ["2026-02-24T12:45:30.000Z", "2026-02-24T12:45:30.000Z", nil, "2026-02-24T09:00:00.000Z"])
  }

  @Test("goes into quarantine where it cannot be read, and says why")
  func quarantine() throws {
    var inputs = try ResponseInputs(recordLimit: 400)
    let long = String(repeating: "a", count: 201)
    try inputs.add(
      """
      {"agent":["alex"],"content":"x"}
      {"agent":"\(long)","content":"x"}
      {"agent":"alex","content":"x","created_at":"soon"}
      {"agent":"alex","content":"x","created_at":{}}
      {"content":"x"}
      {"custom_id":"someone","result":{"type":"expired"}}
      {"candidates":[],"usageMetadata":{}}
      {}
      {"agent":"alex","content":"x"
      [1]
      {"agent":"alex","content":"\(String(repeating: "x", count: 400))"}
      {"id":"msgbatch_1","type":"message_batch","processing_status":"ended"}

      """, name: "x.ndjson", shape: InputShape(.agentOutput, .ndjson))
    let read = try inputs.read()
    #expect(read.responses == [] && read.read == 12)
    let expected = [
      ("invalid-value", #"agent is ["alex"]"#), ("invalid-value", "agent is \"aaaaaaaa"),
      ("invalid-timestamp", #"@44: created_at is "soon""#), ("invalid-timestamp", "created_at is {}"),
      ("unknown-agent", "neither the response nor the file's"),
      ("unknown-agent", #"custom_id "someone" names none, and neither"#),
      ("malformed-record", "its keys are candidates, usageMetadata"), ("malformed-record", "an object without keys"),
      ("malformed-record", "ends too early"), ("malformed-record", "is no JSON object"),
      ("record-too-large", "more than 400"), ("malformed-record", "tells of a batch"),
    ]
    #expect(read.quarantined.count == expected.count)
    for (record, (code, words)) in zip(read.quarantined, expected) {
      #expect(record.hasPrefix(code) && record.contains(words), "\(record)")
    }
  }
}
