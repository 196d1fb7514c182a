import Foundation
import TestSupport
import Testing

/// The eight checks of the original's integration script, in its order, offline: what asked a server there reads files here.
@Suite("The original's integration checks")
struct IntegrationChecksTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("baseline/tasks.csv", "id,status,created_at,channel,created_by_agent\n")
    try folder.write("outputs/tasks.csv", "id,status,created_at,channel,created_by_agent\n")
    try folder.write("outputs/2026-02-24/alex.json", Self.message(of: 7, prefix: "Otimizar título"))
    try folder.write("outputs/2026-02-24/marina.json", Self.message(of: 5, prefix: "Revisar preço"))
  }

  /// What a provider returned when an agent was asked for tasks.
  private static func message(of count: Int, prefix: String) -> String {
    let tasks = (1...count).map { "{\"title\":\"\(prefix) \($0)\",\"priority\":\"high\",\"estimatedHours\":2}" }
    let text = "Tarefas:\\n```json\\n[\(tasks.joined(separator: ",").replacing("\"", with: "\\\""))]\\n```"
    return """
      {"type":"message","id":"msg-\(count)","role":"assistant","model":"m","stop_reason":"end_turn",
       "content":[{"type":"text","text":"\(text)"}],"usage":{"input_tokens":100,"output_tokens":200}}
      """
  }

  private func document(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Executable.run(arguments + ["--quiet"], in: folder)
    try #require(outcome.status == 0, "\(arguments): \(outcome.error)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func value(_ document: [String: Any], _ path: String...) -> Any? {
    path.reduce(document as Any?) { ($0 as? [String: Any])?[$1] }
  }

  @Test("all pass, one after the other")
  func checks() throws {
    let checks: [(name: String, passes: () throws -> Bool)] = [
      (
        "inputs are readable",
        { try Executable.run(["check", "outputs", "--quiet"], in: folder).status == 0 }
      ),
      (
        "the role is known, and may activate",
        {
          let known = try Executable.run(["activate", "outputs", "--role", "head", "-q"], in: folder).status == 0
          let unknown = try Executable.run(["activate", "outputs", "--role", "nobody"], in: folder).status == 64
          return try known && unknown
            && Executable.run(["activate", "outputs", "--role", "user"], in: folder).status == 77
        }
      ),
      (
        "status on an empty baseline",
        {
          let status = try document(["status", "baseline"])
          return value(status, "summary", "totalAgents") as? Int == 6
            && value(status, "summary", "activeAgents") as? Int == 0
            && value(status, "summary", "totalTasksGenerated") as? Int == 0
        }
      ),
      (
        "activation of amazon and mercadolivre",
        {
          let plan = try document(["activate", "outputs", "--channels", "amazon,mercadolivre"])
          return value(plan, "status") as? String == "success"
            && value(plan, "plan", "agentsInvolved") as? [String] == ["alex", "marina"]
            && value(plan, "plan", "channels") as? [String] == ["amazon", "mercadolivre"]
            && value(plan, "plan", "totalTasksGenerated") as? Int == 12
            && value(plan, "plan", "executionStrategy") as? String == "multi-channel-synchronized"
            && value(plan, "plan", "status") as? String == "executing"
            && value(plan, "plan", "result", "successCount") as? Int == 2
        }
      ),
      (
        "status after activation",
        {
          let status = try document(["status", "outputs", "--channels", "amazon,mercadolivre"])
          return value(status, "summary", "totalTasksGenerated") as? Int == 12
            && value(status, "summary", "activeAgents") as? Int == 2
            && (value(status, "report") as? String)?.contains("Alex") == true
        }
      ),
      (
        "metrics of the system",
        {
          let metrics = try document(["metrics", "outputs"])
          return value(metrics, "type") as? String == "system"
            && value(metrics, "metrics", "totalTasksGenerated") as? Int == 12
            && (value(metrics, "agents") as? [Any])?.count == 6 && (value(metrics, "channels") as? [Any])?.count == 6
        }
      ),
      (
        "metrics of an agent",
        {
          let metrics = try document(["metrics", "outputs", "--agent", "alex"])
          return value(metrics, "type") as? String == "agent"
            && value(metrics, "metrics", "tasksGenerated") as? Int == 7
            && value(metrics, "metrics", "approvalRate") as? Double == 0
        }
      ),
      (
        "metrics of a channel",
        {
          let metrics = try document(["metrics", "outputs", "--channel", "mercadolivre"])
          return value(metrics, "type") as? String == "channel"
            && value(metrics, "metrics", "totalTasks") as? Int == 5
            && value(metrics, "metrics", "topAgent") as? String == "marina"
        }
      ),
    ]
    #expect(checks.count == 8)
    var summary = "Integration checks, offline\n"
    var passed = 0
    for (i, check) in checks.enumerated() {
      let passes = (try? check.passes()) ?? false
      passed += passes ? 1 : 0
      summary += "  \(i + 1). \(check.name): \(passes ? "passed" : "FAILED")\n"
    }
    summary += "\(passed) of \(checks.count) passed\n"
    print(summary)
    #expect(passed == checks.count, "\(summary)")
  }
}
