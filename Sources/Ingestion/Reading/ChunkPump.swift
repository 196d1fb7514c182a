internal import Tasks

/// Moves the bytes of a part of an input through a reader.
struct ChunkPump {
  /// As much as is read at once; it stays in the processor's cache while it is read.
  static let chunkSize = 256 << 10
  /// Readers skip records that are too large; what else does not end within this many bytes (white space, an XML tag)
  /// ends the reading of its file.
  static let bufferLimit = 1 << 30

  let source: InputSource
  /// Told of every chunk's size.
  let progress: @Sendable (Int) -> Void
  /// How many bytes are read at once.
  var size = ChunkPump.chunkSize
  /// Lends the buffer; nil to make one.
  var memory: JobMemory?

  /// Reads from `start` to the end of the part.
  ///
  /// - Parameter hash: is fed all bytes, when the part is the whole file and the file is as it was.
  /// - Returns: the offset up to which records were read, where reading would have to go on.
  func run<Reader: ChunkReader & ~Copyable, Sink: RecordSink & ~Copyable>(
    _ reader: inout Reader, into sink: inout Sink, from start: Int64, to part: PartEnd,
    hash: SHA256? = nil
  ) throws(ReadingFailure) -> Int64 {
    // Parts that are smaller than a chunk need no more than themselves.
    let expected = part.left.upperBound - start
    var bytes = SequentialReading(source, from: start)
    let wanted = max(1, Int(clamping: min(Int64(size), expected)))
    var buffer = memory?.takeChunk(wanted, limit: size) ?? [UInt8](repeating: 0, count: wanted)
    defer { memory?.take(backChunk: buffer) }
    var filled = 0
    var base = start
    while true {
      let (end, isInputEnd) = part.take(upTo: base + Int64(buffer.count))
      let count: Int
      let isAtEnd: Bool
      do throws(SourceError) { (count, isAtEnd) = try bytes.read(into: &buffer, from: filled, before: end) } catch {
        throw .source(error)
      }
      if let hash {
        buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[filled..<filled + count])) }
      }
      progress(bytes.takeProgress())
      filled += count
      let used: Int
      do throws(InputFault) {
        used = try reader.read(
          buffer.span.extracting(0..<filled), base: base, isLast: isAtEnd && isInputEnd, into: &sink)
      } catch { throw .fault(error) }
      base += Int64(used)
      if isAtEnd { return reader.resumption ?? base }
      if used == 0, filled == buffer.count {
        guard buffer.count < ChunkPump.bufferLimit else {
          throw .fault(InputFault(.limitExceeded, at: base, "what begins here does not end within 1 GiB"))
        }
        buffer += [UInt8](repeating: 0, count: buffer.count)
      } else if used > 0 {
        buffer.withUnsafeMutableBytes { bytes in
          let rest = UnsafeRawBufferPointer(rebasing: bytes[used..<filled])
          UnsafeMutableRawBufferPointer(rebasing: bytes[0..<rest.count]).copyMemory(from: rest)
        }
        filled -= used
      }
    }
  }
}
