import Tasks
import Testing

@testable import Ingestion

@Suite("Responses of OpenAI's")
struct OpenAITests {
  private func chat(_ message: String, finish: String = "stop", more: String = "") -> String {
    #"{"id":"chatcmpl-1","object":"chat.completion","created":1771937130,"model":"gpt-x","choices":[{"index":0,"message":\#(message),"finish_reason":"\#(finish)"},{"index":1,"message":{"content":"[{\"title\":\"second choice\"}]"}}]\#(more)}"#
  }

  private func response(_ output: String, _ more: String = #""status":"completed""#) -> String {
    #"{"id":"resp_1","object":"response","created_at":1771937130.0,"model":"gpt-x","output":\#(output),\#(more)}"#
  }

  @Test(
    "that are chat completions: the first choice, its calls before its text",
    arguments: [
      (#"{"role":"assistant","content":"[{\"title\":\"a\"}]","refusal":null}"#, ["a"]),
      (#"{"content":[{"type":"text","text":"[{\"title\":"},{"type":"text","text":"\"a\"}]"}]}"#, ["a"]),
      (
        #"{"content":"[{\"title\":\"t\"}]","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"title\":\"a\"}"}},{"function":{"arguments":"{\"tasks\":[{\"title\":\"b\"}]}"}}]}"#,
        ["a", "b"]
      ),
      (#"{"content":null,"function_call":{"name":"f","arguments":"{\"tasks\":[{\"title\":\"a\\u00e9\"}]}"}}"#, ["aé"]),
      (#"{"content":"[{\"title\":\"t\"}]","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}"#, ["t"]),
      (#"{"content":null}"#, []), (#"{"content":5}"#, []), (#"null"#, []),
    ])
  func chats(message: String, titles: [String]) throws {
    let read = try #require(try ResponseInputs.responses(chat(message)).first)
    #expect(read.titles == titles && read.outcome == (titles.isEmpty ? .noTasks : .tasks))
    #expect(read.time == "2026-02-24T12:45:30.000Z" && read.model == "gpt-x")
  }

  @Test("that refused, were filtered or cut off")
  func ends() throws {
    let said = #"{"content":"[{\"title\":\"a\"}]"}"#
    let refused = try ResponseInputs.responses(chat(#"{"content":null,"refusal":"I cannot help."}"#))
    #expect(refused.first?.outcome == .refusal && refused.first?.failure == "I cannot help.")
    let filtered = try ResponseInputs.responses(chat(said, finish: "content_filter"))
    #expect(filtered.first?.outcome == .refusal && filtered.first?.titles == [])
    let cut = try ResponseInputs.responses(chat(said, finish: "length"))
    #expect(cut.first?.isTruncated == true && cut.first?.titles == ["a"])
  }

  @Test("count what came from the cache as part of the input")
  func usage() throws {
    let chatTokens =
      #","usage":{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60},"completion_tokens_details":{"reasoning_tokens":20}}"#
    let tokens =
      #""usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":60},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":20}}"#
    for text in [chat("{}", more: chatTokens), response("[]", tokens)] {
      let usage = try #require(try ResponseInputs.responses(text).first?.usage)
      #expect(usage.input == 40 && usage.cacheRead == 60 && usage.cacheWrite == 0)
      #expect(usage.output == 50 && usage.reasoning == 20)
    }
  }

  @Test(
    "of the Responses API",
    arguments: [
      (
        #"[{"type":"reasoning","summary":[]},{"type":"message","content":[{"type":"output_text","text":"[{\"title\":\"a\"}]"}]}]"#,
        #""status":"completed","error":null"#, ResponseOutcome.tasks, false
      ),
      (
        #"[{"type":"function_call","call_id":"c","name":"f","arguments":"{\"tasks\":[{\"title\":\"a\"}]}"}]"#,
        #""status":"completed""#, .tasks, false
      ),
      (
        #"[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]"#, #""status":"completed""#, .refusal,
        false
      ),
      (
        #"[{"type":"message","content":[{"type":"output_text","text":"[{\"title\":\"a\"},{\"ti"}]}]"#,
        #""status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}"#, .tasks, true
      ),
      ("[]", #""status":"incomplete","incomplete_details":{"reason":"content_filter"}"#, .refusal, true),
      ("[]", #""status":"failed","error":{"code":"server_error","message":"Broke."}"#, .error, false),
      ("[]", #""status":"failed","error":null"#, .error, false), ("[]", #""status":"queued""#, .noTasks, false),
    ])
  func responses(output: String, more: String, outcome: ResponseOutcome, isTruncated: Bool) throws {
    let read = try #require(try ResponseInputs.responses(response(output, more)).first)
    #expect(read.outcome == outcome && read.isTruncated == isTruncated)
    #expect(read.titles == (outcome == .tasks ? ["a"] : []))
    #expect(read.time == "2026-02-24T12:45:30.000Z")
  }

  @Test("of batches: judged by their status")
  func batches() throws {
    let good = chat(#"{"content":"[{\"title\":\"a\"}]"}"#)
    let lines = [
      #"{"id":"b1","custom_id":"alex-1","response":{"status_code":200,"request_id":"r","body":\#(good)},"error":null}"#,
      #"{"id":"b2","custom_id":"alex-1","response":{"status_code":0,"request_id":"","body":null},"error":null}"#,
      #"{"id":"b3","custom_id":"alex-1","response":null,"error":{"code":"batch_expired","message":"Expired."}}"#,
      #"{"id":"b4","custom_id":"alex-2","response":{"status_code":429,"body":{"error":{"message":"Slow down."}}},"error":null}"#,
      #"{"id":"b5","custom_id":"alex-3","response":null,"error":null}"#,
      #"{"id":"b6","custom_id":"tren-4","response":{"status_code":200,"body":\#(response("[]"))},"error":null}"#,
    ]
    let read = try ResponseInputs.responses(lines.joined(separator: "\n"), name: "x.jsonl")
    #expect(read.map(\.outcome) == [.tasks, .error, .error, .error, .error, .noTasks])
    #expect(
      read.map(\.failure) == [
        nil, "the request failed", "Expired.", "Slow down.", "no response", "the response says nothing",
      ])
    #expect(Set(read.map(\.identity)).count == 6)
    #expect(read.first?.plan == nil && read.last?.agent == "tren")
  }

  @Test("that are nothing but an error")
  func bareError() throws {
    let read = try ResponseInputs.responses(
      #"{"error":{"code":null,"message":"Not supported.","type":"invalid_request_error"}}"#)
    #expect(read.first?.outcome == .error && read.first?.failure == "Not supported.")
  }
}
