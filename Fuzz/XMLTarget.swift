@testable import Ingestion

/// XML: tasks or events; pieces of any size give the same. The first byte says which, and how large pieces and records are.
func fuzzXML(_ input: [UInt8]) {
  guard let first = input.first else { return }
  let bytes = Array(input.dropFirst())
  _ = FormatDetector.detect(head: bytes, isWhole: true, name: "tasks.xml")
  let limit = first < 0x80 ? 1 << 20 : 64
  func read(_ piece: Int) -> ReadItems {
    var reader = XMLReader(events: first & 0x40 != 0, recordLimit: limit)
    return ReadItems.read(bytes, from: 0, by: &reader, piece: piece)
  }
  let whole = read(.max / 2)
  whole.checkPlaces(in: bytes.count)
  let pieces = read(1 + Int(first & 0x1F))
  promise(pieces.items == whole.items, "pieces give other records: \(pieces.items) instead of \(whole.items)")
  // Where and how a fault is told depends on how much libxml2 sees at once; that there is one does not.
  promise((pieces.fault == nil) == (whole.fault == nil), "pieces end otherwise: \(String(describing: pieces.fault))")
}
