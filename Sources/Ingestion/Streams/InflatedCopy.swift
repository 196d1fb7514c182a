internal import Tasks

/// All that a compressed input holds, in a temporary file: for a database, whose pages are read in any order. A class,
/// because it owns the file, and all that reads the input shares it.
final class InflatedCopy: Sendable {
  let size: Int64
  /// Why the size is not all there is.
  let fault: InputFault?
  private let file: Descriptor
  private let path: String

  /// - Parameter progress: told of the compressed bytes that were read.
  init(
    _ content: StreamedContent, in folder: String, progress: @Sendable (Int) -> Void
  ) throws(SourceError) {
    path = content.original.path
    let file = try Descriptor.temporary(in: folder, path: path)
    let (stream, _) = content.stream(near: 0)
    var buffer = [UInt8](repeating: 0, count: content.pieceSize)
    var size: Int64 = 0
    var told: Int64 = 0
    while true {
      let count = try stream.next(into: &buffer)
      progress(Int(clamping: stream.consumed - told))
      told = stream.consumed
      if count == 0 { break }
      try file.append(buffer, count, path: path)
      size += Int64(count)
    }
    self.size = size
    fault = stream.fault
    self.file = file
  }

  var descriptor: Int32 { file.number }

  func read(at offset: Int64, into buffer: inout [UInt8], from start: Int) throws(SourceError) -> Int {
    try file.read(at: offset, limit: size - offset, into: &buffer, from: start, path: path)
  }
}
