import Foundation
import Tasks
import TestSupport
import Testing

@testable import Reporting

@Suite struct ReportJSONTests {
  @Test("what is written reads back, and is written the same again", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var model = SampleModel.model(agents: seed % 9, days: seed % 5, seed: UInt64(seed))
    for i in model.agents.indices {
      model.agents[i].performanceScore = Double(
        bitPattern: UInt64.random(in: 0...0x7FEF_FFFF_FFFF_FFFF, using: &random))
      model.agents[i].agentName = EscapingTests.hostile[Int.random(in: 0..<EscapingTests.hostile.count, using: &random)]
      model.agents[i].lastActivity = Instant(milliseconds: Int64.random(in: 0...9_223_372_036_854, using: &random))
      if Bool.random(using: &random) { model.agents[i].approvalInterval = nil }
    }
    let bytes = try model.json()
    let read = try ReportModel(json: bytes)
    #expect(try read.json() == bytes)
    for (a, b) in zip(read.agents, model.agents) { #expect(a.performanceScore == b.performanceScore) }
  }

  @Test("the full and the empty report read back", arguments: [SampleModel.full, SampleModel.empty])
  func samples(model: ReportModel) throws { #expect(try ReportModel(json: model.json()) == model) }

  @Test("keys stand in the order of the specification")
  func order() throws {
    guard case .object(let members) = try SampleModel.full.document() else {
      Issue.record("not an object")
      return
    }
    #expect(
      members.map(\.key) == [
        "schemaVersion", "tool", "asOf", "window", "timezone", "settings", "inputs", "records", "findings", "system",
        "agents", "channels", "daily", "flow", "histograms", "openAges", "pendingApproval", "slowest", "plans",
        "agentErrors", "usage", "reconciliation", "ledger",
      ])
    guard case .array(let flow)? = members.first(where: { $0.key == "flow" })?.value,
      case .object(let day)? = flow.first
    else {
      Issue.record("no flow")
      return
    }
    #expect(
      day.map(\.key) == [
        "date", "pending", "awaiting_approval", "approved", "in_progress", "completed", "rejected", "cancelled",
      ])
  }

  @Test("whatever a key holds comes back at the same key", arguments: [SampleModel.full, SampleModel.empty])
  func keysReadBack(model: ReportModel) throws {
    var number = 0
    let other = Self.changed(try model.document(), &number)
    #expect(try ReportModel(json: other.bytes).document() == other)
  }

  @Test("objects have the keys of their properties, in their order")
  func properties() throws { try Self.compare(SampleModel.full, SampleModel.full.document(), "report") }

  @Test("what is missing is null")
  func nulls() throws {
    var model = SampleModel.full
    model.inputs[0].sha256 = nil
    model.inputs[0].exportTime = nil
    model.daily[0].avgCompletionTime = nil
    let document = try model.document()
    guard case .array(let inputs)? = document["inputs"], case .array(let days)? = document["daily"] else {
      Issue.record("no lists")
      return
    }
    #expect(inputs.first?["sha256"] == .null && inputs.first?["exportTime"] == .null)
    #expect(days.first?["avgCompletionTime"] == .null)
    #expect(try ReportModel(json: document.bytes) == model)
  }

  @Test("Foundation reads the document, and sees null where there is no figure")
  func foundation() throws {
    let object = try JSONSerialization.jsonObject(with: Data(try SampleModel.empty.json())) as? [String: Any]
    #expect(object?["asOf"] is NSNull)
    #expect((object?["system"] as? [String: Any])?["averageApprovalRate"] is NSNull)
    #expect((object?["window"] as? [String: Any])?.keys.sorted() == ["from", "to"])
  }

