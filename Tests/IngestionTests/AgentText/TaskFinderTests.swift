import Tasks
import Testing

@testable import Ingestion

@Suite("Tasks are found in a text")
struct TaskFinderTests {
  @Test(
    "The first step that yields a task gives all of them",
    arguments: [
      (#"[{"title":"A"},{"title":"B"}]"#, TextStep.wholeText, ["A", "B"]),
      ("\u{FEFF} \n[{\"title\":\"A\"}]\n ", .wholeText, ["A"]),
      (#"{"title":"A"}"#, .wholeText, ["A"]),
      (#"{"tasks":[{"title":"A"},{"titulo":"B"}]}"#, .wholeText, ["A", "B"]),
      (#"{"tarefas":[{"título":"A"}]}"#, .wholeText, ["A"]),
      (#"{"plan":{"id":7,"tasks":[{"title":"A"}]}}"#, .wholeText, ["A"]),
      (#"{"a":{"b":{"tasks":[{"title":"A"}]}}}"#, nil, []),
      (#"{"task":{"title":"A"}}"#, .wholeText, ["A"]),
      (#"[{"id":1,"product":{"title":"A"}}]"#, nil, []),
      (#"[{"name":"p","tasks":[{"title":"A"}]}]"#, .wholeText, ["A"]),
      (#"{"title":"Plan","tasks":[{"title":"A"}]}"#, .wholeText, ["A"]),
      (#"{"title":"Plan","tasks":[]}"#, .wholeText, ["Plan"]),
      (#"{"data":[{"title":"D"}],"tasks":[{"title":"A"}]}"#, .wholeText, ["A"]),
      (#"{"meta":{"title":"M"},"tasks":[{"title":"A"}]}"#, .wholeText, ["A"]),
      (#"{"meta":{"title":"M"},"title":"A"}"#, .wholeText, ["A"]),
      (#"{"amazon":{"tasks":[{"title":"A"}]},"shopee":{"items":[{"title":"B"}]}}"#, .wholeText, ["A", "B"]),
      (#"{"tasks":[{"title":"old"}],"tasks":[{"title":"A"}]}"#, .wholeText, ["A"]),
      ("[{\"title\":\"A\"}]\n[{\"title\":\"B\"}]", .wholeText, ["A", "B"]),
      ("{\"title\":\"A\"}\n{\"title\":\"B\"}\n", .wholeText, ["A", "B"]),
      ("Here:\n```json\n[{\"title\":\"A\"}]\n```\nand [{\"title\":\"no\"}]", .fencedBlocks, ["A"]),
      ("```\n[{\"title\":\"A\"}]\n```\n~~~\n{\"title\":\"B\"}\n~~~", .fencedBlocks, ["A", "B"]),
      ("```js\nconst x = [{\"title\":\"A\"}];\n```", .fencedBlocks, ["A"]),
      ("````md\n```json\n[{\"title\":\"A\"}]\n```\n````", .fencedBlocks, ["A"]),
      ("1. x\n    ```json\n    [{\"title\":\"A ``` B\"}]\n    ```", .fencedBlocks, ["A ``` B"]),
      ("```json [\n{\"title\":\"A\"}\n]\n```", .fencedBlocks, ["A"]),
      ("```json\n[{\"title\":\"A\"}]", .fencedBlocks, ["A"]),
      ("Inline ```json [{\"title\":\"A\"}]``` only", .scannedValues, ["A"]),
      (#"I [really] suggest {"title":"A"} and [{"title":"B]}"}], {ok}"#, .scannedValues, ["A", "B]}"]),
      ("<tasks><task><title>A &amp; B</title></task><TASK title='C'/></tasks>", .taskElements, ["A & B", "C"]),
      ("no tasks here", nil, []),
      ("", nil, []),
    ] as [(String, TextStep?, [String])])
  func steps(text: String, step: TextStep?, titles: [String]) {
    let found = FoundTasks(text)
    #expect(found.titles == titles)
    #expect(found.reading.step == step)
    #expect(found.reading.taskCount == titles.count)
    #expect(found.slips.isEmpty)
    #expect(!found.reading.isTruncated)
  }

  @Test(
    "JSON inside a JSON string is read, and counts as repaired",
    arguments: [
      #""[{\"title\":\"A\"}]""#, #"{"tasks":"[{\"title\":\"A\"}]"}"#, #"["{\"title\":\"A\"}"]"#,
      #""```json\n[{\"title\":\"A\"}]\n```""#, #"[{\"title\":\"A\"}]"#,
    ])
  func encodedTwice(text: String) {
    let found = FoundTasks(text)
    #expect(found.titles == ["A"])
    #expect(found.slips == [.encodedTwice])
    #expect(found.reading.isRepaired)
  }

  @Test(
    "A cut leaves the complete objects before it",
    arguments: [
      (#"[{"title":"A"},{"title":"B","description":"x"#, ["A"]),
      (#"[{"title":"A"},{"title":"B""#, ["A"]),
      (#"[{"title":"A"},{"title":"B","description""#, ["A"]),
      (#"[{"title":"A"},{"title":"B","descri"#, ["A"]),
      (#"[{"title":"A"},{"title":"B", "descri\"#, ["A"]),
      ("[{\"title\":\"A\"},{\"title\":\"B\",\"\n", ["A"]),
      (#"[{"title":"A"},"#, ["A"]),
      (#"[{"title":"A"}"#, ["A"]),
      (#"[{"title":"A","tags":["x"],"m":{"title":"no"},"#, []),
      (#"{"plan":{"tasks":[{"title":"A"},{"title":"B","tags":["x","#, ["A"]),
      (#"[{"name":"p","tasks":[{"title":"A"},{"title":"B\"#, ["A"]),
      (#"{"title":"Plan","tasks":[{"titl"#, []),
      ("Sure!\n```json\n[{\"title\":\"A\"},{\"title\":", ["A"]),
      (#"Sure: [{"title":"A"},{"title":"#, ["A"]),
      ("<task><title>A</title></task><task><title>B</ti", ["A"]),
    ])
  func cuts(text: String, titles: [String]) {
    let found = FoundTasks(text)
    #expect(found.titles == titles)
    #expect(found.reading.isTruncated)
    #expect(!found.reading.isRepaired)
  }

  @Test("A closed code block was not cut off, so a bracket that is missing at its end was forgotten")
  func forgottenBracket() {
    let found = FoundTasks("```json\n[{\"title\":\"A\"}\n```")
    #expect(found.titles == ["A"])
    #expect(found.slips == [.missingBracket])
    #expect(!found.reading.isTruncated)
  }

  @Test(
    "Hours are read with their units, and default to four",
    arguments: [
      ("2", 20_000, false), ("\"4h\"", 40_000, false), ("\"4 horas\"", 40_000, false), ("\"2,5 h\"", 25_000, false),
      ("1.5", 15_000, false), ("\"3 Hours\"", 30_000, false), ("\"1e1\"", 100_000, false), ("null", 40_000, true),
      ("\"uma\"", 40_000, true), ("-1", 40_000, true), ("\"2-3h\"", 40_000, true), ("[2]", 40_000, true),
      ("0", 0, false), ("\"30 min\"", 40_000, true), ("\"h\"", 40_000, true),
    ] as [(String, Int64, Bool)])
  func hours(value: String, hours: Int64, isDefaulted: Bool) throws {
    for key in ["estimatedHours", "estimated_hours", "hours"] {
      let task = try #require(FoundTasks("[{\"title\":\"A\",\"\(key)\":\(value)}]").tasks.first)
      #expect(task.estimatedHours == hours)
      #expect(task.defaulted.contains(.estimatedHours) == isDefaulted)
    }
  }

  @Test("Defaults that are used are told")
  func defaults() throws {
    let none = try #require(FoundTasks(#"[{"title":"A"}]"#).tasks.first)
    #expect(none.defaulted == [.priority, .category, .estimatedHours])
    let all = try #require(
      FoundTasks(#"[{"title":"A","priority":"alta","category":"x","hours":1}]"#).tasks.first)
    #expect(all.defaulted == [])
    let unreadable = try #require(
      FoundTasks(#"[{"title":"A","priority":{"a":1},"category":" ","hours":{}}]"#).tasks.first)
    #expect(unreadable.defaulted == [.priority, .category, .estimatedHours])
  }

  @Test(
    "A title is what the specification takes for one",
    arguments: [
      (#"{"title":"  A \u00a0"}"#, "A"), (#"{"title":"","titulo":"B"}"#, "B"), (#"{"title":"  "}"#, nil),
      (#"{"name":"A"}"#, nil), (#"{"name":"A","priority":"low"}"#, "A"), (#"{"title":17}"#, "17"),
      (#"{"title":["A"]}"#, nil), (#"{"title":null,"name":"B","tags":[]}"#, "B"),
      (#"{"t\u00edtulo":"\ud83d\ude00"}"#, "😀"), (#"{"Title":"A"}"#, nil),
    ])
  func titles(text: String, title: String?) {
    #expect(FoundTasks(text).titles.first == title)
  }

  @Test("All texts of one task can be had")
  func texts() throws {
    let text = """
      [{"title":"A"},{"title":"B \\u0026 C","descricao":"d","priority":"Média","category":"scaling",
        "estimated_hours":"2h","tags":["x", " y ", 3, null]}]
      """
    let second = try #require(FoundTasks.texts(text, ofTask: 1))
    #expect(second.title == "B & C")
    #expect(second.description == "d")
    #expect(second.priority == "medium")
    #expect(second.category == "scaling")
    #expect(second.estimatedHours == 20_000)
    #expect(second.tags == ["x", "y", "3"])
    #expect(FoundTasks.texts(text, ofTask: 0) == ProposedTexts(title: "A"))
    #expect(FoundTasks.texts(text, ofTask: 2) == nil)
    #expect(FoundTasks.texts(#"{"data":[{"title":"D"}],"tasks":[{"title":"A"}]}"#)?.title == "A")
    #expect(FoundTasks.texts(#"{"title":"A","tags":"x | y"}"#)?.tags == ["x", "y"])
    #expect(FoundTasks.texts(#"{"title":"A","tags":"x, y"}"#)?.tags == ["x", "y"])
    #expect(FoundTasks.texts(#"{"title":"A","priority":"urgente"}"#)?.priority == "urgente")
  }

  @Test("Long titles and descriptions are cut, and that is told")
  func clips() throws {
    let title = String(repeating: "é", count: 501)
    let description = String(repeating: "x", count: 5_001)
    let text = "[{\"title\":\"\(title)\",\"description\":\"\(description)\"},{\"title\":\"\(title.dropLast())\"}]"
    let found = FoundTasks(text)
    #expect(found.tasks.map(\.clippedTexts) == [2, 0])
    #expect(found.titles == [String(title.dropLast()), String(title.dropLast())])
    #expect(try #require(FoundTasks.texts(text)).description.count == 5_000)
  }

  @Test("Elements may hold their fields as attributes or as children, entities and CDATA included")
  func elements() throws {
    let text = """
      <Tasks>
        <task priority="high" hours='2,5 h'><Title>A &lt; B &#233;&#xe9; &nbsp;</Title>
          <description><![CDATA[x < y & z]]></description><tags><tag>a</tag><tag>b</tag></tags></task>
        <task><name>C</name><category>scaling</category>
        <task title="D" estimated-hours="1">
        <taskforce title="no"/><task><note>no title</note></task>
      </Tasks>
      """
    let found = FoundTasks(text)
    #expect(found.titles == ["A < B éé &nbsp;", "C", "D"])
    #expect(found.tasks.map(\.estimatedHours) == [25_000, 40_000, 10_000])
    let texts = try #require(FoundTasks.texts(text))
    #expect(texts.description == "x < y & z")
    #expect(texts.tags == ["a", "b"])
    #expect(texts.priority == "high")
  }

  @Test("Each task is found where it stands in the text")
  func places() {
    let text = "Look: [{\"title\":\"A\"}, {title: 'B',}] and {\"title\":\"C\"}"
    let found = FoundTasks(text)
    let bytes = Array(text.utf8)
    let excerpts = found.tasks.map { task in
      String(decoding: bytes[Int(task.offset)..<Int(task.offset + task.count)], as: UTF8.self)
    }
    #expect(excerpts == ["{\"title\":\"A\"}", "{title: 'B',}", "{\"title\":\"C\"}"])
    #expect(found.tasks.map(\.isRepaired) == [false, true, false])
    let second = found.tasks[1]
    let kinds = found.slips[Int(second.firstRepair)..<Int(second.firstRepair + second.repairCount)]
    #expect(Array(kinds) == [.unquotedKey, .singleQuotes, .extraComma])
    #expect(found.repairs.map(\.offset) == [23, 30, 33])
  }
}
