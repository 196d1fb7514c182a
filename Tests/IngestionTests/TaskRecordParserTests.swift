import Tasks
import Testing

@testable import Ingestion

/// Parses the records that a reader finds.
private struct ParsedTasks: ~Copyable, RecordSink {
  private(set) var results: [Result<TaskRecord, RecordFault>] = []
  private(set) var unreadableTexts: [Int] = []
  let directory = NameDirectory(registry: .builtIn)
  private let parser: TaskRecordParser

  init(_ rules: ValueRules) { parser = TaskRecordParser(rules: rules, directory: directory) }

  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    let origin = RecordOrigin(input: 0, offset: span.offset, count: UInt32(span.count))
    do throws(RecordFault) {
      let record = try parser.parse(fields, values, origin: origin, fingerprint: 0)
      if !parser.textsAreReadable(fields, values) { unreadableTexts.append(results.count) }
      results.append(.success(record))
    } catch {
      results.append(.failure(error))
    }
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) {}
}

@Suite("Task records")
struct TaskRecordParserTests {
  private static let plainRules = ValueRules(timestamps: TimestampParser(assuming: .utc))

  /// What one record is: its figures as text, or its fault.
  private func describe(_ json: String, rules: ValueRules = plainRules) throws -> String {
    var sink = ParsedTasks(rules)
    var reader = NDJSONReader(schema: .tasks, recordLimit: 1 << 20)
    let bytes = Array(json.utf8)
    _ = try reader.read(bytes.span, base: 0, isLast: true, into: &sink)
    return text(try #require(sink.results.first), sink.directory.names)
  }

  private func text(_ result: Result<TaskRecord, RecordFault>, _ names: Names) -> String {
    switch result {
    case .failure(let fault): return "\(fault.code.name) \(FieldSchema.tasks.names[fault.slot])"
    case .success(let record):
      let agent = record.agent == TaskRecord.noAgent ? "-" : names.agentID(record.agent)
      let times = TaskTime.allCases.filter { record[$0] != TaskRecord.none }
        .map { "\($0.field)=\(Instant(milliseconds: record[$0]))" }
      let hours = [record.estimatedHours, record.actualHours].map { $0 == TaskRecord.none ? "-" : "\($0)" }
      return ([record.status.name, names.channelID(record.channel), agent, "\(record.approval)"] + times + hours)
        .joined(separator: " ")
    }
  }

  private let base = #""id":"1","status":"open","created_at":"2026-02-24""#
  private let created = "created_at=2026-02-24T00:00:00.000Z"

  @Test("have all their figures, by every name that is accepted")
  func names() throws {
    let snake =
      #"{"task_id":"1","status":"Done","marketplace":"Mercado Livre","created_by_agent":"marketplace-shopee","admin_approved":"YES","#
      + #""created_at":"2026-02-01","submitted_at":"2026-02-02","approved_at":"2026-02-03","rejected_at":"2026-02-04","#
      + #""started_at":"2026-02-05","completed_at":"2026-02-06","cancelled_at":"2026-02-07","updated_at":"2026-02-08","#
      + #""estimated_hours":"2.5","actual_hours":3e0}"#
    let camel =
      #"{"taskId":1,"status":"closed","channel":"mercadolivre","createdByAgent":"sunny","adminApproved":true,"#
      + #""createdAt":"2026-02-01","submittedAt":"2026-02-02","approvedAt":"2026-02-03","rejectedAt":"2026-02-04","#
      + #""startedAt":"2026-02-05","completedAt":"2026-02-06","cancelledAt":"2026-02-07","updatedAt":"2026-02-08","#
      + #""estimatedHours":2.5,"actualHours":"3"}"#
    let day = { (n: Int) in "2026-02-0\(n)T00:00:00.000Z" }
    let expected =
      "completed mercadolivre sunny yes "
      + TaskTime.allCases.enumerated().map { "\($1.field)=\(day($0 + 1))" }.joined(separator: " ") + " 25000 30000"
    #expect(try describe(snake) == expected)
    #expect(try describe(camel) == expected)
  }

  @Test("take the first of a field's names that holds something")
  func precedence() throws {
    let read = try describe(
      #"{"task_id":"","id":" ","taskId":"9","status":"open","marketplace":"shein","channel":null,"agent":"alex","#
        + #""createdByAgent":"marina","createdAt":"2026-02-25","created_at":"2026-02-24"}"#)
    #expect(read == "pending shein marina absent \(created) - -")
  }

  @Test(
    "come with a channel or an agent, or with neither and a fault",
    arguments: [
      (#""channel":"amazon""#, "pending amazon -"), (#""agent":"tren""#, "pending shein tren"),
      (#""agent":"AlexAlara""#, "pending amazon alex"),
      (#""agent":"bruno","channel":"TikTok"# + "\"", "pending tiktokshop bruno"),
      (#""agent":"bruno""#, "missing-field channel"), (#""title":"x""#, "missing-field channel"),
      (#""channel":"","agent":null"#, "missing-field channel"),
      (#""agent":"Luna Beta","channel":"Feira-Livre""#, "pending feira_livre luna_beta"),
      // These count only when they name an agent.
      (#""createdBy":"marina""#, "pending mercadolivre marina"), (#""created_by":"VIRAL""#, "pending tiktokshop viral"),
      (#""createdBy":"someone","created_by":"tren""#, "pending shein tren"),
      (#""createdBy":"someone""#, "missing-field channel"),
      (#""createdBy":"someone","channel":"kaway""#, "pending kaway -"),
      (#""createdBy":{"id":"alex"},"channel":"kaway""#, "pending kaway -"),
      (#""createdBy":"marina","agent":"alex""#, "pending amazon alex"),
      (#""channel":{"id":1},"agent":"alex""#, "invalid-value channel"), (#""channel":["a"]"#, "invalid-value channel"),
      (#""agent":{"id":1},"channel":"kaway""#, "invalid-value agent"), (#""agent":[]"#, "invalid-value agent"),
      (#""channel":17"#, "pending 17 -"), (#""channel":true"#, "pending true -"),
    ])
  func channels(fields: String, expected: String) throws {
    let read = try describe("{\(base),\(fields)}")
    #expect(read == (expected.hasPrefix("pending") ? "\(expected) absent \(created) - -" : expected))
  }

  @Test(
    "name the first faulty field in the table's order",
    arguments: [
      (#"{}"#, "missing-field id"), (#"{"status":"x"}"#, "missing-field id"),
      (#"{"id":"\#(String(repeating: "x", count: 201))","status":"x"}"#, "invalid-id id"),
      (#"{"taskId":[1]}"#, "invalid-id taskId"), (#"{"id":"1"}"#, "missing-field status"),
      (#"{"id":"1","status":"x","channel":[]}"#, "unknown-status status"),
      (#"{"id":"1","status":{}}"#, "unknown-status status"), (#"{"id":"1","status":1}"#, "unknown-status status"),
      (#"{"id":"1","status":"open","channel":[],"agent":[]}"#, "invalid-value channel"),
      (#"{"id":"1","status":"open","agent":[],"admin_approved":"x"}"#, "invalid-value agent"),
      (
        #"{"id":"1","status":"open","agent":"alex","admin_approved":"x","created_at":"x"}"#,
        "invalid-boolean admin_approved"
      ),
      (#"{"id":"1","status":"open","agent":"alex","adminApproved":2}"#, "invalid-boolean adminApproved"),
      (#"{"id":"1","status":"open","agent":"alex","approved_at":"x"}"#, "missing-field created_at"),
      (
        #"{"id":"1","status":"open","agent":"alex","created_at":"x","approved_at":"y"}"#, "invalid-timestamp created_at"
      ),
      (#"{"id":"1","status":"open","agent":"alex","created_at":0,"approved_at":"y"}"#, "invalid-timestamp created_at"),
      (#"{"id":"1","status":"open","agent":"alex","created_at":{},"approved_at":"y"}"#, "invalid-timestamp created_at"),
      (
        #"{"id":"1","status":"open","agent":"alex","created_at":"2026-02-24","updatedAt":true,"approvedAt":"2026-02-30"}"#,
        "invalid-timestamp approvedAt"
      ),
      (
        #"{"id":"1","status":"open","agent":"alex","created_at":"2026-02-24","actual_hours":"x","estimated_hours":-1}"#,
        "invalid-number estimated_hours"
      ),
      (
        #"{"id":"1","status":"open","agent":"alex","created_at":"2026-02-24","actualHours":[2]}"#,
        "invalid-number actualHours"
      ),
      (
        #"{"id":"1","status":"open","agent":"alex","created_at":"2026-02-24","actualHours":true}"#,
        "invalid-number actualHours"
      ),
    ])
  func faults(json: String, expected: String) throws {
    #expect(try describe(json) == expected)
  }

  @Test("with texts that cannot be read are accepted, and counted as such")
  func texts() throws {
    let sound = [
      #""title":17,"description":true"#, #""metadata":{"a":1}"#, #""metadata":"{\"a\":[1,2]}""#, #""metadata":null"#,
      #""tags":["a","b"]"#, #""tags":"a|b""#, #""tags":"[\"a\"]""#, #""tags":"""#, #""plan_id":7"#, #""other":{"a":1}"#,
    ]
    let unreadable = [
      #""title":{"pt":"x"}"#, #""description":["x"]"#, #""priority":[]"#, #""category":{}"#, #""source_type":[1]"#,
      #""assigned_to":{"id":1}"#, #""assignedBy":[]"#, #""approved_by":{}"#, #""rejectionReason":["x"]"#,
      #""planId":{}"#,
      #""metadata":[1]"#, #""metadata":"x""#, #""metadata":"{\"a\":1""#, #""metadata":"{} x""#, #""metadata":1"#,
      #""tags":{"a":1}"#, #""tags":"[\"a\"""#,
    ]
    let lines = (sound + unreadable).map { #"{\#(base),"agent":"alex",\#($0)}"# }
    var sink = ParsedTasks(Self.plainRules)
    var reader = NDJSONReader(schema: .tasks, recordLimit: 1 << 20)
    let bytes = Array(lines.joined(separator: "\n").utf8)
    _ = try reader.read(bytes.span, base: 0, isLast: true, into: &sink)
    let unreadableTexts = sink.unreadableTexts
    #expect(sink.results.allSatisfy { (try? $0.get()) != nil })
    #expect(unreadableTexts == Array(sound.count..<sound.count + unreadable.count))
  }

  @Test("read hours and dates as their input writes them; numbers of JSON always have a point")
  func inputRules() throws {
    let rules = ValueRules(timestamps: TimestampParser(assuming: .utc, dayFirst: true), decimalComma: true)
    let read = try describe(
      #"{"id":"1","status":"open","agent":"alex","created_at":"24/02/2026","estimated_hours":"2,5","actual_hours":2.5}"#,
      rules: rules)
    #expect(read == "pending amazon alex absent \(created) 25000 25000")
  }

  @Test("of the same unregistered name have one number, whoever asks, however it is written")
  func directory() {
    let directory = NameDirectory(registry: .builtIn)
    let first = directory.agent("Luna Beta")
    #expect(directory.agent("luna-beta") == first && directory.agent("LUNA_BETA") == first)
    #expect(directory.agent("luna") != first)
    #expect(Int(first) == Registry.builtIn.agents.count)
    #expect(directory.channel("Luna Beta") == Int32(Registry.builtIn.channels.count))
    #expect(directory.agent("Viral") == 4 && directory.channel("tik tok shop") == 4)
    #expect(directory.names.agentID(first) == "luna_beta")
  }
}
