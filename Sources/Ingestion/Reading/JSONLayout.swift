internal import Tasks

/// Where a JSON document holds its records.
struct JSONLayout: Sendable, Equatable {
  /// Offset of the list's bracket, or of the one record's brace.
  var start: Int64
  /// The list lies in an object.
  var isWrapped = false
  /// The document is one record.
  var isRecord = false
  /// The text of `exported_at` beside the list.
  var exportedAt: String?

  /// Looks through a document.
  ///
  /// A list at the top level is found at once. In an object all keys of the top level are looked at, because
  /// `exported_at` may stand behind the list; what lies deeper is only counted through. What stands before the list is
  /// checked here, the rest by the list's reader.
  /// - Parameter whole: the document, when it was read already.
  static func find(
    _ source: InputSource, lists: [String], whole: [UInt8]? = nil
  ) throws(ReadingFailure) -> JSONLayout {
    var scan = TopLevelScan(wanted: lists)
    if let whole {
      _ = scan.feed(whole.span, base: 0)
    } else {
      try feed(&scan, source)
    }
    guard scan.isObject else { return JSONLayout(start: scan.start ?? source.contentStart) }
    let found = lists.lazy.compactMap { scan.lists[$0] }.first
    guard let found else { return JSONLayout(start: scan.start ?? source.contentStart, isRecord: true) }
    try checkBeginning(source, upTo: found)
    return JSONLayout(start: found, isWrapped: true, exportedAt: scan.exportedAt)
  }

  /// Reads as much as there is to be learned from.
  private static func feed(_ scan: inout TopLevelScan, _ source: InputSource) throws(ReadingFailure) {
    var buffer = [UInt8](repeating: 0, count: Int(max(1, min(1 << 20, source.size ?? 256 << 10))))
    var offset = source.contentStart
    while true {
      let count: Int
      do throws(SourceError) { count = try source.read(at: offset, into: &buffer) } catch { throw .source(error) }
      if count == 0 { break }
      let goesOn = scan.feed(buffer.span.extracting(0..<count), base: offset)
      if !goesOn { break }
      offset += Int64(count)
    }
  }

  /// Checks the JSON between the document's brace and the list.
  private static func checkBeginning(_ source: InputSource, upTo list: Int64) throws(ReadingFailure) {
    var skimmer = JSONSkimmer()
    var buffer = [UInt8](repeating: 0, count: Int(min(1 << 20, list - source.contentStart)))
    var offset = source.contentStart
    while offset < list {
      var count: Int
      do throws(SourceError) { count = try source.read(at: offset, into: &buffer) } catch { throw .source(error) }
      if count == 0 { break }
      count = Int(min(Int64(count), list - offset))
      do throws(JSONScanner.Fault) { _ = try skimmer.feed(buffer.span, 0, count) } catch {
        throw .fault(fault(error, base: offset))
      }
      offset += Int64(count)
    }
    if !skimmer.isAtMemberValue {
      throw .fault(InputFault(.malformedFile, at: list, "the list stands where no value can"))
    }
  }

  private static func fault(_ error: JSONScanner.Fault, base: Int64) -> InputFault {
    switch error {
    case .tooDeep(let at):
      InputFault(.limitExceeded, at: base + Int64(at), "more than \(JSONScanner.depthLimit) levels of nesting")
    case .malformed(let at):
      InputFault(.malformedFile, at: base + Int64(at), "this is not what JSON has here")
    case .incomplete: InputFault(.truncatedFile, at: base, "the file ends before its list")
    }
  }
}

/// Finds the keys of a document's outermost object.
private struct TopLevelScan {
  private(set) var start: Int64?
  private(set) var isObject = false
  private(set) var isClosed = false
  /// By key, of those that are wanted: where the array that is its value begins; of repeated keys the last counts.
  private(set) var lists: [String: Int64] = [:]
  private let wanted: Set<String>
  private(set) var exportedAt: String?

  private var depth = 0
  private var inString = false
  private var escaped = false
  private var expectsKey = true
  private var key: [UInt8] = []
  private var value: [UInt8] = []
  private var valueBegan = false

  init(wanted: [String]) { self.wanted = Set(wanted) }

  /// - Returns: false when nothing more is to be learned.
  mutating func feed(_ bytes: Span<UInt8>, base: Int64) -> Bool {
    var at = 0
    while at < bytes.count {
      if inString {
        at = string(bytes, at)
        continue
      }
      if depth > 1 {
        at = nested(bytes, at)
        continue
      }
      let byte = bytes[at]
      if depth == 0 {
        if JSONScanner.skipSpace(bytes, at, at + 1) == at {
          if start != nil { return true }
          start = base + Int64(at)
          guard byte == UInt8(ascii: "{") else { return false }
          isObject = true
          depth = 1
        }
        at += 1
        continue
      }
      outermost(byte, base + Int64(at))
      at += 1
      if isClosed { return false }
    }
    return true
  }

  /// A byte of the outermost object, outside of strings.
  private mutating func outermost(_ byte: UInt8, _ offset: Int64) {
    switch byte {
    case UInt8(ascii: "\""):
      inString = true
      if expectsKey { key = [] } else { valueBegan = true }
    case UInt8(ascii: ":"):
      if expectsKey { lists[keyText] = nil }
      expectsKey = false
    case UInt8(ascii: ","), UInt8(ascii: "}"):
      endValue()
      if byte == UInt8(ascii: "}") {
        isClosed = true
        depth = 0
      }
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if !expectsKey {
        // A document may have millions of other lists.
        if byte == UInt8(ascii: "["), wanted.contains(keyText) { lists[keyText] = offset }
      }
      depth = 2
    default:
      if !expectsKey, !ASCII.isSpace(byte), value.count < 64 { value.append(byte) }
    }
  }

  private var keyText: String { String(decoding: JSONScanner.decoded(key.span, 0, key.count), as: UTF8.self) }

  private mutating func endValue() {
    if !expectsKey, keyText == "exported_at" {
      let text = JSONScanner.decoded(value.span, 0, value.count)
      let trimmed = text.drop(while: ASCII.isSpace).reversed().drop(while: ASCII.isSpace).reversed()
      let isAbsent = trimmed.isEmpty || trimmed.elementsEqual("null".utf8)
      exportedAt = isAbsent ? nil : String(decoding: trimmed, as: UTF8.self)
    }
    expectsKey = true
    value = []
    valueBegan = false
  }

  /// Goes through what lies deeper, up to the next string or the return to the outermost object.
  private mutating func nested(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        inString = true
        return at + 1
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 1 { return at + 1 }
      default: break
      }
      at += 1
    }
    return at
  }

  private mutating func string(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count {
      if escaped {
        note(bytes[at])
        escaped = false
        at += 1
        continue
      }
      let stop = Scan.jsonStop(in: bytes, from: at, to: bytes.count)
      if depth == 1 { for i in at..<stop { note(bytes[i]) } }
      at = stop
      guard at < bytes.count else { return at }
      if bytes[at] == UInt8(ascii: "\"") {
        inString = false
        return at + 1
      }
      escaped = bytes[at] == UInt8(ascii: "\\")
      note(bytes[at])
      at += 1
    }
    return at
  }

  private mutating func note(_ byte: UInt8) {
    guard depth == 1 else { return }
    if expectsKey {
      if key.count < 64 { key.append(byte) }
    } else if valueBegan, value.count < 64 {
      value.append(byte)
    }
  }
}
