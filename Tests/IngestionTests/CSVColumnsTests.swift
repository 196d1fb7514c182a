import TestSupport
import Testing

@testable import Ingestion

/// Whole records at once, and cell by cell: both read the same.
@Suite("Records of CSV read at once")
struct CSVColumnsTests {
  private static let header = CSVHeader(delimiter: UInt8(ascii: ","), slots: [0, 3, -1, 5, 3, 30], end: 0)
  /// What is behind a record before it is looked at as the last one.
  private static let room = String(repeating: "x,", count: 40)

  private struct Cells: Equatable {
    var end: Int
    var text: String
  }

  private func text(_ fields: borrowing RecordFields) -> String {
    var text = "\(fields.present) \(fields.structured)"
    for slot in 0..<RecordFields.capacity where fields.has(slot) {
      text += " \(slot):\(fields[slot].start),\(fields[slot].count),\(fields[slot].form)"
    }
    return text
  }

  private func atOnce(_ bytes: [UInt8]) -> Cells? {
    var fields = RecordFields()
    let columns = CSVColumns(CSVColumnsTests.header)
    return columns.read(bytes.span, 0, into: &fields).map { Cells(end: $0, text: text(fields)) }
  }

  /// nil for a record that is broken, or has another number of cells.
  private func cellByCell(_ bytes: [UInt8]) -> Cells? {
    let header = CSVColumnsTests.header
    var fields = RecordFields()
    fields.clear()
    var at = 0
    for (column, slot) in header.slots.enumerated() {
      let cell = CSVCell.scan(bytes.span, from: at, to: bytes.count, delimiter: header.delimiter)
      if cell.isBroken || cell.isOpen || cell.next >= bytes.count { return nil }
      if slot >= 0 {
        fields.set(slot, start: cell.start, count: cell.count, form: cell.hasDoubledQuotes ? .doubledQuotes : .text)
      }
      at = cell.next
      let isLast = column + 1 == header.slots.count
      if (bytes[at] == header.delimiter) == isLast { return nil }
      if !isLast { at += 1 }
    }
    return Cells(end: at, text: text(fields))
  }

  @Test("are those that are read cell by cell, whatever stands in them")
  func same() {
    var random = SeededGenerator(seed: 21)
    let cells = [
      "", "a", "\"\"", "\"a,b\"", "\"a\"\"b\"", "\"\"\"\"", "\"two\nlines\"", "\"\r\n\"", " \"x\"", "\"x\" ", "\"open",
      "é€😀",
      "inner\"quote", String(repeating: "long ", count: 30), "\"" + String(repeating: "long, ", count: 30) + "\"",
      String(repeating: "y", count: 31), "2026-02-24T09:45:00Z", "\"\"\"begin", "end\"\"\"",
    ]
    var (whole, refused) = (0, 0)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0..<10, using: &random) == 0 ? Int.random(in: 1...8, using: &random) : 6
      let record = (0..<count).map { _ in cells[Int.random(in: 0..<cells.count, using: &random)] }
      let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
      let bytes = Array((record.joined(separator: ",") + lineEnd + CSVColumnsTests.room).utf8)
      let expected = cellByCell(bytes)
      if let found = atOnce(bytes) {
        #expect(found == expected, "\(record)")
        whole += 1
      } else if let expected {
        // Only what ends within the last bytes is left to the other.
        #expect(bytes.count - expected.end <= 64, "\(record)")
      } else {
        refused += 1
      }
    }
    #expect(whole > 5000)
    #expect(refused > 2000)
  }

  @Test("end where their quotes say so, however many stand in a row, wherever they lie")
  func quotes() {
    var random = SeededGenerator(seed: 22)
    var (whole, broken) = (0, 0)
    for _ in 0..<20_000 {
      // Mostly pairs, so that the cell goes on; a run of up to 140 reaches over whole blocks.
      var cell = ""
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        cell += String(repeating: "t", count: Int.random(in: 0...70, using: &random))
        let pairs = Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: 0...70, using: &random) : 1
        cell += String(repeating: "\"\"", count: pairs)
      }
      if Int.random(in: 0..<12, using: &random) == 0 { cell += "\"" }
      let record = "id,\"\(cell)\",,\"\(cell)\",x,\"\"\n"
      let bytes = Array((record + CSVColumnsTests.room).utf8)
      let expected = cellByCell(bytes)
      #expect(atOnce(bytes) == expected, "\(record)")
      if expected == nil { broken += 1 } else { whole += 1 }
    }
    #expect(whole > 15_000 && broken > 500)
  }

  @Test("are looked at no further than the bytes that there are")
  func ends() {
    let record = Array("a,b,\"c\",\"d\"\"e\",f,g\n".utf8)
    let behind = Array(CSVColumnsTests.room.utf8)
    for count in 0...(record.count + behind.count) {
      let bytes = Array((record + behind).prefix(count))
      if let found = atOnce(bytes) { #expect(found.end == record.count - 1) }
    }
    #expect(atOnce(record + behind) != nil)
  }
}
