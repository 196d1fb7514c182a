internal import CZlib
internal import CZstd

/// Compresses bytes, for tests.
package enum Compressed {
  /// One member of gzip.
  package static func gzip(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    precondition(
      deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var bytes = bytes
    var out = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
    let count = bytes.withUnsafeMutableBufferPointer { input in
      out.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
        return output.count - Int(stream.avail_out)
      }
    }
    return Array(out[..<count])
  }

  /// One frame of zstd.
  /// - Parameter window: the window's size as a power of two; nil for the level's own.
  package static func zstd(_ bytes: [UInt8], window: Int32? = nil, hasChecksum: Bool = true) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, hasChecksum ? 1 : 0)
    if let window {
      ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 1)
      ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window)
      // Without its size in the header the frame has the window that was asked for.
      ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)
    }
    var out = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count) + 64)
    let room = out.count
    let count = bytes.withUnsafeBytes { input in
      out.withUnsafeMutableBytes { output in
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: room, pos: 0)
        // In two calls, so that the size is not known from the beginning.
        precondition(ZSTD_isError(ZSTD_compressStream2(context, &target, &source, ZSTD_e_continue)) == 0)
        precondition(ZSTD_compressStream2(context, &target, &source, ZSTD_e_end) == 0)
        return target.pos
      }
    }
    return Array(out[..<count])
  }

  /// A frame of zstd that is to be skipped.
  package static func skippable(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt32(bytes.count)
    return [0x5A, 0x2A, 0x4D, 0x18] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + bytes
  }
}
