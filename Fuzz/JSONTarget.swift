import Tasks

@testable import Ingestion

/// JSON: all readers of it judge a text alike; lists and lines of records read the same in pieces of any size, and a record
/// reads the same whatever came before it. The first byte says how large pieces and records are.
func fuzzJSON(_ input: [UInt8]) {
  guard let first = input.first else { return }
  let bytes = Array(input.dropFirst())
  agreeOnValidity(bytes, piece: 1 + Int(first & 0x1F))
  _ = FormatDetector.detect(head: bytes, isWhole: true, name: "tasks")
  let limit = first < 0x80 ? 1 << 20 : 48

  func lines(_ piece: Int) -> ReadItems {
    var reader = NDJSONReader(schema: .tasks, recordLimit: limit)
    return ReadItems.read(bytes, from: 0, by: &reader, piece: piece)
  }
  func list(_ piece: Int) -> ReadItems {
    let isWrapped = first & 0x40 != 0
    var reader = JSONListReader(
      schema: .tasks, state: isWrapped ? .element : .opening, isWrapped: isWrapped, recordLimit: limit)
    return ReadItems.read(bytes, from: 0, by: &reader, piece: piece)
  }
  for read in [lines, list] {
    let whole = read(.max / 2)
    whole.checkPlaces(in: bytes.count)
    read(1 + Int(first & 0x1F)).checkSame(as: whole)
    for item in whole.items where item.code == nil { readAlone(item, of: bytes) }
  }
}

/// A record that was read among others, perhaps because its keys were those of the one before, is read by itself.
private func readAlone(_ item: ReadItems.Item, of bytes: [UInt8]) {
  let record = Array(bytes[Int(item.offset)..<Int(item.offset) + item.count])
  var reader = NDJSONReader(schema: .tasks, recordLimit: 1 << 20)
  var one = JSONListReader(schema: .tasks, state: .onlyElement, isWrapped: false, recordLimit: 1 << 20)
  let alone =
    record.contains(0x0A)
    ? ReadItems.read(record, from: 0, by: &one, piece: .max / 2)
    : ReadItems.read(record, from: 0, by: &reader, piece: .max / 2)
  promise(alone.items.map(\.fields) == [item.fields], "a record reads alone as it does among others")
}

/// The scanner, the one that follows pieces, the fast ones in C, and the list of values.
private func agreeOnValidity(_ bytes: [UInt8], piece: Int) {
  let end = bytes.count
  let scanned = verdict { () throws(JSONScanner.Fault) in try JSONScanner.value(bytes.span, 0, end) }
  let nodes = JSONNodes()
  let listed = verdict { () throws(JSONScanner.Fault) in try nodes.read(bytes.span, 0, end) }
  promise(listed == scanned, "the list of values ends where the scanner does: \(listed), \(scanned)")

  var isValid = false
  if case .success(let after) = scanned { isValid = JSONScanner.skipSpace(bytes.span, after, end) == end }
  if let known = Scan.isJSON(bytes.span, from: 0, to: end, doubledQuotes: false) {
    promise(known == isValid, "the fast reader judges as the scanner does")
  }
  let doubled = bytes.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
  if let known = Scan.isJSON(doubled.span, from: 0, to: doubled.count, doubledQuotes: true) {
    promise(known == isValid, "doubled quotes change no verdict")
  }
  if let after = Scan.jsonEnd(bytes.span, from: 0, to: end), case .success(let place) = scanned {
    promise(after == place, "the fast reader ends where the scanner does")
  }
  promise(
    followed(bytes, piece: piece) == (isValid ? nil : fault(of: scanned, bytes)), "pieces are judged as the whole")
}

private func verdict(_ read: () throws(JSONScanner.Fault) -> Int) -> Result<Int, JSONScanner.Fault> {
  do throws(JSONScanner.Fault) { return .success(try read()) } catch { return .failure(error) }
}

/// What is wrong with a text that should be one value.
private func fault(of verdict: Result<Int, JSONScanner.Fault>, _ bytes: [UInt8]) -> JSONScanner.Fault? {
  switch verdict {
  case .success(let after): .malformed(at: JSONScanner.skipSpace(bytes.span, after, bytes.count))
  case .failure(let fault): fault
  }
}

/// What the reader that keeps nothing finds wrong; nil when nothing is.
private func followed(_ bytes: [UInt8], piece: Int) -> JSONScanner.Fault? {
  var skimmer = JSONSkimmer()
  var base = 0
  while base < bytes.count {
    let chunk = Array(bytes[base..<min(bytes.count, base + piece)])
    let fed = verdict { () throws(JSONScanner.Fault) in try skimmer.feed(chunk.span, 0, chunk.count) }
    switch fed {
    case .success(let after):
      if skimmer.isDone {
        let rest = JSONScanner.skipSpace(bytes.span, base + after, bytes.count)
        return rest == bytes.count ? nil : .malformed(at: rest)
      }
    case .failure(.malformed(let at)): return .malformed(at: base + at)
    case .failure(.tooDeep(let at)): return .tooDeep(at: base + at)
    case .failure(.incomplete): return .incomplete
    }
    base += chunk.count
  }
  skimmer.endText()
  return skimmer.isDone ? nil : .incomplete
}
