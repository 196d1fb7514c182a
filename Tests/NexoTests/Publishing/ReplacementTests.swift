import Foundation
import TestSupport
import Testing

@testable import nexo

@Suite("Replacing file by file")
struct ReplacementTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// What the output folder holds before: an earlier output and a foreign file.
  private static let before = [
    "a.md": "old", "b.md": "old", "api/gone.json": "old", "manifest.json": "old", "notes.txt": "mine",
  ]
  /// And after.
  private static let after = [
    "a.md": "new", "b.md": "new", "c/d.json": "new", "manifest.json": "new", "notes.txt": "mine",
  ]
  private static let place = ["a.md", "b.md", "c/d.json", "manifest.json"]

  /// Lays out the output folder and a staging folder beside it; begins the replacement.
  private func begin() throws -> Replacement {
    for (name, text) in Self.before { try folder.write("out/\(name)", text) }
    for name in Self.place { try folder.write(".out.nexo-1/new/\(name)", "new") }
    try folder.write(".out.nexo-1/old/.keep", "")
    try FileManager.default.removeItem(atPath: folder(".out.nexo-1/old/.keep"))
    return try Replacement(
      root: Folder.open(folder(".out.nexo-1")), target: Folder.open(folder("out")), place: Self.place,
      remove: ["api/gone.json"])
  }

  private func contents() -> [String: String] {
    var contents: [String: String] = [:]
    for name in folder.names("out") where !name.hasSuffix("/") { contents[name] = folder.text("out/\(name)") }
    return contents
  }

  @Test("the manifest comes last, what goes before it")
  func order() throws {
    let replacement = try begin()
    #expect(
      replacement.steps == [
        .place("a.md"), .place("b.md"), .place("c/d.json"), .remove("api/gone.json"), .place("manifest.json"),
      ])
  }

  @Test("it puts everything in place")
  func run() throws {
    try begin().run()
    #expect(contents() == Self.after)
    #expect(!folder.names("out").contains("api/"))
  }

  @Test("a run that was killed after any step is finished by the next one", arguments: 0...5)
  func killed(after count: Int) throws {
    let replacement = try begin()
    for step in replacement.steps.prefix(count) { try replacement.apply(step) }
    // The next run opens the folder, and finds what the killed one left beside it.
    let output = try OutputFolder.open(folder("out"), force: true, wait: 0, interruption: Interruption())
    #expect(contents() == Self.after)
    #expect(!folder.names().contains { $0.hasPrefix(".out.nexo-1/") })
    withExtendedLifetime(output) {}
  }

  @Test(
    "a run that was killed before its journal was whole is thrown away",
    arguments: ["", "nexo publish 1\nplace a.md\n"])
  func killedBefore(journal: String) throws {
    _ = try begin()
    try folder.write(".out.nexo-1/journal", journal)
    let output = try OutputFolder.open(folder("out"), force: true, wait: 0, interruption: Interruption())
    #expect(contents() == Self.before)
    #expect(!folder.names().contains { $0.hasPrefix(".out.nexo-1/") })
    withExtendedLifetime(output) {}
  }

  @Test("a step that fails puts everything back", arguments: [("manifest.json", 3), ("c", 2)])
  func failing(name: String, at: Int) throws {
    let replacement = try begin()
    // What stands in the way appears only after the replacement began; a folder that is not empty cannot be replaced.
    let path = folder("out/\(name)")
    if name == "manifest.json" {
      try FileManager.default.removeItem(atPath: path)
      try folder.write("out/manifest.json/mine.txt", "mine")
    } else {
      try FileManager.default.removeItem(atPath: path)
      try folder.write("out/c", "mine")
    }
    #expect(throws: SystemError.self) { try replacement.run() }
    var expected = Self.before
    if name == "manifest.json" {
      expected["manifest.json"] = nil
      expected["manifest.json/mine.txt"] = "mine"
    } else {
      expected["c"] = "mine"
    }
    #expect(contents() == expected)
  }

  @Test("putting back that was cut short itself is finished by the next run", arguments: 0...5)
  func killedWhileUndoing(after count: Int) throws {
    let replacement = try begin()
    for step in replacement.steps.prefix(count) { try replacement.apply(step) }
    try FileManager.default.moveItem(atPath: folder(".out.nexo-1/journal"), toPath: folder(".out.nexo-1/undo"))
    try Replacement.recover(root: Folder.open(folder(".out.nexo-1")), target: Folder.open(folder("out")))
    #expect(contents() == Self.before)
    // Doing it again changes nothing.
    try Replacement.recover(root: Folder.open(folder(".out.nexo-1")), target: Folder.open(folder("out")))
    #expect(contents() == Self.before)
  }

  @Test("a journal is read back as it was written")
  func journal() {
    let journal = PublishJournal(place: ["a b.md", "api/x.json"], remove: ["old.csv"])
    #expect(PublishJournal(text: journal.text) == journal)
  }

  @Test(
    "a journal that is not whole, or leads out of the folder, is none",
    arguments: [
      "", "end\n", "nexo publish 1\nplace a\n", "nexo publish 1\nplace ../a\nend\n", "nexo publish 1\nplace /a\nend\n",
      "nexo publish 2\nplace a\nend\n", "nexo publish 1\nmove a\nend\n", "nexo publish 1\nplace a\nend",
    ])
  func brokenJournal(text: String) { #expect(PublishJournal(text: text) == nil) }

  @Test("a staging folder without a journal is thrown away, folders of other names are left")
  func leftovers() throws {
    try folder.write("out/.nexo-77/new/a.md", "x")
    try folder.write(".out.nexo-77/new/a.md", "x")
    try folder.write(".out.nexo-old/a.md", "x")
    try folder.write(".other.nexo-77/a.md", "x")
    let output = try OutputFolder.open(folder("out"), force: false, wait: 0, interruption: Interruption())
    let names = folder.names().filter { !$0.contains("/") || $0.hasSuffix("/") }
    #expect(names.contains(".out.nexo-old/") && names.contains(".other.nexo-77/"))
    #expect(!names.contains(".out.nexo-77/") && !names.contains("out/.nexo-77/"))
    withExtendedLifetime(output) {}
  }
}
