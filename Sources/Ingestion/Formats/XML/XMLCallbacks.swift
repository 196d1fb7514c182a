internal import CLibXML2
internal import Glibc
internal import Tasks

/// libxml2's SAX2 interface, as far as the reader uses it. Nothing here can load, declare or expand an entity.
///
/// The context pointer is the `XMLCollector` that the reader made; it lives as long as the parser does.
enum XMLCallbacks {
  static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    // The version that has startElementNs; libxml2 writes it as 0xDEEDBEAF.
    handler.initialized = 0xDEED_BEAF
    handler.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      guard let collector = xmlCollector(context), let name else { return }
      collector.pointee.start(name, XMLAttributes(attributes, count: count))
    }
    handler.endElementNs = { context, _, _, _ in xmlCollector(context)?.pointee.end() }
    handler.characters = { context, bytes, count in
      guard let bytes, count > 0 else { return }
      xmlCollector(context)?.pointee.text(bytes, Int(count))
    }
    // The same function for both spares the parser the question which of the two a text is.
    handler.ignorableWhitespace = handler.characters
    handler.getEntity = { _, name in xmlGetPredefinedEntity(name) }
    handler.internalSubset = { context, _, _, _ in
      guard let collector = xmlCollector(context) else { return }
      collector.pointee.stop(
        InputFault(
          .refusedDoctype, at: collector.pointee.markupStart, "a document type declaration (DOCTYPE) is not read"))
    }
    handler.serror = { context, error in
      guard let collector = xmlCollector(context), let error else { return }
      collector.pointee.report(error.pointee)
    }
    return handler
  }

}

@inline(__always)
private func xmlCollector(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLCollector>? {
  context?.assumingMemoryBound(to: XMLCollector.self)
}

extension XMLCollector {
  /// Takes an error of the parser: what makes the document malformed stops it; an undeclared prefix does not.
  mutating func report(_ error: xmlError) {
    guard error.level == XML_ERR_FATAL, error.domain != Int32(XML_FROM_NAMESPACE.rawValue) else { return }
    let place = offset
    switch xmlParserErrors(rawValue: UInt32(bitPattern: error.code)) {
    case XML_ERR_UNDECLARED_ENTITY:
      stop(
        InputFault(
          .malformedFile, at: markupStart,
          "only XML's own five entities and character references are read: \(Self.text(error))"))
    case XML_ERR_TAG_NAME_MISMATCH:
      // libxml2's own message counts lines from where its reading began, which need not be the document's beginning.
      let names = [error.str1, error.str2].map { $0.map { String(String(cString: $0).prefix(60)) } ?? "?" }
      stop(InputFault(.malformedFile, at: markupStart, "an end tag of \(names[1]) stands where \(names[0]) is open"))
    case XML_ERR_INTERNAL_ERROR where Self.text(error).contains("element content"):
      // What libxml2 says of `<!` with nothing behind it that may stand in an element; it is no limit.
      stop(InputFault(.malformedFile, at: place, "this is neither an element nor any other markup"))
    case XML_ERR_INTERNAL_ERROR, XML_ERR_NAME_TOO_LONG, XML_ERR_NO_MEMORY:
      // A tag or comment beyond 10 MB, a name beyond 50,000 bytes, 10 MB of different names.
      stop(InputFault(.limitExceeded, at: place, Self.text(error)))
    default: stop(InputFault(.malformedFile, at: place, Self.text(error)))
    }
  }

  /// libxml2's message on one line, cut to 200 characters.
  private static func text(_ error: xmlError) -> String {
    guard let message = error.message else { return "not well-formed" }
    return String(String(cString: message).split(whereSeparator: \.isNewline).joined(separator: " ").prefix(200))
  }
}
