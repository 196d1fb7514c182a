/// Keeps what a stream gives in a file, on a thread of its own, beside those who read it there: a stream can be read
/// only once, and what is shown of a record is read again.
final class Spool: Sendable {
  private struct State: Sendable {
    /// How many bytes the file holds.
    var available: Int64 = 0
    /// Nothing follows.
    var end: Result<Void, SourceError>?
  }

  private let state = Watched(State())
  private let stream: Descriptor
  private let copy: Descriptor
  private let path: String

  init(_ stream: consuming Descriptor, into copy: consuming Descriptor, path: String) {
    self.stream = stream
    self.copy = copy
    self.path = path
    Workers.start { [self] in run() }
  }

  var knownSize: Int64? {
    state.read { state in
      if case .success = state.end { return state.available }
      return nil
    }
  }

  func size() throws(SourceError) -> Int64 { try available(atLeast: .max) }

  /// Waits until there are so many bytes, or all; how many there are then.
  func available(atLeast count: Int64) throws(SourceError) -> Int64 {
    let found: Result<Int64, SourceError> = state.wait { state in
      if state.available >= count { return .success(state.available) }
      return state.end.map { end in end.map { state.available } }
    }
    return try found.get()
  }

  private func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    do throws(SourceError) {
      while true {
        let count = try stream.next(into: buffer, path: path)
        if count == 0 { break }
        try copy.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), path: path)
        state.change { $0.available += Int64(count) }
      }
      state.change { $0.end = .success(()) }
    } catch { state.change { $0.end = .failure(error) } }
  }
}
