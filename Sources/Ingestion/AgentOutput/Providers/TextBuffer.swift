/// A text that is put together from pieces. It grows and never shrinks, and is used again for the next one.
struct TextBuffer {
  private var bytes: [UInt8] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func clear() { count = 0 }

  /// Adds `[start, end)` as it stands.
  mutating func add(_ source: Span<UInt8>, _ start: Int, _ end: Int) {
    guard start >= 0, start < end, end <= source.count else { return }
    makeRoom(end - start)
    bytes.withUnsafeMutableBytes { target in
      source.extracting(start..<end).withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: target[count..<count + source.count]).copyMemory(from: source)
      }
    }
    count += end - start
  }

  mutating func add(_ byte: UInt8) {
    makeRoom(1)
    bytes[count] = byte
    count += 1
  }

  private mutating func makeRoom(_ more: Int) {
    if bytes.count - count < more {
      bytes += [UInt8](repeating: 0, count: max(more - (bytes.count - count), bytes.count, 4096))
    }
  }

  /// Calls `body` with the text's bytes.
  func withText<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(bytes.span.extracting(0..<count)) }

  var text: [UInt8] { Array(bytes[0..<count]) }
}
