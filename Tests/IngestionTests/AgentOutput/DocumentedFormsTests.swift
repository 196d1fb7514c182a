import Foundation
import Tasks
import Testing

@testable import Ingestion

@Suite("The page about inputs")
struct DocumentedFormsTests {
  @Test("shows files of agent output in each of which an agent proposes a task")
  func examples() throws {
    // This file, AgentOutput, IngestionTests, Tests, the package.
    var folder = URL(filePath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    let page = try String(contentsOf: folder.appending(path: "Documentation/Inputs.md"), encoding: .utf8)
    var forms = 0
    for block in page.components(separatedBy: "\n```").dropFirst() {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      guard let name = lines.first?.components(separatedBy: " file=").last, name.hasPrefix("out/") else { continue }
      let responses = try ResponseInputs.responses(lines.dropFirst().joined(separator: "\n") + "\n", name: name)
      #expect(!responses.isEmpty, "\(name)")
      for response in responses {
        #expect(response.outcome == .tasks && ["alex", "marina"].contains(response.agent), "\(name): \(response)")
      }
      forms += 1
    }
    #expect(forms == 8)
  }
}
