import Tasks
import TestSupport
import Testing

@testable import Ingestion

/// A document of more than 8 MiB, so that it is read in parts.
enum LargeXML: String, CaseIterable {
  case sound, comment, cut, wrong, names, elsewhere

  var document: [UInt8] {
    let padding = String(repeating: "um anúncio de teste ", count: 50)
    func records(_ range: Range<Int>, _ extra: (Int) -> String = { _ in "" }) -> String {
      range.map {
        """
        <task><id>t\($0)</id><description>\(padding)</description><status>pending</status><channel>amazon</channel>\
        <created_at>2026-01-01</created_at>\(extra($0))</task>

        """
      }.joined()
    }
    let body =
      switch self {
      case .sound, .cut: records(0..<8_000)
      case .comment: records(0..<2_000) + "<!--" + records(2_000..<7_000) + "-->" + records(7_000..<8_000)
      case .wrong: records(0..<6_000) + "<task><id>1</task>" + records(6_001..<8_000)
      case .names: records(0..<8_000) { $0 % 4_000 < 1_900 ? "<n\($0)/><m\($0)/><o\($0)/>" : "" }
      case .elsewhere: records(0..<3_000) + "</tasks><archive>" + records(3_000..<8_000) + "</archive><tasks>"
      }
    return Array("<r>\n<tasks>\n\(body)\(self == .cut ? "" : "</tasks></r>")".utf8)
  }

  var fault: FindingCode? {
    switch self {
    case .sound, .comment, .elsewhere: nil
    case .cut: .truncatedFile
    case .wrong: .malformedFile
    case .names: .limitExceeded
    }
  }

  var isReadAgain: Bool { self == .comment || self == .elsewhere || self == .names }
}

@Suite("Large XML documents")
struct XMLBatchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Summary: Equatable {
    var read: Int
    var quarantined: Int
    var failure: String
    var code: FindingCode?
  }

  private func read(_ path: String, jobs: Int) throws -> (Summary, parts: Int, again: Int) {
    let source = try InputSource.open(Array(path.utf8), path: path, temporaryFolder: folder.path)
    let directory = NameDirectory(registry: .builtIn)
    let input = try OpenInput(
      index: 0, source: source, shape: InputShape(.tasks, .xml), namedTime: nil,
      rules: ValueRules(timestamps: TimestampParser(assuming: .utc)), reportZone: .utc, recordLimit: 1 << 24)
    let order = RecordOrder(exportTimes: [TaskRecord.none], agentID: { "\($0)" }, channelID: { "\($0)" })
    let outcome = BatchReading(
      inputs: [input], order: order, directory: directory, jobs: jobs, maxExamples: 3, seed: 1, hashes: false
    ).run()
    let failure = outcome.results.first?.failure
    var code: FindingCode?
    if case .fault(let fault) = failure { code = fault.code }
    let summary = Summary(
      read: outcome.intakes.reduce(0) { $0 + ($1.read[0] ?? 0) },
      quarantined: outcome.intakes.reduce(0) { $0 + $1.quarantined.count }, failure: "\(failure as Any)", code: code)
    return (summary, outcome.partsRead, outcome.partsReadAgain)
  }

  @Test("read the same by one job and by several", arguments: LargeXML.allCases)
  func jobs(document: LargeXML) throws {
    try folder.write("large.xml", document.document)
    let path = folder("large.xml")
    let (alone, parts, _) = try read(path, jobs: 1)
    #expect(parts == 0)
    #expect(alone.code == document.fault)
    #expect(alone.quarantined == 0)
    for jobs in [2, 5] {
      let (together, _, again) = try read(path, jobs: jobs)
      #expect(together == alone)
      #expect((again > 0) == document.isReadAgain)
    }
    if document == .sound {
      #expect(alone.read == 8_000)
      #expect(try read(path, jobs: 5).parts == 5)
    }
  }
}
