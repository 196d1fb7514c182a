internal import Tasks

/// Bytes that come one after the other. Stages of a pipeline are streams that are fed by the stage before.
///
/// A class, because a stage owns the state of a library; used by one thread at a time.
protocol ByteStream: AnyObject {
  /// Puts what comes next at the beginning of `buffer`.
  /// - Returns: how much; 0 at the end.
  func next(into buffer: inout [UInt8]) throws(SourceError) -> Int

  /// Why the stream ends where it does, when that is not the end of what there should be; known at the end.
  var fault: InputFault? { get }

  /// How many of the input's own bytes have gone into what came so far.
  var consumed: Int64 { get }
}

/// Where a stream ended, and why, when that is not the end of what there should be.
struct StreamEnd: Sendable, Equatable {
  var size: Int64
  var fault: InputFault?
}

/// The input's own bytes.
final class OriginalStream: ByteStream {
  private let original: OriginalBytes
  private(set) var consumed: Int64

  init(_ original: OriginalBytes, from offset: Int64) {
    self.original = original
    consumed = offset
  }

  var fault: InputFault? { nil }

  func next(into buffer: inout [UInt8]) throws(SourceError) -> Int {
    let count = try original.readSome(at: consumed, into: &buffer)
    consumed += Int64(count)
    return count
  }
}

/// Nothing, and why.
final class FaultyStream: ByteStream {
  let fault: InputFault?
  var consumed: Int64 { 0 }

  init(_ fault: InputFault) { self.fault = fault }

  func next(into buffer: inout [UInt8]) throws(SourceError) -> Int { 0 }
}
