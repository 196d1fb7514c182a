import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Reading piece by piece")
struct ChunkingTests {
  /// Reads a random export by its reader, in pieces.
  private func read(
    _ bytes: [UInt8], _ format: InputFormat, limit: Int, piece: () -> Int
  ) -> ReadRecords? {
    switch format {
    case .csv: ReadRecords.csv(bytes, limit: limit, piece: piece)
    case .ndjson: ReadRecords.ndjson(bytes, limit: limit, piece: piece)
    default: list(bytes, limit: limit, piece: piece)
    }
  }

  /// Reads a list, wrapped or not.
  private func list(_ bytes: [UInt8], limit: Int, piece: () -> Int) -> ReadRecords? {
    let isWrapped = bytes.first == UInt8(ascii: "{")
    guard isWrapped else { return ReadRecords.json(bytes, limit: limit, piece: piece) }
    let mark = Array(#""tasks": ["#.utf8)
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }) else { return nil }
    return ReadRecords.json(bytes, from: start + mark.count - 1, isWrapped: true, limit: limit, piece: piece)
  }

  @Test("gives the same records whatever the pieces", arguments: [InputFormat.csv, .ndjson, .json])
  func seeded(format: InputFormat) {
    var random = SeededGenerator(seed: 70)
    var records = 0
    var rejected = 0
    var faults = 0
    for seed in 0..<400 as Range<UInt64> {
      var export = RandomExport(seed: seed, format: format)
      let bytes = export.make(records: Int.random(in: 0...8, using: &random))
      let limit = seed % 3 == 0 ? Int.random(in: 20...300, using: &random) : 1 << 20
      guard let whole = read(bytes, format, limit: limit, piece: { .max / 2 }) else { continue }
      records += whole.fields.count
      rejected += whole.codes.count
      faults += whole.fault == nil ? 0 : 1
      for most in [1, 3, 40, 700] {
        // The pieces are drawn anew for each reading.
        let pieces = read(bytes, format, limit: limit) { Int.random(in: 1...most, using: &random) }
        #expect(pieces == whole, "seed \(seed), pieces up to \(most)")
      }
    }
    #expect(records > 500 && rejected > 50 && faults > 20)
  }

  @Test("is what the pump does, with chunks of any size, from any place to any other")
  func pump() throws {
    var export = RandomExport(seed: 71, format: .ndjson)
    let bytes = export.make(records: 40) + Array("\n".utf8)
    var inputs = try TestInputs()
    try inputs.add(bytes, name: "a.ndjson", shape: InputShape(.tasks, .ndjson))
    let source = inputs.sources[0].source
    let whole = ReadRecords.ndjson(bytes)
    for size in [1, 2, 7, 100, 4096, 1 << 20] {
      var records = ReadRecords()
      var reader = NDJSONReader(schema: .tasks, recordLimit: 1 << 20)
      var pump = ChunkPump(source: source, progress: { _ in })
      pump.size = size
      let hash = SHA256()
      let end = try pump.run(
        &reader, into: &records, from: 0, to: PartEnd(source.size ?? .max, isInputEnd: true), hash: hash)
      #expect(end == source.size)
      #expect(records == whole)
      #expect(hash.finish() == (try InputReading.sha256(source)))
    }
    // A part that is not the file's end stops before the line that goes on behind it.
    let secondLine = try #require(bytes.firstIndex(of: 0x0A)) + 1
    var records = ReadRecords()
    var reader = NDJSONReader(schema: .tasks, recordLimit: 1 << 20)
    let end = try ChunkPump(source: source, progress: { _ in })
      .run(&reader, into: &records, from: 0, to: PartEnd(Int64(secondLine + 5), isInputEnd: false))
    #expect(end == Int64(secondLine))
    #expect(records.items == Array(whole.items.prefix(1)))
  }

  @Test("holds no more of a record that is too large than the limit asks for")
  func memory() throws {
    // A quote that never closes would otherwise gather the file.
    var inputs = try TestInputs()
    let rows = String(repeating: "1,open,amazon,2026-02-24\n", count: 4000)
    try inputs.add("id,status,channel,created_at\n" + rows + "2,open,\"" + rows + rows, name: "a.csv")
    let input = try inputs.open(recordLimit: 2000)[0]
    let header = try #require(input.header)
    let size = try #require(input.source.size)
    var reader = CSVReader(header: header, recordLimit: input.recordLimit)
    var records = ReadRecords()
    var most = 0
    var buffer: [UInt8] = []
    var base = input.dataStart
    var fault: InputFault?
    do throws(InputFault) {
      while base + Int64(buffer.count) < size {
        var chunk = [UInt8](repeating: 0, count: 500)
        let count = (try? input.source.read(at: base + Int64(buffer.count), into: &chunk)) ?? 0
        buffer += chunk.prefix(count)
        most = max(most, buffer.count)
        let isLast = base + Int64(buffer.count) >= size
        let used = try reader.read(buffer.span, base: base, isLast: isLast, into: &records)
        buffer.removeFirst(used)
        base += Int64(used)
      }
    } catch { fault = error }
    #expect(fault?.code == .truncatedFile)
    #expect(records.fields.count == 4000)
    #expect(most <= 2600)
  }
}

