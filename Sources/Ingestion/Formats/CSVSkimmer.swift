internal import Tasks

/// Follows a CSV record through pieces of a text to its end and keeps nothing of it: for records too large to be held.
struct CSVSkimmer: Sendable {
  private enum State: Sendable {
    case cellStart, plain, quoted
    /// Behind a quote inside a quoted cell: its end, or the first of two.
    case quote
  }

  /// Offset of the record.
  let start: Int64
  private let delimiter: UInt8
  private var state = State.cellStart
  /// Cells that were begun.
  private(set) var cells = 1
  /// Offset of the quote that was opened last.
  private(set) var lastQuote: Int64 = 0

  init(start: Int64, delimiter: UInt8) {
    self.start = start
    self.delimiter = delimiter
  }

  /// A quote is open.
  var isOpen: Bool { state == .quoted }

  /// Goes on with `bytes` from `from` on.
  /// - Parameter base: offset of `bytes` in the input.
  /// - Returns: where the record's line end stands; nil when it goes on.
  mutating func feed(_ bytes: Span<UInt8>, from: Int, base: Int64) -> Int? {
    var at = from
    while at < bytes.count {
      switch state {
      case .cellStart where bytes[at] == UInt8(ascii: "\""):
        lastQuote = base + Int64(at)
        state = .quoted
        at += 1
      case .cellStart, .plain:
        at = Scan.find(delimiter, 0x0A, 0x0D, in: bytes, from: at, to: bytes.count)
        state = .plain
        guard at < bytes.count else { return nil }
        if bytes[at] != delimiter { return at }
        nextCell()
        at += 1
      case .quoted:
        at = Scan.find(UInt8(ascii: "\""), in: bytes, from: at, to: bytes.count)
        guard at < bytes.count else { return nil }
        state = .quote
        at += 1
      case .quote:
        // Anything else behind a closing quote makes the cell broken, and is read like a plain one.
        state = bytes[at] == UInt8(ascii: "\"") ? .quoted : .plain
        if state == .quoted { at += 1 }
      }
    }
    return nil
  }

  private mutating func nextCell() {
    cells += 1
    state = .cellStart
  }
}
