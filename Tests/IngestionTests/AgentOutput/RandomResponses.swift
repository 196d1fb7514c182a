import TestSupport

@testable import Ingestion

/// Makes lines of agent output of all forms, sound and broken.
struct RandomResponses {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }

  private mutating func text() -> String {
    let tasks = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      #"{"title":"\#(pick(["Título", "b", "c c", "\\u00e9"])) \#(Int.random(in: 0..<9, using: &random))","estimatedHours":\#(pick(["2", "\"4h\"", "null"]))}"#
    }
    let list = "[\(tasks.joined(separator: pick([",", ",\n", " , "])))]"
    return pick([
      list, "Aqui:\n```json\n\(list)\n```", "{\"tasks\":\(list)}", "texto \(list) fim", list.replacing("\"", with: "'"),
    ])
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }

  /// One response as a provider's object.
  mutating func response() -> String {
    let said = quoted(text())
    let agent = pick(["alex", "marina", "Novo Bot", "tiktok"])
    let custom = "\(agent)-\(Int.random(in: 0..<50, using: &random))"
    let id = Int.random(in: 0..<30, using: &random)
    let message =
      #"{"id":"m\#(id)","type":"message","model":"\#(pick(["c1", "c2"]))","content":[{"type":"text","text":\#(said)}],"stop_reason":"\#(pick(["end_turn", "max_tokens", "refusal"]))","usage":{"input_tokens":\#(id),"output_tokens":5}}"#
    let chat =
      #"{"id":"c\#(id)","object":"chat.completion","created":\#(1_771_937_130 + id),"model":"g","choices":[{"message":{"content":\#(said)},"finish_reason":"stop"}]}"#
    return pick([
      #"{"agent":"\#(agent)","content":\#(said),"created_at":"2026-02-\#(10 + id % 18)T10:00:00Z","plan_id":"p\#(id % 3)"}"#,
      #"{"agent":"\#(agent)","content":\#(said),"error":\#(pick(["null", "\"timeout\""]))}"#,
      #"{"custom_id":"\#(custom)","result":{"type":"succeeded","message":\#(message)}}"#,
      #"{"custom_id":"\#(custom)","result":{"type":"\#(pick(["expired", "canceled"]))"}}"#,
      #"{"id":"b\#(id)","custom_id":"\#(custom)","response":{"status_code":\#(pick(["200", "500"])),"body":\#(chat)},"error":null}"#,
      message, chat, #"{"title":"só \#(id)","agent":"tren"}"#,
    ])
  }

  /// Lines, some of which are broken.
  mutating func lines(_ count: Int) -> [UInt8] {
    var out = ""
    for _ in 0..<count {
      var line = response()
      if chance(5) {
        line = pick(["{\"x\":1}", "[1]", "nothing", "{", "", "{\"agent\":\"alex\",\"content\":1,\"created_at\":\"x\"}"])
      }
      out += line + pick(["\n", "\r\n", " \n", "\n\n"])
    }
    return Array(out.utf8)
  }

  /// A document with some bytes changed, left out or doubled.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[at] = Array("{}[]\",:\\0 n".utf8).randomElement(using: &random) ?? 0
      case 2: bytes.remove(at: at)
      default:
        let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
        bytes.insert(contentsOf: bytes[at..<end], at: at)
      }
    }
    return bytes
  }
}
