import Foundation
import TestSupport
import Testing

/// `nexo explain`.
@Suite("Explanations")
struct ExplainCommandTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "in/2026-02-23/tasks.csv",
      """
      id,title,status,created_at,updated_at,channel,created_by_agent,completed_at,estimated_hours,actual_hours
      t1,Kit,pending,2026-02-20T08:00:00Z,2026-02-20T08:00:00Z,amazon,alex,,4,
      t2,Fotos,pending,2026-02-22T09:45:00Z,,amazon,alex,,,

      """)
    try folder.write(
      "in/2026-02-24/tasks.json",
      """
      [{"id":"t1","title":"Kit maternidade","status":"completed","created_at":"2026-02-20T08:00:00Z",
        "updated_at":"2026-02-21T12:00:00Z","channel":"amazon","created_by_agent":"alex",
        "completed_at":"2026-02-21T12:00:00Z","estimated_hours":4,"actual_hours":2},
       {"id":"t9","status":"dnoe","created_at":"2026-02-20","channel":"amazon"}]
      """)
    try folder.write(
      "in/events.ndjson",
      """
      {"task_id":"t2","event":"completed","at":"2026-02-23T10:00:00Z"}
      {"task_id":"t2","event":"approved","at":"2026-02-24T10:00:00Z"}
      {"task_id":"t2","event":"approved","at":"2026-02-24T10:00:00Z"}
      {"task_id":"t8","event":"approved","at":"2026-02-24T10:00:00Z"}

      """)
  }

  private func explain(_ arguments: [String]) throws -> Command.Outcome {
    try Executable.run(["explain"] + arguments + ["in", "-q"], in: folder)
  }

  @Test("a task: its records, which counts and why, each step, and its times")
  func task() throws {
    let outcome = try explain(["task", "t1"])
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        task t1, as of 2026-02-24T10:00:00.000Z

        Now
          title      Kit maternidade
          agent      alex
          channel    amazon
          status     completed
          approved   yes: the record has no admin_approved, but a status that only approved tasks have
          counted    yes

        Records, the one that counts first
          in/2026-02-24/tasks.json:1, byte 1, exported 2026-02-24T00:00:00.000Z
            observed 2026-02-21T12:00:00.000Z (updated_at); status completed, created_at 2026-02-20T08:00:00Z, \
        completed_at 2026-02-21T12:00:00Z, updated_at 2026-02-21T12:00:00Z, estimated_hours 4, actual_hours 2
            this one counts
          in/2026-02-23/tasks.csv:2, byte 105, exported 2026-02-23T00:00:00.000Z
            observed 2026-02-20T08:00:00.000Z (updated_at); status pending, created_at 2026-02-20T08:00:00Z, \
        updated_at 2026-02-20T08:00:00Z, estimated_hours 4
            superseded: it was observed earlier (key 1)

        Replay
          2026-02-20T08:00:00.000Z  created (record)               - -> pending                     accepted
          2026-02-21T12:00:00.000Z  completed (record)             pending -> completed             accepted: the steps \
        before it, which the record does not date, are taken as done

        Durations
          execution time  created to completed: 100800000 ms (1 d 4 h)
          approval wait   created to approved: none, no time of approved
          queue time      approved to started: none, no time of approved and started
          cycle time      started to completed: none, no time of started
          delivery time   approved to completed: none, no time of approved

        """)
  }

  @Test("a task's events: refused ones, repeated ones, those that are later than the record")
  func events() throws {
    let text = try explain(["task", "t2"]).output
    #expect(text.contains("2026-02-23T10:00:00.000Z  completed, in/events.ndjson:1, byte 0\n"))
    #expect(text.contains("approved, in/events.ndjson:3, byte 129: the same again, superseded\n"))
    #expect(text.contains("completed (event)              pending                          refused: not allowed"))
    #expect(text.contains("approved (event)               pending -> approved              accepted; after the record"))
    #expect(text.contains("approved   yes: an event after the record was observed approved it"))
    let before = try explain(["task", "t2", "--as-of", "2026-02-23"]).output
    #expect(before.contains("1 more have not happened yet"))
    #expect(before.contains("approved   no: nothing says so"))
    #expect(try explain(["task", "t2", "--as-of", "2026-02-21"]).output.contains("does not exist yet"))
    #expect(try explain(["task", "t2", "--to", "2026-02-22"]).output.contains("counted    no: created outside of"))
  }

  @Test("as a document it holds the same")
  func document() throws {
    let outcome = try explain(["task", "t1", "--output-format", "json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(document["status"] as? String == "completed")
    let records = try #require(document["records"] as? [[String: Any]])
    #expect(records.map { $0["line"] as? Int } == [1, 2])
    #expect(records.map { $0["lostBy"] as? String } == [nil, "observed"])
    #expect(records.map { $0["counts"] as? Bool } == [true, false])
    let replay = try #require(document["replay"] as? [[String: Any]])
    #expect(replay.map { $0["outcome"] as? String } == ["accepted", "implied"])
    #expect((document["durations"] as? [String: Any])?["executionTime"] as? Int == 100_800_000)
  }

  @Test("events without a task, and records in quarantine, are found as well")
  func others() throws {
    let orphan = try explain(["task", "t8"])
    #expect(orphan.status == 0)
    #expect(orphan.output.contains("(orphan-event)"))
    let broken = try explain(["task", "t9"])
    #expect(broken.status == 0)
    #expect(broken.output.contains("  in/2026-02-24/tasks.json:4, byte "))
    #expect(
      broken.output.contains("the status is not a task status [unknown-status]"))
  }

  @Test("an agent: how each figure adds up")
  func agent() throws {
    let text = try explain(["agent", "Alex"]).output
    for line in [
      "generated = 2 = 0 pending + 0 awaiting_approval + 1 approved + 0 in_progress + 1 completed + 0 rejected + 0 cancelled",
      "approvalRate = 100 x 2 / 2 = 100;", "completionRate = 100 x 1 / 2 = 50;",
      "100800000 ms over 1 tasks / 1 / 60000 = 1680 minutes on average", "speed = max(0, 100 x (1 - 1680 / 720)) = 0",
      "performanceScore = 0.5 x 100 + 0.3 x 50 + 0.2 x 0 = 65", "1 completed tasks state both: 20000 actual / 40000",
    ] { #expect(text.contains(line), "\(line)\n\(text)") }
    let idle = try explain(["agent", "marina"]).output
    #expect(idle.contains("performanceScore = 0: nothing was generated"))
    let outcome = try explain(["agent", "alex", "--output-format", "json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(document["performanceScore"] as? Double == 65)
  }

  @Test("a task of every kind of export is found again, compressed or not")
  func kinds() throws {
    try folder.write(
      "all/2026-02-25/a.xml",
      "<tasks><task><id>t1</id><status>approved</status><created_at>2026-02-20T08:00:00Z</created_at>"
        + "<updated_at>2026-02-24T08:00:00Z</updated_at><channel>amazon</channel></task></tasks>")
    try folder.write(
      "all/2026-02-26/b.ndjson",
      #"{"id":"T1","status":"approved","created_at":"2026-02-20","channel":"amazon"}"# + "\n"
        + #"{"id":"t1","status":"approved","created_at":"2026-02-20","channel":"amazon"}"# + "\n")
    try folder.write("all/2026-02-27/c.csv", "id,status,created_at,channel\nt1,approved,2026-02-20,amazon\n")
    try Command.run("/bin/gzip", [folder("all/2026-02-27/c.csv")]).expectDone()
    try Command.run(
      "/usr/bin/env",
      [
        "python3", "-c",
        "import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); "
          + "d.execute('create table tasks(id,status,created_at,channel)'); "
          + "d.execute(\"insert into tasks(rowid,id,status,created_at,channel) values(7,'t1','rejected','2026-02-20','amazon')\"); "
          + "d.commit()", folder("all/d.db"),
      ]
    ).expectDone()
    let outcome = try Executable.run(["explain", "task", "t1", "all", "in", "-q", "--as-of", "2026-02-28"], in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
    for place in [
      "all/2026-02-25/a.xml:1, byte 7,", "all/2026-02-26/b.ndjson:2, byte 77,", "all/2026-02-27/c.csv.gz:2, byte 29,",
      "all/d.db:1, rowid 7,", "in/2026-02-23/tasks.csv:2, byte ", "in/2026-02-24/tasks.json:1, byte 1,",
    ] { #expect(outcome.output.contains(place), "\(place)\n\(outcome.output)") }
    let counts = outcome.output.components(separatedBy: "this one counts")
    #expect(counts.count == 2)
    #expect(counts[0].contains("all/2026-02-27/c.csv.gz:2"))
  }

  @Test("a proposed task: the response, what became of it, and its own words; events approve it")
  func proposed() throws {
    try folder.write(
      "in/2026-02-22/alex.json",
      """
      {"type":"message","id":"msg_7","role":"assistant","model":"m-1","stop_reason":"end_turn",
       "content":[{"type":"text","text":"Plano:\\n[{\\"titulo\\":\\"Vídeo curto\\",},{\\"titulo\\":\\"FOTOS\\"}]"}]}
      """)
    let list = try Executable.run(
      ["tasks", "in", "-q", "--output-format", "csv", "--agent", "alex", "--as-of", "2026-02-24"], in: folder)
    let row = try #require(list.output.split(separator: "\n").first { $0.contains("Vídeo curto") })
    let id = String(row.prefix { $0 != "," })
    let text = try explain(["task", id]).output
    for line in [
      "  title      Vídeo curto\n", "  agent      alex\n", "  channel    amazon\n", "  status     pending\n",
      "  in/2026-02-22/alex.json:1, byte 0, task 1 of agent alex\n",
      "    response msg_7; m-1; end_turn; no plan of its own; without a time of its own, taken as 2026-02-22T00:00:00.000Z; "
        + "its JSON was repaired\n",
      "    unsaved: no stored task is it\n", "      {\"titulo\":\"Vídeo curto\",}\n", "created (proposal)",
    ] { #expect(text.contains(line), "\(line)\n\(text)") }
    // The other one is t2, which is explained with what the agent said.
    let stored = try explain(["task", "t2"]).output
    #expect(stored.contains("task 2 of agent alex"))
    #expect(stored.contains("stored: agent and title agree with one task of a task export, and with no other"))
    #expect(stored.contains("{\"titulo\":\"FOTOS\"}"))
    let outcome = try explain(["task", "t2", "--output-format", "json"])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let told = try #require((document["proposedBy"] as? [[String: Any]])?.first)
    #expect(told["fate"] as? String == "stored")
    #expect(told["excerpt"] as? String == "{\"titulo\":\"FOTOS\"}")
    let own = try #require(told["id"] as? String)
    #expect(try explain(["task", own]).output.contains("stored as t2: explain that one"))
    let agent = try explain(["agent", "alex"]).output
    #expect(agent.contains("errors = 0 = 0 without a task + 0 refused + 0 failed"))
    #expect(agent.contains("responses = 1 = 0 read as they stand + 1 repaired + 0 cut off + 0 errors; 2 tasks found"))
  }

  @Test(
    "what there is not, and what a role may not see",
    arguments: [
      (["task", "nope"], 66, "there is no task \"nope\""), (["agent", "nope"], 66, "there is no agent \"nope\""),
      (["task", ""], 64, "cannot be the id"), (["task", "t1", "--role", "qa"], 77, "may not see what the inputs hold"),
      (["agent", "alex", "--role", "user"], 77, "may not see"), (["task", "t1", "--output-format", "csv"], 64, "csv"),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, text: String) throws {
    let outcome = try explain(arguments)
    #expect(outcome.status == status, "\(outcome.error)")
    #expect(outcome.error.contains(text), "\(outcome.error)")
  }

  @Test("without a subject it says what can be explained")
  func usage() throws {
    let outcome = try Executable.run(["explain"], in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.error.contains("nexo explain task ID INPUT..."))
  }
}
