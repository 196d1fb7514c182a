import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("Repair beside other libraries")
struct RepairCorpusTests {
  private struct Pair: Decodable {
    var test: String
    var input: String?
    var expected: String?
    var isValid: Bool?

    enum CodingKeys: String, CodingKey {
      case test, input, expected
      case isValid = "input_is_valid_json"
    }
  }

  private enum Verdict: Int, CaseIterable {
    case asItStood, same, cut, differs, givenUp, noList
  }

  private static let folder = "agent/repair/"

  @Test("The table of the documentation is true", .enabled(if: Corpora.has("agent/repair/jsonrepair_pairs.json")))
  func table() throws {
    let pairs = try JSONDecoder().decode(
      [Pair].self, from: Corpora.data(RepairCorpusTests.folder + "jsonrepair_pairs.json"))
    var names: [String] = []
    var counts: [String: [Int]] = [:]
    var all = [Int](repeating: 0, count: Verdict.allCases.count)
    for pair in pairs {
      guard let input = pair.input else { continue }
      if counts[pair.test] == nil { names.append(pair.test) }
      let verdict =
        pair.isValid == true
        ? Verdict.asItStood : RepairCorpusTests.verdict(Array(input.utf8), pair.expected)
      counts[pair.test, default: [Int](repeating: 0, count: all.count)][verdict.rawValue] += 1
      all[verdict.rawValue] += 1
    }
    let page = try String(contentsOf: RepairCorpusTests.page, encoding: .utf8)
    for name in names {
      #expect(page.contains("\n" + RepairCorpusTests.row(name, counts[name] ?? []) + "\n"), "\(name)")
    }
    #expect(page.contains("\n" + RepairCorpusTests.row("all", all) + "\n"))
  }

  @Test(
    "A large file with two slips reads as it was meant",
    .enabled(if: Corpora.has("agent/repair/json_repair_invalid.json")))
  func largeFile() throws {
    let bytes = [UInt8](try Corpora.data(RepairCorpusTests.folder + "json_repair_invalid.json"))
    var repair = JSONRepair()
    let outcome = try repair.repair(bytes.span, 0, bytes.count, endIsCut: true)
    #expect(outcome.isCut)
    #expect(repair.repairs.map(\.slip) == [.unquotedValue, .cutOff])
    let meant = try Corpora.data(RepairCorpusTests.folder + "json_repair_valid.json")
    #expect(RepairCorpusTests.value(repair.output) == RepairCorpusTests.value([UInt8](meant)))
  }

  private static func verdict(_ bytes: [UInt8], _ expected: String?) -> Verdict {
    guard let start = bytes.firstIndex(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }) else {
      return .noList
    }
    var repair = JSONRepair()
    guard let outcome = try? repair.repair(bytes.span, start, bytes.count, endIsCut: true) else { return .givenUp }
    if let expected, let meant = value(Array(expected.utf8)), meant == value(repair.output) { return .same }
    return outcome.isCut ? .cut : .differs
  }

  private static func value(_ bytes: [UInt8]) -> NSObject? {
    (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) as? NSObject
  }

  private static func row(_ name: String, _ counts: [Int]) -> String {
    "| \(name) | " + counts.map(String.init).joined(separator: " | ") + " |"
  }

  static let page = URL(filePath: #filePath).appending(path: "../../../../Documentation/AgentOutput.md").standardized
}
