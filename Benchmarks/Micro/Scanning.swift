import TestSupport

@testable import Ingestion

/// Finding and checking bytes.
func scanning() -> [Benchmark] {
  let lines = Samples(40_000) { _, random in
    "\(random.uuid()),\(random.words(6)),\"\(random.words(9)), \(random.words(9))\",completed,amazon,alex,true\r\n"
  }
  let objects = Samples(40_000) { _, random in
    #"{"id":"\#(random.uuid())","title":"\#(random.words(6))","description":"\#(random.words(18))","tags":["a","b"],"hours":2.5}"#
  }
  let texts = Samples(40_000) { _, random in random.words(20) + "\"" }
  let chunk = 256 << 10
  return [
    stops("find a delimiter or line end", lines) {
      Scan.find(UInt8(ascii: ","), 0x0A, 0x0D, in: $0, from: $1, to: $2)
    },
    stops("find a line end", lines) { Scan.find(0x0A, in: $0, from: $1, to: $2) },
    stops("find the end of a JSON string", texts) { Scan.jsonStop(in: $0, from: $1, to: $2) },
    cells(lines),
    objects.benchmark("check a JSON object") { Scan.jsonEnd($0, from: $1, to: $2) == $2 },
    lines.benchmark("fingerprint a record") { Scan.fingerprint($0, from: $1, to: $2, seed: 1) != 0 },
    chunks("check 256 KiB of UTF-8", lines, chunk) { Scan.isUTF8($0, from: $1, to: $2) },
    chunks("SHA-256 of 256 KiB", lines, chunk) { bytes, start, end in
      let hash = SHA256()
      bytes.extracting(start..<end).withUnsafeBytes { hash.update($0) }
      return !hash.finish().isEmpty
    },
  ]
}

/// Goes from one place that is found to the next.
private func stops(
  _ name: String, _ samples: Samples, _ find: @escaping (Span<UInt8>, Int, Int) -> Int
) -> Benchmark {
  func count() -> Int {
    let bytes = samples.bytes.span
    var found = 0
    var at = find(bytes, 0, bytes.count)
    while at < bytes.count {
      found += 1
      at = find(bytes, at + 1, bytes.count)
    }
    return found
  }
  // Counted once more, byte by byte.
  let stops: Set<UInt8> = Set(samples.bytes.filter { find([$0].span, 0, 1) == 0 })
  return Benchmark(
    name: name, items: samples.bytes.count { stops.contains($0) }, bytes: samples.bytes.count, run: count)
}

/// Cells of CSV: seven a record, of which one is quoted.
private func cells(_ lines: Samples) -> Benchmark {
  Benchmark(name: "find the end of a CSV cell", items: lines.ranges.count * 7, bytes: lines.bytes.count) {
    let bytes = lines.bytes.span
    var found = 0
    var at = 0
    while at < bytes.count {
      let cell = CSVCell.scan(bytes, from: at, to: bytes.count, delimiter: UInt8(ascii: ","))
      guard !cell.isOpen, !cell.isBroken, cell.next < bytes.count else { return found }
      found += 1
      at = cell.next + (bytes[cell.next] == 0x0D ? 2 : 1)
    }
    return found
  }
}

/// As much at a time as is read at once.
private func chunks(
  _ name: String, _ samples: Samples, _ size: Int, _ isRight: @escaping (Span<UInt8>, Int, Int) -> Bool
) -> Benchmark {
  // Whole lines, so that no character is cut.
  var ends: [Int] = [0]
  for range in samples.ranges where range.upperBound - ends[ends.count - 1] >= size { ends.append(range.upperBound) }
  return Benchmark(name: name, items: ends.count - 1, bytes: ends[ends.count - 1]) {
    let bytes = samples.bytes.span
    return zip(ends, ends.dropFirst()).count { isRight(bytes, $0, $1) }
  }
}
