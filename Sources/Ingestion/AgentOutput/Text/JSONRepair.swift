/// Makes valid JSON of an array or object that a language model wrote with slips.
///
/// What is copied is copied as it stands; what is missing is added only where nothing else can be meant. It gives up rather
/// than guess. It goes forward only, apart from looks ahead that are bounded, so its work grows with the text and no faster.
struct JSONRepair: ~Copyable {
  struct Repair: BitwiseCopyable {
    var slip: JSONSlip
    /// In the text, and in `output`.
    var offset: Int32
    var place: Int32
  }

  struct Outcome: BitwiseCopyable {
    /// The place behind the value, in the text.
    var end: Int
    /// The text ended inside the value.
    var isCut: Bool
    /// Objects of the output that end behind this were not complete.
    var complete: Int
    /// Its tasks have been found in another way.
    var isRead = false
  }

  enum Failure: Error {
    case refused(RepairRefusal, at: Int)
    /// Its quotes are escaped, as if it stood in a string.
    case escapedQuotes
    /// The text ended; never leaves `repair`.
    case ended
  }

  /// Where an object stands in the output and in the text.
  private struct Anchor: BitwiseCopyable {
    var place: Int
    var start: Int
    var end: Int
  }

  /// An array or object that is open.
  struct Frame: BitwiseCopyable {
    var isObject: Bool
    var anchor: Int
    /// Elements or members that are complete.
    var count = 0
    var sawComma = false
    /// Where that stands in the text.
    var commaAt = 0
    /// The length of the output before the element or member that is being read, its comma included.
    var itemPlace: Int
    /// Where that begins in the text.
    var itemStart = 0
    /// The nearest frame around this one that is of the other kind, or -1.
    var other: Int
  }

  private(set) var output: [UInt8] = []
  /// In the order of the text.
  private(set) var repairs: [Repair] = []
  /// Elements that were left out because they cannot be read.
  private(set) var givenUp: [TextNote<RepairRefusal>] = []
  private var anchors: [Anchor] = []
  private(set) var frames: [Frame] = []
  /// The output holds an object.
  var hasObjects: Bool { !anchors.isEmpty || !givenUp.isEmpty }
  var at = 0
  var end = 0
  /// A name or a value was begun, and what has been written of it does not end it.
  var isInItem = false
  /// The comma behind the item has been read with it.
  private var hasComma = false
  /// White space that a look ahead has passed over.
  var knownSpace = 0..<0
  /// Line ends that are known not to end the string which they stand in.
  var knownLines = 0..<0
  /// Bytes looked at, those looked at again included: a measure of the work that no clock enters.
  var work = 0

  /// Repairs the array or object at `start`.
  /// - Parameter endIsCut: nothing tells that the text was meant to end at `end`.
  mutating func repair(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, endIsCut: Bool
  ) throws(Failure) -> Outcome {
    output.removeAll(keepingCapacity: true)
    repairs.removeAll(keepingCapacity: true)
    givenUp.removeAll(keepingCapacity: true)
    anchors.removeAll(keepingCapacity: true)
    frames.removeAll(keepingCapacity: true)
    at = start
    self.end = end
    isInItem = false
    hasComma = false
    knownSpace = 0..<0
    knownLines = 0..<0
    while true {
      do throws(Failure) {
        try item(bytes)
        if frames.isEmpty { return Outcome(end: at, isCut: false, complete: .max) }
      } catch {
        switch error {
        case .ended: return finish(bytes, isCut: endIsCut)
        case .refused(let refusal, let fault):
          guard refusal == .unclear, leaveOutElement(bytes, fault) else { throw error }
        case .escapedQuotes: throw error
        }
      }
    }
  }

