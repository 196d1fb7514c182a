internal import Glibc
internal import Tasks

/// An input that is open, as UTF-8 bytes at offsets.
///
/// A class, because the jobs that read its parts share it: reading moves nothing that they see. A file is read where it is;
/// what a stream gives is read beside the one who keeps it. What is compressed or in another encoding is inflated and
/// converted as it is read, as often as it is read. Only a compressed database lies in a temporary file.
package final class InputSource: Sendable {
  /// As the user named it; `-` is standard input.
  package let path: String
  /// Where the text begins: behind a UTF-8 byte order mark.
  package let contentStart: Int64
  /// How the input is compressed; all offsets are those of what it holds.
  package let compression: Compression?
  /// What the input is converted from; nil when it is UTF-8.
  package let encoding: TextEncoding?
  /// Where the file lies, for those that may lie beside it; nil of standard input and of compressed files.
  let location: [UInt8]?

  /// The bytes that are read.
  private enum Content: Sendable {
    case original
    /// Made of the original ones, as they are read.
    case streamed(StreamedContent)
    /// Made of the original ones, all at once.
    case copied(InflatedCopy)
  }

  let original: OriginalBytes
  private let content: Content
  /// What is wrong with how the input says that it is written.
  private let statedFault: InputFault?

  /// The input is inflated or converted, so that its offsets are not those of the file.
  package var isConverted: Bool { compression != nil || encoding != nil }

  /// How much a compressed input may hold, unless the caller says otherwise.
  package static let inflatedLimit: Int64 = 64 << 30

  /// Opens a file.
  /// - Parameters:
  ///   - location: the path's bytes.
  ///   - path: what messages call it.
  ///   - encoding: the configured encoding; a byte order mark wins over it, it wins over an XML declaration.
  ///   - temporaryFolder: where a stream's bytes are kept, and a compressed database.
  ///   - inflatedLimit: how many bytes a compressed file may hold.
  ///   - cursors: shared by the inputs of a run.
  ///   - beginning: is left with the first bytes of a file that is read as it is, for whoever looks at them next.
  ///   - progress: told of the compressed bytes that were read while the input is opened.
  package static func open(
    _ location: [UInt8], path: String, encoding: TextEncoding? = nil, temporaryFolder: String,
    inflatedLimit: Int64 = InputSource.inflatedLimit, cursors: CursorPool = CursorPool(),
    beginning: Beginning = Beginning(), progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(SourceError) -> InputSource {
    let file = try Descriptor(reading: location, path: path)
    return try InputSource(
      file, path: path, location: location, encoding: encoding, temporaryFolder: temporaryFolder,
      inflatedLimit: inflatedLimit, cursors: cursors, beginning: beginning, progress: progress)
  }

  /// Opens standard input.
  package static func standardInput(
    encoding: TextEncoding? = nil, temporaryFolder: String, inflatedLimit: Int64 = InputSource.inflatedLimit,
    cursors: CursorPool = CursorPool(), progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(SourceError) -> InputSource {
    // A copy, so that descriptor 0 stays open when the source goes.
    let copy = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw SourceError(path: "-", operation: .open, code: errno) }
    return try InputSource(
      Descriptor(owning: copy), path: "-", encoding: encoding, temporaryFolder: temporaryFolder,
      inflatedLimit: inflatedLimit, cursors: cursors, progress: progress)
  }

  /// Opens what a descriptor that the caller gives away refers to.
  init(
    _ file: consuming Descriptor, path: String, location: [UInt8]? = nil, encoding configured: TextEncoding?,
    temporaryFolder: String, inflatedLimit: Int64 = InputSource.inflatedLimit, cursors: CursorPool = CursorPool(),
    beginning: Beginning = Beginning(), progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(SourceError) {
    self.path = path
    original = try OriginalBytes(file, path: path, temporaryFolder: temporaryFolder, isNew: location != nil)
    // Of a stream no more than is needed is waited for.
    try beginning.read(original, limit: original.knownSize == nil ? InputSource.headSize : Beginning.firstLook)
    var head = beginning.bytes
    compression = Compression(magic: head.span)
    self.location = compression == nil ? location : nil
    var recipe = StreamedContent.Recipe(compression: compression, limit: inflatedLimit)
    var content = Content.original
    if compression != nil {
      let inflated = StreamedContent(original, recipe, cursors: cursors)
      head = [UInt8](repeating: 0, count: InputSource.headSize)
      head.removeLast(head.count - (try inflated.read(at: 0, into: &head, from: 0)))
      content =
        SQLiteFile.isOne(head)
        ? .copied(try InflatedCopy(inflated, in: temporaryFolder, progress: progress)) : .streamed(inflated)
    } else if SQLiteFile.isOne(head) {
      // Any page may be needed at any time.
      _ = try original.size()
    }
    let plan = Plan(head: head, configured: configured)
    if let wanted = plan.encoding {
      if case .streamed(let inflated) = content { inflated.close() }
      recipe.encoding = wanted
      recipe.mark = plan.mark
      content = .streamed(StreamedContent(original, recipe, cursors: cursors))
    }
    encoding = plan.encoding
    contentStart = plan.encoding == nil ? Int64(plan.mark) : 0
    statedFault = plan.fault
    self.content = content
    if case .original = content, contentStart == 0, let size = original.knownSize {
      beginning.settle(self, isWhole: Int64(beginning.bytes.count) >= size)
    }
  }

  deinit {
    if case .streamed(let content) = content { content.close() }
  }

  /// As many of the first bytes as tell how the input is written.
  static let headSize = 1024

  /// Bytes of UTF-8; nil while nobody has come to the end of a stream, or of what is inflated or converted as it is read.
  package var size: Int64? {
    switch content {
    case .original: original.knownSize
    case .streamed(let content): content.endIfKnown?.size
    case .copied(let copy): copy.size
    }
  }

  /// The size of what can be read in parts, from any place; nil where it has to be read from the beginning on.
  var divisibleSize: Int64? {
    if case .streamed = content { return nil }
    return size
  }

  /// Whether nothing follows an offset. Reads on, or waits, where that is not known.
  func isEnd(at offset: Int64) throws(SourceError) -> Bool {
    switch content {
    case .original: return try original.isEnd(at: offset)
    case .streamed(let content):
      if let end = content.endIfKnown { return offset >= end.size }
      var next: [UInt8] = [0]
      return try content.read(at: offset, into: &next, from: 0) == 0
    case .copied(let copy): return offset >= copy.size
    }
  }

  /// Why the bytes are not all there is: the compressed data breaks off or is broken, the input ends within a character,
  /// or names an unknown encoding. What comes before can be read. Reads compressed data to the end, unless that was done.
  package func fault() throws(SourceError) -> InputFault? {
    switch content {
    case .original: statedFault
    case .streamed(let content): try content.end().fault ?? statedFault
    case .copied(let copy): copy.fault ?? statedFault
    }
  }

  /// Bytes of the input itself, before any conversion; nil while a stream goes on.
  package var knownOriginalSize: Int64? { original.knownSize }

  /// Bytes of the input itself. Waits for the end of a stream.
  package func originalSize() throws(SourceError) -> Int64 { try original.size() }

  /// How many bytes a reading of the input reports as progress; nil when nobody knows yet.
  package var progressSize: Int64? {
    if case .streamed = content { return original.knownSize }
    return size
  }

  /// How many bytes have been inflated or converted up to now, by all who read.
  var convertedBytes: Int {
    if case .streamed(let content) = content { return content.made }
    return 0
  }

  /// Reading one place after the other, in order, costs one pass through all, wherever they are: what is in between is
  /// inflated or converted as well.
  package var isReadInOrder: Bool {
    if case .streamed = content { return true }
    return false
  }

  /// Reads UTF-8 bytes from `offset` into `buffer` from its index `start` on, as many as fit.
  /// - Returns: how many; fewer than fit only at the end.
  package func read(at offset: Int64, into buffer: inout [UInt8], from start: Int = 0) throws(SourceError) -> Int {
    guard offset >= 0, start >= 0, start < buffer.count else { return 0 }
    switch content {
    case .original: return try original.read(at: offset, into: &buffer, from: start)
    case .streamed(let content): return try content.read(at: offset, into: &buffer, from: start)
    case .copied(let copy): return try copy.read(at: offset, into: &buffer, from: start)
    }
  }

  /// The first bytes of the text, behind a byte order mark, and whether they are all.
  func beginning(_ count: Int) throws(SourceError) -> (bytes: [UInt8], isWhole: Bool) {
    let wanted = size.map { min(Int64(count), max(0, $0 - contentStart)) } ?? Int64(count)
    var bytes = [UInt8](repeating: 0, count: Int(wanted))
    bytes.removeLast(bytes.count - (try read(at: contentStart, into: &bytes)))
    return (bytes, try isEnd(at: contentStart + Int64(bytes.count)))
  }

  /// A thread that inflates and converts ahead of whoever reads from a place on; nil where that would be no gain.
  func readAhead(from offset: Int64) -> ReadAhead? {
    guard case .streamed(let content) = content else { return nil }
    if let end = content.endIfKnown, end.size <= Int64(ChunkPump.chunkSize) { return nil }
    return ReadAhead(content, from: offset)
  }

  /// Reads the input's own bytes, whatever their encoding: what its size and hash are of.
  package func readOriginal(
    at offset: Int64, into buffer: inout [UInt8], from start: Int = 0
  ) throws(SourceError) -> Int {
    try original.read(at: offset, into: &buffer, from: start)
  }

  /// The file that holds what is read, where it begins there, and how long it is: for SQLite, which reads it by itself.
  var file: (descriptor: Int32, origin: Int64, size: Int64) {
    if case .copied(let copy) = content { return (copy.descriptor, 0, copy.size) }
    return (original.place.descriptor, original.place.origin, original.knownSize ?? 0)
  }

  /// The file is another than when it was opened: somebody writes it.
  func hasChanged() throws(SourceError) -> Bool { try original.hasChanged() }

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
}
