internal import Tasks

extension InputReading {
  /// Reads a part of an input of agent output.
  static func responses(
    _ input: OpenInput, _ intake: inout Intake, memory: JobMemory, from begin: End?, to end: PartEnd?,
    hash: SHA256?, progress: @escaping @Sendable (Int) -> Void
  ) -> (end: End, failure: ReadingFailure?) {
    let start = begin?.offset ?? input.dataStart
    var sink = ResponseSink(consume intake, input: input, memory: memory)
    let nodes = sink.nodes
    let pump = ChunkPump(source: input.source, progress: progress, size: input.chunkSize, memory: memory)
    let end = end ?? PartEnd(input.source.size ?? .max, isInputEnd: true)
    var reached = End(offset: start)
    var failure: ReadingFailure?
    do throws(ReadingFailure) {
      switch input.responses {
      case .lines:
        var reader = NDJSONReader(ListedObject(nodes: nodes), recordLimit: input.recordLimit)
        reached.offset = try pump.run(&reader, into: &sink, from: start, to: end, hash: hash)
      case .document:
        var reader = JSONListReader(
          ListedObject(nodes: nodes), state: input.layout?.isRecord == false ? .opening : .onlyElement,
          isWrapped: input.layout?.isWrapped ?? false, recordLimit: input.recordLimit)
        reached.offset = try pump.run(&reader, into: &sink, from: start, to: end, hash: hash)
      case .whole:
        if let size = input.source.size, size - start > Int64(input.recordLimit) {
          let span = RecordSpan(offset: start, count: Int(clamping: size - start))
          sink.reject(.recordTooLarge, at: span, fault: start)
          break
        }
        var reader = WholeFileReader(recordLimit: input.recordLimit)
        reached.offset = try pump.run(&reader, into: &sink, from: start, to: end, hash: hash)
      }
    } catch { failure = error }
    intake = sink.finish()
    return (reached, failure)
  }
}
