internal import CZstd
internal import Tasks

/// Inflates zstd: one frame after the other, frames that are to be skipped among them. Checksums are checked where a
/// frame has one.
struct ZstdInflater: ~Copyable, Inflater {
  /// The largest window that a frame may ask for, as a power of two: 128 MiB, what `zstd` itself allows.
  private static let largestWindow: Int32 = 27

  private let context: OpaquePointer
  /// No frame is open.
  private(set) var isWhole = false

  /// Nil without memory.
  init?() {
    guard let context = ZSTD_createDCtx() else { return nil }
    self.context = context
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, ZstdInflater.largestWindow)
  }

  deinit { ZSTD_freeDCtx(context) }

  mutating func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(InflaterFault) -> InflaterStep {
    // Between frames there is nothing to be had, and asking would begin a new one.
    if isWhole && input.isEmpty { return InflaterStep(consumed: 0, produced: 0) }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let hint = ZSTD_decompressStream(context, &target, &source)
    if ZSTD_isError(hint) != 0 { throw fault(hint, consumed: source.pos) }
    isWhole = hint == 0
    return InflaterStep(consumed: source.pos, produced: target.pos)
  }

  /// zstd cannot tell its state in the middle of a frame.
  func copy() -> ZstdInflater? { nil }

  private func fault(_ result: Int, consumed: Int) -> InflaterFault {
    let code = ZSTD_getErrorCode(result)
    switch code {
    case ZSTD_error_frameParameter_windowTooLarge:
      return InflaterFault(
        code: .limitExceeded, consumed: consumed,
        reason: "the zstd data needs a window of more than 128 MiB; compress it without --ultra and --long")
    case ZSTD_error_memory_allocation:
      return InflaterFault(code: .limitExceeded, consumed: consumed, reason: "there is no memory to inflate it")
    case ZSTD_error_checksum_wrong:
      return InflaterFault(code: .malformedFile, consumed: consumed, reason: "the zstd data's checksum is wrong")
    case ZSTD_error_dictionary_wrong:
      return InflaterFault(
        code: .malformedFile, consumed: consumed, reason: "the zstd data needs a dictionary; compress it without one")
    case ZSTD_error_prefix_unknown:
      return InflaterFault(code: .malformedFile, consumed: consumed, reason: "what comes here is no zstd data")
    default:
      let text = String(cString: ZSTD_getErrorName(result))
      return InflaterFault(code: .malformedFile, consumed: consumed, reason: "the zstd data is broken (\(text))")
    }
  }
}
