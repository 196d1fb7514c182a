internal import Tasks

/// Reads a file as one record: a text, or JSON that a model wrote, whose slips are no faults of the file.
struct WholeFileReader: ~Copyable, ChunkReader {
  private let fields = RecordFields()
  private let recordLimit: Int
  /// Where the file begins, when it is known to be too large.
  private var tooLarge: Int64?

  init(recordLimit: Int) { self.recordLimit = recordLimit }

  mutating func read<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, base: Int64, isLast: Bool, into sink: inout Sink
  ) throws(InputFault) -> Int {
    if tooLarge == nil, bytes.count > recordLimit { tooLarge = base }
    if let start = tooLarge {
      // What cannot be used is only counted.
      let end = base + Int64(bytes.count)
      if isLast {
        sink.reject(.recordTooLarge, at: RecordSpan(offset: start, count: Int(clamping: end - start)), fault: start)
      }
      return bytes.count
    }
    guard isLast else { return 0 }
    let span = RecordSpan(offset: base, count: bytes.count)
    if Scan.isUTF8(bytes, from: 0, to: bytes.count) {
      sink.take(fields, values: bytes, raw: 0..<bytes.count, at: span)
    } else {
      sink.reject(.invalidEncoding, at: span, fault: base)
    }
    return bytes.count
  }
}
