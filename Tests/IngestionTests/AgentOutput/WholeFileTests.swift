import Tasks
import Testing

@testable import Ingestion

@Suite("Files that are one response")
struct WholeFileTests {
  @Test(
    "are texts, lists of tasks and XML",
    arguments: [
      ("Here you are:\n```json\n[{\"title\":\"a\"},{\"title\":\"b\"}]\n```\n", "alex.md"),
      ("[{\"title\":\"a\"},\n {\"title\":\"b\"}]", "alex.json"),
      ("{\"tasks\":[{\"title\":\"a\"},{\"title\":\"b\"}]}", "alex"),
      ("{\"plan\":{\"tasks\":[{\"title\":\"a\"},{\"title\":\"b\"}]}}", "alex.txt"),
      ("[{'title': 'a'}, {title: \"b\",},]", "alex.json"),
      ("<tasks><task><title>a</title></task><task><title>b</title></task></tasks>", "alex.xml"),
      ("\u{FEFF}[{\"title\":\"a\"},{\"title\":\"b\"}]", "alex.txt"),
    ])
  func forms(text: String, name: String) throws {
    let read = try ResponseInputs.responses(text, name: name)
    #expect(read.count == 1)
    #expect(read.first?.titles == ["a", "b"] && read.first?.agent == "alex")
  }

  @Test("may say whose they are, and when and for which plan they were given")
  func surroundings() throws {
    let text = #"{"agent":"marina","plan_id":"p","created_at":"2026-02-24T10:00:00Z","tasks":[{"title":"a"}]}"#
    for name in ["x.json", "x.txt"] {
      let read = try #require(try ResponseInputs.responses(text, name: name).first)
      #expect(read.agent == "marina" && read.plan == "p" && read.time == "2026-02-24T10:00:00.000Z")
      #expect(read.titles == ["a"])
    }
  }

  @Test("are the lines of NDJSON and the elements of a list, where these are envelopes or tasks themselves")
  func others() throws {
    let lines = "{\"title\":\"a\"}\n{\"title\":\"b\",\"agent\":\"tren\"}\n"
    #expect(try ResponseInputs.responses(lines, name: "alex.ndjson").map(\.agent) == ["alex", "tren"])
    let one = #"{"agent":"alex","content":"{\"title\":\"a\"}"}"#
    let two = #"{"agent":"viral","content":"{\"title\":\"b\"}"}"#
    for text in ["[\(one),\n\(two)]", "{\"object\":\"list\",\"data\":[\(one),\(two)],\"has_more\":false}"] {
      let read = try ResponseInputs.responses(text, name: "x.json")
      #expect(read.map(\.agent) == ["alex", "viral"] && read.map(\.titles) == [["a"], ["b"]])
    }
    let pretty = "{\n  \"agent\": \"alex\",\n  \"content\": \"{\\\"title\\\":\\\"a\\\"}\"\n}\n"
    #expect(try ResponseInputs.responses(pretty, name: "x.json").map(\.titles) == [["a"]])
  }

  @Test("too large, in no UTF-8, or without an agent, go into quarantine")
  func quarantine() throws {
    var inputs = try ResponseInputs(recordLimit: 100)
    let text = InputShape(.agentOutput, .text)
    try inputs.add(String(repeating: "x", count: 101), name: "alex.txt", shape: text)
    try inputs.add([0x41, 0xFF], name: "alex.txt", shape: text)
    try inputs.add("[{\"title\":\"a\"}]", name: "x.txt", shape: text)
    try inputs.add("data: {\"x\":1}\n\n", name: "alex.sse", shape: text)
    let read = try inputs.read()
    #expect(
      read.quarantined == [
        "record-too-large 0+101@0: the record has 101 bytes, more than 100",
        "invalid-encoding 0+2@0: the record holds bytes that are not UTF-8",
        "unknown-agent 0+15@0: neither the response nor the file's or a folder's name names an agent",
        "malformed-record 0+15@0: a stream of events of no known provider",
      ])
    #expect(read.read == 4 && read.responses == [])
  }

  @Test("a broken envelope breaks its file, as it does everywhere")
  func broken() throws {
    var inputs = try ResponseInputs()
    try inputs.add(#"{"type":"message","content":[{"type":"text","text":"[{\"title"#, name: "alex.json")
    try inputs.add(#"[{"agent":"alex","content":"{\"title\":\"a\"}"},{"agent":"alex","content":"x",}]"#, name: "b.json")
    let read = try inputs.read()
    #expect(
      read.failures.map { failure in
        if case .fault(let fault) = failure { "\(fault.code.name) \(fault.offset)" } else { "none" }
      } == ["truncated-file 0", "malformed-file 78"])
    #expect(read.responses.map(\.titles) == [["a"]])
  }

  @Test(
    "streams of events are put together",
    arguments: [
      (
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_9","model":"claude-x","usage":{"input_tokens":9,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"[{\\"title\\":\\"no\\"}]"}}

        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"[{\\"title\\":"}}
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" \\"a\\"}]"}}
        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}

        """, false
      ),
      (
        """
        data: {"type":"message_start","message":{"id":"msg_9","model":"claude-x","usage":{"input_tokens":9,"output_tokens":7}}}
        data: {"type":"content_block_start","content_block":{"type":"tool_use","name":"f","input":{}}}
        data: {"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{\\"tasks\\":[{\\"tit"}}
        data: {"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"le\\":\\"a\\"}]}"}}
        """, true
      ),
      (
        """
        data: {"id":"msg_9","object":"chat.completion.chunk","model":"claude-x","choices":[{"delta":{"content":"[{\\"title\\""}}]}
        data: {"id":"msg_9","object":"chat.completion.chunk","choices":[{"delta":{"content":":\\"a\\"}]"},"finish_reason":"stop"}]}
        data: {"id":"msg_9","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":7}}
        data: [DONE]
        """, false
      ),
      (
        """
        data: {"id":"msg_9","object":"chat.completion.chunk","model":"claude-x","choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\\"title"}}]}}]}
        data: {"object":"chat.completion.chunk","choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\":\\"a\\"}"}}]}}],"usage":{"prompt_tokens":9,"completion_tokens":7}}
        """, true
      ),
      (
        """
        event: response.output_text.delta
        data: {"type":"response.output_text.delta","delta":"[{"}
        event: response.completed
        data: {"type":"response.completed","response":{"id":"msg_9","object":"response","model":"claude-x","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"{\\"title\\":\\"a\\"}"}]}],"usage":{"input_tokens":9,"output_tokens":7}}}
        """, false
      ),
    ])
  func streams(text: String, isTruncated: Bool) throws {
    let read = try #require(try ResponseInputs.responses(text, name: "alex.sse").first)
    #expect(read.titles == ["a"] && read.model == "claude-x" && read.isTruncated == isTruncated)
    #expect(read.usage.input == 9 && read.usage.output == 7)
  }
}
