internal import Glibc

/// An input's own bytes at offsets, whatever they are: a file's, where it lies, or those of a stream as they come.
///
/// A class, because all that reads an input shares it; reading moves nothing.
final class OriginalBytes: Sendable {
  /// What messages call the input.
  let path: String
  private let file: Descriptor
  /// Where the input begins in its file: not at 0 when standard input was read from before.
  private let origin: Int64
  private let fileSize: Int64
  /// What the file was when it was opened.
  private let stamp: FileStamp
  /// Of a stream: keeps what comes.
  private let spool: Spool?

  /// - Parameters:
  ///   - temporaryFolder: where a stream's bytes are kept.
  ///   - isNew: it was opened just now, so that nobody can have read from it.
  init(
    _ file: consuming Descriptor, path: String, temporaryFolder: String, isNew: Bool = false
  ) throws(SourceError) {
    self.path = path
    let status = try file.status(path: path)
    stamp = FileStamp(status)
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw SourceError(path: path, operation: .open, code: EISDIR)
    case S_IFREG:
      origin = isNew ? 0 : max(0, Int64(lseek(file.number, 0, SEEK_CUR)))
      fileSize = max(0, Int64(status.st_size) - origin)
      spool = nil
      // What is read in one go needs nothing ahead.
      if fileSize > Int64(ChunkPump.chunkSize) { posix_fadvise(file.number, 0, 0, POSIX_FADV_SEQUENTIAL) }
      self.file = file
    default:
      let copy = try Descriptor.temporary(in: temporaryFolder, path: path)
      let writing = fcntl(copy.number, F_DUPFD_CLOEXEC, 3)
      guard writing >= 0 else { throw SourceError(path: path, operation: .spool, code: errno) }
      origin = 0
      fileSize = 0
      spool = Spool(file, into: Descriptor(owning: writing), path: path)
      self.file = copy
    }
  }

  /// How many bytes there are; nil while a stream still gives some.
  var knownSize: Int64? { spool == nil ? fileSize : spool?.knownSize }

  /// How many bytes there are. Waits for the end of a stream.
  func size() throws(SourceError) -> Int64 {
    guard let spool else { return fileSize }
    return try spool.size()
  }

  /// Whether nothing follows an offset. Waits until a stream has told.
  func isEnd(at offset: Int64) throws(SourceError) -> Bool {
    guard let spool else { return offset >= fileSize }
    return try spool.available(atLeast: offset + 1) <= offset
  }

  /// Reads from `offset` into `buffer` from its index `start` on, as many bytes as fit; fewer only at the end. What is
  /// appended to a file while it is read is not part of the input.
  func read(at offset: Int64, into buffer: inout [UInt8], from start: Int) throws(SourceError) -> Int {
    var end = fileSize
    if let spool { end = try spool.available(atLeast: offset + Int64(buffer.count - start)) }
    return try file.read(at: origin + offset, limit: end - offset, into: &buffer, from: start, path: path)
  }

  /// Reads what there is from `offset` on, as much as fits; waits for a stream only when there is nothing yet.
  func readSome(at offset: Int64, into buffer: inout [UInt8]) throws(SourceError) -> Int {
    var end = fileSize
    if let spool { end = try spool.available(atLeast: offset + 1) }
    return try file.read(at: origin + offset, limit: end - offset, into: &buffer, from: 0, path: path)
  }

  /// The file that holds the bytes, and where they begin there. Of a stream that has ended.
  var place: (descriptor: Int32, origin: Int64) { (file.number, origin) }

  /// The file, when the input is all of it; nil of a stream.
  var wholeFile: (descriptor: Int32, size: Int64)? {
    spool == nil && origin == 0 ? (file.number, fileSize) : nil
  }

  /// The file is another than when it was opened: somebody writes it.
  func hasChanged() throws(SourceError) -> Bool {
    if spool != nil { return false }
    return try FileStamp(file.status(path: path)) != stamp
  }
}
