internal import Synchronization
internal import Tasks

/// What is in an input that has to be inflated or converted, as bytes at offsets: it is read from the beginning on, as
/// often as need be, and never kept whole.
///
/// Whoever goes forward pays for the way from where somebody stands already: cursors wait in a pool for the next one who
/// comes that way, and gzip can begin at checkpoints. Reading in the order of offsets costs one pass.
final class StreamedContent: Sendable {
  /// How the bytes become UTF-8.
  struct Recipe: Sendable {
    var compression: Compression?
    var encoding: TextEncoding?
    /// Bytes of the byte order mark, which is left out when the text is converted.
    var mark = 0
    /// As much as may come out of a compressed input.
    var limit: Int64
  }

  /// As much as is made at once, of large inputs.
  static let largestPiece = 256 << 10

  let original: OriginalBytes
  let recipe: Recipe
  let pieceSize: Int
  private let cursors: CursorPool
  private let marks: Checkpoints<GzipInflater>?
  private let knownEnd = Mutex<StreamEnd?>(nil)
  private let madeBytes = Atomic<Int>(0)

  init(_ original: OriginalBytes, _ recipe: Recipe, cursors: CursorPool) {
    self.original = original
    self.recipe = recipe
    self.cursors = cursors
    // Small inputs hold little: what is made ready for them would cost more than they do.
    pieceSize = Int(min(max(4096, (original.knownSize ?? .max / 8) * 8), Int64(StreamedContent.largestPiece)))
    marks = recipe.compression == .gzip && recipe.encoding == nil ? Checkpoints() : nil
  }

  /// Gives up what is kept for whoever reads on: nobody will.
  func close() { cursors.giveUp(self) }

  /// How many bytes were made in all, by everybody who read.
  var made: Int { madeBytes.load(ordering: .relaxed) }

  /// The end, when somebody has come there.
  var endIfKnown: StreamEnd? { knownEnd.withLock { $0 } }

  /// Takes note of bytes that a stream of this content has made; none are made at its end.
  func note(_ count: Int, at position: Int64, by stream: any ByteStream) {
    madeBytes.add(count, ordering: .relaxed)
    if count == 0 {
      let end = StreamEnd(size: position, fault: stream.fault)
      knownEnd.withLock { if $0 == nil { $0 = end } }
    }
  }

  /// A stream that begins as near before an offset as it can, and where that is.
  func stream(near offset: Int64) -> (stream: any ByteStream, position: Int64) {
    if let mark = marks?.last(upTo: offset), let inflater = mark.copy() {
      let stream = InflatingStream(
        inflater, OriginalStream(original, from: mark.consumed), of: .gzip, made: mark.made, limit: recipe.limit,
        pieceSize: pieceSize, marks: marks)
      return (stream, mark.made)
    }
    return (converted(inflated(OriginalStream(original, from: 0))), 0)
  }

  private func inflated(_ stream: any ByteStream) -> any ByteStream {
    let noMemory = InputFault(.limitExceeded, at: 0, "there is no memory to inflate it")
    switch recipe.compression {
    case nil: return stream
    case .gzip:
      guard let inflater = GzipInflater() else { return FaultyStream(noMemory) }
      return InflatingStream(
        inflater, stream, of: .gzip, limit: recipe.limit, pieceSize: pieceSize, marks: marks)
    case .zstd:
      guard let inflater = ZstdInflater() else { return FaultyStream(noMemory) }
      return InflatingStream(inflater, stream, of: .zstd, limit: recipe.limit, pieceSize: pieceSize)
    }
  }

  private func converted(_ stream: any ByteStream) -> any ByteStream {
    guard let encoding = recipe.encoding else { return stream }
    guard let transcoder = Transcoder(from: encoding) else {
      return FaultyStream(InputFault(.limitExceeded, at: 0, "there is no memory to convert it"))
    }
    return TranscodingStream(stream, by: transcoder, from: encoding, mark: recipe.mark, pieceSize: pieceSize)
  }

  /// Reads from `offset` into `buffer` from its index `start` on, as many bytes as fit; fewer only at the end.
  func read(at offset: Int64, into buffer: inout [UInt8], from start: Int) throws(SourceError) -> Int {
    if let end = endIfKnown, offset >= end.size { return 0 }
    let cursor = cursor(near: offset)
    let count = try cursor.read(at: offset, into: &buffer, from: start)
    cursors.put(back: cursor)
    return count
  }

  /// The end. Goes there, when nobody has.
  func end() throws(SourceError) -> StreamEnd {
    while true {
      if let end = endIfKnown { return end }
      let cursor = cursor(near: .max)
      while try cursor.advance() {}
      cursors.put(back: cursor)
    }
  }

  private func cursor(near offset: Int64) -> StreamCursor {
    let mark = marks?.last(upTo: offset)?.made ?? 0
    if let cursor = cursors.take(self, near: offset, atLeast: mark) { return cursor }
    let (stream, position) = stream(near: offset)
    return StreamCursor(self, stream, at: position)
  }
}
