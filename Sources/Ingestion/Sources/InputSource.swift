internal import Glibc
internal import Tasks

/// An input that is open, as UTF-8 bytes at offsets.
///
/// A class, because the jobs that read its parts share it: reading moves nothing, so they need no lock. A stream and a
/// file in another encoding lie in a temporary file without a name; everything else is read where it is.
package final class InputSource: Sendable {
  /// As the user named it; `-` is standard input.
  package let path: String
  /// Bytes of UTF-8.
  package let size: Int64
  /// Bytes of the input itself, before any conversion.
  package let originalSize: Int64
  /// Where the text begins: behind a UTF-8 byte order mark.
  package let contentStart: Int64
  /// What the input was converted from; nil when it is read as it stands.
  package let encoding: TextEncoding?
  /// Why the bytes are not all there is: the input ends within a character, or names an unknown encoding. What comes
  /// before can be read.
  package let fault: InputFault?

  private let original: Descriptor
  /// Where the input begins in its file: not at 0 when standard input was read from before.
  private let origin: Int64
  private let converted: Descriptor?

  /// The input was converted, so that its offsets are not those of the file.
  package var isTranscoded: Bool { encoding != nil }

  /// Opens a file.
  /// - Parameters:
  ///   - location: the path's bytes.
  ///   - path: what messages call it.
  ///   - encoding: the configured encoding; a byte order mark wins over it, it wins over an XML declaration.
  ///   - temporaryFolder: where a copy may be put.
  package static func open(
    _ location: [UInt8], path: String, encoding: TextEncoding? = nil, temporaryFolder: String
  ) throws(SourceError) -> InputSource {
    let file = try Descriptor(reading: location, path: path)
    return try InputSource(file, path: path, encoding: encoding, temporaryFolder: temporaryFolder)
  }

  /// Opens standard input.
  package static func standardInput(
    encoding: TextEncoding? = nil, temporaryFolder: String
  ) throws(SourceError) -> InputSource {
    // A copy, so that descriptor 0 stays open when the source goes.
    let copy = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw SourceError(path: "-", operation: .open, code: errno) }
    return try InputSource(
      Descriptor(owning: copy), path: "-", encoding: encoding, temporaryFolder: temporaryFolder)
  }

  /// Opens what a descriptor that the caller gives away refers to.
  init(
    _ file: consuming Descriptor, path: String, encoding configured: TextEncoding?, temporaryFolder: String
  ) throws(SourceError) {
    self.path = path
    let status = try file.status(path: path)
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw SourceError(path: path, operation: .open, code: EISDIR)
    case S_IFREG:
      origin = max(0, Int64(lseek(file.number, 0, SEEK_CUR)))
      originalSize = max(0, Int64(status.st_size) - origin)
      original = file
    default:
      let copy = try Descriptor.temporary(in: temporaryFolder, path: path)
      originalSize = try Self.spool(file, to: copy, path: path)
      origin = 0
      original = copy
    }
    posix_fadvise(original.number, 0, 0, POSIX_FADV_SEQUENTIAL)

    var head = [UInt8](repeating: 0, count: Int(min(originalSize, 1024)))
    let count = try Self.read(original, at: origin, limit: originalSize, into: &head, from: 0, path: path)
    head.removeLast(head.count - count)
    let plan = Plan(head: head, configured: configured)
    if let encoding = plan.encoding, var transcoder = Transcoder(from: encoding) {
      let copy = try Descriptor.temporary(in: temporaryFolder, path: path)
      let size = try Self.transcode(
        original, from: origin + Int64(plan.mark), to: origin + originalSize, by: &transcoder, into: copy, path: path)
      self.size = size
      self.encoding = encoding
      contentStart = 0
      fault =
        transcoder.isIncomplete
        ? InputFault(.truncatedFile, at: size, "the file ends within a character of \(encoding.name)") : plan.fault
      converted = consume copy
    } else {
      size = originalSize
      encoding = nil
      contentStart = Int64(plan.mark)
      fault = plan.fault
      converted = nil
    }
  }

  /// Reads UTF-8 bytes from `offset` into `buffer` from its index `start` on, as many as fit.
  /// - Returns: how many; fewer than fit only at the end.
  package func read(at offset: Int64, into buffer: inout [UInt8], from start: Int = 0) throws(SourceError) -> Int {
    switch converted {
    case .some(let copy):
      try Self.read(copy, at: offset, limit: size - offset, into: &buffer, from: start, path: path)
    case nil: try readOriginal(at: offset, into: &buffer, from: start)
    }
  }

  /// Reads the input's own bytes, whatever their encoding: what its size and hash are of.
  package func readOriginal(
    at offset: Int64, into buffer: inout [UInt8], from start: Int = 0
  ) throws(SourceError) -> Int {
    try Self.read(
      original, at: origin + offset, limit: originalSize - offset, into: &buffer, from: start, path: path)
  }

  /// How an input is to be read, from its first bytes and its configuration.
  private struct Plan {
    var encoding: TextEncoding?
    /// Bytes of the byte order mark.
    var mark = 0
    var fault: InputFault?

    init(head: [UInt8], configured: TextEncoding?) {
      switch TextEncoding.announced(by: head) {
      case .mark(let found, let length):
        encoding = found
        mark = length
      case .declared(let found): encoding = configured ?? found
      case .unknown(let name):
        encoding = configured
        if configured == nil {
          let reason = "the XML declaration names the encoding \"\(name)\", which is not known"
          fault = InputFault(.malformedFile, at: 0, reason)
        }
      case nil: encoding = configured
      }
      if encoding?.isUTF8 == true { encoding = nil }
    }
  }

  /// Reads at most `limit` bytes: what is appended to a file while it is read is not part of the input.
  private static func read(
    _ file: borrowing Descriptor, at offset: Int64, limit: Int64, into buffer: inout [UInt8], from start: Int,
    path: String
  ) throws(SourceError) -> Int {
    guard limit > 0, offset >= 0, start >= 0, start < buffer.count else { return 0 }
    let wanted = Int(min(Int64(buffer.count - start), limit))
    var result: Result<Int, SourceError> = .success(0)
    buffer.withUnsafeMutableBytes { bytes in
      let part = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + wanted])
      do throws(SourceError) { result = .success(try file.read(at: offset, into: part, path: path)) } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private static func spool(
    _ stream: borrowing Descriptor, to copy: borrowing Descriptor, path: String
  ) throws(SourceError) -> Int64 {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var size: Int64 = 0
    while true {
      let count = try stream.next(into: buffer, path: path)
      if count == 0 { return size }
      try copy.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), path: path)
      size += Int64(count)
    }
  }

  private static func transcode(
    _ file: borrowing Descriptor, from start: Int64, to end: Int64, by transcoder: inout Transcoder,
    into copy: borrowing Descriptor, path: String
  ) throws(SourceError) -> Int64 {
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var offset = start
    var size: Int64 = 0
    while true {
      let count = try read(file, at: offset, limit: end - offset, into: &buffer, from: 0, path: path)
      if count == 0 { return size }
      offset += Int64(count)
      var made: Int64 = 0
      try transcoder.convert(buffer[..<count]) { bytes throws(SourceError) in
        try copy.write(bytes, path: path)
        made += Int64(bytes.count)
      }
      size += made
    }
  }
}
