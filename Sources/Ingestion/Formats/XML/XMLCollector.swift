internal import CLibXML2
internal import Tasks

/// Turns the parser's callbacks into records, one at a time.
///
/// It lives at a fixed address beside the parser; the callbacks reach it through a pointer, since a class would be
/// retained and released at every one of them.
struct XMLCollector: ~Copyable {
  /// What the parser is in the middle of.
  private enum Region { case outside, record, field, structure, ignored, oversize }

  /// Hands a record on: the receiver, the fields, the text they refer to, the place.
  typealias Take = (UnsafeMutableRawPointer, borrowing RecordFields, UnsafeBufferPointer<UInt8>, RecordSpan) -> Void
  /// Reports a record that is too large.
  typealias Reject = (UnsafeMutableRawPointer, RecordSpan) -> Void

  let parser: xmlParserCtxtPtr
  /// Where the parser's first byte lies in the input: behind a byte order mark.
  var origin: Int64 = 0
  /// The receiver, set while a chunk is parsed.
  var sink: UnsafeMutableRawPointer?
  var take: Take?
  var reject: Reject?
  /// What stopped the parser.
  private(set) var fault: InputFault?
  private(set) var isRootClosed = false

  /// The start tag that the parser waits for the end of: where it begins, how much of it was looked at, how many
  /// attributes that holds, and the quote that is open there.
  var pending: (start: Int64, counted: Int, attributes: Int, quote: UInt8) = (-1, 0, 0, 0)
  /// Where the start tags of the elements lie that are open around the first record; complete when that has begun.
  private(set) var surroundings: [Range<Int64>] = []
  /// Where the first record begins.
  private(set) var firstRecord: Int64?
  /// The depth of the element that holds the first record, once that has begun.
  private var containerDepth = 0
  /// That element was closed.
  private var hasLeftContainer = false

  private let recordLimit: Int
  private var names: XMLNames
  private var region = Region.outside
  private(set) var depth = 0
  /// By depth, for the elements around records: whether their children may be records.
  private var holdsRecords = InlineArray<256, Bool>(repeating: false)
  private var recordDepth = 0
  private var recordStart: Int64 = 0
  private var record = RecordFields()
  private var arena = XMLArena()
  private var slot = 0
  private var fieldStart = 0
  private var isNil = false
  private var structure = XMLStructure()

  init(parser: xmlParserCtxtPtr, events: Bool, recordLimit: Int) {
    self.parser = parser
    self.recordLimit = recordLimit
    names = XMLNames(events: events)
  }

  // MARK: Callbacks

