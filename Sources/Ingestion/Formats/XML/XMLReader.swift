internal import CLibXML2
internal import Tasks

/// Reads task or event records out of an XML document, by libxml2's push parser.
///
/// The bytes are UTF-8, whatever the XML declaration says: what is not was transcoded before. A record's fields are its
/// attributes, child elements and `field` elements; see the specification for the forms.
struct XMLReader: ~Copyable, ChunkReader {
  /// As much as the parser is given at once: it copies its input, and this much stays in the cache.
  private static let pieceSize = 32 << 10

  /// Owned: allocated in `init`, freed in `deinit`. The parser holds its address.
  private let collector: UnsafeMutablePointer<XMLCollector>
  private let parser: xmlParserCtxtPtr
  /// The first bytes were seen, and a byte order mark was left out.
  private var hasBegun = false

  /// The start tags that come before the first byte, for a part that begins in the middle of a document.
  private let prologue: [UInt8]

  /// - Parameters:
  ///   - recordLimit: the largest record, in bytes.
  ///   - layout: given for a part that begins at a record; what stands around that is known from the document's start.
  init(events: Bool, recordLimit: Int, continuing layout: XMLLayout? = nil) {
    prologue = layout?.prologue ?? []
    _ = Self.library
    let collector = UnsafeMutablePointer<XMLCollector>.allocate(capacity: 1)
    var handler = XMLCallbacks.handler()
    guard let parser = xmlCreatePushParserCtxt(&handler, collector, nil, 0, nil) else {
      fatalError("libxml2 is out of memory")
    }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_COMPACT.rawValue
    xmlCtxtUseOptions(parser, Int32(options | XML_PARSE_IGNORE_ENC.rawValue))
    // Also keeps the parser from guessing an encoding from the first bytes.
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
    collector.initialize(to: XMLCollector(parser: parser, events: events, recordLimit: recordLimit))
    self.collector = collector
    self.parser = parser
  }

  deinit {
    xmlFreeParserCtxt(parser)
    collector.deinitialize(count: 1)
    collector.deallocate()
  }

  mutating func read<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, base: Int64, isLast: Bool, into sink: inout Sink
  ) throws(InputFault) -> Int {
    var start = 0
    if !hasBegun, !prologue.isEmpty {
      // Its tags are those of the document, at other places; no record begins in it.
      collector.pointee.origin = base - Int64(prologue.count)
      if let fault = prologue.withUnsafeBufferPointer({ feed($0, from: 0) }) { throw fault }
      hasBegun = true
    } else if !hasBegun {
      if bytes.count < 3 && !isLast { return 0 }
      if bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF { start = 3 }
      collector.pointee.origin = base + Int64(start)
      hasBegun = true
    }
    // The callbacks get the sink as a plain address, and only while this call lasts.
    let parsed = withUnsafeMutablePointer(to: &sink) { sink in
      collector.pointee.sink = UnsafeMutableRawPointer(sink)
      defer { collector.pointee.sink = nil }
      collector.pointee.take = { sink, fields, values, span in
        sink.assumingMemoryBound(to: Sink.self).pointee.take(fields, values: values.span, raw: 0..<0, at: span)
      }
      collector.pointee.reject = { sink, span in
        sink.assumingMemoryBound(to: Sink.self).pointee.reject(.recordTooLarge, at: span, fault: span.offset)
      }
      return bytes.withUnsafeBufferPointer { feed($0, from: start) }
    }
    if let fault = parsed { throw fault }
    if isLast { try finish(at: base + Int64(bytes.count)) }
    return bytes.count
  }

  private func feed(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> InputFault? {
    var start = start
    while start < bytes.count, collector.pointee.fault == nil {
      let count = min(Self.pieceSize, bytes.count - start)
      bytes.baseAddress?.withMemoryRebound(to: CChar.self, capacity: bytes.count) { base in
        _ = xmlParseChunk(parser, base + start, Int32(count), 0)
      }
      collector.pointee.checkLimits()
      start += count
    }
    return collector.pointee.fault
  }

  /// The input is at its end. The parser holds back what is incomplete, so that a root that is still open means that
  /// the file was cut, and not that it is wrong.
  private func finish(at end: Int64) throws(InputFault) {
    guard collector.pointee.isRootClosed else {
      throw InputFault(
        .truncatedFile, at: end,
        collector.pointee.depth == 0
          ? "the file ends before its first element"
          : "the file ends inside \(collector.pointee.depth) open element\(collector.pointee.depth == 1 ? "" : "s")")
    }
    xmlParseChunk(parser, nil, 0, 1)
    if let fault = collector.pointee.fault { throw fault }
  }

  /// Whether what was read ends where a record may begin, so that a reader that continues there goes on as this one
  /// would. The next byte is a `<`. Nothing can be read afterwards.
  mutating func endsBetweenRecords() -> Bool {
    // With the next byte at hand, the parser does not hold back text before it.
    _ = [UInt8(ascii: "<")].withUnsafeBufferPointer { feed($0, from: 0) }
    return collector.pointee.isBetweenRecords
  }

  /// Different names that were met. Parts that have no more than the limit together are what the whole would be.
  var nameCount: Int { collector.pointee.nameCount }

  /// What stands around the first record, when that has been read.
  var surroundings: (tags: [Range<Int64>], firstRecord: Int64)? {
    collector.pointee.firstRecord.map { (collector.pointee.surroundings, $0) }
  }

  /// Reads one record again from its own bytes (those of its `RecordSpan`), to show what was not kept.
  ///
  /// Prefixes that the document declares are not declared here; they do not matter.
  static func reread<Sink: RecordSink & ~Copyable>(
    record bytes: Span<UInt8>, events: Bool, into sink: inout Sink
  ) throws(InputFault) {
    var document = Array("<x>".utf8)
    document.reserveCapacity(bytes.count + 7)
    for i in bytes.indices { document.append(bytes[i]) }
    document += Array("</x>".utf8)
    var reader = XMLReader(events: events, recordLimit: document.count)
    _ = try reader.read(document.span, base: 0, isLast: true, into: &sink)
  }

  /// libxml2 sets itself up once, before any thread uses it.
  private static let library: Void = xmlInitParser()
}
