internal import Tasks

/// How a file of agent output is divided into responses.
enum ResponseLayout: Sendable, Equatable {
  /// The file is one response, as its agent wrote it.
  case whole
  /// A line is one.
  case lines
  /// The JSON document is one, or a list of them.
  case document

  /// - Parameters:
  ///   - list: where a JSON document holds a list.
  ///   - whole: the document, when it was read already.
  static func find(
    _ source: InputSource, _ format: InputFormat, list: JSONLayout?, whole: [UInt8]? = nil
  ) throws(ReadingFailure) -> ResponseLayout {
    switch format {
    case .ndjson: return .lines
    case .json:
      let start = list?.start ?? source.contentStart
      if start == 0, let whole { return EnvelopeGlance.isEnvelope(JSONGlance(whole)) ? .document : .whole }
      var head = [UInt8](
        repeating: 0, count: Int(min(Int64(FormatDetector.headSize), max(0, (source.size ?? .max) - start))))
      do throws(SourceError) {
        let count = try source.read(at: start, into: &head)
        head.removeLast(head.count - count)
      } catch { throw .source(error) }
      return EnvelopeGlance.isEnvelope(JSONGlance(head)) ? .document : .whole
    default: return .whole
    }
  }
}