  @inline(__always)
  mutating func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    if attributes.count > Self.attributeLimit { return stop(Self.tooManyAttributes(at: markupStart)) }
    depth += 1
    if depth > Self.depthLimit {
      let reason = "elements lie more than \(Self.depthLimit) deep in each other"
      return stop(InputFault(.limitExceeded, at: markupStart, reason))
    }
    switch region {
    case .outside: startOutside(name, attributes)
    case .record: startField(name, attributes)
    case .field:
      region = .structure
      let kind: XMLStructure.Kind = slot == TaskSlot.tags.rawValue ? .list : .object
      structure.begin(kind, at: fieldStart, in: &arena)
      structure.open(name, isNil: attributes.isNil, in: &arena)
    case .structure: structure.open(name, isNil: attributes.isNil, in: &arena)
    case .ignored, .oversize: break
    }
  }

  @inline(__always)
  mutating func end() {
    switch region {
    case .outside:
      if depth == 1 { isRootClosed = true }
      if depth == containerDepth { hasLeftContainer = true }
      if firstRecord == nil { _ = surroundings.popLast() }
    case .record, .oversize: if depth == recordDepth { endRecord() }
    case .field:
      let count = isNil ? 0 : arena.count - fieldStart
      record.set(slot, start: fieldStart, count: count, form: count == 0 ? .absent : .text)
      region = .record
    case .structure:
      if depth > recordDepth + 1 {
        structure.close(in: &arena)
      } else {
        let form = structure.end(in: &arena)
        record.set(slot, start: fieldStart, count: arena.count - fieldStart, form: form)
        region = .record
      }
    case .ignored: if depth == recordDepth + 1 { region = .record }
    }
    depth -= 1
  }

  @inline(__always)
  mutating func text(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    if region == .field {
      arena.append(bytes, count)
    } else if region == .structure {
      arena.appendEscaped(bytes, count)
    } else {
      return
    }
    if arena.count > recordLimit { dropRecord() }
  }

  /// Ends the parsing; the first reason counts.
  mutating func stop(_ reason: InputFault) {
    if fault == nil { fault = reason }
    xmlStopParser(parser)
  }

  /// How far the parser has come, as an offset in the input.
  var offset: Int64 {
    guard let input = parser.pointee.input else { return origin }
    let ahead = input.pointee.cur - input.pointee.base
    return origin + Int64(truncatingIfNeeded: input.pointee.consumed) + Int64(ahead)
  }

  /// Where the markup begins that the parser has just read: the last `<` before its position.
  ///
  /// A start tag holds no other `<`, and lies whole in the parser's buffer while its callback runs.
  var markupStart: Int64 {
    guard let input = parser.pointee.input, let cur = input.pointee.cur, let base = input.pointee.base else {
      return offset
    }
    var back = 0
    while cur - base > back {
      back += 1
      if cur[-back] == UInt8(ascii: "<") { return offset - Int64(back) }
    }
    return offset
  }

  /// The parser stands between records, in the element that holds the first one and was not left since. It may hold
  /// back one byte, the first of what follows.
  var isBetweenRecords: Bool {
    guard let input = parser.pointee.input, fault == nil, parser.pointee.instate == XML_PARSER_CONTENT else {
      return false
    }
    return region == .outside && depth == containerDepth && !hasLeftContainer
      && input.pointee.end - input.pointee.cur == 1
  }

  // MARK: Records

  @inline(__always)
  private mutating func startOutside(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    let meaning = names.meaning(of: name)
    guard meaning.isRecord, depth > 1, holdsRecords[depth - 1] else {
      let isNamedTable = meaning.isTable && attributes.value(named: "name").map(names.isTable(named:)) == true
      holdsRecords[depth] = depth == 1 || meaning.isContainer || isNamedTable
      // The parser stands before the tag's last character.
      if firstRecord == nil { surroundings.append(markupStart..<offset + 1) }
      return
    }
    region = .record
    recordDepth = depth
    recordStart = markupStart
    if firstRecord == nil {
      firstRecord = recordStart
      containerDepth = depth - 1
    }
    record.clear()
    arena.cut(to: 0)
    for i in 0..<attributes.count {
      guard let name = attributes.name(i) else { continue }
      let slot = names.meaning(of: name).slot
      if slot < 0 { continue }
      let start = arena.count
      let value = attributes.value(i)
      if let base = value.baseAddress { arena.appendAttribute(base, value.count) }
      let count = arena.count - start
      record.set(Int(slot), start: start, count: count, form: count == 0 ? .absent : .text)
    }
    if arena.count > recordLimit { dropRecord() }
  }

  @inline(__always)
  private mutating func startField(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    let meaning = names.meaning(of: name)
    var slot = meaning.slot
    if meaning.isField, let named = attributes.value(named: "name") { slot = names.slot(named: named) }
    if slot < 0 {
      region = .ignored
    } else {
      region = .field
      self.slot = Int(slot)
      fieldStart = arena.count
      isNil = attributes.count > 0 && attributes.isNil
    }
  }

  private mutating func endRecord() {
    let span = RecordSpan(offset: recordStart, count: Int(truncatingIfNeeded: offset - recordStart))
    if let sink {
      if region == .oversize || span.count > recordLimit {
        reject?(sink, span)
      } else {
        take?(sink, record, arena.bytes, span)
      }
    }
    region = .outside
  }

  /// The record in hand is larger than the limit: nothing more of it is kept, only its end is waited for.
  private mutating func dropRecord() {
    region = .oversize
    arena.cut(to: 0)
  }
}