  @Test(
    "numbers are as short as they can be",
    arguments: [(68.0, "68"), (0.1, "0.1"), (-0.5, "-0.5"), (1e-7, "1e-07"), (1e21, "1e+21")])
  func numbers(value: Double, text: String) { #expect(JSONValue.text(of: value) == text) }

  @Test("no character that XML does not know is written, not even escaped")
  func characters() {
    let text = String(decoding: JSONValue.text("a\u{0}\u{8}\u{1F}\u{B}\t\n\r\"\\/é\u{7F}😀").bytes, as: UTF8.self)
    #expect(text == "\"a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\\t\\n\\r\\\"\\\\/é\\u007f😀\"\n")
  }

  @Test("a figure that is no number is refused, not written", arguments: [Double.nan, .infinity, -.infinity])
  func notANumber(value: Double) {
    var model = SampleModel.nightly
    model.agents[0].performanceScore = value
    #expect(throws: NotFinite.self) { _ = try model.json() }
  }

  /// The document with a value of its own at each key: two keys that change places show.
  private static func changed(_ value: JSONValue, key: String = "", _ number: inout Int) -> JSONValue {
    number += 1
    switch value {
    case .null: return .null
    case .bool(let flag): return .bool(!flag)
    case .integer: return key == "schemaVersion" ? value : .integer(Int64(number))
    case .number: return .number(Double(number) + 0.5)
    case .text(let text):
      if Instant(printed: text) != nil {
        return .text(Instant(milliseconds: Int64(number) * Instant.millisecondsPerDay + 1).description)
      }
      if CalendarDay(printed: text) != nil { return .text(CalendarDay(number: Int32(number)).description) }
      return words.contains(text) ? value : .text("text \(number)")
    case .array(let values): return .array(values.map { changed($0, &number) })
    case .object(let members):
      return .object(members.map { .init(key: $0.key, value: changed($0.value, key: $0.key, &number)) })
    }
  }

  /// Texts that are one of a few words.
  private static let words =
    Set(ReportModel.AgentStatus.allCases.map(\.rawValue) + ReportModel.Health.allCases.map(\.rawValue))
    .union(Severity.allCases.map(\.rawValue))

  /// Compares the properties of a value with the keys of its JSON, and so on below.
  private static func compare(_ value: Any, _ json: JSONValue, _ place: String) throws {
    let children = Mirror(reflecting: value).children.map { child in
      (name: child.label.map { $0.hasPrefix("_") ? String($0.dropFirst()) : $0 }, value: child.value)
    }
    if let wrapped = children.first, children.count == 1, ["wrappedValue", "some"].contains(wrapped.name) {
      return try compare(wrapped.value, json, place)
    }
    switch json {
    case .array(let elements):
      try #require(children.count == elements.count, "\(place)")
      for (child, element) in zip(children, elements) { try compare(child.value, element, place + "[]") }
    case .object(let members) where !(value is [String: String]):
      var properties = children
      if value is ReportSettings { properties.replaceSubrange(0..<1, with: thresholds) }
      let names = properties.map { spelt[$0.name ?? ""] ?? $0.name }
      try #require(members.map(\.key) == names, "\(place)")
      for (child, member) in zip(properties, members) {
        try compare(child.value, member.value, place + "." + member.key)
      }
    default: break
    }
  }

  /// The thresholds stand beside the other settings.
  private static var thresholds: [(name: String?, value: Any)] {
    Mirror(reflecting: SampleModel.full.settings.thresholds).children.map { (name: $0.label, value: $0.value) }
  }

  /// Statuses are spelt as in the exports.
  private static let spelt = ["awaitingApproval": "awaiting_approval", "inProgress": "in_progress"]

  /// The full report with one change to its text.
  private func changed(_ old: String, _ new: String) throws -> [UInt8] {
    let text = String(decoding: try SampleModel.full.json(), as: UTF8.self)
    let range = try #require(text.range(of: old))
    return Array(text.replacingCharacters(in: range, with: new).utf8)
  }

  @Test(
    "a document that is no report says what is wrong and where",
    arguments: [
      ("\"schemaVersion\": 1,", "\"schemaVersion\": 2,", "schemaVersion is 2; this version of Nexo reads 1"),
      ("\"schemaVersion\": 1,", "", "it has no schemaVersion"),
      ("\"asOf\": ", "\"asof\": ", "asOf: missing"),
      ("\"asOf\": \"2026-02-24T", "\"asOf\": \"2026-02-30T", "asOf: \"2026-02-30T12:45:30.123Z\" is not a time"),
      ("\"lastActivity\"", "\"last\"", "agents[0].lastActivity: missing"),
      ("\"tasksGenerated\": 12", "\"tasksGenerated\": \"12\"", "agents[0].tasksGenerated: not a whole number"),
      ("\"tasksGenerated\": 12", "\"tasksGenerated\": 12.5", "agents[0].tasksGenerated"),
      (
        "\"tasksGenerated\": 12", "\"tasksGenerated\": null",
        "agents[0].tasksGenerated: null where a whole number belongs"
      ),
      ("\"systemHealth\": \"poor\"", "\"systemHealth\": \"bad\"", "system.systemHealth"),
      ("\"date\": \"2026-02-04\"", "\"date\": \"04/02/2026\"", "daily[0].date: \"04/02/2026\" is not a day"),
      ("\"approvalWeight\": 0.5", "\"approvalWeigth\": 0.5", "settings.approvalWeight: missing"),
    ])
  func wrong(old: String, new: String, message: String) throws {
    let bytes = try changed(old, new)
    let error = try #require(throws: ReportReadError.self) { _ = try ReportModel(json: bytes) }
    #expect(error.description.contains(message), "\(error)")
  }

  @Test(
    "text that is not JSON says where it breaks",
    arguments: [
      ("", 1, 1, "ends where a value"), ("{", 1, 2, "a key belongs"),
      ("{\"a\": 1,\n \"x\": }", 2, 7, "no value begins"),
      ("\u{0}\u{1}", 1, 1, "no value begins"), ("{\"a\" 1}", 1, 6, "a `:`"), ("[1 2]", 1, 4, "a `,` or `]`"),
      ("{\"a\":1 \"b\":2}", 1, 8, "a `,` or `}`"), ("[01]", 1, 3, "a `,` or `]`"), ("[1.]", 1, 4, "a digit"),
      ("[-]", 1, 3, "a digit"), ("[1e]", 1, 4, "a digit"), ("[1e999]", 1, 7, "too large"),
      ("[\"a\nb\"]", 1, 4, "control"),
      ("[\"a", 1, 4, "closing quote"), ("[\"\\x\"]", 1, 5, "no such escape"), ("[\"\\u12G4\"]", 1, 5, "hexadecimal"),
      ("[\"\\ud800\"]", 1, 9, "surrogate"), ("[tru]", 1, 2, "no value begins"), ("{} x", 1, 4, "more text"),
      (String(repeating: "[", count: 100_000), 1, 201, "too deep"),
    ])
  func notJSON(text: String, line: Int, column: Int, reason: String) throws {
    let error = try #require(throws: JSONParser.Failure.self) { _ = try JSONParser.value(of: Array(text.utf8)) }
    #expect(error.line == line && error.column == column, "\(error)")
    #expect(error.reason.contains(reason), "\(error)")
    let readError = try #require(throws: ReportReadError.self) { _ = try ReportModel(json: Array(text.utf8)) }
    #expect(readError.description.contains("line \(line), column \(column)"))
  }

  @Test(
    "JSON that is no report is told apart from text that is no JSON",
    arguments: [
      ("[1,2]", "the document: not an object"), ("null", "the document: null where an object"),
      ("{}", "no schemaVersion"),
    ])
  func noReport(text: String, message: String) throws {
    let error = try #require(throws: ReportReadError.self) { _ = try ReportModel(json: Array(text.utf8)) }
    #expect(error.description.contains(message), "\(error)")
  }

  @Test("values are read as they are meant")
  func values() throws {
    let text =
      "\u{FEFF} {\"a\": [true, false, null, -1, 1.5, 1E2, 9223372036854775808], \"b\": \"\\u00e9\\ud83d\\ude00\\/\\b\"}"
    #expect(
      try JSONParser.value(of: Array(text.utf8))
        == .object([
          .init(
            key: "a",
            value: .array([
              .bool(true), .bool(false), .null, .integer(-1), .number(1.5), .number(100),
              .number(9_223_372_036_854_775_808),
            ])), .init(key: "b", value: .text("é😀/\u{8}")),
        ]))
    #expect(throws: JSONParser.Failure.self) { _ = try JSONParser.value(of: [0x22, 0xFF, 0x22]) }
  }

  @Test("keys of later versions are ignored")
  func unknownKeys() throws {
    let bytes = try changed("\"asOf\": ", "\"new\": {\"x\": [1]}, \"asOf\": ")
    #expect(try ReportModel(json: bytes) == SampleModel.full)
  }
}
