internal import Tasks

/// UTF-8 of bytes in another encoding.
final class TranscodingStream: ByteStream {
  private let source: any ByteStream
  private var transcoder: Transcoder
  private let encodingName: String
  /// Bytes of the byte order mark that have yet to be left out.
  private var mark: Int
  private var input: [UInt8]
  /// UTF-8 that did not fit yet, from an index on.
  private var ready: [UInt8] = []
  private var given = 0
  private var size: Int64 = 0
  private(set) var fault: InputFault?

  init(
    _ source: any ByteStream, by transcoder: consuming Transcoder, from encoding: TextEncoding, mark: Int,
    pieceSize: Int
  ) {
    self.source = source
    self.transcoder = transcoder
    encodingName = encoding.name
    self.mark = mark
    input = [UInt8](repeating: 0, count: max(pieceSize, 4))
  }

  var consumed: Int64 { source.consumed }

  func next(into buffer: inout [UInt8]) throws(SourceError) -> Int {
    while given == ready.count {
      ready.removeAll(keepingCapacity: true)
      given = 0
      let count = try source.next(into: &input)
      if count == 0 {
        let cut = InputFault(.truncatedFile, at: size, "the file ends within a character of \(encodingName)")
        fault = source.fault?.moved(to: size) ?? (transcoder.isIncomplete ? cut : nil)
        return 0
      }
      let skipped = min(mark, count)
      mark -= skipped
      transcoder.convert(input[skipped..<count], into: &ready)
    }
    let count = min(buffer.count, ready.count - given)
    buffer.overwrite(at: 0, with: ready, given..<given + count)
    given += count
    size += Int64(count)
    return count
  }
}

extension [UInt8] {
  /// Puts some of `other` at an index, over what stands there; both ranges lie inside, or it is a fault of the program.
  mutating func overwrite(at start: Int, with other: [UInt8], _ range: Range<Int>) {
    // Slices of buffers check their bounds.
    other.withUnsafeBytes { from in
      withUnsafeMutableBytes { to in
        UnsafeMutableRawBufferPointer(rebasing: to[start..<start + range.count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: from[range]))
      }
    }
  }
}
