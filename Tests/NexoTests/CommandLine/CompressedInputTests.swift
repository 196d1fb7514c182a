import Foundation
import TestSupport
import Testing

/// gzip and zstd, by the program itself.
@Suite("Compressed input")
struct CompressedInputTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private static let fixtures = Scenario.root.appendingPathComponent("Fixtures/formats")
  private static let plain = Scenario.root.appendingPathComponent("Fixtures/scenarios/worked-example/input/tasks.json")

  /// A report without its inputs.
  private func report(_ arguments: [String], input: [UInt8] = []) throws -> String {
    let outcome = try Executable.run(
      ["report"] + arguments + ["-o", "out", "--formats", "json"], in: folder, input: input)
    try #require(outcome.status == 0, "\(outcome.error)")
    let data = try #require(folder.bytes("out/report.json"))
    var report = try #require(try JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])
    report["inputs"] = nil
    return String(decoding: try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys]), as: UTF8.self)
  }

  private func input() throws -> [String: Any] {
    let data = try #require(folder.bytes("out/report.json"))
    let report = try #require(try JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])
    return try #require((report["inputs"] as? [[String: Any]])?.first)
  }

  @Test(
    "the same tasks give the same report, however they are written and compressed",
    arguments: [
      ("tasks.ndjson.gz", "ndjson"), ("tasks.csv.gz", "csv"), ("tasks.json.zst", "json"), ("tasks.sqlite", "sqlite"),
    ])
  func same(name: String, format: String) throws {
    let expected = try report([Self.plain.path])
    #expect(try input()["accepted"] as? Int == 45)
    let file = Self.fixtures.appendingPathComponent(name)
    #expect(try report([file.path]) == expected)
    let input = try input()
    let bytes = [UInt8](try Data(contentsOf: file))
    #expect(input["format"] as? String == format)
    #expect(input["bytes"] as? Int == bytes.count)
    let digest = try Command.run("/usr/bin/sha256sum", [file.path]).output.prefix(64)
    #expect(input["sha256"] as? String == String(digest))
    // From standard input, and in another compression around what has none.
    #expect(try report(["-"], input: bytes) == expected)
    if format == "sqlite" {
      #expect(try report(["-"], input: Compressed.gzip(bytes)) == expected)
      try folder.write("in/tasks", Compressed.zstd(bytes))
      #expect(try report(["in"]) == expected)
    }
  }

  private static let tasks = ProgramTests.tasks

  private func lines(_ count: Int) -> [UInt8] {
    let tasks = (0..<count).map { "t\($0),pending,2026-02-24T09:45:00Z,amazon,alex,\($0 * 2_654_435_761 % 99_991)\n" }
    return Array(("id,status,created_at,channel,created_by_agent,title\n" + tasks.joined()).utf8)
  }

  /// A file that is no whole archive, and what is said about it.
  private struct BrokenArchive {
    var name: String
    var bytes: [UInt8]
    var code: String
    var reason: String
  }

  private func brokenArchives() -> [BrokenArchive] {
    let whole = Compressed.gzip(lines(500))
    let size = whole.count
    var wrong = whole
    wrong[size - 6] ^= 1
    // So little that it might be anything.
    let words = Array(Compressed.gzip(Array("id and more words".utf8)).dropLast(4))
    let frame = Array(Compressed.zstd(lines(500)).dropLast(1))
    let end = "of the compressed file"
    return [
      BrokenArchive(
        name: "cut.csv.gz", bytes: Array(whole.dropLast(100)), code: "truncated-file",
        reason: "the gzip data breaks off at byte \(size - 100), the end \(end)"),
      BrokenArchive(
        name: "checksum.csv.gz", bytes: wrong, code: "malformed-file",
        reason: "the gzip data's checksum is wrong, at byte \(size - 4) \(end)"),
      BrokenArchive(
        name: "garbage.csv.gz", bytes: whole + Array("more".utf8), code: "malformed-file",
        reason: "what follows the gzip data is neither gzip nor zeros, at byte \(size) \(end)"),
      BrokenArchive(
        name: "head.csv.gz", bytes: Array(whole[..<5]), code: "truncated-file",
        reason: "the gzip data breaks off at byte 5"),
      BrokenArchive(
        name: "words.csv.gz", bytes: words, code: "truncated-file", reason: "the gzip data breaks off at byte "),
      BrokenArchive(
        name: "cut.csv.zst", bytes: frame, code: "truncated-file", reason: "the zstd data breaks off at byte "),
    ]
  }

  @Test("an archive that breaks off or is broken fails the run, with its place; what was read may be published")
  func broken() throws {
    for archive in brokenArchives() {
      let (name, bytes) = (archive.name, archive.bytes)
      // In a folder, where what is nothing to read is skipped.
      try folder.write("in/" + name, bytes)
      try folder.write("in/good.csv", Self.tasks)
      let outcome = try Executable.run(["report", "in", "-o", "out"], in: folder)
      #expect(outcome.status == 65, "\(name)")
      #expect(outcome.error.hasPrefix("in/\(name):"), "\(outcome.error)")
      #expect(outcome.error.contains(archive.reason), "\(outcome.error)")
      #expect(outcome.error.contains("[\(archive.code)]\n  hint: "), "\(outcome.error)")
      #expect(
        outcome.error.hasSuffix(
          "nexo: error: nothing was published: 1 file was not read to the end\n  hint: get a whole copy, or publish what could be read with --allow-partial; the report says so then\n"
        ))
      #expect(!folder.names().contains("out/"))
      let partial = try Executable.run(["report", "in", "-o", "partial", "--allow-partial"], in: folder)
      #expect(partial.status == 0, "\(partial.error)")
      let text = try #require(folder.text("partial/report.json"))
      #expect(text.contains("\"complete\": false"))
      try FileManager.default.removeItem(atPath: folder("in"))
    }
  }

  @Test("what was read before an archive breaks off is in the report that is allowed to be partial")
  func partial() throws {
    try folder.write("tasks.csv.gz", Array(Compressed.gzip(lines(20_000)).dropLast(2000)))
    let outcome = try Executable.run(["report", "tasks.csv.gz", "-o", "out", "--allow-partial"], in: folder)
    #expect(outcome.status == 0)
    let accepted = try #require(try input()["accepted"] as? Int)
    #expect(accepted > 10_000 && accepted < 20_000)
  }

  @Test("a name that promises compression and does not keep it is no file to skip; one that keeps nothing back is")
  func names() throws {
    try folder.write("in/tasks.csv", Self.tasks)
    try folder.write("in/more.csv.gz", [0x1E, 0x8B, 8, 0, 0, 0, 0, 0])
    let outcome = try Executable.run(["report", "in", "-o", "out"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.error.hasPrefix("in/more.csv.gz: error: the file is broken: its name says"), "\(outcome.error)")
    // Some programs decompress on the way and leave the name.
    try folder.write("in/more.csv.gz", Self.tasks.replacing("t1", with: "t3"))
    #expect(try Executable.run(["report", "in", "-o", "out"], in: folder).status == 0)
  }

  @Test("compressed twice is nothing to read")
  func twice() throws {
    try folder.write("tasks.csv.gz.gz", Compressed.gzip(Compressed.gzip(Array(Self.tasks.utf8))))
    let outcome = try Executable.run(["check", "tasks.csv.gz.gz"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.output.contains("it is compressed twice"), "\(outcome.output)")
  }

  /// Runs the program and returns the most memory that it had, in megabytes.
  private func memory(_ arguments: [String]) throws -> (status: Int32, megabytes: Int, output: String) {
    let script = """
      import resource, subprocess, sys
      run = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
      print(run.stdout.decode())
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
      sys.exit(run.returncode)
      """
    let outcome = try Command.run(
      "/usr/bin/env", ["python3", "-c", script, Executable.path] + arguments, in: folder.path, seconds: 120)
    let megabytes = outcome.output.split(separator: "\n").last.flatMap { Int($0) }
    return (outcome.status, try #require(megabytes), outcome.output)
  }

  /// Tasks of which some are broken, some have several versions, and some agree in all but their titles.
  private func messyLines() -> String {
    let head = "id,status,created_at,channel,created_by_agent,updated_at,title\n"
    return head
      + (0..<6000).map { i in
        let status = i % 40 == 3 ? "dnoe" : i % 3 == 0 ? "pending" : "approved"
        let day = i % 28 + 1
        let created = "2026-02-\(day < 10 ? "0" : "")\(day)T09:45:00Z"
        let id = i * 2_654_435_761 % 5000
        return "t\(id),\(status),\(created),amazon,\(i % 7 == 0 ? "stranger" : "alex"),2026-03-01,title é \(i % 11)\n"
      }.joined()
  }

  @Test("the same export gives the same files, whatever it is packed in, without a temporary file")
  func packings() throws {
    let text = messyLines()
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let forms: [[UInt8]] = [
      Array(text.utf8), Compressed.gzip(Array(text.utf8)), Compressed.zstd(Array(text.utf8)), wide,
      Compressed.gzip(wide),
    ]
    var expected: (report: String, quarantine: String?, tasks: String)?
    for form in forms {
      for jobs in ["1", "2"] {
        try folder.write("tasks.csv", form)
        let environment = ["TMPDIR": "/no/such"]
        let outcome = try Executable.run(
          ["report", "tasks.csv", "-o", "out", "--formats", "json", "--jobs", jobs], in: folder,
          environment: environment)
        try #require(outcome.status == 0, "\(outcome.error)")
        let data = try #require(folder.bytes("out/report.json"))
        var report = try #require(try JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])
        let input = try #require((report["inputs"] as? [[String: Any]])?.first)
        #expect(input["bytes"] as? Int == form.count && input["sha256"] is String)
        report["inputs"] = nil
        let text = String(
          decoding: try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys]), as: UTF8.self)
        let tasks = try Executable.run(
          ["tasks", "tasks.csv", "--limit", "4000", "--output-format", "csv", "--jobs", jobs], in: folder,
          environment: environment)
        let found = (text, folder.text("out/quarantine.ndjson"), tasks.output)
        let wanted = expected ?? found
        expected = wanted
        #expect(found.0 == wanted.report && found.1 == wanted.quarantine && found.2 == wanted.tasks)
      }
    }
    #expect(expected?.quarantine?.split(separator: "\n").count == 150)
    #expect(expected?.report.contains("version-tie") == true)
  }

  @Test("a small archive of a large export has its hash, however many jobs there are")
  func hash() throws {
    let line = "t1,pending,2026-02-24T09:45:00Z,amazon,alex,\(String(repeating: "a title ", count: 100))\n"
    let head = "id,status,created_at,channel,created_by_agent,title\n"
    let bytes = Compressed.gzip(Array((head + String(repeating: line, count: 12_000)).utf8))
    try folder.write("tasks.csv.gz", bytes)
    let outcome = try Executable.run(
      ["report", "tasks.csv.gz", "-o", "out", "--formats", "json", "--jobs", "2"], in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
    let digest = try Command.run("/usr/bin/sha256sum", [folder("tasks.csv.gz")]).output.prefix(64)
    #expect(try input()["sha256"] as? String == String(digest))
  }

  @Test("a database in an archive is the one thing that takes a temporary file")
  func database() throws {
    let file = Self.fixtures.appendingPathComponent("tasks.sqlite")
    try folder.write("tasks.sqlite.gz", Compressed.gzip([UInt8](try Data(contentsOf: file))))
    let outcome = try Executable.run(["check", "tasks.sqlite.gz"], in: folder, environment: ["TMPDIR": "/no/such"])
    #expect(outcome.status == 74)
    #expect(outcome.error.contains("cannot write a temporary copy of it"), "\(outcome.error)")
  }

  @Test("a large export in an archive takes neither disk nor memory for what it holds")
  func large() throws {
    let head = Array("id,status,created_at,channel,created_by_agent,title\n".utf8)
    let line = "t1,pending,2026-02-24T09:45:00Z,amazon,alex,\(String(repeating: "a title ", count: 2000))\n"
    let piece = Array(String(repeating: line, count: 1000).utf8)
    for (name, pack) in [
      ("large.csv.gz", { Compressed.gzip($0, level: 1) }), ("large.csv.zst", { Compressed.zstd($0) }),
    ]
      as [(String, ([UInt8]) -> [UInt8])]
    {
      let packed = pack(piece)
      try folder.write(name, pack(head) + (0..<18).flatMap { _ in packed })
      let (status, megabytes, output) = try memory(["check", name])
      #expect(status == 0 && output.contains("18000 records"), "\(output)")
      #expect(megabytes < 120, "\(name): \(megabytes) MB")
    }
  }

  @Test("a file that inflates a thousandfold takes little memory")
  func bombs() throws {
    let piece = [UInt8](repeating: 0, count: 16 << 20)
    for (name, part) in [("bomb.gz", Compressed.gzip(piece)), ("bomb.zst", Compressed.zstd(piece))] {
      try folder.write(name, (0..<20).flatMap { _ in part })
      let (status, megabytes, output) = try memory(["check", name])
      #expect(status == 65 && output.contains("is not text"), "\(output)")
      #expect(megabytes < 100, "\(name): \(megabytes) MB")
    }
    try folder.write("nexo.yml", "settings: {inflatedBytes: 100000000}\n")
    let (status, megabytes, output) = try memory(["check", "bomb.gz", "--config", "nexo.yml"])
    #expect(status == 65 && output.contains("[limit-exceeded]") && output.contains("inflatedBytes"), "\(output)")
    #expect(megabytes < 100)
  }

  @Test("the largest window of zstd takes its 128 MiB, a larger one is refused")
  func windows() throws {
    let lines = lines(1000)
    try folder.write("large.csv.zst", Compressed.zstd(lines, window: 27))
    let (status, megabytes, output) = try memory(["check", "large.csv.zst"])
    #expect(status == 0, "\(output)")
    #expect(megabytes < 250)
    try folder.write("larger.csv.zst", Compressed.zstd(lines, window: 30))
    let larger = try memory(["check", "larger.csv.zst"])
    #expect(larger.status == 65 && larger.output.contains("[limit-exceeded]"), "\(larger.output)")
    #expect(larger.megabytes < 100)
  }

  @Test("an empty compressed export is empty, not broken, where an empty export may be")
  func empty() throws {
    try folder.write("in/tasks.ndjson.gz", Compressed.gzip([]))
    let outcome = try Executable.run(["report", "in", "-o", "out"], in: folder)
    #expect(outcome.status == 0 && outcome.error.contains("[empty-input]"), "\(outcome.error)")
    try folder.write("in/cut.csv.gz", "")
    #expect(try Executable.run(["report", "in", "-o", "out"], in: folder).status == 65)
  }
}
