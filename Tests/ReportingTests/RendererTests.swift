import Foundation
import Tasks
import TestSupport
import Testing

@testable import Reporting

/// Stands for a hash: the tests that need a real one are those of the executable.
func fakeHash(_ bytes: [UInt8]) -> [UInt8] {
  (0..<32).map { i in bytes.reduce(UInt8(i)) { $0 &* 31 &+ $1 } }
}

func rendered(
  _ model: ReportModel, locale: String = "pt-BR", formats: Set<ReportFormat> = Set(ReportFormat.allCases)
) throws -> [String: String] {
  let files = try Renderer(locale: locale, sha256: fakeHash).files(model, formats: formats, zone: SampleModel.saoPaulo)
  return Dictionary(uniqueKeysWithValues: files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
}

@Suite struct RendererTests {
  @Test("a report is written in every format", arguments: ["pt-BR", "en"])
  func files(locale: String) throws {
    let files = try rendered(SampleModel.full, locale: locale)
    #expect(
      files.keys.sorted() == [
        "agents.csv", "channels.csv", "daily.csv", "index.html", "orchestration.html", "orchestration.md",
        "performance.html", "performance.md", "report.json",
      ])
    if let folder = ProcessInfo.processInfo.environment["NEXO_SAMPLE_DIR"] {
      for (name, model) in [("full", SampleModel.full), ("empty", SampleModel.empty), ("nightly", SampleModel.nightly)]
      {
        let path = folder + "/\(locale)-\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (file, text) in try rendered(model, locale: locale) {
          try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + file))
        }
      }
    }
  }
}