@Suite("Broken bytes")
struct MutationTests {
  /// A byte or a stretch of bytes changed, put in, taken out, or doubled.
  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let at = Int.random(in: 0..<bytes.count, using: &random)
    let stretch = at..<min(bytes.count, at + Int.random(in: 1...40, using: &random))
    let special: [UInt8] =
      Array("\"\\,;{}[]<>&/:\n\r\t 0e-".utf8) + [0, 0x1F, 0x80, 0xC3, 0xED, 0xF0, 0xFF, 0xEF, 0xBB, 0xBF]
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 1: bytes[at] = special.randomElement(using: &random) ?? 0
    case 2: bytes.insert(special.randomElement(using: &random) ?? 0, at: at)
    case 3: bytes.removeSubrange(stretch)
    case 4: bytes.insert(contentsOf: bytes[stretch], at: at)
    case 5: bytes.removeLast(bytes.count - at)
    default: bytes.replaceSubrange(stretch, with: stretch.map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  @Test(
    "never trap, and every record that was read is accepted, superseded or quarantined",
    arguments: [InputFormat.csv, .ndjson, .json, .xml])
  func seeded(format: InputFormat) throws {
    var random = SeededGenerator(seed: 80)
    var read = 0
    var quarantined = 0
    var failed = 0
    let folder = try TemporaryFolder()
    for seed in 0..<300 as Range<UInt64> {
      var export = RandomExport(seed: 5000 + seed, format: format)
      var bytes = export.make(records: Int.random(in: 1...8, using: &random))
      for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, &random) }
      var inputs = try TestInputs(in: folder, label: "\(seed)-")
      // Some are no longer what they were; what they look like now is read just as well.
      guard (try? inputs.add(bytes, name: "a.\(format.rawValue)")) != nil else { continue }
      let plan = PartPlan.tiny
      let limit = seed % 5 == 0 ? 100 : 1 << 20
      guard let one = try? inputs.read(jobs: 1, plan: plan, recordLimit: limit).digest else { continue }
      #expect(one.accountedFor == one.readInAll, "seed \(seed)")
      let many = try inputs.read(jobs: 4, plan: plan, recordLimit: limit).digest
      #expect(many.difference(from: one) == nil, "seed \(seed)")
      read += one.readInAll
      quarantined += one.quarantined.count
      failed += one.failures == [nil] ? 0 : 1
      try lookUp(inputs, limit: limit, plan: plan)
    }
    #expect(read > 200 && failed > 20)
    if format != .xml { #expect(quarantined > 50) }
  }

  /// What a run does with quarantined records: says what is wrong, and where, and keeps them.
  private func lookUp(_ inputs: TestInputs, limit: Int, plan: PartPlan) throws {
    for record in try inputs.quarantine(recordLimit: limit, plan: plan) {
      #expect(record.line >= 1 && record.column >= 1)
      #expect(!record.verbatim.isEmpty)
    }
  }
}
