import Tasks
import Testing

@testable import Ingestion

@Suite("Responses of Anthropic's")
struct AnthropicTests {
  private func message(_ content: String, _ more: String = #""stop_reason":"end_turn""#) -> String {
    #"{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":\#(content),\#(more)}"#
  }

  @Test("join the texts of their blocks and leave out what was thought and what the provider's own tools did")
  func blocks() throws {
    let content = #"""
      [{"type":"thinking","thinking":"[{\"title\":\"no\"}]","signature":"s"},{"type":"redacted_thinking","data":"x"},
       {"type":"server_tool_use","id":"s","name":"web_search","input":{"title":"no"}},
       {"type":"web_search_tool_result","tool_use_id":"s","content":[{"title":"no","type":"web_search_result"}]},
       {"type":"text","text":"Here: [{\"title\":\"caf"},{"type":"text","text":"\u00e9\"},"},{"type":"text","text":"{\"title\":\"b\"}]"}]
      """#
    let read = try ResponseInputs.responses(message(content))
    #expect(read.count == 1)
    #expect(read.first?.titles == ["café", "b"])
    #expect(read.first?.agent == "alex" && read.first?.model == "claude-x" && read.first?.time == nil)
  }

  @Test("take a tool's input before the text, and the text where no input holds a task")
  func toolUse() throws {
    let text = #"{"type":"text","text":"[{\"title\":\"of the text\"}]"}"#
    let tool = #"{"type":"tool_use","id":"t","name":"create","input":{"tasks":[{"title":"a"},{"title":"b"}]}}"#
    let other = #"{"type":"tool_use","id":"u","name":"create","input":{"title":"c"}}"#
    let weather = #"{"type":"tool_use","id":"v","name":"weather","input":{"city":"Recife"}}"#
    #expect(try ResponseInputs.responses(message("[\(text),\(tool),\(other)]")).first?.titles == ["a", "b", "c"])
    #expect(try ResponseInputs.responses(message("[\(text),\(weather)]")).first?.titles == ["of the text"])
    #expect(try ResponseInputs.responses(message("[\(weather)]")).first?.outcome == .noTasks)
  }

  @Test(
    "say how they ended",
    arguments: [
      ("max_tokens", ResponseOutcome.tasks, true), ("model_context_window_exceeded", .tasks, true),
      ("refusal", .refusal, false), ("pause_turn", .tasks, false), ("stop_sequence", .tasks, false),
    ])
  func stopReasons(reason: String, outcome: ResponseOutcome, isTruncated: Bool) throws {
    let text = message(#"[{"type":"text","text":"[{\"title\":\"a\"}]"}]"#, #""stop_reason":"\#(reason)""#)
    let read = try #require(try ResponseInputs.responses(text).first)
    #expect(read.outcome == outcome && read.isTruncated == isTruncated)
    #expect(read.titles == (outcome == .tasks ? ["a"] : []))
    #expect((read.failure != nil) == (outcome == .refusal))
  }

  @Test("count their tokens")
  func usage() throws {
    let tokens =
      #""usage":{"input_tokens":10,"cache_creation_input_tokens":20,"cache_read_input_tokens":30,"output_tokens":40}"#
    let usage = try #require(try ResponseInputs.responses(message(#""no""#, tokens)).first?.usage)
    #expect(usage.input == 10 && usage.cacheWrite == 20 && usage.cacheRead == 30 && usage.output == 40)
    let odd =
      #""usage":{"input_tokens":null,"output_tokens":-3,"cache_read_input_tokens":1e9,"cache_creation_input_tokens":99999999999999999999}"#
    #expect(try ResponseInputs.responses(message(#""no""#, odd)).first?.usage == TokenUsage())
  }

  @Test("come as errors as well")
  func errors() throws {
    let text = #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"}"#
    let read = try ResponseInputs.responses(text)
    #expect(read.map(\.outcome) == [.error] && read.first?.failure == "Overloaded")
  }

  @Test("of batches, with every type of result")
  func batches() throws {
    let good = message(#"[{"type":"text","text":"[{\"title\":\"a\"}]"}]"#)
    let lines = [
      #"{"custom_id":"marina-1","result":{"type":"succeeded","message":\#(good)}}"#,
      #"{"custom_id":"x_tren 2","result":{"type":"errored","error":{"type":"error","request_id":"r","error":{"type":"invalid_request_error","message":"too long"}}}}"#,
      #"{"custom_id":"req-Marketplace-Kaway-3","result":{"type":"canceled"}}"#,
      #"{"custom_id":"nobody","result":{"type":"expired"}}"#,
      #"{"custom_id":"viral","result":{"type":"errored","error":null}}"#,
    ]
    let read = try ResponseInputs.responses(lines.joined(separator: "\n") + "\n", name: "alex.jsonl")
    #expect(read.map(\.agent) == ["marina", "tren", "premium", "alex", "viral"])
    #expect(read.map(\.outcome) == [.tasks, .error, .error, .error, .error])
    #expect(read.map(\.failure) == [nil, "too long", "canceled", "expired", "errored"])
  }
}
