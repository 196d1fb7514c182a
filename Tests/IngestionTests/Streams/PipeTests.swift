import Glibc
import Synchronization
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Pipes")
struct PipeTests {
  private let folder: TemporaryFolder
  private let ends: PipeEnds
  init() throws {
    folder = try TemporaryFolder()
    ends = try PipeEnds()
  }

  private func open() throws -> InputSource {
    try InputSource(ends.takeReader(), path: "-", encoding: nil, temporaryFolder: folder.path)
  }

  private final class SentFlag: Sendable {
    let isSet = Atomic(false)
  }

  private static let head = "id,status,created_at,channel\n"

  private static func rows(_ range: Range<Int>) -> String {
    range.map { "t-\($0),open,2026-02-24,amazon\n" }.joined()
  }

  @Test("are read while they are written", arguments: [false, true])
  func beside(isCompressed: Bool) throws {
    let text = Self.head + Self.rows(0..<60_000)
    let bytes = isCompressed ? Compressed.gzip(Array(text.utf8)) : Array(text.utf8)
    // Without the last bytes: the input has not ended.
    let sender = ends
    let cut = bytes.count - 10
    let sending = SentFlag()
    Workers.start {
      sender.send(bytes[..<cut])
      sending.isSet.store(true, ordering: .releasing)
    }
    let source = try open()
    #expect(source.knownOriginalSize == nil && source.size == nil)
    guard case .readable(let shape) = try FormatDetector.detect(source) else {
      throw TestInputs.Unrecognised(name: "-")
    }
    let input = try OpenInput(
      source: source, shape: shape, namedTime: nil, rules: ValueRules(timestamps: TimestampParser(assuming: .utc)),
      reportZone: .utc, recordLimit: 1 << 20)
    let done = Finished()
    let directory = NameDirectory(registry: .builtIn)
    let order = RecordOrder(
      exportTimes: [TaskRecord.none], agentID: { directory.names.agentID($0) },
      channelID: { directory.names.channelID($0) })
    let progress = Counter()
    Workers.start {
      var outcome = BatchReading(
        inputs: [input], order: order, directory: directory, jobs: 2, maxExamples: 3, seed: 1, hashes: true,
        progress: { progress.add($0) }
      ).run()
      outcome.finishHashes()
      done.outcome.withLock { $0 = outcome }
    }
    #expect(Command.waitUntil { progress.value >= 64 << 10 })
    #expect(done.outcome.withLock { $0 == nil })
    // In order: the rest comes behind what another thread is still sending.
    #expect(Command.waitUntil { sending.isSet.load(ordering: .acquiring) })
    sender.send(bytes[cut...])
    sender.closeWriter()
    #expect(Command.waitUntil { done.outcome.withLock { $0 != nil } })
    let outcome = try #require(done.outcome.withLock { $0 })
    #expect(outcome.results.map(\.sha256) == [SHA256.hex(of: bytes)])
    #expect(outcome.results.map(\.failure) == [nil])
    #expect(outcome.intakes.reduce(0) { $0 + ($1.read[0] ?? 0) } == 60_000)
    #expect(try source.originalSize() == Int64(bytes.count))
    // What was read can be read again, and lies in no file that has a name.
    var beginning = [UInt8](repeating: 0, count: 100)
    #expect(try source.read(at: 0, into: &beginning) == 100)
    #expect(beginning == Array(text.utf8.prefix(100)))
    #expect(folder.names().isEmpty)
  }

  @Test("that bring little at a time are the same in the end")
  func slow() throws {
    let text = Array((Self.head + Self.rows(0..<200)).utf8)
    let sender = ends
    Workers.start {
      for start in stride(from: 0, to: text.count, by: 97) {
        sender.send(text[start..<min(start + 97, text.count)])
        usleep(500)
      }
      sender.closeWriter()
    }
    let source = try open()
    var found: [UInt8] = []
    var reading = SequentialReading(source, from: 0)
    var buffer = [UInt8](repeating: 0, count: 1000)
    while true {
      let (count, isAtEnd) = try reading.read(into: &buffer, from: 0, before: .max)
      found += buffer[..<count]
      if isAtEnd { break }
    }
    #expect(found == text)
  }

  @Test("that bring nothing are empty")
  func nothing() throws {
    ends.closeWriter()
    let source = try open()
    #expect(try FormatDetector.detect(source) == .truncated(reason: "the file has no bytes"))
    #expect(try source.originalSize() == 0)
  }
}

/// Adds up what several threads report.
private final class Counter: Sendable {
  private let total = Mutex(0)
  var value: Int { total.withLock { $0 } }
  func add(_ count: Int) { total.withLock { $0 += count } }
}

/// What a reading on another thread has given.
private final class Finished: Sendable {
  let outcome = Mutex<BatchReading.Outcome?>(nil)
}

/// Both ends of a pipe. Unchecked, because each end is used by one thread.
final class PipeEnds: @unchecked Sendable {
  private var ends: [Int32] = [-1, -1]

  init() throws { try #require(pipe(&ends) == 0) }

  func send(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(ends[1], $0.baseAddress, $0.count) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  func closeWriter() { close(ends[1]) }

  func takeReader() -> Descriptor { Descriptor(owning: ends[0]) }
}
