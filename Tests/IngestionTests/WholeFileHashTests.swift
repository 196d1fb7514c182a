import Glibc
import TestSupport
import Testing

@testable import Ingestion

@Suite("The hash of a whole input")
struct WholeFileHashTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ bytes: [UInt8]) throws -> InputSource {
    try folder.write("input", bytes)
    let path = folder("input")
    return try InputSource.open(Array(path.utf8), path: path, temporaryFolder: folder.path)
  }

  private func someBytes(_ count: Int) -> [UInt8] {
    var random = SeededGenerator(seed: 5)
    return (0..<count).map { _ in UInt8.random(in: 0x20..<0x7F, using: &random) }
  }

  /// Below and above what is read in one go, and what is mapped at once.
  @Test(
    "is that of its bytes, whatever its size",
    arguments: [0, 1, 256 << 10, (256 << 10) + 1, 4 << 20, (4 << 20) + 1, (9 << 20) + 4097])
  func sizes(count: Int) throws {
    let bytes = someBytes(count)
    #expect(try InputReading.sha256(open(bytes)) == SHA256.hex(of: bytes))
  }

  @Test("of a file that became shorter is that of what is left, and nothing crashes", arguments: [5 << 20, 100, 0])
  func shorter(left: Int) throws {
    let bytes = someBytes(9 << 20)
    let source = try open(bytes)
    #expect(truncate(folder("input"), off_t(left)) == 0)
    #expect(try InputReading.sha256(source) == SHA256.hex(of: Array(bytes[..<left])))
    #expect(try source.hasChanged())
  }

  @Test("is not made of what cannot be looked at where it lies")
  func notMappable() throws {
    let hash = SHA256()
    #expect(!hash.update(file: -1, size: 100))
    #expect(!hash.update(file: -1, size: -1))
  }
}
