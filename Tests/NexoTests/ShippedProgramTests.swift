import TestSupport
import Testing

@Suite("The program as it is shipped")
struct ShippedProgramTests {
  @Test(
    "needs no library but those that the documentation names",
    .enabled(if: Executable.shipped != nil, "it was not built: make test does"))
  func libraries() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run("/usr/bin/ldd", [try #require(Executable.shipped)], in: folder.path)
    #expect(run.status == 0)
    // The first word of each line; those that libxml2 and C need in their turn are theirs.
    let libraries = run.output.split(separator: "\n").compactMap {
      $0.split { $0 == " " || $0 == "\t" }.first.map(String.init)
    }
    #expect(libraries.count > 5)
    let named = [
      "libxml2.so", "libcrypto.so", "libsqlite3.so", "libzstd.so", "libz.so", "libstdc++.so", "libgcc_s.so", "libicu",
      "liblzma.so", "libc.so", "libm.so", "libpthread.so", "libdl.so", "linux-vdso", "linux-gate", "/lib",
    ]
    for library in libraries {
      #expect(named.contains { library.hasPrefix($0) }, "\(library)")
    }
  }
}
