import Glibc
import Synchronization
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("What is inflated or converted as it is read")
struct StreamedContentTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// A way to write a text, and how it is written so.
  struct Form: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var write: @Sendable ([UInt8]) -> [UInt8]
  }

  static let forms = [
    Form(testDescription: "gzip") { Compressed.gzip($0, level: 1) },
    Form(testDescription: "zstd") { Compressed.zstd($0) },
    Form(testDescription: "gzip of several members") { bytes in
      stride(from: 0, to: bytes.count, by: 700_000).flatMap {
        Compressed.gzip(Array(bytes[$0..<min($0 + 700_000, bytes.count)]), level: 1)
      }
    },
    Form(testDescription: "UTF-16") { [0xFF, 0xFE] + utf16($0) },
    Form(testDescription: "UTF-16 in zstd") { Compressed.zstd([0xFF, 0xFE] + utf16($0)) },
  ]

  private static func utf16(_ bytes: [UInt8]) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  /// Several pieces of what cannot be compressed much, with characters of more than one byte.
  private static let text: [UInt8] = {
    var random = SeededGenerator(seed: 11)
    var text: [UInt8] = []
    while text.count < 5 << 20 {
      text += Array("\(UInt64.random(in: 0 ... .max, using: &random)) não \u{1F600}\n".utf8)
    }
    return text
  }()

  /// Nothing can be put into the folder for temporary files.
  private func open(_ bytes: [UInt8]) throws -> InputSource {
    try folder.write("input", bytes)
    return try InputSource.open(Array(folder("input").utf8), path: "input", temporaryFolder: "/no/such")
  }

  @Test(
    "is the same wherever it is read, in whatever order, by several threads, without a temporary file", arguments: forms
  )
  func anywhere(_ form: Form) throws {
    let source = try open(form.write(Self.text))
    let wrong = Mutex<[Int64]>([])
    Workers.run(3) { number in
      var random = SeededGenerator(seed: UInt64(number))
      for _ in 0..<25 {
        let offset = Int.random(in: 0..<Self.text.count + 100, using: &random)
        let expected = Self.text[min(offset, Self.text.count)...].prefix(Int.random(in: 1...400_000, using: &random))
        var buffer = [UInt8](repeating: 0, count: max(1, expected.count))
        let count = (try? source.read(at: Int64(offset), into: &buffer)) ?? -1
        if count != expected.count || !buffer.prefix(count).elementsEqual(expected) {
          wrong.withLock { $0.append(Int64(offset)) }
        }
      }
    }
    #expect(wrong.withLock { $0 } == [])
    #expect(try source.wholeSize() == Int64(Self.text.count))
  }

  @Test("is made once for whoever reads on, and a few times for whoever looks back a little", arguments: forms)
  func order(_ form: Form) throws {
    let source = try open(form.write(Self.text))
    var buffer = [UInt8](repeating: 0, count: 1000)
    for offset in stride(from: Int64(0), to: Int64(Self.text.count), by: 5000) {
      _ = try source.read(at: offset, into: &buffer)
      // What was passed shortly before is still there.
      _ = try source.read(at: max(0, offset - 900_000), into: &buffer)
    }
    #expect(source.convertedBytes >= Self.text.count - 10_000)
    #expect(source.convertedBytes <= Self.text.count + 2 * StreamedContent.largestPiece)
  }

  @Test("of gzip is made again from the last checkpoint before what is looked for")
  func checkpoints() throws {
    let source = try open(Compressed.gzip(Self.text, level: 1))
    #expect(try source.wholeSize() == Int64(Self.text.count))
    let once = source.convertedBytes
    #expect(once == Self.text.count)
    var buffer = [UInt8](repeating: 0, count: 10)
    let places = [3 << 20, 1 << 20, 2 << 20, 100, (4 << 20) - 20]
    for place in places {
      #expect(try source.read(at: Int64(place), into: &buffer) == 10)
      #expect(buffer[...] == Self.text[place..<place + 10])
    }
    // From one checkpoint to the next, and a piece.
    let most = 1 << 20 + StreamedContent.largestPiece * 2
    #expect(source.convertedBytes - once <= places.count * most)
  }

  @Test("has as many checkpoints as memory is little for, further apart the longer it is")
  func fewCheckpoints() throws {
    let marks = Checkpoints<GzipInflater>(spacing: 10, limit: 8)
    guard let inflater = GzipInflater() else {
      throw InflaterFault(code: .limitExceeded, consumed: 0, reason: "no memory")
    }
    for made in 1...1000 as ClosedRange<Int64> { marks.note(inflater, consumed: 2 * made, made: made) }
    #expect(marks.last(upTo: 9) == nil)
    var found: Set<Int64> = []
    for offset in 0...1000 as ClosedRange<Int64> {
      guard let mark = marks.last(upTo: offset) else { continue }
      #expect(mark.made <= offset && mark.consumed == 2 * mark.made)
      found.insert(mark.made)
    }
    #expect(found.count >= 3 && found.count < 8)
    #expect(found.contains { $0 > 700 })
  }

  @Test("is read ahead by a few pieces, not more, and no longer than somebody reads", arguments: forms)
  func ahead(_ form: Form) throws {
    let source = try open(form.write(Self.text))
    var buffer = [UInt8](repeating: 0, count: 100)
    do {
      let ahead = try #require(source.readAhead(from: 0))
      // Four pieces lie ready; a fifth may be made and thrown away at the end, never more.
      #expect(Command.waitUntil { source.convertedBytes >= StreamedContent.largestPiece })
      usleep(100_000)
      #expect(source.convertedBytes <= 7 * StreamedContent.largestPiece)
      ahead.stop()
    }
    weak var left: ReadAhead?
    do {
      var reading = SequentialReading(source, from: 10)
      let (count, isAtEnd) = try reading.read(into: &buffer, from: 0, before: .max)
      #expect(count == 100 && !isAtEnd && buffer == Array(Self.text[10..<110]))
      left = reading.ahead
    }
    // The thread notices, and gives up what it holds.
    #expect(Command.waitUntil { left == nil })
  }

  @Test("leaves nothing open when nobody reads it any more", arguments: forms)
  func closed(_ form: Form) throws {
    let pool = CursorPool()
    try folder.write("input", form.write(Self.text))
    weak var content: InputSource?
    weak var left: OriginalBytes?
    do {
      let source = try InputSource.open(
        Array(folder("input").utf8), path: "input", temporaryFolder: "/no/such", cursors: pool)
      var buffer = [UInt8](repeating: 0, count: 100)
      for place in [0, 2_000_000, 1_000_000] as [Int64] { _ = try source.read(at: place, into: &buffer) }
      content = source
      left = source.original
      #expect(left != nil)
    }
    // The pool, which other inputs share, is still there.
    #expect(content == nil && left == nil)
    withExtendedLifetime(pool) {}
  }

  @Test("says with the last bytes that they are the last", arguments: forms)
  func lastBytes(_ form: Form) throws {
    let source = try open(form.write(Self.text))
    for start in [0, Self.text.count - 300_000, Self.text.count - 7, Self.text.count, Self.text.count + 5] {
      var reading = SequentialReading(source, from: Int64(start))
      var found: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 100_000)
      while true {
        let (count, isAtEnd) = try reading.read(into: &buffer, from: 0, before: .max)
        found += buffer[..<count]
        if isAtEnd { break }
        #expect(count == buffer.count)
      }
      #expect(found.elementsEqual(Self.text.dropFirst(start)), "\(start)")
    }
  }

  @Test(
    "gives the records of the plain file, whole, cut off and broken, with the same faults",
    arguments: [InputFormat.csv, .ndjson, .json, .xml])
  func records(format: InputFormat) throws {
    var random = SeededGenerator(seed: 61)
    var quarantined = 0
    for seed in 0..<60 as Range<UInt64> {
      var export = RandomExport(seed: seed, format: format)
      let bytes = export.make(records: Int.random(in: 1...30, using: &random))
      let shape = InputShape(.tasks, format, delimiter: format == .csv ? UInt8(ascii: ",") : nil)
      func read(_ bytes: [UInt8], jobs: Int) throws -> ReadingDigest {
        var inputs = try TestInputs(in: folder, label: "\(seed)-")
        try inputs.add(bytes, name: "tasks.\(format.rawValue)", shape: shape)
        return try inputs.read(jobs: jobs, plan: .tiny, recordLimit: seed % 4 == 0 ? 300 : 1 << 20).digest
      }
      guard var plain = try? read(bytes, jobs: 1) else { continue }
      quarantined += plain.quarantined.count
      let isText = String(validating: bytes, as: UTF8.self) != nil
      for form in Self.forms where isText || !form.testDescription.contains("UTF-16") {
        let written = form.write(bytes)
        for jobs in [1, 3] {
          plain.hashes = [SHA256.hex(of: written)]
          let difference = try read(written, jobs: jobs).difference(from: plain)
          #expect(difference == nil, "seed \(seed), \(form), \(jobs) jobs")
        }
      }
    }
    #expect(quarantined > 20)
  }

  @Test("costs three passes for a run with examples and a quarantine", arguments: forms)
  func cost(_ form: Form) throws {
    let lines = (0..<60_000).map { i in
      i % 50 == 7
        ? "{\"id\":\"t-\(i)\",\"status\":\"dnoe\",\"created_at\":1771837200,\"channel\":\"amazon\"}\n"
        : "{\"id\":\"t-\(i)\",\"status\":\"open\",\"created_at\":1771837200,\"channel\":\"amazon\",\"title\":\"\(i &* 2_654_435_761)\"}\n"
    }
    let text = Array(lines.joined().utf8)
    try folder.write("input", form.write(text))
    let source = try InputSource.open(Array(folder("input").utf8), path: "input.ndjson", temporaryFolder: "/no/such")
    guard case .readable(let shape) = try FormatDetector.detect(source) else {
      throw TestInputs.Unrecognised(name: "input")
    }
    let input = try OpenInput(
      source: source, shape: shape, namedTime: nil, rules: ValueRules(timestamps: TimestampParser(assuming: .utc)),
      reportZone: .utc, recordLimit: 1 << 20)
    let slack = 4 * StreamedContent.largestPiece
    let directory = NameDirectory(registry: .builtIn)
    let order = RecordOrder(
      exportTimes: [TaskRecord.none], agentID: { directory.names.agentID($0) },
      channelID: { directory.names.channelID($0) })
    let outcome = BatchReading(
      inputs: [input], order: order, directory: directory, jobs: 2, maxExamples: 3, seed: 1, hashes: true
    ).run()
    #expect(outcome.results.map(\.failure) == [nil])
    #expect(source.convertedBytes <= text.count + slack)

    // Texts of rows from everywhere, as lists show them.
    let lookup = RecordLookup(inputs: [input], directory: directory)
    var offset: Int64 = 0
    var origins: [RecordOrigin] = []
    for line in lines {
      origins.append(RecordOrigin(input: 0, offset: offset, count: UInt32(line.utf8.count - 1)))
      offset += Int64(line.utf8.count)
    }
    var random = SeededGenerator(seed: 3)
    let shown = origins.shuffled(using: &random).prefix(300)
    try lookup.fetch(shown)
    for origin in shown { #expect(try lookup.texts(origin)["status"] != nil) }
    #expect(source.convertedBytes <= 2 * text.count + slack)

    // The quarantine: place, words and bytes of each record.
    let broken = outcome.intakes.flatMap(\.quarantined).sorted { $0.origin < $1.origin }
    #expect(broken.count == 1200)
    var places = LinePlaces(input)
    for (number, record) in broken.enumerated() {
      #expect(try places.place(of: record.origin.offset).line == number * 50 + 8)
      #expect(try lookup.explain(record).field == "status")
      #expect(try lookup.verbatim(record.origin).count == Int(record.origin.count))
    }
    #expect(source.convertedBytes <= 3 * text.count + slack)
  }
}