  /// Reads the next element or member, or closes what ends here.
  private mutating func item(_ bytes: Span<UInt8>) throws(Failure) {
    guard let frame = frames.last else { return try open(bytes) }
    try skip(bytes)
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: ","):
      if frame.sawComma || frame.count == 0 { note(.extraComma) }
      frames[frames.count - 1].sawComma = frame.count > 0
      frames[frames.count - 1].commaAt = at
      at += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"): try close(bytes, isObject: byte == UInt8(ascii: "}"))
    default:
      if let count = ellipsis(bytes, at) {
        note(.ellipsis)
        at += count
        try skip(bytes)
        if bytes[at] == UInt8(ascii: ",") { at += 1 }
        return
      }
      try begin(bytes, frame)
    }
  }

  private mutating func begin(_ bytes: Span<UInt8>, _ frame: Frame) throws(Failure) {
    if frame.isObject, bytes[at] == UInt8(ascii: "{"), frame.count > 0 {
      // Another object where a name should stand: the brace before it is missing, if the object is an element.
      guard frames.count > 1, !frames[frames.count - 2].isObject else { throw .refused(.unclear, at: at) }
      note(.missingBracket)
      hasComma = frame.sawComma
      pop()
      return
    }
    frames[frames.count - 1].itemPlace = output.count
    frames[frames.count - 1].itemStart = at
    if frame.count > 0 {
      if !frame.sawComma { note(.missingComma) }
      output.append(UInt8(ascii: ","))
    }
    if frame.isObject { try key(bytes) }
    try value(bytes)
  }

  mutating func note(_ slip: JSONSlip, at offset: Int? = nil) {
    repairs.append(
      Repair(
        slip: slip, offset: Int32(truncatingIfNeeded: offset ?? at), place: Int32(truncatingIfNeeded: output.count)))
  }

  mutating func emit(_ byte: UInt8) { output.append(byte) }
  mutating func emit(_ text: StaticString) { text.withUTF8Buffer { output.append(contentsOf: $0) } }
  mutating func emit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) { output.append(copying: bytes, start, end) }
  /// Takes back white space and then one comma at the end of the output, which stands behind the item then.
  mutating func dropTrailingComma() {
    while output.last == 0x20 { output.removeLast() }
    if output.last == UInt8(ascii: ",") {
      output.removeLast()
      hasComma = true
    }
  }
  /// The last byte of the output that is no space.
  var lastVisible: UInt8? {
    var at = output.count
    while at > 0, output[at - 1] == 0x20 { at -= 1 }
    return at > 0 ? output[at - 1] : nil
  }

  /// What has just been written completes an element or member.
  mutating func complete() {
    guard !frames.isEmpty else { return }
    frames[frames.count - 1].count += 1
    frames[frames.count - 1].sawComma = hasComma
    frames[frames.count - 1].commaAt = at
    hasComma = false
  }

  // MARK: Brackets

  mutating func open(_ bytes: Span<UInt8>) throws(Failure) {
    guard frames.count < JSONScanner.depthLimit else { throw .refused(.tooDeep, at: at) }
    let isObject = bytes[at] == UInt8(ascii: "{")
    let other = frames.last.map { $0.isObject == isObject ? $0.other : frames.count - 1 } ?? -1
    frames.append(Frame(isObject: isObject, anchor: anchors.count, itemPlace: output.count + 1, other: other))
    if isObject { anchors.append(Anchor(place: output.count, start: at, end: at)) }
    output.append(bytes[at])
    at += 1
  }

  private mutating func pop() {
    guard let frame = frames.popLast() else { return }
    output.append(frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    if frame.isObject, anchors.indices.contains(frame.anchor) { anchors[frame.anchor].end = at }
    complete()
  }

  /// The innermost open object or array.
  func innermost(isObject: Bool) -> Int? {
    guard let last = frames.last else { return nil }
    let match = last.isObject == isObject ? frames.count - 1 : last.other
    return match < 0 ? nil : match
  }

  private mutating func close(_ bytes: Span<UInt8>, isObject: Bool) throws(Failure) {
    if let frame = frames.last, frame.sawComma { note(.extraComma, at: frame.commaAt) }
    guard let match = innermost(isObject: isObject) else {
      // Closes nothing that is open.
      note(.extraBracket)
      at += 1
      return
    }
    if match < frames.count - 1 {
      // Behind an element of a list nothing but another one, or the list's end, can be meant.
      let isStray = isObject && output.last == UInt8(ascii: "}") && isBeforeElement(bytes, at + 1)
      if isStray {
        note(.extraBracket)
        at += 1
        return
      }
      while frames.count - 1 > match {
        note(.missingBracket)
        pop()
      }
    }
    at += 1
    pop()
  }

  /// Whether a comma and an object follow, as in a list of objects.
  private func isBeforeElement(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
    let comma = JSONScanner.skipSpace(bytes, place, end)
    guard comma < end, bytes[comma] == UInt8(ascii: ",") else { return false }
    let next = JSONScanner.skipSpace(bytes, comma + 1, end)
    return next < end && bytes[next] == UInt8(ascii: "{")
  }

  // MARK: The end

  /// Closes what is open. What was begun and not completed is left out.
  private mutating func finish(_ bytes: Span<UInt8>, isCut: Bool) -> Outcome {
    guard let last = frames.last else { return Outcome(end: at, isCut: isCut, complete: .max) }
    // A name or a value that has no end.
    let isPartial = isInItem
    if isPartial { cut(to: last.itemPlace) }
    let complete = output.count
    note(isCut || isPartial ? .cutOff : .missingBracket, at: end)
    while !frames.isEmpty { pop() }
    return Outcome(end: end, isCut: isCut || isPartial, complete: isCut || isPartial ? complete : .max)
  }

  private mutating func cut(to place: Int) {
    if place < output.count { output.removeSubrange(place...) }
    while let last = repairs.last, Int(last.place) > place { repairs.removeLast() }
    while let last = anchors.last, last.place >= place { anchors.removeLast() }
  }

  // MARK: Elements that cannot be read

  /// Leaves out the innermost object that is an element of an array, when its end can be found behind `fault`.
  private mutating func leaveOutElement(_ bytes: Span<UInt8>, _ fault: Int) -> Bool {
    guard frames.count >= 2 else { return false }
    guard let list = (0..<frames.count - 1).last(where: { !frames[$0].isObject && frames[$0 + 1].isObject })
    else { return false }
    guard let behind = elementEnd(bytes, fault, depth: frames.count - list - 1) else { return false }
    givenUp.append(TextNote(kind: .unclear, offset: frames[list].itemStart))
    let place = frames[list].itemPlace
    frames.removeSubrange((list + 1)...)
    cut(to: place)
    isInItem = false
    frames[list].sawComma = frames[list].count > 0
    at = behind
    // Whatever stands before the next element, a comma or the end of the list.
    let next = JSONScanner.skipSpace(bytes, at, end)
    if next < end, bytes[next] == UInt8(ascii: ",") { at = next + 1 }
    return true
  }

  /// The place behind the brace that closes `depth` levels, if the next object or the end of the list follows it.
  private mutating func elementEnd(_ bytes: Span<UInt8>, _ fault: Int, depth: Int) -> Int? {
    var open = depth
    var place = fault
    while place < end {
      switch bytes[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        open -= 1
        if open == 0, bytes[place] == UInt8(ascii: "}"),
          isBeforeElement(bytes, place + 1) || isBeforeEnd(bytes, place + 1)
        {
          work += place - fault
          return place + 1
        }
        if open < 0 { break }
      default: break
      }
      if open < 0 { break }
      place += 1
    }
    work += place - fault
    return nil
  }

  private func isBeforeEnd(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
    let next = JSONScanner.skipSpace(bytes, place, end)
    return next < end && bytes[next] == UInt8(ascii: "]")
  }

  // MARK: Places

  /// The first of the repairs whose place in the output is not before `place`.
  static func firstRepair(_ repairs: [Repair], atOrBehind place: Int32) -> Int {
    var low = 0
    var high = repairs.count
    while low < high {
      let middle = (low + high) / 2
      if repairs[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The range of the text from which the object at `place` of the output comes.
  func source(ofObjectAt place: Int) -> Range<Int>? {
    var low = 0
    var high = anchors.count
    while low < high {
      let middle = (low + high) / 2
      if anchors[middle].place < place { low = middle + 1 } else { high = middle }
    }
    guard low < anchors.count, anchors[low].place == place, anchors[low].start <= anchors[low].end else { return nil }
    return anchors[low].start..<anchors[low].end
  }
}
