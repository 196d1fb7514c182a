import Foundation
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Responses that providers really sent")
struct RecordedResponsesTests {
  private static let folder = "agent/real_api"
  private static let isThere: Comment = "the recorded responses do not lie beside the package"

  /// A file's form and what became of it, as one line of a table.
  private func verdict(_ name: String) throws -> String {
    let bytes = Array(try Corpora.data(name))
    let detection = FormatDetector.detect(
      head: Array(bytes.prefix(FormatDetector.headSize)), isWhole: bytes.count <= FormatDetector.headSize, name: name)
    guard case .readable(let shape) = detection else { return "not read" }
    guard shape.kind == .agentOutput else { return "\(shape.kind.rawValue) \(shape.format.rawValue)" }
    var inputs = try ResponseInputs()
    // The recordings name no agent.
    try inputs.add(bytes, name: "alex/" + (name.split(separator: "/").last ?? ""), shape: shape)
    let read = try inputs.read()
    let failures = read.failures.compactMap { $0 }.map { " failed \($0)" }.joined()
    let ends = read.responses.map {
      "\($0.outcome)" + ($0.isTruncated ? "+truncated" : "") + ($0.isRepaired ? "+repaired" : "")
    }
    let quarantined = read.quarantined.map { $0.split(separator: " ").first ?? "" }
    return "\(shape.format.rawValue): \((ends + quarantined.map(String.init)).joined(separator: " "))\(failures)"
  }

  private func table(_ names: [String]) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for name in names { counts[try verdict(name), default: 0] += 1 }
    return counts
  }

  @Test("are all recognised for what they are", .enabled(if: Corpora.has(folder), isThere))
  func realAPI() throws {
    // One of the answers is an object with a title; no other one is about tasks.
    let expected: [String: [String: Int]] = [
      "anthropic_messages": ["json: noTasks": 75, "text: noTasks": 7, "json: tasks": 1],
      "openai_chat": ["json: noTasks": 30, "json: error": 1, "text: noTasks": 2],
    ]
    for (kind, expected) in expected {
      let folder = Self.folder + "/" + kind
      let counts = try table(try Corpora.names(in: folder).map { folder + "/" + $0 })
      #expect(counts == expected, "\(kind)")
    }
  }

  @Test("come in batches", .enabled(if: Corpora.has("agent/batch"), isThere))
  func batches() throws {
    let names = try Corpora.names(in: "agent/batch").map { "agent/batch/" + $0 }
    let counts = try table(names)
    #expect(
      counts == ["ndjson: noTasks noTasks error": 1, "ndjson: noTasks noTasks error error error": 1])
  }

  @Test("or are other files of agents", .enabled(if: Corpora.has("agent/claude-cookbooks"), isThere))
  func others() throws {
    let folder = "agent/claude-cookbooks/chief_of_staff"
    let names = [
      "audit/report_history.json", "audit/script_usage_log.json", "financial_data/burn_rate.csv",
      "financial_data/hiring_costs.csv", "financial_data/revenue_forecast.json",
      "output_reports/Q2_2024_Financial_Forecast.md", "output_reports/hiring_decision.md",
    ]
    let counts = try table(names.map { folder + "/" + $0 } + ["agent/claude-cookbooks/evaluation.xml"])
    #expect(counts == ["not read": 5, "text: noTasks": 2, "tasks xml": 1])
  }
}
