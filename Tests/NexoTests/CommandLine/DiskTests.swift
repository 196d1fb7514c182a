import Foundation
import TestSupport
import Testing

/// A small file system, mounted for one test; or a second place of a folder. Only root can have one.
private final class Mount {
  let path: String

  static let isPossible: Bool = {
    guard let folder = try? TemporaryFolder(), let disk = try? Mount(folder.path) else { return false }
    return withExtendedLifetime(disk) { true }
  }()

  init(_ path: String, size: String = "64k", of folder: String? = nil) throws {
    self.path = path
    struct Refused: Error {}
    guard geteuid() == 0 else { throw Refused() }
    let what = folder.map { ["--bind", $0] } ?? ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs"]
    let outcome = try Command.run("/bin/mount", what + [path])
    guard outcome.status == 0 else { throw Refused() }
  }

  deinit { _ = try? Command.run("/bin/umount", [path]) }
}

@Suite(
  "Disks", .enabled(if: Mount.isPossible, "a disk for a test needs root and the right to mount"))
struct DiskTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("in/tasks.csv", ProgramTests.tasks)
    try folder.write("disk/.keep", "")
  }

  @Test("a disk that is full leaves the folder as it was, and the run says so")
  func full() throws {
    let disk = try Mount(folder("disk"))
    #expect(try Executable.run(["report", "in", "-o", "disk/out", "--formats", "json"], in: folder).status == 0)
    let manifest = try #require(folder.bytes("disk/out/manifest.json"))
    // Fills the disk to its last page.
    _ = try Command.run("/bin/sh", ["-c", "cat /dev/zero > disk/filler"], in: folder.path)
    let before = folder.names("disk")
    let outcome = try Executable.run(["report", "in", "-o", "disk/out", "--formats", "json"], in: folder)
    #expect(outcome.status == 74)
    #expect(outcome.error.contains(": error: cannot "), "\(outcome.error)")
    #expect(
      outcome.error.contains(": No space left on device\n  hint: free some space; what was there before is unchanged\n")
    )
    #expect(folder.names("disk") == before)
    #expect(folder.bytes("disk/out/manifest.json") == manifest)
    withExtendedLifetime(disk) {}
  }

  @Test("a stream that the temporary folder cannot hold is an error of writing")
  func temporary() throws {
    let disk = try Mount(folder("disk"), size: "1m")
    let lines = ProgramTests.tasks + String(repeating: "t9,pending,2026-02-24T09:45:00Z,amazon,alex\n", count: 1 << 16)
    let outcome = try Executable.run(
      ["check", "-"], in: folder, environment: ["TMPDIR": folder("disk")], input: Array(lines.utf8))
    #expect(outcome.status == 74)
    #expect(
      outcome.error == "-: error: cannot write a temporary copy of it: No space left on device\n"
        + "  hint: set TMPDIR to a folder with enough space\n", "\(outcome.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("disk")).isEmpty)
    withExtendedLifetime(disk) {}
  }

  @Test("an output folder that is a disk of its own is replaced file by file", arguments: [false, true])
  func mountPoint(isBound: Bool) throws {
    try folder.write("elsewhere/.keep", "")
    for name in ["disk/.keep", "elsewhere/.keep"] { try FileManager.default.removeItem(atPath: folder(name)) }
    let disk = try Mount(folder("disk"), size: "1m", of: isBound ? folder("elsewhere") : nil)
    let arguments = ["report", "in", "-o", "disk", "--formats"]
    #expect(try Executable.run(arguments + ["json,csv"], in: folder).status == 0)
    let outcome = try Executable.run(arguments + ["json"], in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(folder.names("disk") == ["manifest.json", "quarantine.ndjson", "report.json"])
    #expect(folder.names().filter { $0.contains("nexo-") } == [])
    withExtendedLifetime(disk) {}
  }
}
