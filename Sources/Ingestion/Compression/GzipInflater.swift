internal import CZlib
internal import Tasks

/// Inflates gzip: one member after the other, and zeros behind the last one, as gzip itself does.
///
/// zlib checks each member's header, checksum and length. Anything else behind a member is refused.
struct GzipInflater: ~Copyable, Inflater {
  private enum State { case member, boundary, padding }

  /// In memory of its own: zlib keeps a pointer to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var state = State.member

  /// Nil without memory.
  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, which is all there is, and 16: gzip, neither zlib nor raw.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  }

  /// Nil without memory.
  private init?(copying other: borrowing GzipInflater) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    state = other.state
    // zlib reads the other's state and its window, neither of which any thread changes any more or at the same time.
    guard inflateCopy(stream, other.stream) == Z_OK else { return nil }
  }

  func copy() -> GzipInflater? { GzipInflater(copying: self) }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  var isWhole: Bool { state != .member }

  mutating func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(InflaterFault) -> InflaterStep {
    switch state {
    case .member: return try inflate(input, into: output)
    case .boundary:
      guard let first = input.first else { return InflaterStep(consumed: 0, produced: 0) }
      guard first == 0x1F else {
        state = .padding
        return InflaterStep(consumed: 0, produced: 0)
      }
      inflateReset(stream)
      state = .member
      return try inflate(input, into: output)
    case .padding:
      if let place = input.firstIndex(where: { $0 != 0 }) {
        throw InflaterFault(
          code: .malformedFile, consumed: place, reason: "what follows the gzip data is neither gzip nor zeros")
      }
      return InflaterStep(consumed: input.count, produced: 0)
    }
  }

  private mutating func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(InflaterFault) -> InflaterStep {
    // zlib only reads what next_in points to. Both counts are those of buffers of some hundred kilobytes.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let code = CZlib.inflate(stream, Z_NO_FLUSH)
    let step = InflaterStep(
      consumed: input.count - Int(stream.pointee.avail_in), produced: output.count - Int(stream.pointee.avail_out))
    switch code {
    case Z_OK: return step
    case Z_STREAM_END:
      state = .boundary
      return step
    // Nothing to do: neither input nor something held back.
    case Z_BUF_ERROR: return step
    case Z_MEM_ERROR:
      throw InflaterFault(code: .limitExceeded, consumed: step.consumed, reason: "there is no memory to inflate it")
    default:
      throw InflaterFault(code: .malformedFile, consumed: step.consumed, reason: reason)
    }
  }

  /// What zlib found, in words that say what it means.
  private var reason: String {
    let text = stream.pointee.msg.map { String(cString: $0) } ?? "invalid data"
    return switch text {
    case "incorrect data check": "the gzip data's checksum is wrong"
    case "incorrect length check": "the gzip data's length is wrong"
    default: "the gzip data is broken (\(text))"
    }
  }
}
