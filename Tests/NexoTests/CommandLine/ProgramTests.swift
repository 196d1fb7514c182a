import Foundation
import TestSupport
import Testing

/// The executable itself, as a user or a timer runs it.
@Suite("The program")
struct ProgramTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("in/tasks.csv", Self.tasks)
  }

  static let tasks = """
    id,status,created_at,channel,created_by_agent
    t1,pending,2026-02-24T09:45:00Z,amazon,alex
    t2,approved,2026-02-24T09:45:00Z,amazon,alex

    """

  /// The publishing of a run before, to see that a failing one leaves it.
  private func publishFirst(_ name: String = "out") throws -> [UInt8] {
    let outcome = try Executable.run(["report", "in", "-o", name], in: folder)
    try #require(outcome.status == 0, "\(outcome.error)")
    return try #require(folder.bytes("\(name)/manifest.json"))
  }

  @Test("a run publishes, and the next one replaces")
  func twice() throws {
    let first = try publishFirst()
    let second = try publishFirst()
    #expect(first == second)
    #expect(folder.names().filter { $0.contains(".nexo-") } == [])
  }

  @Test("a folder that may not be written is refused and left")
  func notWritable() throws {
    let manifest = try publishFirst()
    try Command.run("/bin/chmod", ["-R", "a+rX,a-w", folder("out"), folder.path]).expectDone()
    let before = folder.names()
    let outcome = try Executable.runWithoutRights(["report", "in", "-o", "out"], in: folder)
    #expect(outcome.status == 73)
    #expect(
      outcome.error.hasPrefix(
        "out: error: cannot write into the folder: Permission denied\n  hint: the user who runs nexo"),
      "\(outcome.error)")
    let fresh = try Executable.runWithoutRights(["report", "in", "-o", "fresh"], in: folder)
    #expect(fresh.status == 73)
    #expect(fresh.error.hasPrefix("fresh: error: cannot create the folder: Permission denied\n"), "\(fresh.error)")
    #expect(folder.names() == before)
    #expect(folder.bytes("out/manifest.json") == manifest)
  }

  @Test("a folder whose parent may not be written is replaced file by file")
  func parentNotWritable() throws {
    _ = try publishFirst()
    try folder.write("out/gone.csv", "x")
    try Command.run("/bin/chmod", ["-R", "a+rwX", folder("out"), folder("in")]).expectDone()
    try Command.run("/bin/chmod", ["a+rx,a-w", folder.path]).expectDone()
    let outcome = try Executable.runWithoutRights(["report", "in", "-o", "out", "--formats", "json"], in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(folder.names().filter { $0.contains("nexo-") } == [])
    #expect(folder.text("out/manifest.json")?.contains("\"html\"") == false)
    #expect(folder.text("out/gone.csv") == "x")
  }

  @Test("run inside of the output folder, it stays the folder that it is")
  func currentFolder() throws {
    _ = try publishFirst()
    let before = try FileManager.default.attributesOfItem(atPath: folder("out"))[.systemFileNumber] as? Int
    let outcome = try Command.run(Executable.path, ["report", "../in", "-o", "."], in: folder("out"))
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(try FileManager.default.attributesOfItem(atPath: folder("out"))[.systemFileNumber] as? Int == before)
  }

  /// Starts a run that has the lock and waits for its input.
  private func startReading(_ name: String = "out") throws -> Command.Running {
    let running = try Executable.start(["report", "-", "-o", name], in: folder)
    running.send(Array(Self.tasks.utf8.prefix(60)))
    let isStaged = Command.waitUntil { folder.names().contains { $0.contains(".out.nexo-") } }
    try #require(isStaged, "\(running.wait(seconds: 0).error)")
    return running
  }

  @Test("another run's lock is respected; with --wait the run goes on when the other is done")
  func locked() throws {
    let manifest = try publishFirst()
    let running = try startReading()
    let outcome = try Executable.run(["report", "in", "-o", "out"], in: folder)
    #expect(outcome.status == 75)
    #expect(
      outcome.error
        == "out: error: another run of nexo is writing into this folder\n  hint: --wait SECONDS waits for it to finish\n"
    )
    #expect(folder.bytes("out/manifest.json") == manifest)
    let impatient = try Executable.run(["report", "in", "-o", "out", "--wait", "0.2"], in: folder)
    #expect(impatient.status == 75)
    let patient = try Executable.start(["report", "in", "-o", "out", "--wait", "30"], in: folder)
    running.signal(SIGTERM)
    #expect(running.wait().status == 143)
    #expect(patient.wait().status == 0)
    #expect(folder.bytes("out/manifest.json") == manifest)
  }

  @Test("of many runs at once, each publishes in its turn")
  func crowd() throws {
    let lists = ["json", "csv", "md", "html", "json,csv", "md,html", "json,html", "csv,md"]
    let runs = try lists.map { list in
      try Executable.start(["report", "in", "-o", "out", "--wait", "120", "--formats", list], in: folder)
    }
    for run in runs {
      let outcome = run.wait(seconds: 150)
      #expect(outcome.status == 0, "\(outcome.error)")
    }
    let data = try #require(folder.bytes("out/manifest.json"))
    let manifest = try #require(try JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])
    let outputs = try #require(manifest["outputs"] as? [[String: Any]])
    #expect(folder.names("out") == (outputs.compactMap { $0["path"] as? String } + ["manifest.json"]).sorted())
    #expect(folder.names().filter { $0.contains("nexo-") } == [])
  }

  @Test(
    "a signal in the middle ends the run cleanly, and says so",
    arguments: [(SIGTERM, 143, "SIGTERM"), (SIGINT, 130, "SIGINT"), (SIGHUP, 129, "SIGHUP")] as [(Int32, Int32, String)]
  )
  func signalled(number: Int32, status: Int32, name: String) throws {
    let manifest = try publishFirst()
    let before = folder.names()
    let running = try startReading()
    running.signal(number)
    let outcome = running.wait()
    #expect(outcome.status == status)
    #expect(
      outcome.error
        == "nexo: stopped by \(name); nothing was published, what was there before is unchanged\n")
    #expect(folder.names() == before)
    #expect(folder.bytes("out/manifest.json") == manifest)
  }

  @Test("a signal before the first report leaves no folder")
  func signalledFirst() throws {
    let before = folder.names()
    let running = try startReading("deep/out")
    running.signal(SIGTERM)
    #expect(running.wait().status == 143)
    #expect(folder.names() == before)
  }

  @Test("what a killed run leaves behind is tidied up by the next")
  func killed() throws {
    _ = try publishFirst()
    let before = folder.names()
    let running = try startReading()
    running.signal(SIGKILL)
    #expect(running.wait().status == 137)
    #expect(folder.names() != before)
    _ = try publishFirst()
    #expect(folder.names() == before)
  }

  @Test("a signal that was ignored from the start stays ignored")
  func ignored() throws {
    let running = try Command.start(
      "/bin/sh", ["-c", "trap '' TERM; exec \"\(Executable.path)\" report - -o out"], in: folder.path)
    #expect(Command.waitUntil { folder.names().contains { $0.contains(".out.nexo-") } })
    running.signal(SIGTERM)
    usleep(100_000)
    #expect(running.isRunning)
    running.send(Array(Self.tasks.utf8))
    running.closeInput()
    #expect(running.wait().status == 0)
  }

  @Test("standard output that cannot be written is an error, a reader that has enough is none to speak of")
  func standardOutput() throws {
    let full = try Command.run(
      "/bin/sh", ["-c", "\"\(Executable.path)\" init - > /dev/full"], in: folder.path)
    #expect(full.status == 74)
    #expect(full.error.hasPrefix("standard output: error: cannot write: No space left on device\n"), "\(full.error)")
    let closed = try Command.run(
      "/bin/sh", ["-c", "{ sleep 0.2; \"\(Executable.path)\" init -; echo $? > status; } | true"],
      in: folder.path)
    #expect(closed.status == 0)
    #expect(Command.waitUntil { folder.text("status")?.hasSuffix("\n") == true })
    #expect(folder.text("status") == "74\n")
    #expect(closed.error == "")
  }

  @Test("colours come only when asked for, where no terminal is")
  func colors() throws {
    let always = try Executable.run(["report", "none", "-o", "out", "--color", "always"], in: folder)
    #expect(always.error.hasPrefix("none: \u{1B}[1;31merror:\u{1B}[0m"))
    let usage = try Executable.run(["report", "--color=always"], in: folder)
    #expect(usage.error.hasPrefix("nexo: \u{1B}[1;31merror:\u{1B}[0m"))
    let never = try Executable.run(["report", "none", "-o", "out"], in: folder)
    #expect(!never.error.contains("\u{1B}"))
  }

  @Test(
    "help and version go to standard output",
    arguments: [["--help"], ["help", "report"], ["report", "--help"], ["--version"]])
  func help(arguments: [String]) throws {
    let outcome = try Executable.run(arguments, in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.error == "")
    #expect(outcome.output.contains("nexo"))
  }

  @Test("quiet says nothing when all is well")
  func quiet() throws {
    let outcome = try Executable.run(["report", "in", "-o", "out", "--quiet"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.error == "" && outcome.output == "")
  }

  @Test("init writes a file that the next run reads, or prints it")
  func initialize() throws {
    #expect(try Executable.run(["init"], in: folder).status == 0)
    let printed = try Executable.run(["init", "-"], in: folder)
    #expect(printed.output == folder.text("nexo.yml"))
    #expect(try Executable.run(["report", "in", "-o", "out"], in: folder).status == 0)
  }
}

extension Command.Outcome {
  /// Checks that a helper of the test did its work.
  func expectDone(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(status == 0, "\(error)", sourceLocation: sourceLocation)
  }
}
