/// Reads the UTF-8 of an input from a place on, each byte once. Owns the thread that inflates ahead, where there is one:
/// that ends with it.
struct SequentialReading: ~Copyable {
  private let source: InputSource
  /// Offset of the byte that comes next.
  private var offset: Int64
  /// What inflates ahead, where there is something.
  let ahead: ReadAhead?
  private var piece: ReadAhead.Piece?
  private var untold: Int64 = 0
  private var consumed: Int64 = 0

  init(_ source: InputSource, from offset: Int64) {
    self.source = source
    self.offset = offset
    ahead = source.readAhead(from: offset)
  }

  deinit { ahead?.stop() }

  /// Puts what comes next into `buffer`, from its index `start` on, as much as fits.
  /// - Parameter end: where to stop; `.max` when nobody knows where the input ends.
  /// - Returns: how much, and whether nothing follows.
  mutating func read(
    into buffer: inout [UInt8], from start: Int, before end: Int64
  ) throws(SourceError) -> (count: Int, isAtEnd: Bool) {
    if ahead != nil { return try readAhead(into: &buffer, from: start) }
    var count = 0
    if offset < end {
      count = Int(min(Int64(try source.read(at: offset, into: &buffer, from: start)), end - offset))
    }
    offset += Int64(count)
    untold += Int64(count)
    if end < .max { return (count, offset >= end || count == 0) }
    return (count, try source.isEnd(at: offset))
  }

  private mutating func readAhead(
    into buffer: inout [UInt8], from start: Int
  ) throws(SourceError) -> (count: Int, isAtEnd: Bool) {
    var count = 0
    while true {
      // One more is waited for when all has been taken: whoever reads wants to know what the last one is.
      guard let piece = try nextPiece() else { return (count, true) }
      let taken = min(piece.range.count, buffer.count - start - count)
      if taken <= 0 { return (count, false) }
      let from = piece.range.lowerBound
      buffer.overwrite(at: start + count, with: piece.bytes, from..<from + taken)
      self.piece?.range = from + taken..<piece.range.upperBound
      count += taken
    }
  }

  /// The piece of which something is left.
  private mutating func nextPiece() throws(SourceError) -> ReadAhead.Piece? {
    if let piece, !piece.range.isEmpty { return piece }
    if var passed = piece {
      piece = nil
      ahead?.take(back: &passed.bytes)
    }
    piece = try ahead?.next()
    if let piece {
      untold += piece.consumed - consumed
      consumed = piece.consumed
    }
    return piece
  }

  /// How much was read since it was asked for last, for whoever shows progress: of what is inflated or converted as it is
  /// read, the input's own bytes.
  mutating func takeProgress() -> Int {
    defer { untold = 0 }
    return Int(clamping: untold)
  }
}
