internal import Tasks

/// What came of one input.
package struct InputResult: Sendable {
  /// Hash of the original bytes; nil when none was asked for.
  package var sha256: String?
  /// Why the input was not read to its end.
  package var failure: ReadingFailure?

  /// Of an input that was not read yet.
  package init(sha256: String? = nil, failure: ReadingFailure? = nil) {
    self.sha256 = sha256
    self.failure = failure
  }

  /// Takes note of what is wrong with the source: where it breaks off, a reader finds a text that breaks off, which tells
  /// less.
  mutating func settle(_ source: InputSource) {
    if case .source = failure { return }
    do throws(SourceError) {
      if let fault = try source.fault() { failure = .fault(fault) }
    } catch { failure = .source(error) }
  }
}

/// Reads a part of an input, by the reader of its format.
enum InputReading {
  /// Where a part stopped: the offset, and for a JSON list what stands there.
  struct End: Sendable, Equatable {
    var offset: Int64
    var state: JSONListState?
    /// Of XML: the part ends between records, in the element that holds the first one.
    var isBetweenRecords = true
    /// Of XML: different names in the part.
    var names = 0

    /// Whether a part that begins at `next` goes on from here.
    func fits(_ next: Int64) -> Bool {
      offset == next && (state == nil || state == .element) && isBetweenRecords
    }
  }

  /// - Parameters:
  ///   - start: where to begin; nil for the beginning of the input.
  ///   - end: where the next part begins, which may change; nil for the end of the input.
  ///   - intake: takes the records.
  /// - Returns: where the part ends.
  static func part(
    _ input: OpenInput, _ intake: inout Intake, directory: NameDirectory, wanted: WantedTitles?, from begin: End?,
    to end: PartEnd?, memory: JobMemory, hash: SHA256?, progress: @escaping @Sendable (Int) -> Void
  ) -> (end: End, failure: ReadingFailure?) {
    if input.shape.kind == .agentOutput {
      return responses(input, &intake, memory: memory, from: begin, to: end, hash: hash, progress: progress)
    }
    // Moved, not copied: a table that two hold is copied at the first change.
    var sink = IntakeSink(consume intake, input: input, directory: directory, wanted: wanted, memory: memory)
    let result = records(input, into: &sink, from: begin, to: end, hash: hash, memory: memory, progress: progress)
    intake = sink.finish()
    return result
  }

  /// Gives the records of a part of an export to whatever takes them.
  static func records<Sink: RecordSink & ~Copyable>(
    _ input: OpenInput, into sink: inout Sink, from begin: End?, to end: PartEnd?, hash: SHA256?,
    memory: JobMemory? = nil, progress: @escaping @Sendable (Int) -> Void
  ) -> (end: End, failure: ReadingFailure?) {
    let start = begin?.offset ?? input.dataStart
    let pump = ChunkPump(source: input.source, progress: progress, size: input.chunkSize, memory: memory)
    let end = end ?? PartEnd(input.source.size ?? .max, isInputEnd: true)
    var reached = End(offset: start)
    var failure: ReadingFailure?
    do throws(ReadingFailure) {
      switch input.shape.format {
      case .csv:
        guard let header = input.header else { break }
        var reader = CSVReader(header: header, recordLimit: input.recordLimit)
        reached.offset = try pump.run(&reader, into: &sink, from: start, to: end, hash: hash)
      case .ndjson:
        var reader = NDJSONReader(
          schema: input.schema, recordLimit: input.recordLimit,
          keys: memory?.takeKeys(input.shape.kind) ?? ExpectedKeys())
        reached.offset = try pump.run(&reader, into: &sink, from: start, to: end, hash: hash)
        memory?.take(backKeys: reader.keys(), input.shape.kind)
      case .json:
        guard let layout = input.layout else { break }
        var reader = JSONListReader(
          schema: input.schema, state: begin?.state ?? (layout.isRecord ? .onlyElement : .opening),
          isWrapped: layout.isWrapped, recordLimit: input.recordLimit,
          keys: memory?.takeKeys(input.shape.kind) ?? ExpectedKeys())
        reached.offset = try pump.run(&reader, into: &sink, from: start, to: end, hash: hash)
        reached.state = reader.state
        memory?.take(backKeys: reader.keys(), input.shape.kind)
      case .xml:
        var reader = XMLReader(
          events: input.shape.kind == .events, recordLimit: input.recordLimit,
          continuing: begin == nil ? nil : input.surroundings)
        defer { reached.names = reader.nameCount }
        reached.offset = try pump.run(&reader, into: &sink, from: start, to: end, hash: hash)
        if !end.isInputEnd { reached.isBetweenRecords = reader.endsBetweenRecords() }
      case .sqlite:
        guard let table = input.table else { break }
        try table.read(into: &sink, recordLimit: input.recordLimit, progress: progress)
        reached.offset = input.source.size ?? start
      case .text:
        throw .fault(InputFault(.unknownFormat, at: 0, "\(input.shape.format.rawValue) is not read as task records"))
      }
    } catch { failure = error }
    return (reached, failure)
  }

  /// The hash of an input's original bytes.
  static func sha256(_ source: InputSource) throws(SourceError) -> String {
    let hash = SHA256()
    // What is small is read in one go; and where the file cannot be looked at, or shrinks, reading will say why.
    if let file = source.original.wholeFile, file.size > Int64(ChunkPump.chunkSize) {
      if hash.update(file: file.descriptor, size: file.size) { return hash.finish() }
      hash.restart()
    }
    var buffer = [UInt8](
      repeating: 0, count: Int(max(1, min(Int64(ChunkPump.chunkSize), source.knownOriginalSize ?? .max))))
    var offset: Int64 = 0
    while true {
      let count = try source.readOriginal(at: offset, into: &buffer)
      if count == 0 { break }
      buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
      offset += Int64(count)
    }
    return hash.finish()
  }
}
