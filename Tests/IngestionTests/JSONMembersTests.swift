import Testing

@testable import Ingestion

@Suite("Members of a large JSON document")
struct JSONMembersTests {
  private func find(_ text: String) -> [String: String]? {
    JSONMembers.find(["tool", "outputs"], in: Array(text.utf8))?.mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test("are found wherever they stand, whatever the others hold")
  func found() {
    #expect(
      find(" {\"outputs\" : [{\"path\":\"a]\"}] ,\n \"x\":{\"tool\":1},\"tool\":{\"name\":\"nexo\"} }\n")
        == ["outputs": "[{\"path\":\"a]\"}]", "tool": "{\"name\":\"nexo\"}"])
    #expect(find(#"{"tool":1,"outputs":"a\"b"}"#) == ["tool": "1", "outputs": #""a\"b""#])
    #expect(find("{}") == [:])
  }

  @Test(
    "are not looked for in what is no valid object",
    arguments: ["", " ", "[]", "1", "{", #"{"tool":1}x"#, #"{"tool":1,"x":[1,]}"#, #"{"tool":1"#, "{}{}"])
  func invalid(text: String) { #expect(find(text) == nil) }
}
