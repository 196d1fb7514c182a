import Testing

@testable import Ingestion

@Suite("Work grows with the text and no faster")
struct RepairWorkTests {
  @Test(
    "Twice as much of what is hard takes at most 2.5 times the steps",
    arguments: [
      "[", "{", "]", "}", "\"", "'", "\\", "\\\"", "`", "```\n", "~~~\n", "```json\n[", "```\n{\"a\":\"", "[{",
      "{\"a\":",
      "[[],", "[{\"title\":", "[{\"title\":\"A\"},", "{\"title\":\"A", "\"/*", "[\"/*\"", ",", "{\"a\":1,,", "\n", " ",
      "[\"\n", "[\"a\" ", "['a' ", "{a:", "{a b", "<task", "<task>", "<task><title>", "<task a=\"", "<title>", "&lt;",
      "<task><title>A</title></task>", "[{\"title\":\"A\" \"b\"},", "\u{201C}", "{\"a\":\"\\u00", "[/", "[#", "...",
      "[{\"a\":{\"b\":1]", "4h,", "\"[\\\"", "{\"tasks\":\"[", "[{\"title\":\"A\"}}",
    ])
  func linear(piece: String) {
    RepairWorkTests.expectLinear(64_000) { size in String(repeating: piece, count: size / piece.utf8.count) }
  }

  @Test("The same for a megabyte and two", arguments: ["[", "\"", "\\", "```\n"])
  func megabytes(piece: String) {
    RepairWorkTests.expectLinear(1_000_000) { size in String(repeating: piece, count: size / piece.utf8.count) }
  }

  @Test(
    "The same inside a list",
    arguments: ["[", "{", "\"", "'", "\\", "\n", "}", ",", "\"a\":", "{\"title\":\"A\"", "/*", "x ", "\",", "\"}"])
  func linearInList(piece: String) {
    RepairWorkTests.expectLinear(64_000) { size in
      let middle = String(repeating: piece, count: size / piece.utf8.count)
      return "[{\"title\":\"A\",\"description\":\"" + middle + "\"},{\"title\":\"B\"}]"
    }
  }

  private static func expectLinear(_ size: Int, _ text: (Int) -> String) {
    let one = FoundTasks(text(size)).work
    let two = FoundTasks(text(2 * size)).work
    #expect(two <= one * 5 / 2 + 10_000)
    // And it stays within a fixed number of looks at each byte.
    #expect(one <= 64 * size + 100_000)
  }
}
