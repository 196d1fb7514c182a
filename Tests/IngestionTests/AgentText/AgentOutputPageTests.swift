import Foundation
import Tasks
import Testing

@testable import Ingestion

@Suite("The page about agent output")
struct AgentOutputPageTests {
  @Test("Its example is read as the page says")
  func example() throws {
    let page = try String(contentsOf: RepairCorpusTests.page, encoding: .utf8)
    let answer = try #require(AgentOutputPageTests.block("````markdown example=steps\n", "````\n", page))
    let expected = try #require(AgentOutputPageTests.block("```text example=found\n", "```\n", page))
    let found = FoundTasks(answer)
    var lines = [
      (found.reading.step == .fencedBlocks ? "fenced code blocks" : "elsewhere")
        + (found.reading.isTruncated ? ", cut off" : "") + ", \(found.reading.repairCount) slips repaired"
    ]
    for (ordinal, task) in found.tasks.enumerated() {
      let texts = try #require(FoundTasks.texts(answer, ofTask: ordinal))
      var slips: [String] = []
      for slip in found.slips[Int(task.firstRepair)..<Int(task.firstRepair + task.repairCount)]
      where !slips.contains(slip.name) {
        slips.append(slip.name)
      }
      lines.append(
        [
          texts.title, texts.priority, texts.category, "\(texts.estimatedHours / 10_000) h",
          slips.joined(separator: ", "),
        ].joined(separator: " | "))
    }
    #expect(lines.joined(separator: "\n") + "\n" == expected)
  }

  private static func block(_ open: String, _ close: String, _ page: String) -> String? {
    guard let start = page.range(of: "\n" + open), let end = page[start.upperBound...].range(of: "\n" + close) else {
      return nil
    }
    return page[start.upperBound..<end.lowerBound] + "\n"
  }

  @Test("Every slip has a name that the page's reader can make sense of, and the page names the four steps")
  func steps() throws {
    let page = try String(contentsOf: RepairCorpusTests.page, encoding: .utf8)
    for step in 1...TextStep.allCases.count { #expect(page.contains("\n\(step). ")) }
  }
}
