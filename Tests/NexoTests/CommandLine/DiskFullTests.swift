import Foundation
import TestSupport
import Testing

/// A file system of 64 KiB, mounted for one test. Only root can have one.
private final class SmallDisk {
  let path: String

  static let isPossible: Bool = {
    guard let folder = try? TemporaryFolder(), let disk = try? SmallDisk(folder.path) else { return false }
    return withExtendedLifetime(disk) { true }
  }()

  init(_ path: String) throws {
    self.path = path
    struct Refused: Error {}
    guard geteuid() == 0 else { throw Refused() }
    let outcome = try Command.run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path])
    guard outcome.status == 0 else { throw Refused() }
  }

  deinit { _ = try? Command.run("/bin/umount", [path]) }
}

@Suite(
  "A disk that is full", .enabled(if: SmallDisk.isPossible, "mounting a small disk needs root and the right to mount"))
struct DiskFullTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("in/tasks.csv", ProgramTests.tasks)
    try folder.write("disk/.keep", "")
  }

  @Test("leaves the folder as it was, and says so")
  func full() throws {
    let disk = try SmallDisk(folder("disk"))
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
}
