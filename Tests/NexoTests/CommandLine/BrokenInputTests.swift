import Foundation
import TestSupport
import Testing

/// Inputs that a run cannot use, or not wholly: what is told, and what is left alone.
@Suite("Broken input")
struct BrokenInputTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("good/tasks.csv", ProgramTests.tasks)
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var message: String
    /// Records that come before the break.
    var records: Int
    var testDescription: String { name }
  }

  private static let head = "id,status,created_at,channel,created_by_agent\n"
  private static let line = "t1,pending,2026-02-24T09:45:00Z,amazon,alex\n"
  private static let object =
    #"{"id":"t1","status":"pending","created_at":"2026-02-24T09:45:00Z","channel":"amazon"}"#
  private static let element =
    "<task><id>t1</id><status>pending</status><created_at>2026-02-24T09:45:00Z</created_at><channel>amazon</channel></task>"

  static let broken = [
    Broken(
      name: "cut.csv", text: head + line + "t2,approved,2026-02-24T09:4", message: "cut.csv:3:1: error: ", records: 1),
    Broken(
      name: "quote.csv", text: head + line + "t2,\"approved,2026-02-24T09:45:00Z,amazon,alex\n",
      message: "quote.csv:3:4: error: ", records: 1),
    Broken(
      name: "cut.ndjson", text: object + "\n{\"id\":\"t2\",\"stat", message: "cut.ndjson:2:1: error: ", records: 1),
    Broken(name: "cut.json", text: "[\(object),\n{\"id\":\"t2\",\"stat", message: "cut.json:2:1: error: ", records: 1),
    Broken(name: "unclosed.json", text: "[\(object)\n", message: "unclosed.json:", records: 1),
    Broken(name: "syntax.json", text: "[\(object)\n\(object)]", message: "syntax.json:2:1: error: ", records: 1),
    Broken(name: "cut.xml", text: "<tasks>\n\(element)\n<task><id>t2</id><sta", message: "cut.xml:3:", records: 1),
    Broken(
      name: "syntax.xml", text: "<tasks>\n\(element)\n<task><id>t2</status></task></tasks>", message: "syntax.xml:3:",
      records: 1),
    Broken(
      name: "doctype.xml", text: "<!DOCTYPE tasks [<!ENTITY a \"b\">]>\n<tasks>\(element)</tasks>",
      message: "doctype.xml:1:1: error: ", records: 0),
    Broken(
      name: "entity.xml", text: "<tasks>\n<task><id>&evil;</id></task></tasks>", message: "entity.xml:2:", records: 0),
    Broken(name: "empty.json", text: "", message: "empty.json:1:1: error: ", records: 0),
    Broken(name: "noise.bin", text: "\u{0}\u{1}\u{2}\u{3}noise\u{0}", message: "noise.bin: error: ", records: 0),
  ]

  @Test(
    "a file that breaks off fails the run, with its place and a hint; the last good report stays", arguments: broken)
  func breaksOff(_ file: Broken) throws {
    try folder.write(file.name, file.text)
    #expect(try Executable.run(["report", "good", "-o", "out"], in: folder).status == 0)
    let before = folder.names()
    let manifest = folder.bytes("out/manifest.json")
    let outcome = try Executable.run(["report", "good", file.name, "-o", "out"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.error.hasPrefix(file.message), "\(outcome.error)")
    #expect(outcome.error.contains("\n  hint: "))
    #expect(outcome.error.contains("nexo: error: nothing was published: 1 file was not read to the end\n"))
    #expect(folder.names() == before)
    #expect(folder.bytes("out/manifest.json") == manifest)
  }

  @Test("what can be read of it is published where that is allowed, and the report says so", arguments: broken)
  func partial(_ file: Broken) throws {
    try folder.write(file.name, file.text)
    let outcome = try Executable.run(
      ["report", file.name, "-o", "out", "--allow-partial", "--locale", "en"], in: folder)
    try #require(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.error.components(separatedBy: file.message).count == 2, "told once: \(outcome.error)")
    #expect(outcome.error.contains("; 1 file was not read to the end"), "\(outcome.error)")
    let data = try #require(folder.bytes("out/report.json"))
    let report = try #require(try JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])
    let input = try #require((report["inputs"] as? [[String: Any]])?.first)
    #expect(input["complete"] as? Bool == false)
    #expect(input["accepted"] as? Int == file.records)
    for name in ["performance.html", "performance.md", "orchestration.html", "orchestration.md", "index.html"] {
      #expect(folder.text("out/\(name)")?.contains(file.name) == true, "\(name)")
    }
  }

  @Test("check tells the same on standard output, and writes nothing", arguments: broken)
  func check(_ file: Broken) throws {
    try folder.write(file.name, file.text)
    let before = folder.names()
    let outcome = try Executable.run(["check", file.name], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.output.hasPrefix(file.message), "\(outcome.output)")
    #expect(outcome.error == "")
    #expect(folder.names() == before)
  }

  @Test("noise in a folder is skipped with a warning")
  func noiseInFolder() throws {
    try folder.write("good/noise.bin", [0, 1, 2, 3, 4])
    let outcome = try Executable.run(["report", "good", "-o", "out"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("good/noise.bin: warning: "))
    #expect(outcome.error.contains("[skipped-file]"))
  }

  @Test("a folder without a file is no input")
  func emptyFolder() throws {
    try FileManager.default.createDirectory(atPath: folder("empty"), withIntermediateDirectories: false)
    let outcome = try Executable.run(["report", "empty", "-o", "out"], in: folder)
    #expect(outcome.status == 66)
    #expect(outcome.error.hasPrefix("empty: error: the folder holds no file to read\n  hint: "))
    #expect(!folder.names().contains("out/"))
  }

  @Test("a file that may not be read is an error of reading")
  func notReadable() throws {
    try Command.run("/bin/chmod", ["a-r", folder("good/tasks.csv")]).expectDone()
    try Command.run("/bin/chmod", ["a+rwx", folder.path]).expectDone()
    let outcome = try Executable.runWithoutRights(["report", "good/tasks.csv", "-o", "out"], in: folder)
    #expect(outcome.status == 74)
    #expect(
      outcome.error.hasPrefix("good/tasks.csv: error: cannot open it: Permission denied\n  hint: "), "\(outcome.error)")
    #expect(!folder.names().contains("out/"))
  }

  @Test(
    "an input without records is a report, not an error",
    arguments: [("a.csv", "id,status,created_at,channel\n"), ("a.json", "[]"), ("a.ndjson", ""), ("a.xml", "<tasks/>")])
  func empty(name: String, text: String) throws {
    try folder.write("in/" + name, text)
    let outcome = try Executable.run(["report", "in", "-o", "out", "--fail-on", "health<good"], in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(folder.text("out/report.json")?.contains("\"systemHealth\": \"no_data\"") == true)
    #expect(outcome.error.contains("warning: the gate health < good was not judged"))
    #expect(!outcome.error.contains("no record: no record"))
  }

  private static let mixed = head + line + "t2,dnoe,2026-02-24T09:45:00Z,amazon,alex\n"

  @Test("a broken record in a sound file is told, quarantined verbatim, and the rest goes on")
  func quarantined() throws {
    try folder.write("mixed.csv", Self.mixed)
    let outcome = try Executable.run(["report", "mixed.csv", "-o", "out"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("mixed.csv:3:4: error: the status is not a task status"), "\(outcome.error)")
    #expect(outcome.error.contains("status_map in nexo.yml"))
    #expect(
      outcome.error.hasSuffix("nexo: 26 files in out, from 2 records, 1 of them quarantined; health poor\n"),
      "\(outcome.error)")
    #expect(folder.text("out/quarantine.ndjson")?.contains("t2,dnoe,2026-02-24T09:45:00Z,amazon,alex") == true)
    #expect(try Executable.run(["check", "mixed.csv"], in: folder).status == 65)
    #expect(try Executable.run(["check", "good"], in: folder).status == 0)
  }

  private static let faults =
    mixed + "t3,dnoe,2026-02-24T09:45:00Z,amazon,alex\nt4,pending,2026-02-24T09:45:00Z,amazon,bruno\n"

  @Test("each finding is told once, with its first place and its count; --verbose tells every example")
  func brief() throws {
    try folder.write("faults.csv", Self.faults)
    let brief = try Executable.run(["report", "faults.csv", "-o", "out"], in: folder)
    #expect(
      brief.error == """
        faults.csv:3:4: error: the status is not a task status: status is "dnoe" (t2); the first of 2 [unknown-status]
          hint: one of pending, awaiting_approval, approved, in_progress, completed, rejected, cancelled; \
        add others under status_map in nexo.yml
        faults.csv:5:1: warning: an agent is not in the registry: agent "bruno" (t4) [unregistered-agent]
        nexo: 26 files in out, from 4 records, 2 of them quarantined; health poor

        """)
    let full = try Executable.run(["report", "faults.csv", "-o", "out", "--verbose"], in: folder)
    #expect(full.error.contains("\nfaults.csv:4:4: error: the status is not a task status: status is \"dnoe\" (t3)"))
    #expect(full.error.contains("[unregistered-agent]\n  hint: it has a row of its own"))
    #expect(!full.error.contains("the first of"))
  }

  @Test("strict allows no quarantined record")
  func strict() throws {
    try folder.write("mixed.csv", Self.mixed)
    let outcome = try Executable.run(["report", "mixed.csv", "-o", "out", "--strict"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.error.hasPrefix("mixed.csv:3:4: error: "))
    #expect(
      outcome.error.hasSuffix(
        "nexo: error: nothing was published: 1 record of 2 cannot be used, and --strict allows none\n"))
    #expect(!folder.names().contains("out/"))
  }

  @Test("records of which none can be used are no report")
  func allQuarantined() throws {
    try folder.write("bad.csv", Self.head + "t2,dnoe,2026-02-24T09:45:00Z,amazon,alex\n")
    let outcome = try Executable.run(["report", "bad.csv", "-o", "out"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.error.hasSuffix("nexo: error: nothing was published: 1 record was read and none could be used\n"))
    #expect(!folder.names().contains("out/"))
  }

  @Test("a gate that fails gives status 1, after publishing")
  func gates() throws {
    try folder.write("mixed.csv", Self.mixed)
    let outcome = try Executable.run(
      [
        "report", "mixed.csv", "-o", "out", "--fail-on", "quarantined>0", "--fail-on", "health below good", "--fail-on",
        "generated<1",
      ],
      in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("nexo: error: the gate quarantined > 0 failed: quarantined is 1\n"))
    #expect(outcome.error.contains("nexo: error: the gate health < good failed: health is poor\n"))
    #expect(!outcome.error.contains("generated"))
    #expect(folder.names("out").contains("report.json"))
  }

  @Test(
    "a broken template is told with its place, and nothing is published",
    arguments: [
      (
        "html/agents.html.mustache", "{{%CONTENT_TYPE:HTML}}\n{{nonsense}}\n",
        "mine/html/agents.html.mustache:2:1: error: "
      ),
      ("html/agents.html.mustache", "{{%CONTENT_TYPE:HTML}}\n{{#agents}}\n", "mine/html/agents.html.mustache:"),
      ("notes.txt", "hello", "mine/notes.txt:1:1: error: "),
    ])
  func brokenTemplate(name: String, text: String, message: String) throws {
    try folder.write("mine/" + name, text)
    let outcome = try Executable.run(["report", "good", "-o", "out", "--templates", "mine"], in: folder)
    #expect(outcome.status == 78)
    #expect(outcome.error.hasPrefix(message), "\(outcome.error)")
    #expect(!folder.names().contains("out/"))
  }
}
