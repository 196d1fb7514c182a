import Foundation
import TestSupport
import Testing

/// `nexo tasks`.
@Suite("The list of tasks")
struct TasksCommandTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "in/tasks.csv",
      """
      id,title,status,created_at,channel,created_by_agent,priority,admin_approved,completed_at
      t1,Kit maternidade,completed,2026-02-20T08:00:00Z,amazon,alex,high,,2026-02-21T12:00:00Z
      t2,"Fotos, do ""macacão""\u{1B}[31m",pending,2026-02-22T09:45:00Z,amazon,alex,low,,
      t3,=1+1,awaiting_approval,2026-02-19T09:45:00Z,shopee,luna,,true,
      t4,,pending,2026-02-23T09:45:00Z,shopee,,,,
      t5,Quebrada,dnoe,2026-02-23T09:45:00Z,shopee,,,,

      """)
    try folder.write("in/events.ndjson", #"{"task_id":"t2","event":"approved","at":"2026-02-24T10:00:00Z"}"# + "\n")
  }

  private func tasks(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> [[String: Any]]
  {
    let outcome = try Executable.run(["tasks", "in", "--output-format", "json", "-q"] + arguments, in: folder)
    #expect(outcome.status == 0, "\(outcome.error)", sourceLocation: sourceLocation)
    let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    return try #require(document?["tasks"] as? [[String: Any]])
  }

  private func ids(_ arguments: [String]) throws -> [String] {
    try tasks(arguments).compactMap { $0["id"] as? String }
  }

  @Test("is oldest first, as of the report's time")
  func order() throws {
    #expect(try ids([]) == ["t3", "t1", "t2", "t4"])
    #expect(try ids(["--as-of", "2026-02-20"]) == ["t3", "t1"])
    #expect(try tasks(["--as-of", "2026-02-20"])[1]["status"] as? String == "pending")
    #expect(try tasks([])[2]["status"] as? String == "approved")
    #expect(try ids(["--from", "2026-02-20", "--to", "2026-02-23"]) == ["t1", "t2"])
  }

  @Test("is chosen by channel, agent, status and what waits for a decision, under any of their names")
  func selection() throws {
    #expect(try ids(["--channel", "Amazon"]) == ["t1", "t2"])
    #expect(try ids(["--agent", "alex ALARA"]) == ["t1", "t2"])
    #expect(try ids(["--agent", "Luna"]) == ["t3"])
    #expect(try ids(["--status", "done"]) == ["t1"])
    #expect(try ids(["--status", "Awaiting approval"]) == ["t3"])
    // t3 waits, but an administrator has approved it; t2 was approved by an event.
    #expect(try ids(["--pending-approval"]) == ["t4"])
    #expect(try ids(["--pending-approval", "--as-of", "2026-02-23"]) == ["t2", "t4"])
    #expect(try ids(["--agent", "alex", "--status", "completed", "--channel", "amazon"]) == ["t1"])
    #expect(try ids(["--agent", "marina"]) == [])
  }

  @Test("is cut by limit and offset, and says how many there are")
  func pages() throws {
    #expect(try ids(["--limit", "2"]) == ["t3", "t1"])
    #expect(try ids(["--limit", "2", "--offset", "1"]) == ["t1", "t2"])
    #expect(try ids(["--offset", "9"]) == [])
    let outcome = try Executable.run(["tasks", "in", "--limit", "1"], in: folder)
    #expect(
      outcome.error == """
        nexo: 1 of 4 tasks as of 2026-02-24T10:00:00.000Z, times in UTC; --limit and --offset show others
        nexo: warning: 1 record is in quarantine and in no list
          hint: nexo check tells which and why

        """)
    let count = try Executable.run(["tasks", "in", "--limit", "0"], in: folder)
    #expect(count.output == "")
    #expect(count.error.hasPrefix("nexo: 0 of 4 tasks"))
  }

  @Test("as a table it fits, and steers no terminal")
  func table() throws {
    let outcome = try Executable.run(["tasks", "in", "-q"], in: folder)
    #expect(
      outcome.output
        == """
        TASK  TITLE                          AGENT  CHANNEL  STATUS                        PRIORITY  CREATED             AGE
        t3    =1+1                           luna   shopee   awaiting_approval (approved)  -         2026-02-19 09:45  5d 0h
        t1    Kit maternidade                alex   amazon   completed                     high      2026-02-20 08:00  4d 2h
        t2    Fotos, do "macacão"\\u{1B}[31m  alex   amazon   approved                      low       2026-02-22 09:45  2d 0h
        t4    -                              -      shopee   pending                       -         2026-02-23 09:45  1d 0h

        """)
    let narrow = try Executable.run(["tasks", "in", "-q"], in: folder, environment: ["COLUMNS": "64"])
    for line in narrow.output.split(separator: "\n") { #expect(line.count <= 64, "\(line)") }
    #expect(narrow.output.hasPrefix("TASK  TITLE"))
  }

  @Test("as CSV it holds no formula")
  func csv() throws {
    let outcome = try Executable.run(["tasks", "in", "-q", "--output-format", "csv", "--limit", "3"], in: folder)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines[0] == "id,title,agentId,channel,status,approved,priority,category,createdAt,ageDays")
    #expect(lines[1].hasPrefix("t3,'=1+1,luna,shopee,awaiting_approval,true,,,2026-02-19T09:45:00.000Z,5.01"))
    #expect(lines[3].hasPrefix("t2,\"Fotos, do \"\"macacão\"\"\u{FFFD}[31m\",alex"))
  }

  @Test("tasks that agents proposed and nobody stored are listed as well, and follow their events")
  func proposed() throws {
    try folder.write(
      "in/luna.json",
      #"{"agent":"alex","created_at":"2026-02-18T08:00:00Z","content":"[{\"title\":\"Nova\",\"priority\":\"alta\"},{\"title\":\"kit MATERNIDADE\"}]"}"#
    )
    // The second is t1, but for its time: two days before it.
    #expect(try ids(["--agent", "alex"]).count == 4)
    let new = try tasks(["--limit", "2"])
    #expect(new.compactMap { $0["title"] as? String }.sorted() == ["Nova", "kit MATERNIDADE"])
    let first = try #require(new.first { $0["title"] as? String == "Nova" })
    #expect(first["channel"] as? String == "amazon")
    #expect(first["priority"] as? String == "high")
    #expect(first["status"] as? String == "pending")
    let id = try #require(first["id"] as? String)
    try folder.write("in/more.ndjson", #"{"task_id":"\#(id)","event":"approved","at":"2026-02-24T11:00:00Z"}"# + "\n")
    #expect(try ids(["--status", "approved"]) == [id, "t2"])
    #expect(try Executable.run(["tasks", "in", "-q"], in: folder).output.contains("Nova"))
  }

  @Test("an empty list is no error, and a document all the same")
  func empty() throws {
    let outcome = try Executable.run(
      ["tasks", "in", "-q", "--agent", "marina", "--output-format", "json"], in: folder)
    #expect(
      outcome.output == "{\"asOf\":\"2026-02-24T10:00:00.000Z\",\"total\":0,\"limit\":50,\"offset\":0,\"tasks\":[]}\n")
    #expect(try Executable.run(["tasks", "in", "-q", "--agent", "marina"], in: folder).output == "")
  }

  @Test(
    "what it cannot do it says",
    arguments: [
      (["--status", "dnoe"], 64, "--status: \"dnoe\" is not a task status"), (["--limit", "-1"], 64, "limit"),
      (["--agent", "nobody"], 66, "there is no agent \"nobody\""),
      (["--channel", "nowhere"], 66, "there is no channel \"nowhere\""),
      (["--role", "user"], 77, "the role user may not see"), (["--role", "qa"], 77, "the role qa may not see"),
      (["--output-format", "xml"], 64, "output-format"), (["--strict"], 65, "--strict allows none"),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, text: String) throws {
    let outcome = try Executable.run(["tasks", "in"] + arguments, in: folder)
    #expect(outcome.status == status, "\(outcome.error)")
    #expect(outcome.error.contains(text), "\(outcome.error)")
  }
}
