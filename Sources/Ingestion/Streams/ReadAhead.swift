/// Reads a streamed content from a place on, on a thread of its own, a few pieces ahead of whoever takes them.
final class ReadAhead: Sendable {
  /// How many pieces may be ready.
  private static let depth = 4

  struct Piece: Sendable {
    var bytes: [UInt8]
    /// What of them is content from where the reading began.
    var range: Range<Int>
    /// How many of the input's own bytes were read up to here.
    var consumed: Int64
  }

  private struct State: Sendable {
    var ready: [Piece] = []
    /// Buffers to be filled again.
    var spare: [[UInt8]] = []
    /// Nothing follows what is ready.
    var end: Result<Void, SourceError>?
    var isStopped = false
  }

  private let state = Watched(State())

  init(_ content: StreamedContent, from offset: Int64) {
    Workers.start { [state] in ReadAhead.run(content, from: offset, state) }
  }

  /// Nobody takes any more: the thread ends at its next piece.
  func stop() { state.change { $0.isStopped = true } }

  /// The next piece; nil at the end.
  func next() throws(SourceError) -> Piece? {
    let found: Result<Piece?, SourceError> = state.wait { state in
      if !state.ready.isEmpty { return .success(state.ready.removeFirst()) }
      return state.end.map { end in end.map { nil } }
    }
    return try found.get()
  }

  /// Takes back a piece's buffer; the caller's is empty then, since the thread would have to copy what two hold.
  func take(back bytes: inout [UInt8]) {
    state.change { state in
      var taken: [UInt8] = []
      swap(&taken, &bytes)
      state.spare.append(consume taken)
    }
  }

  private static func run(_ content: StreamedContent, from offset: Int64, _ state: Watched<State>) {
    var (stream, position) = content.stream(near: offset)
    while true {
      let buffer: [UInt8]? = state.wait { state in
        if state.isStopped { return .some(nil) }
        return state.ready.count < depth ? .some(state.spare.popLast() ?? []) : nil
      }
      guard var buffer else { return }
      if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: content.pieceSize) }
      do throws(SourceError) {
        let count = try stream.next(into: &buffer)
        content.note(count, at: position, by: stream)
        let skipped = Int(min(max(0, offset - position), Int64(count)))
        position += Int64(count)
        let piece = Piece(bytes: buffer, range: skipped..<count, consumed: stream.consumed)
        state.change { state in
          if count == 0 {
            state.end = .success(())
          } else if skipped < count {
            state.ready.append(piece)
          } else {
            state.spare.append(piece.bytes)
          }
        }
        if count == 0 { return }
      } catch {
        state.change { $0.end = .failure(error) }
        return
      }
    }
  }
}
