internal import Tasks

/// What compressed bytes hold.
final class InflatingStream<Algorithm: Inflater & ~Copyable>: ByteStream {
  private var inflater: Algorithm
  private let source: any ByteStream
  private let name: String
  private let limit: Int64
  /// Where to begin later without all that comes before.
  private let marks: Checkpoints<Algorithm>?

  /// What `source` gave last, how much of it there is and how much of that was used.
  private var input: [UInt8]
  private var filled = 0
  private var used = 0
  /// Where `input` begins in the compressed file.
  private var base: Int64
  /// Bytes made since the beginning of the content.
  private var size: Int64
  private var isDone = false
  private(set) var fault: InputFault?

  /// - Parameters:
  ///   - source: the compressed bytes, from where `inflater` is to go on.
  ///   - size: how many bytes were made of what comes before.
  ///   - limit: as much as may be made of one input.
  init(
    _ inflater: consuming Algorithm, _ source: any ByteStream, of compression: Compression, made size: Int64 = 0,
    limit: Int64, pieceSize: Int, marks: Checkpoints<Algorithm>? = nil
  ) {
    self.inflater = inflater
    self.source = source
    name = compression.rawValue
    base = source.consumed
    self.size = size
    self.limit = limit
    input = [UInt8](repeating: 0, count: pieceSize)
    self.marks = marks
  }

  var consumed: Int64 { base + Int64(used) }

  func next(into buffer: inout [UInt8]) throws(SourceError) -> Int {
    while !isDone {
      if used == filled {
        base += Int64(filled)
        used = 0
        filled = 0
        filled = try source.next(into: &input)
      }
      let isAtEnd = filled == 0
      let step: InflaterStep
      do throws(InflaterFault) { step = try self.step(into: &buffer) } catch {
        let place = base + Int64(used + error.consumed)
        end(InputFault(error.code, at: size, "\(error.reason), at byte \(place) of the compressed file"))
        break
      }
      used += step.consumed
      if size + Int64(step.produced) > limit {
        // Up to the limit, whatever the pieces were: the same input ends at the same place.
        let allowed = Int(limit - size)
        size = limit
        let reason =
          "it inflates to more than \(limit) bytes; raise inflatedBytes under settings in nexo.yml if that is right"
        end(InputFault(.limitExceeded, at: limit, reason))
        return allowed
      }
      if step.produced > 0 {
        size += Int64(step.produced)
        marks?.note(inflater, consumed: consumed, made: size)
        return step.produced
      }
      if isAtEnd {
        let reason = "the \(name) data breaks off at byte \(base), the end of the compressed file"
        end(inflater.isWhole ? nil : InputFault(.truncatedFile, at: size, reason))
      }
    }
    return 0
  }

  private func end(_ fault: InputFault?) {
    self.fault = fault
    isDone = true
  }

  private func step(into buffer: inout [UInt8]) throws(InflaterFault) -> InflaterStep {
    var result: Result<InflaterStep, InflaterFault> = .success(InflaterStep(consumed: 0, produced: 0))
    // The library reads and writes nothing but these two ranges, and keeps neither.
    input.withUnsafeBytes { input in
      buffer.withUnsafeMutableBytes { output in
        do throws(InflaterFault) {
          result = .success(
            try inflater.step(UnsafeRawBufferPointer(rebasing: input[used..<filled]), into: output))
        } catch { result = .failure(error) }
      }
    }
    return try result.get()
  }
}
