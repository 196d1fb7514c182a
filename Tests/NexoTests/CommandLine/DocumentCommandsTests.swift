import Foundation
import TestSupport
import Testing

/// `nexo activate`, `status`, `metrics`, and what roles see.
@Suite("Documents of the API")
struct DocumentCommandsTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "in/tasks.csv",
      """
      id,title,status,created_at,channel,created_by_agent,completed_at
      t1,Kit maternidade,completed,2026-02-24T08:00:00Z,amazon,alex,2026-02-24T12:00:00Z
      t2,Fotos do macacão,pending,2026-02-24T09:45:00Z,amazon,alex,
      t3,Preços,rejected,2026-02-24T09:45:00Z,shopee,luna,

      """)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }

  private func manifest(_ name: String) throws -> [String: Any] {
    try json(try #require(folder.text(name + "/manifest.json")))
  }

  @Test(
    "prints what report writes, byte by byte",
    arguments: [
      (["activate"], "activate"), (["status"], "status"), (["metrics"], "metrics"),
      (["metrics", "--agent", "Alex"], "metrics/agent/alex"),
      (["metrics", "--agent", "marketplace-amazon"], "metrics/agent/alex"),
      (["metrics", "--channel", "tik-tok shop"], "metrics/channel/tiktokshop"),
    ])
  func sameBytes(command: [String], file: String) throws {
    let options = ["--locale", "en", "--timezone", "America/Sao_Paulo", "--channels", "amazon,shein"]
    #expect(try Executable.run(["report", "in", "-o", "out"] + options, in: folder).status == 0)
    let printed = try Executable.run(command + ["in"] + options, in: folder)
    #expect(printed.status == 0, "\(printed.error)")
    #expect(printed.output == folder.text("out/api/\(file).json"))
    // And render makes the same from the data.
    #expect(try Executable.run(["render", "out/report.json", "-o", "again", "--locale", "en"], in: folder).status == 0)
    #expect(folder.text("again/api/\(file).json") == printed.output)
  }

  @Test("findings are told beside the document, not in it")
  func findings() throws {
    let outcome = try Executable.run(["status", "in"], in: folder)
    #expect(outcome.error.contains("[unregistered-agent]"))
    #expect(try json(outcome.output)["status"] as? String == "success")
    #expect(try Executable.run(["status", "in", "--quiet"], in: folder).error == "")
  }

  @Test("the window and the as-of time are report's")
  func window() throws {
    let outcome = try Executable.run(
      ["metrics", "in", "--agent", "alex", "--from", "2026-02-24T09:00:00Z", "--as-of", "2026-02-24", "-q"], in: folder)
    let figures = try #require(try json(outcome.output)["metrics"] as? [String: Any])
    #expect(figures["tasksGenerated"] as? Int == 1)
    let before = try Executable.run(["status", "in", "--as-of", "2026-02-24T08:30:00Z", "-q"], in: folder)
    #expect(try json(before.output)["timestamp"] as? String == "2026-02-24T08:30:00.000Z")
  }

  @Test("without agent output there is a plan that nobody has begun")
  func planning() throws {
    let outcome = try Executable.run(["activate", "in", "--channels", "MercadoLivre,amazon,amazon", "-q"], in: folder)
    let plan = try #require(try json(outcome.output)["plan"] as? [String: Any])
    #expect(plan["status"] as? String == "planning")
    #expect(plan["channels"] as? [String] == ["amazon", "mercadolivre"])
    #expect(plan["planId"] as? String == "plan-1771891200000")
  }

  @Test("chosen channels come from the flag, the environment or the config file, and the manifest keeps them")
  func channels() throws {
    try folder.write("nexo.yml", "plan_channels: [shein, kaway]\nrole: head\n")
    func channels(_ arguments: [String], _ environment: [String: String] = [:]) throws -> [String]? {
      let outcome = try Executable.run(["activate", "in", "-q"] + arguments, in: folder, environment: environment)
      return (try json(outcome.output)["plan"] as? [String: Any])?["channels"] as? [String]
    }
    #expect(try channels([]) == ["shein", "kaway"])
    #expect(try channels([], ["NEXO_CHANNELS": "shopee"]) == ["shopee"])
    #expect(try channels(["--channels", "amazon"], ["NEXO_CHANNELS": "shopee"]) == ["amazon"])
    #expect(try Executable.run(["report", "in", "-o", "out"], in: folder).status == 0)
    let options = try #require(try manifest("out")["options"] as? [String: Any])
    #expect(options["channels"] as? [String] == ["shein", "kaway"])
    #expect(options["role"] as? String == "head")
  }

  @Test(
    "a channel, role, agent or pair of them that cannot be meant is refused with what may be",
    arguments: [
      (
        ["report", "in", "-o", "out", "--channels", "amazn"], 64, "--channels: there is no channel \"amazn\"", "amazon"
      ),
      (["activate", "in", "--channels", ""], 64, "--channels: no channel is named", "commas"),
      (["status", "in", "--role", "boss"], 64, "--role: \"boss\" is not a role", "one of admin, head, qa, user"),
      (["metrics", "in", "--agent", "alexx"], 66, "there is no agent \"alexx\"", "did you mean alex?"),
      (["metrics", "in", "--channel", "luna"], 66, "there is no channel \"luna\"", "one of amazon"),
      (["metrics", "in", "--agent", "luna"], 66, "there is no agent \"luna\"", "one of alex"),
      (["metrics", "in", "--agent", "alex", "--channel", "amazon"], 64, "exclude each other", ""),
      (["status"], 64, "Missing expected argument", ""),
      (["status", "nowhere"], 66, "there is no such file or folder", "check the path"),
    ] as [([String], Int32, String, String)])
  func refused(arguments: [String], status: Int32, text: String, hint: String) throws {
    let outcome = try Executable.run(arguments, in: folder)
    #expect(outcome.status == status, "\(outcome.error)")
    #expect(outcome.error.contains(text), "\(outcome.error)")
    #expect(hint.isEmpty || outcome.error.contains(hint), "\(outcome.error)")
    #expect(!folder.names().contains("out/"))
  }

  @Test("broken inputs give no document")
  func broken() throws {
    try folder.write("cut.json", #"[{"id":"t1","status":"pending","created_at":"2026-02-24","channel":"amazon"},{"#)
    let outcome = try Executable.run(["status", "cut.json"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.output == "")
    #expect(try Executable.run(["status", "cut.json", "--allow-partial"], in: folder).status == 0)
  }

  @Test("an empty night has a status, without a rate")
  func empty() throws {
    try folder.write("none/tasks.csv", "id,status,created_at,channel\n")
    let outcome = try Executable.run(["status", "none", "-q"], in: folder)
    #expect(outcome.status == 0)
    let summary = try #require(try json(outcome.output)["summary"] as? [String: Any])
    #expect(summary["overallSuccessRate"] is NSNull)
  }

  @Test(
    "a role that may not see a document gets a 403 and 77, before anything is read",
    arguments: [("user", "activate"), ("qa", "activate"), ("user", "metrics")])
  func forbidden(role: String, command: String) throws {
    let outcome = try Executable.run([command, "nowhere", "--role", role], in: folder)
    #expect(outcome.status == 77)
    let answer = try json(outcome.output)
    #expect(answer["status"] as? String == "error")
    #expect(answer["code"] as? Int == 403)
    #expect(answer["error"] as? String == "Forbidden")
    #expect((answer["message"] as? String)?.contains(role) == true)
    #expect(outcome.error.hasPrefix("nexo: error: the role \(role) may not see"))
    let environment = try Executable.run([command, "nowhere"], in: folder, environment: ["NEXO_ROLE": role])
    #expect(environment.status == 77)
  }

  @Test("an unknown agent gets a 404, but only who may see figures is told that")
  func notFound() throws {
    let outcome = try Executable.run(["metrics", "in", "--agent", "nobody", "--role", "qa"], in: folder)
    #expect(outcome.status == 66)
    let answer = try json(outcome.output)
    #expect(answer["code"] as? Int == 404)
    #expect(answer["error"] as? String == "Not Found")
    #expect(try Executable.run(["metrics", "in", "--agent", "nobody", "--role", "user"], in: folder).status == 77)
  }

  @Test(
    "a role's folder holds what it may see",
    arguments: [
      ("user", ["api/", "api/status.json", "index.html", "manifest.json", "orchestration.html", "orchestration.md"]),
      (
        "qa",
        [
          "agents.csv", "api/", "api/metrics.json", "api/metrics/", "api/metrics/agent/", "api/metrics/channel/",
          "api/status.json", "channels.csv", "daily.csv", "index.html", "manifest.json", "orchestration.html",
          "orchestration.md", "performance.html", "performance.md",
        ]
      ),
    ])
  func folders(role: String, names: [String]) throws {
    #expect(try Executable.run(["report", "in", "-o", "all"], in: folder).status == 0)
    #expect(try Executable.run(["report", "in", "-o", "out", "--role", role], in: folder).status == 0)
    #expect(
      try Executable.run(["render", "all/report.json", "-o", "again", "--role", role], in: folder).status == 0)
    for name in ["out", "again"] {
      #expect(
        folder.names(name).filter { !$0.contains("agent/") || $0.hasSuffix("/") }
          .filter { !$0.contains("channel/") || $0.hasSuffix("/") } == names)
      let manifest = try manifest(name)
      #expect(manifest["inputs"] is NSNull)
      for file in folder.names(name) {
        let text = folder.text("\(name)/\(file)") ?? ""
        #expect(!text.contains("maternidade") && !text.contains("tasks.csv"), "\(file)")
      }
    }
    // What an earlier run wrote for everybody goes.
    #expect(try Executable.run(["report", "in", "-o", "all", "--role", role], in: folder).status == 0)
    #expect(folder.names("all") == folder.names("out"))
  }

  @Test(
    "a format that was asked for and of which a role sees nothing is told",
    arguments: [
      ("user", "json", ["json is for admin, head"]),
      ("user", "csv,json,md", ["json is for admin, head", "csv is for admin, head, qa"]),
      ("user", "mail", ["mail is for admin, head, qa"]), ("qa", "json,html", ["json is for admin, head"]),
      ("qa", "csv,api", []), ("user", "md,html,api", []), ("user", "md,html,json,csv,api", []), ("head", "json", []),
    ] as [(String, String, [String])])
  func withheld(role: String, formats: String, told: [String]) throws {
    #expect(try Executable.run(["report", "in", "-o", "all"], in: folder).status == 0)
    let options = ["-o", "out", "--role", role, "--formats", formats]
    for command in [["report", "in"], ["render", "all/report.json"]] {
      let outcome = try Executable.run(command + options, in: folder)
      #expect(outcome.status == 0)
      let lines = outcome.error.split(separator: "\n").map(String.init)
      let expected = told.flatMap { hint in
        let format = hint.prefix { $0 != " " }
        return [
          "nexo: warning: nothing is written in the format \(format): the role \(role) may not see it",
          "  hint: \(hint)",
        ]
      }
      let first = lines.firstIndex { $0.contains("nothing is written") } ?? lines.count
      #expect(Array(lines[first...].prefix(expected.count)) == expected, "\(outcome.error)")
      #expect(lines.filter { $0.contains("nothing is written") }.count == told.count)
      #expect(try Executable.run(command + options + ["--quiet"], in: folder).error == "")
    }
  }

  @Test("head sees the inputs and the quarantine")
  func head() throws {
    #expect(try Executable.run(["report", "in", "-o", "out", "--role", "head"], in: folder).status == 0)
    #expect(folder.text("out/quarantine.ndjson") != nil)
    let manifest = try manifest("out")
    #expect((manifest["inputs"] as? [Any])?.count == 1)
  }

  @Test("folders within the output are replaced file by file as well, and empty ones go")
  func folderByFolder() throws {
    #expect(try Executable.run(["report", "in", "-o", "out"], in: folder).status == 0)
    try folder.write("out/api/mine.txt", "x")
    #expect(try Executable.run(["report", "in", "-o", "out"], in: folder).status == 0)
    #expect(folder.names("out").contains("api/metrics/agent/alex.json"))
    #expect(try Executable.run(["report", "in", "-o", "out", "--formats", "json"], in: folder).status == 0)
    #expect(folder.names("out") == ["api/", "api/mine.txt", "manifest.json", "quarantine.ndjson", "report.json"])
  }
}
