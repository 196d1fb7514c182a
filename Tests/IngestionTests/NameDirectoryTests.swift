import Ingestion
import Tasks
import Testing

@Suite("Names are numbered")
struct NameDirectoryTests {
  @Test(
    "by what they look like, whichever spelling was met first",
    arguments: [["caf\u{E9}", "cafe\u{301}"], ["cafe\u{301}", "CAF\u{C9}"]])
  func canonical(names: [String]) {
    let directory = NameDirectory(registry: .builtIn)
    #expect(Set(names.map(directory.agent)).count == 1)
    #expect(Set(names.map(directory.channel)).count == 1)
    #expect(directory.names.unregisteredAgents.map { Array($0.utf8) } == [Array("caf\u{E9}".utf8)])
    #expect(directory.names.unregisteredChannels.map { Array($0.utf8) } == [Array("caf\u{E9}".utf8)])
  }

  @Test("plans and models as they are written")
  func exact() {
    let directory = NameDirectory(registry: .builtIn)
    #expect(["caf\u{E9}", "cafe\u{301}", "caf\u{E9}"].map(directory.plan) == [0, 1, 0])
    #expect(["caf\u{E9}", "cafe\u{301}", "caf\u{E9}"].map(directory.model) == [0, 1, 0])
    #expect(directory.planIDs.map { $0.utf8.count } == [5, 6])
  }

  @Test(
    "with ids that every report can hold",
    arguments: [
      ("A B-c", "a_b_c"), ("a \u{301}-\u{301}", "a_\u{301}_\u{301}"),
      ("x\u{0}\u{1B}\u{7F}y", "x\u{FFFD}\u{FFFD}\u{7F}y"),
      ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"), ("a\tb\nc", "a\tb\nc"),
      ("\u{1F476} \u{10FFFF}", "\u{1F476}_\u{10FFFF}"),
    ])
  func showable(name: String, id: String) {
    #expect(Array(Registry.unregisteredID(name).utf8) == Array(id.utf8))
  }
}
