import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Compressed inputs")
struct InflationTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func open(
    _ bytes: [UInt8], encoding: TextEncoding? = nil, limit: Int64 = InputSource.inflatedLimit
  ) throws -> InputSource {
    try folder.write("input", bytes)
    let path = folder("input")
    return try InputSource.open(
      Array(path.utf8), path: path, encoding: encoding, temporaryFolder: folder.path, inflatedLimit: limit)
  }

  private func content(_ source: InputSource) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: Int(try source.wholeSize()) + 10)
    let count = try source.read(at: 0, into: &buffer)
    return Array(buffer[..<count])
  }

  static let text = Array(
    (0..<60).map { "{\"id\":\"t-\($0)\",\"title\":\"Título \($0 * 7919 % 1000)\"}\n" }.joined().utf8)

  /// A compression and how it is done.
  struct Algorithm: Sendable, CustomTestStringConvertible {
    var name: Compression
    var compress: @Sendable ([UInt8]) -> [UInt8]
    var testDescription: String { name.rawValue }
  }

  static let algorithms = [
    Algorithm(name: .gzip) { Compressed.gzip($0) }, Algorithm(name: .zstd) { Compressed.zstd($0) },
  ]

  @Test("are read as what they hold; bytes and hash stay those of the file", arguments: algorithms)
  func whole(_ algorithm: Algorithm) throws {
    let bytes = algorithm.compress(Self.text)
    let source = try open(bytes)
    #expect(try source.compression == algorithm.name && source.fault() == nil && source.isConverted)
    #expect(try content(source) == Self.text)
    #expect(try source.originalSize() == Int64(bytes.count))
    #expect(try InputReading.sha256(source) == SHA256.hex(of: bytes))
  }

  @Test("of several members or frames are read to the last one, empty ones among them", arguments: algorithms)
  func several(_ algorithm: Algorithm) throws {
    let parts = [Self.text[..<500], [], Self.text[500..<501], Self.text[501...], []]
    let source = try open(parts.flatMap { algorithm.compress(Array($0)) })
    #expect(try source.fault() == nil)
    #expect(try content(source) == Self.text)
  }

  @Test("that hold nothing hold nothing", arguments: algorithms)
  func empty(_ algorithm: Algorithm) throws {
    let source = try open(algorithm.compress([]))
    #expect(try source.fault() == nil && source.wholeSize() == 0)
  }

  @Test("that were cut anywhere are truncated, and what came before is what was there", arguments: algorithms)
  func truncated(_ algorithm: Algorithm) throws {
    let bytes = algorithm.compress(Self.text)
    // Two bytes are the magic number of gzip, four that of zstd.
    for count in (algorithm.name == .gzip ? 2 : 4)..<bytes.count {
      let source = try open(Array(bytes[..<count]))
      let fault = try #require(try source.fault(), "\(count)")
      #expect(try fault.code == .truncatedFile && fault.offset == source.wholeSize(), "\(count)")
      #expect(fault.reason.contains("breaks off at byte \(count), the end of the compressed file"), "\(fault.reason)")
      #expect(Self.text.starts(with: try content(source)))
    }
  }

  @Test("of which the second part was cut are truncated", arguments: algorithms)
  func truncatedLater(_ algorithm: Algorithm) throws {
    let first = algorithm.compress(Self.text)
    let second = algorithm.compress(Array("more".utf8))
    for count in first.count + 1..<first.count + second.count {
      let source = try open(Array((first + second)[..<count]))
      #expect(try source.fault()?.code == .truncatedFile, "\(count)")
      #expect(try content(source).starts(with: Self.text), "\(count)")
    }
  }

  @Test("with a changed byte are broken, or hold the same: never something else", arguments: algorithms)
  func flipped(_ algorithm: Algorithm) throws {
    let bytes = algorithm.compress(Self.text)
    var broken = 0
    var generator = SeededGenerator(seed: 7)
    for place in (algorithm.name == .gzip ? 2 : 4)..<bytes.count {
      var changed = bytes
      changed[place] ^= UInt8(1 << Int.random(in: 0..<8, using: &generator))
      let source = try open(changed)
      if let fault = try source.fault() {
        broken += 1
        #expect([.malformedFile, .truncatedFile, .limitExceeded].contains(fault.code))
        #expect(fault.reason.contains("of the compressed file"))
      } else {
        // A name or a time in the header of gzip, say.
        #expect(try content(source) == Self.text, "\(place)")
      }
    }
    #expect(broken > bytes.count - 20)
  }

  @Test("of gzip may have zeros behind them, nothing else")
  func padding() throws {
    let bytes = Compressed.gzip(Self.text)
    let zeros = [UInt8](repeating: 0, count: 1000)
    #expect(try open(bytes + zeros).fault() == nil)
    #expect(try content(open(bytes + zeros)) == Self.text)
    for (garbage, place) in [("x", 0), ("\0\0x", 2), ("{}\n", 0)] {
      let source = try open(bytes + Array(garbage.utf8))
      #expect(try source.fault()?.code == .malformedFile)
      #expect(
        try source.fault()?.reason
          == "what follows the gzip data is neither gzip nor zeros, at byte \(bytes.count + place) of the compressed file"
      )
    }
    #expect(try open(bytes + [0x1F, 0x8C]).fault()?.code == .malformedFile)
    #expect(try open(bytes + [0x1F]).fault()?.code == .truncatedFile)
  }

  @Test("of zstd may have frames that are to be skipped, and nothing else that is no frame")
  func skipped() throws {
    let note = Compressed.skippable(Array("note".utf8))
    let bytes = Compressed.zstd(Self.text)
    let source = try open(note + bytes + note + Compressed.zstd(Array("more".utf8)) + note)
    #expect(try source.compression == .zstd && source.fault() == nil)
    #expect(try content(source) == Self.text + Array("more".utf8))
    for garbage in ["garbage", "\0\0\0\0\0\0\0\0"] {
      let source = try open(bytes + Array(garbage.utf8))
      #expect(try source.fault()?.code == .malformedFile)
      #expect(try content(source) == Self.text)
    }
  }

  @Test("of zstd that need a window of more than 128 MiB are refused")
  func window() throws {
    #expect(try open(Compressed.zstd(Self.text, window: 27)).fault() == nil)
    let fault = try #require(try open(Compressed.zstd(Self.text, window: 28)).fault())
    #expect(fault.code == .limitExceeded)
    #expect(fault.reason.contains("more than 128 MiB"))
  }

  @Test("are inflated up to a limit", arguments: algorithms)
  func limit(_ algorithm: Algorithm) throws {
    let zeros = [UInt8](repeating: 0, count: 3 << 20)
    #expect(try open(algorithm.compress(zeros), limit: 3 << 20).fault() == nil)
    let source = try open(algorithm.compress(zeros), limit: (3 << 20) - 1)
    #expect(try source.fault()?.code == .limitExceeded)
    #expect(try source.fault()?.reason.contains("inflatedBytes") == true)
    #expect(try source.wholeSize() == (3 << 20) - 1 && source.fault()?.offset == (3 << 20) - 1)
  }

  @Test("are turned into UTF-8 like others", arguments: algorithms)
  func transcoded(_ algorithm: Algorithm) throws {
    let western = try #require(TextEncoding(named: "windows-1252"))
    let source = try open(algorithm.compress([0x80, 0x20, 0xE9]), encoding: western)
    #expect(String(decoding: try content(source), as: UTF8.self) == "€ é")
    let wide = try open(algorithm.compress([0xFF, 0xFE, 0x69, 0, 0x64, 0]))
    #expect(String(decoding: try content(wide), as: UTF8.self) == "id")
    let cut = try open(Array(algorithm.compress(Array(repeating: 0xE9, count: 500)).dropLast(3)), encoding: western)
    #expect(try cut.fault()?.code == .truncatedFile)
    #expect(try cut.fault()?.offset == cut.wholeSize())
  }

  @Test("leave nothing behind in the temporary folder")
  func temporary() throws {
    let source = try open(Compressed.gzip(Self.text))
    #expect(try source.wholeSize() > 0)
    #expect(folder.names() == ["input"])
  }

  @Test("are known without the ending of their names, and detected by what comes before it")
  func names() throws {
    #expect(Compression.stripped("a/tasks.json.gz") == "a/tasks.json")
    #expect(Compression.stripped("tasks.ndjson.ZST") == "tasks.ndjson")
    #expect(Compression.stripped("tasks.json") == "tasks.json")
    #expect(Compression.stripped("gz") == "gz")
    #expect(Compression.isNamed("x.zstd") && !Compression.isNamed("x.gz/tasks.csv"))
    for (name, expected) in [
      ("tasks.csv.gz", Detection.empty(InputShape(.tasks, .csv, delimiter: 0x2C))),
      ("tasks.json.gz", .truncated(reason: "the file has no bytes")),
    ] {
      try folder.write(name, Compressed.gzip([]))
      let source = try InputSource.open(Array(folder(name).utf8), path: name, temporaryFolder: folder.path)
      #expect(try FormatDetector.detect(source) == expected)
    }
    // No bytes at all are no compressed file.
    try folder.write("cut.csv.gz", "")
    let source = try InputSource.open(
      Array(folder("cut.csv.gz").utf8), path: "cut.csv.gz", temporaryFolder: folder.path)
    #expect(try FormatDetector.detect(source) == .truncated(reason: "the file has no bytes"))
  }

  @Test("have their export times in their names like others")
  func exportTime() {
    for name in ["tasks-20260224T0200.json.gz", "2026-02-24 02h00.csv.zst"] {
      let time = ExportTime.find(path: name, argument: name, zone: .utc)
      #expect(time?.description == "2026-02-24T02:00:00.000Z", "\(name)")
    }
  }
}
