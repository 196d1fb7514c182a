@testable import Ingestion

/// CSV: detection, header, records; pieces of any size give the same. The first byte says how large pieces and records are.
func fuzzCSV(_ input: [UInt8]) {
  guard let first = input.first else { return }
  let bytes = Array(input.dropFirst())
  _ = FormatDetector.detect(head: bytes, isWhole: true, name: "tasks.csv")
  guard let header = CSVHeader.read(bytes.span, schema: .tasks, isWhole: true) else { return }
  promise(header.end <= bytes.count && !header.slots.isEmpty, "a header lies within the file")
  let limit = first < 0x80 ? 1 << 20 : 48
  func read(_ piece: Int) -> ReadItems {
    var reader = CSVReader(header: header, recordLimit: limit)
    return ReadItems.read(bytes, from: header.end, by: &reader, piece: piece)
  }
  let whole = read(.max / 2)
  whole.checkPlaces(in: bytes.count)
  read(1 + Int(first & 0x1F)).checkSame(as: whole)
}
