internal import Glibc
internal import Tasks

/// An input that is open, as UTF-8 bytes at offsets.
///
/// A class, because the jobs that read its parts share it: reading moves nothing, so they need no lock. A stream, what a
/// compressed file holds and what is in another encoding lie in a temporary file without a name; everything else is read
/// where it is.
package final class InputSource: Sendable {
  /// As the user named it; `-` is standard input.
  package let path: String
  /// Bytes of UTF-8.
  package let size: Int64
  /// Bytes of the input itself, before any conversion.
  package let originalSize: Int64
  /// Where the text begins: behind a UTF-8 byte order mark.
  package let contentStart: Int64
  /// How the input is compressed; `size` and all offsets are those of what it holds.
  package let compression: Compression?
  /// What the input was converted from; nil when it is UTF-8.
  package let encoding: TextEncoding?
  /// Why the bytes are not all there is: the compressed data breaks off or is broken, the input ends within a character,
  /// or names an unknown encoding. What comes before can be read.
  package let fault: InputFault?
  /// Where the file lies, for those that may lie beside it; nil of standard input and of compressed files.
  let location: [UInt8]?

  private let original: Descriptor
  /// Where the input begins in its file: not at 0 when standard input was read from before.
  private let origin: Int64
  /// What the input was inflated or converted into.
  private let converted: Descriptor?
  /// What the file was when it was opened.
  private let stamp: FileStamp

  /// The input was inflated or converted, so that its offsets are not those of the file.
  package var isConverted: Bool { compression != nil || encoding != nil }

  /// How much a compressed input may hold, unless the caller says otherwise.
  package static let inflatedLimit: Int64 = 64 << 30

  /// Opens a file.
  /// - Parameters:
  ///   - location: the path's bytes.
  ///   - path: what messages call it.
  ///   - encoding: the configured encoding; a byte order mark wins over it, it wins over an XML declaration.
  ///   - temporaryFolder: where a copy may be put.
  ///   - inflatedLimit: how many bytes a compressed file may hold.
  ///   - progress: told of the compressed bytes that were read, when the file is compressed.
  package static func open(
    _ location: [UInt8], path: String, encoding: TextEncoding? = nil, temporaryFolder: String,
    inflatedLimit: Int64 = InputSource.inflatedLimit, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(SourceError) -> InputSource {
    let file = try Descriptor(reading: location, path: path)
    return try InputSource(
      file, path: path, location: location, encoding: encoding, temporaryFolder: temporaryFolder,
      inflatedLimit: inflatedLimit, progress: progress)
  }

  /// Opens standard input.
  package static func standardInput(
    encoding: TextEncoding? = nil, temporaryFolder: String, inflatedLimit: Int64 = InputSource.inflatedLimit,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(SourceError) -> InputSource {
    // A copy, so that descriptor 0 stays open when the source goes.
    let copy = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw SourceError(path: "-", operation: .open, code: errno) }
    return try InputSource(
      Descriptor(owning: copy), path: "-", encoding: encoding, temporaryFolder: temporaryFolder,
      inflatedLimit: inflatedLimit, progress: progress)
  }

  /// Opens what a descriptor that the caller gives away refers to.
  init(
    _ file: consuming Descriptor, path: String, location: [UInt8]? = nil, encoding configured: TextEncoding?,
    temporaryFolder: String, inflatedLimit: Int64 = InputSource.inflatedLimit,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
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
    stamp = FileStamp(try original.status(path: path))
    posix_fadvise(original.number, 0, 0, POSIX_FADV_SEQUENTIAL)

    var head = try Self.head(original, at: origin, size: originalSize, path: path)
    compression = Compression(magic: head.span)
    self.location = compression == nil ? location : nil
    var inflated: Descriptor?
    var contentSize = originalSize
    var inflationFault: InputFault?
    if let compression {
      let copy = try Descriptor.temporary(in: temporaryFolder, path: path)
      let inflation = Inflation(compression: compression, limit: inflatedLimit, path: path, progress: progress)
      let outcome = try inflation.run(original, from: origin, size: originalSize, into: copy)
      head = try Self.head(copy, at: 0, size: outcome.size, path: path)
      contentSize = outcome.size
      inflationFault = outcome.fault
      inflated = consume copy
    }
    let plan = Plan(head: head, configured: configured)
    if let encoding = plan.encoding, var transcoder = Transcoder(from: encoding) {
      let copy = try Descriptor.temporary(in: temporaryFolder, path: path)
      let start = Int64(plan.mark)
      switch inflated {
      case .some(let file):
        size = try Self.transcode(file, from: start, to: contentSize, by: &transcoder, into: copy, path: path)
      case nil:
        size = try Self.transcode(
          original, from: origin + start, to: origin + originalSize, by: &transcoder, into: copy, path: path)
      }
      self.encoding = encoding
      contentStart = 0
      let cut = InputFault(.truncatedFile, at: size, "the file ends within a character of \(encoding.name)")
      fault = inflationFault?.moved(to: size) ?? (transcoder.isIncomplete ? cut : plan.fault)
      converted = consume copy
    } else {
      size = contentSize
      encoding = nil
      contentStart = Int64(plan.mark)
      fault = inflationFault ?? plan.fault
      converted = consume inflated
    }
  }

  /// The first bytes of a file, as many as tell how it is written.
  private static func head(
    _ file: borrowing Descriptor, at origin: Int64, size: Int64, path: String
  ) throws(SourceError) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: Int(min(size, 1024)))
    let count = try read(file, at: origin, limit: size, into: &head, from: 0, path: path)
    head.removeLast(head.count - count)
    return head
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

  /// The file that holds what is read, where it begins there, and how long it is: for SQLite, which reads it by itself.
  var content: (descriptor: Int32, origin: Int64, size: Int64) {
    switch converted {
    case .some(let copy): (copy.number, 0, size)
    case nil: (original.number, origin, size)
    }
  }

  /// The file is another than when it was opened: somebody writes it.
  func hasChanged() throws(SourceError) -> Bool { try FileStamp(original.status(path: path)) != stamp }

  /// How an input is to be read, from its first bytes and its configuration.
  private struct Plan {
    var encoding: TextEncoding?
    /// Bytes of the byte order mark.
    var mark = 0
    var fault: InputFault?

    init(head: [UInt8], configured: TextEncoding?) {
      // No text, whatever the configuration says of the path's texts.
      if SQLiteFile.isOne(head) || Compression(magic: head.span) != nil { return }
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
