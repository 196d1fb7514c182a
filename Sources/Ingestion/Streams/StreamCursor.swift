internal import Synchronization

/// A place in a streamed content, from which it can be read on; some of what comes before is still at hand.
///
/// Unchecked, because a pool hands it to one thread at a time.
final class StreamCursor: @unchecked Sendable {
  /// As much of what was passed is kept, so that whoever looks at a record after its line, or at its beginning after its
  /// end, need not begin anew.
  private static let window = 6 << 18

  private struct Piece {
    var start: Int64
    var bytes: [UInt8]
    var count: Int
  }

  let content: StreamedContent
  private let stream: any ByteStream
  private var pieces: [Piece] = []
  private var kept = 0
  private var spare: [UInt8] = []
  /// Offset of the byte that comes next.
  private(set) var position: Int64

  init(_ content: StreamedContent, _ stream: any ByteStream, at position: Int64) {
    self.content = content
    self.stream = stream
    self.position = position
  }

  /// The first byte that can still be read.
  var start: Int64 { pieces.first?.start ?? position }

  /// Fills `buffer` from its index `start` on with what stands at `offset`, which is not before the cursor's own start.
  func read(at offset: Int64, into buffer: inout [UInt8], from start: Int) throws(SourceError) -> Int {
    var done = 0
    while start + done < buffer.count {
      let wanted = offset + Int64(done)
      if wanted >= position {
        guard try advance() else { break }
        continue
      }
      guard let piece = pieces.first(where: { wanted < $0.start + Int64($0.count) }), wanted >= piece.start else {
        break
      }
      let from = Int(wanted - piece.start)
      let count = min(piece.count - from, buffer.count - start - done)
      buffer.overwrite(at: start + done, with: piece.bytes, from..<from + count)
      done += count
    }
    return done
  }

  /// Goes on by a piece; false at the end.
  func advance() throws(SourceError) -> Bool {
    var bytes: [UInt8] = []
    swap(&bytes, &spare)
    if bytes.isEmpty { bytes = [UInt8](repeating: 0, count: content.pieceSize) }
    let count = try stream.next(into: &bytes)
    content.note(count, at: position, by: stream)
    guard count > 0 else { return false }
    pieces.append(Piece(start: position, bytes: bytes, count: count))
    position += Int64(count)
    kept += count
    while kept > StreamCursor.window, pieces.count > 1 {
      let passed = pieces.removeFirst()
      kept -= passed.count
      spare = passed.bytes
    }
    return true
  }
}

/// Cursors that nobody uses at the moment: a few for all inputs of a run, so that memory does not grow with these.
package final class CursorPool: Sendable {
  private static let limit = 8

  /// The one that was used last comes last.
  private let cursors = Mutex<[StreamCursor]>([])

  /// A pool without a cursor.
  package init() {}

  /// The cursor from which the way to an offset is the shortest, when it has come as far as `least` at all.
  func take(_ content: StreamedContent, near offset: Int64, atLeast least: Int64) -> StreamCursor? {
    cursors.withLock { cursors in
      let fit = cursors.indices.filter {
        cursors[$0].content === content && cursors[$0].start <= offset && cursors[$0].position >= least
      }
      return fit.max { cursors[$0].position < cursors[$1].position }.map { cursors.remove(at: $0) }
    }
  }

  /// Gives up the cursors of a content that nobody reads any more: they hold it, and its file.
  func giveUp(_ content: StreamedContent) {
    // They go when the lock has been given back: with them goes what may lead here again.
    let passed = cursors.withLock { cursors in
      let passed = cursors.filter { $0.content === content }
      cursors.removeAll { $0.content === content }
      return passed
    }
    withExtendedLifetime(passed) {}
  }

  func put(back cursor: StreamCursor) {
    cursors.withLock { cursors in
      cursors.append(cursor)
      if cursors.count > CursorPool.limit { cursors.removeFirst() }
    }
  }
}
