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
    func work(_ size: Int) -> (steps: Int, found: FoundTasks) {
      let found = FoundTasks(bytes: Array(String(repeating: piece, count: size / piece.utf8.count).utf8))
      return (found.work, found)
    }
    let one = work(1_000_000).steps
    let two = work(2_000_000).steps
    #expect(two <= one * 5 / 2 + 10_000)
    // And it stays within a fixed number of looks at each byte.
    #expect(one <= 64_000_000)
  }

  @Test(
    "The same inside a list",
    arguments: ["[", "{", "\"", "'", "\\", "\n", "}", ",", "\"a\":", "{\"title\":\"A\"", "/*", "x ", "\",", "\"}"])
  func linearInList(piece: String) {
    func work(_ size: Int) -> Int {
      let middle = String(repeating: piece, count: size / piece.utf8.count)
      return FoundTasks("[{\"title\":\"A\",\"description\":\"" + middle + "\"},{\"title\":\"B\"}]").work
    }
    let one = work(1_000_000)
    #expect(work(2_000_000) <= one * 5 / 2 + 10_000)
    #expect(one <= 64_000_000)
  }
}
