import Foundation
import Tasks
import Testing

@testable import Reporting

@Suite("The API's documents")
struct APIDocumentTests {
  private static func documents(_ model: ReportModel, locale: String = "pt-BR") throws -> [String: JSONValue] {
    try rendered(model, locale: locale, formats: [.api]).mapValues { try JSONParser.value(of: Array($0.utf8)) }
  }

  private static func keys(_ value: JSONValue?) -> [String] {
    guard case .object(let members)? = value else { return [] }
    return members.map(\.key)
  }

  private static func elements(_ value: JSONValue?) -> [JSONValue] {
    guard case .array(let elements)? = value else { return [] }
    return elements
  }

  @Test("there is one of each, and one for each registered agent and channel")
  func files() throws {
    var model = SampleModel.model(agents: 8, days: 3, seed: 5)
    model.agents[7].agentId = "../../etc"
    let names = try Self.documents(model).keys.sorted()
    let registry = Registry.builtIn
    #expect(
      names
        == (["api/activate.json", "api/metrics.json", "api/status.json"]
        + registry.agents.map { "api/metrics/agent/\($0.id).json" }
        + registry.channels.map { "api/metrics/channel/\($0.id).json" }).sorted())
    // Somebody else's report.json may call an agent anything: no file leaves the folder.
    for i in model.agents.indices { model.agents[i].registered = true }
    model.agents[6].agentId = "alex"
    #expect(try Self.documents(model).keys.sorted() == names)
  }

  @Test("the status has the original's keys, and the success rate as text")
  func status() throws {
    var model = SampleModel.full
    model.system.overallApprovalRate = 100 * 35.0 / 45
    let files = try rendered(model)
    let status = try #require(try Self.documents(model)["api/status.json"])
    #expect(Self.keys(status) == ["status", "timestamp", "summary", "agents", "report"])
    #expect(status["status"] == "success")
    #expect(status["timestamp"] == "2026-02-24T12:45:30.123Z")
    #expect(
      Self.keys(status["summary"]) == [
        "totalAgents", "activeAgents", "totalTasksGenerated", "totalTasksApproved", "totalTasksCompleted",
        "overallSuccessRate",
      ])
    #expect(status["summary"]?["overallSuccessRate"] == "77.8")
    let alex = try #require(Self.elements(status["agents"]).first)
    #expect(
      Self.keys(alex) == [
        "agentId", "agentName", "channel", "status", "tasksGenerated", "tasksApproved", "tasksCompleted", "errorCount",
        "lastExecuted", "successRate",
      ])
    #expect(alex["channel"] == "Amazon")
    #expect(alex["successRate"] == .number(83.3))
    #expect(Self.elements(status["agents"])[1]["errorCount"] == 3)
    #expect(status["report"] == .text(try #require(files["orchestration.md"])))
  }

  @Test("a whole rate as text keeps its decimal", arguments: [(100.0, "100.0"), (0.05, "0.1"), (0.0, "0.0")])
  func successRate(rate: Double, text: String) throws {
    var model = SampleModel.nightly
    model.system.overallApprovalRate = rate
    #expect(try Self.documents(model)["api/status.json"]?["summary"]?["overallSuccessRate"] == .text(text))
  }

  @Test("where nothing was generated there is no rate, and none is made up")
  func empty() throws {
    let documents = try Self.documents(SampleModel.empty)
    #expect(documents["api/status.json"]?["summary"]?["overallSuccessRate"] == .null)
    #expect(documents["api/status.json"]?["timestamp"] == .null)
    let figures = documents["api/metrics.json"]?["metrics"]
    #expect(figures?["averageApprovalRate"] == .null)
    #expect(figures?["executionTime"]?["meanMinutes"] == .null)
    #expect(figures?["systemHealth"] == "no_data")
  }

  @Test("the figures of an agent are those of the worked example")
  func agent() throws {
    var model = SampleModel.full
    model.agents[0].performanceScore = 67.5
    model.agents[0].tasksRejected = 1
    let document = try #require(try Self.documents(model)["api/metrics/agent/alex.json"])
    #expect(
      document == [
        "status": "success", "type": "agent",
        "metrics": [
          "agentId": "alex", "agentName": "Alex", "tasksGenerated": 12, "tasksApproved": 10, "tasksRejected": 1,
          "tasksCompleted": 5, "approvalRate": .number(83.3), "completionRate": .number(41.7),
          "averageExecutionTime": 240, "performanceScore": 68, "lastActivity": "2026-02-24T12:45:30.123Z",
        ],
      ])
  }

  @Test("a channel's recommendations are texts in the report's language", arguments: ["pt-BR", "en"])
  func channel(locale: String) throws {
    var model = SampleModel.full
    model.channels[0].avgCompletionTime = 26.25
    model.channels[0].recommendations = ["no-activity", "low-completion"].map {
      .init(code: $0, evidence: .init(figure: "x", value: nil, threshold: nil, n: nil))
    }
    let document = try #require(try Self.documents(model, locale: locale)["api/metrics/channel/amazon.json"])
    #expect(Self.keys(document) == ["status", "type", "metrics"])
    let figures = try #require(document["metrics"])
    #expect(
      Self.keys(figures) == [
        "channel", "totalTasks", "completionRate", "avgCompletionTime", "activeAgents", "topAgent", "recommendations",
      ])
    #expect(figures["channel"] == "amazon")
    #expect(figures["avgCompletionTime"] == .number(26.3))
    let catalogue = try #require(try TemplateSet.builtIn.catalogue(locale))
    #expect(
      figures["recommendations"]
        == .array(["no-activity", "low-completion"].map { .text(catalogue.text("recommendation-\($0)")) }))
  }

  @Test("the system's figures are those of report.json, rounded, with texts for codes")
  func system() throws {
    let model = SampleModel.full
    let document = try #require(try Self.documents(model)["api/metrics.json"])
    #expect(Self.keys(document) == ["status", "type", "timestamp", "metrics", "agents", "channels", "report"])
    let figures = try #require(document["metrics"])
    let full = model.system.json
    #expect(Self.keys(figures) == Self.keys(full))
    for key in ["averageApprovalRate", "averageCompletionRate", "overallApprovalRate", "overallCompletionRate"] {
      guard case .number(let exact)? = full[key] else { continue }
      let rounded: Double? =
        switch figures[key] {
        case .number(let value)?: value
        case .integer(let value)?: Double(value)
        default: nil
        }
      #expect(abs(try #require(rounded) - exact) <= 0.05 + 1e-9, "\(key)")
    }
    #expect(figures["executionTime"]?["meanMinutes"] == 641)
    #expect(
      figures["recommendations"]
        == ["Revise critérios de aprovação. Taxa muito baixa.", "Otimize workflow de execução de tarefas"])
    let bottlenecks = Self.elements(figures["bottlenecks"])
    #expect(bottlenecks.count == model.system.bottlenecks.count && !bottlenecks.isEmpty)
    #expect(document["report"] == .text(try #require(try rendered(model)["performance.md"])))
    #expect(Self.elements(document["agents"]).count == model.agents.count)
    #expect(
      Self.elements(document["agents"]).first
        == (try Self.documents(model)["api/metrics/agent/alex.json"]?["metrics"]))
    #expect(
      Self.elements(document["channels"]).first
        == (try Self.documents(model)["api/metrics/channel/amazon.json"]?["metrics"]))
  }

  @Test("activating gives the latest plan, key by key")
  func activate() throws {
    var model = SampleModel.full
    var older = model.plans[0]
    older.planId = "older"
    model.plans.insert(older, at: 0)
    let document = try #require(try Self.documents(model)["api/activate.json"])
    #expect(
      document == [
        "status": "success", "message": "Orchestration activated",
        "plan": [
          "planId": "plan-1771891200000", "timestamp": "2026-02-24T12:45:30.123Z", "orchestrator": "nexo",
          "channels": ["amazon", "shopee"], "agentsInvolved": ["alex", "sunny"], "totalTasksGenerated": 12,
          "totalTasksApproved": 9, "executionStrategy": "multi-channel-synchronized", "status": "executing",
          "result": ["successCount": 2, "failureCount": 0, "summary": "2 agents"],
        ],
      ])
  }

  @Test("without any output of agents the plan is still to be carried out, on the chosen channels")
  func planning() throws {
    var model = SampleModel.nightly
    let plan = try #require(try Self.documents(model)["api/activate.json"]?["plan"])
    #expect(plan["planId"] == "plan-1771891200000")
    #expect(plan["status"] == "planning")
    #expect(plan["timestamp"] == "2026-02-24T12:45:30.123Z")
    #expect(plan["agentsInvolved"] == [])
    #expect(Self.elements(plan["channels"]).count == 6)
    model.settings.channels = ["amazon", "mercadolivre"]
    #expect(try Self.documents(model)["api/activate.json"]?["plan"]?["channels"] == ["amazon", "mercadolivre"])
    #expect(try Self.documents(SampleModel.empty)["api/activate.json"]?["plan"]?["planId"] == "plan-undated")
  }

  @Test("a document by itself is its file", arguments: [APIDocument.activate, .status, .metrics, .agent("alex")])
  func single(document: APIDocument) throws {
    let renderer = try #require(renderers["en"])
    let bytes = renderer.document(document, of: SampleModel.full, zone: SampleModel.saoPaulo)
    #expect(
      bytes.map { String(decoding: $0, as: UTF8.self) } == (try rendered(SampleModel.full, locale: "en"))[document.file]
    )
    #expect(renderer.document(.agent("nobody"), of: SampleModel.full, zone: SampleModel.saoPaulo) == nil)
  }

  @Test("numbers are rounded half away from zero, as they are read")
  func rounding() {
    #expect(APIFigures.tenths(1.15) == .number(1.2))
    #expect(APIFigures.tenths(99.95) == 100)
    #expect(APIFigures.tenths(-0.04) == 0)
    #expect(APIFigures.whole(67.5) == 68)
    #expect(APIFigures.whole(1e30) == .number(1e30))
    #expect(APIFigures.whole(nil) == .null)
    #expect(APIFigures.tenths(.infinity) == .null)
  }
}
