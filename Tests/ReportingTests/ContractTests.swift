import Foundation
import Testing

@testable import Reporting

/// What templates may ask for, and the page that says so.
@Suite("The template contract") struct ContractTests {
  private static let name = "Documentation/TemplateContract.md"
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent(name)

  @Test("is its page; NEXO_RECORD=1 writes it anew, and fails")
  func page() throws {
    let page = try String(contentsOf: ContractTests.file, encoding: .utf8)
    let expected = ContractPage.builtIn.text
    if page == expected { return }
    let (old, new) = (try #require(ContractOutline(page: page)), try #require(ContractOutline(page: expected)))
    if let fault = new.fault(after: old) {
      Issue.record("Contract.version: \(fault)")
    } else if ProcessInfo.processInfo.environment["NEXO_RECORD"] == "1" {
      try expected.write(to: ContractTests.file, atomically: true, encoding: .utf8)
      Issue.record("\(ContractTests.name) was written anew: look at what changed, and run the tests again")
    } else {
      Issue.record("\(ContractTests.name) is stale; NEXO_RECORD=1 swift test --filter ContractTests writes it anew")
    }
  }

  @Test("every tag has a meaning that fits a row of a table, and a name of its own")
  func meanings() throws {
    let catalogue = try #require(try TemplateSet.builtIn.catalogue("en"))
    var seen = 0
    func look(_ set: TagSet, below path: String) {
      #expect(Set(set.tags.map(\.name)).count == set.tags.count, "\(path)")
      for tag in set.tags {
        seen += 1
        let isFragment =
          (4...110).contains(tag.meaning.count) && !tag.meaning.contains("|") && !tag.meaning.contains("\n")
          && tag.meaning.first?.isUppercase == false && !tag.meaning.hasSuffix(".")
        #expect(isFragment, "\(path)\(tag.name): \(tag.meaning)")
        if let inner = tag.shape.inner { look(inner, below: path + tag.name + ".") }
      }
    }
    look(Contract.fields(catalogue).tags(), below: "")
    #expect(seen > 1000)
  }

  @Test("the page has each tag once, and its links lead somewhere")
  func links() throws {
    let page = ContractPage.builtIn.text
    let headings = page.split(separator: "\n").compactMap { $0.wholeMatch(of: #/##+ (.*)/#)?.1.lowercased() }
    #expect(Set(headings).count == headings.count)
    for link in page.matches(of: #/\]\(#([^)]*)\)/#) { #expect(headings.contains(String(link.1)), "\(link.1)") }
    let outline = try #require(ContractOutline(page: page))
    var expected: Set<String> = []
    func look(_ set: TagSet, below path: String) {
      for tag in set.tags {
        expected.insert(path + tag.name)
        if let inner = tag.shape.inner {
          var isList: Bool { if case .list = tag.shape { true } else { false } }
          look(inner, below: path + tag.name + (isList ? "[]." : "."))
        }
      }
    }
    look(Contract.fields(Catalogue(locale: "en")).tags(), below: "")
    #expect(Set(outline.types.keys) == expected)
    #expect(outline.types["agents.rows[].approval.value.reason"] == "text")
    #expect(outline.types["agents.chart.wide"] == "markup")
  }

  /// A contract of two sections that hold the same kind of thing.
  private static func contract(_ version: String, _ leaves: [TemplateTag], more: [TemplateTag] = []) -> ContractOutline?
  {
    let leaf = TagSet(subject: "Leaf", leaves)
    let tags = [
      TemplateTag(name: "a", meaning: "first", shape: .group(leaf)),
      TemplateTag(name: "b", meaning: "others", shape: .list(leaf)),
      TemplateTag(
        name: "c", meaning: "third",
        shape: .list(TagSet(subject: "C", [TemplateTag(name: "d", meaning: "it", shape: .flag)]))),
    ]
    return ContractOutline(page: ContractPage(version: version, tags: TagSet(subject: "Top", tags + more)).text)
  }

  private static func text(_ name: String) -> TemplateTag { TemplateTag(name: name, meaning: "a text", shape: .text) }

  @Test("the outline of a page has what is described once wherever it is used")
  func outline() throws {
    let outline = try #require(ContractTests.contract("2.10", [ContractTests.text("x")]))
    #expect(outline.version == [2, 10])
    #expect(
      outline.types == ["a": "section", "a.x": "text", "b": "list", "b[].x": "text", "c": "list", "c[].d": "flag"])
    #expect(ContractOutline(page: "# No version\n") == nil)
  }

  @Test("the version grows with what changes")
  func version() throws {
    let (x, y) = (ContractTests.text("x"), ContractTests.text("y"))
    let old = try #require(ContractTests.contract("1.9", [x]))
    func fault(_ version: String, _ leaves: [TemplateTag], more: [TemplateTag] = []) throws -> String? {
      try #require(ContractTests.contract(version, leaves, more: more)).fault(after: old)
    }
    #expect(try fault("1.9", [x]) == nil)
    #expect(try fault("1.9", [x, y]) == "a.y, b[].y are new: the second number must grow")
    #expect(try fault("1.10", [x, y]) == nil)
    #expect(try fault("2.0", [x], more: [y]) == nil)
    #expect(try fault("1.10", [y]) == "a.x, b[].x went or changed their type: the first number must grow")
    #expect(try fault("2.0", [y]) == nil)
    let flag = TemplateTag(name: "x", meaning: "a flag", shape: .flag)
    #expect(try fault("1.10", [flag]) == "a.x, b[].x went or changed their type: the first number must grow")
    #expect(try fault("1.8", [x]) == "it went back")
  }
}

/// A page of the contract, read again: its version, and the type of every tag wherever it may be used.
struct ContractOutline {
  let version: [Int]
  private(set) var types: [String: String] = [:]

  /// - Returns: nil when the page names no version.
  init?(page: String) {
    guard let version = page.firstMatch(of: #/(?m)^Version (\d+)\.(\d+)$/#) else { return nil }
    self.version = [version.1, version.2].compactMap { Int($0) }
    // By the headings as links name them.
    var tables: [String: [(tag: String, type: String)]] = [:]
    var heading = ""
    for line in page.split(separator: "\n") {
      if let title = line.wholeMatch(of: #/##+ (.*)/#) { heading = title.1.lowercased() }
      if let row = line.wholeMatch(of: #/\| `([^`]+)` \| ([^|]+) \| .* \|/#) {
        tables[heading, default: []].append((String(row.1), String(row.2)))
      }
    }
    add(tables["everywhere"] ?? [], below: "", tables)
  }

  private mutating func add(
    _ rows: [(tag: String, type: String)], below path: String, _ tables: [String: [(tag: String, type: String)]]
  ) {
    for (tag, type) in rows {
      let base = type.contains("list") ? "list" : type.contains("section") ? "section" : type
      types[path + tag] = base
      guard let link = type.firstMatch(of: #/\(#(.*)\)/#), path.count < 200 else { continue }
      add(tables[String(link.1)] ?? [], below: path + tag + (base == "list" ? "[]." : "."), tables)
    }
  }

  /// Why this may not follow `old`; nil when it may.
  func fault(after old: ContractOutline) -> String? {
    let lost = old.types.filter { types[$0.key] != $0.value }.keys.sorted()
    let added = types.keys.filter { old.types[$0] == nil }.sorted()
    if version.lexicographicallyPrecedes(old.version) { return "it went back" }
    if !lost.isEmpty, version[0] == old.version[0] {
      return "\(lost.joined(separator: ", ")) went or changed their type: the first number must grow"
    }
    if !added.isEmpty, version == old.version {
      return "\(added.joined(separator: ", ")) are new: the second number must grow"
    }
    return nil
  }
}
