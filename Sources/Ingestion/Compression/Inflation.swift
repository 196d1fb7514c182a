internal import Tasks

/// Inflates a compressed input into a file, in pieces: memory does not grow with it.
struct Inflation {
  /// What came of it.
  struct Outcome {
    /// Bytes that were made.
    var size: Int64 = 0
    /// Why they are not all there is.
    var fault: InputFault?
  }

  private static let pieceSize = 256 << 10

  let compression: Compression
  /// As much as may be made of one input.
  let limit: Int64
  /// What messages call the input.
  let path: String
  /// Told of the compressed bytes that were read.
  let progress: @Sendable (Int) -> Void

  /// Inflates `size` bytes of `file`, from `origin` on, to the end of `copy`.
  func run(
    _ file: borrowing Descriptor, from origin: Int64, size: Int64, into copy: borrowing Descriptor
  ) throws(SourceError) -> Outcome {
    switch compression {
    case .gzip:
      guard var inflater = GzipInflater() else { return noMemory }
      return try run(&inflater, file, from: origin, size: size, into: copy)
    case .zstd:
      guard var inflater = ZstdInflater() else { return noMemory }
      return try run(&inflater, file, from: origin, size: size, into: copy)
    }
  }

  private var noMemory: Outcome {
    Outcome(fault: InputFault(.limitExceeded, at: 0, "there is no memory to inflate it"))
  }

  private func run<Algorithm: Inflater & ~Copyable>(
    _ inflater: inout Algorithm, _ file: borrowing Descriptor, from origin: Int64, size: Int64,
    into copy: borrowing Descriptor
  ) throws(SourceError) -> Outcome {
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: Inflation.pieceSize, alignment: 16)
    let output = UnsafeMutableRawBufferPointer.allocate(byteCount: Inflation.pieceSize, alignment: 16)
    defer {
      input.deallocate()
      output.deallocate()
    }
    var outcome = Outcome()
    // Where `input` begins in the compressed file, how much it holds and how much of that was consumed.
    var base: Int64 = 0
    var filled = 0
    var used = 0
    while true {
      if used == filled {
        base += Int64(filled)
        used = 0
        let wanted = Int(min(Int64(input.count), size - base))
        let piece = UnsafeMutableRawBufferPointer(rebasing: input[..<max(0, wanted)])
        filled = try file.read(at: origin + base, into: piece, path: path)
        progress(filled)
      }
      let isAtEnd = filled == 0
      let step: InflaterStep
      do throws(InflaterFault) {
        step = try inflater.step(UnsafeRawBufferPointer(rebasing: input[used..<filled]), into: output)
      } catch {
        let place = base + Int64(used + error.consumed)
        outcome.fault = InputFault(
          error.code, at: outcome.size, "\(error.reason), at byte \(place) of the compressed file")
        return outcome
      }
      used += step.consumed
      if outcome.size + Int64(step.produced) > limit {
        outcome.fault = InputFault(
          .limitExceeded, at: outcome.size,
          "it inflates to more than \(limit) bytes; raise inflatedBytes under settings in nexo.yml if that is right")
        return outcome
      }
      if step.produced > 0 {
        try copy.write(UnsafeRawBufferPointer(rebasing: output[..<step.produced]), path: path)
        outcome.size += Int64(step.produced)
      }
      if isAtEnd && step.produced == 0 {
        if !inflater.isWhole {
          outcome.fault = InputFault(
            .truncatedFile, at: outcome.size,
            "the \(compression.rawValue) data breaks off at byte \(base), the end of the compressed file")
        }
        return outcome
      }
    }
  }
}
