/// Reads `<task>` elements out of a text that need not be XML otherwise: fields are attributes or child elements, names in any
/// case. Goes forward only; what lies between two `<task` is looked at a bounded number of times.
struct TaskElements: ~Copyable {
  /// The texts of the element that was read last, entities decoded; the fields refer to it.
  private(set) var values: [UInt8] = []
  /// Child elements of this task whose end has been looked for in vain, by slot.
  private var withoutEnd: UInt64 = 0

  /// Bytes looked at, those looked at again included.
  private(set) var work = 0

  enum Found {
    case element(Range<Int>)
    /// It was cut off.
    case cut
    case none
  }

  /// Reads the next element at or behind `start`.
  mutating func next(_ text: Span<UInt8>, _ start: Int, into fields: inout RecordFields) -> Found {
    guard let open = TaskElements.open(text, start) else {
      work += text.count - start
      return .none
    }
    work += open - start
    fields.clear()
    values.removeAll(keepingCapacity: true)
    withoutEnd = 0
    guard let head = attributes(text, open + 5, into: &fields) else {
      work += text.count - open
      return .cut
    }
    work += head.end - open
    if head.isClosed { return .element(open..<head.end) }
    // The element ends at its closing tag, or, without one, where the next begins.
    var at = head.end
    while true {
      at = Scan.find(UInt8(ascii: "<"), in: text, from: at, to: text.count)
      guard at < text.count else {
        work += text.count - head.end
        return .cut
      }
      if TaskElements.isTag(text, at + 1, "/task") || TaskElements.isTag(text, at + 1, "/tasks") {
        children(text, head.end, at, into: &fields)
        let after = Scan.find(UInt8(ascii: ">"), in: text, from: at, to: text.count)
        return .element(open..<min(after + 1, text.count))
      }
      if TaskElements.isTag(text, at + 1, "task") {
        children(text, head.end, at, into: &fields)
        return .element(open..<at)
      }
      at += 1
    }
  }

  /// The place of the next `<task`.
  private static func open(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var at = start
    while true {
      at = Scan.find(UInt8(ascii: "<"), in: text, from: at, to: text.count)
      guard at < text.count else { return nil }
      if isTag(text, at + 1, "task") { return at }
      at += 1
    }
  }

  /// Whether the tag's name stands at `at`, in any case, and ends there.
  private static func isTag(_ text: Span<UInt8>, _ at: Int, _ name: StaticString) -> Bool {
    let end = at + name.utf8CodeUnitCount
    guard end < text.count else { return false }
    for i in 0..<name.utf8CodeUnitCount where ASCII.lowercased(text[at + i]) != name.utf8Start[i] { return false }
    return ASCII.isSpace(text[end]) || text[end] == UInt8(ascii: ">") || text[end] == UInt8(ascii: "/")
  }

  // MARK: Attributes

  /// Reads the attributes from `start` on.
  /// - Returns: the place behind the tag; nil when it is cut off.
  private mutating func attributes(
    _ text: Span<UInt8>, _ start: Int, into fields: inout RecordFields
  ) -> (end: Int, isClosed: Bool)? {
    var at = start
    while true {
      while at < text.count, ASCII.isSpace(text[at]) { at += 1 }
      guard at < text.count else { return nil }
      switch text[at] {
      case UInt8(ascii: ">"): return (at + 1, false)
      case UInt8(ascii: "/") where at + 1 < text.count && text[at + 1] == UInt8(ascii: ">"): return (at + 2, true)
      case UInt8(ascii: "<"): return (at, false)
      default: break
      }
      let name = at
      while at < text.count, TaskElements.isName(text[at]) { at += 1 }
      guard at > name else {
        at += 1
        continue
      }
      let slot = TaskElements.slot(text, name, at)
      while at < text.count, ASCII.isSpace(text[at]) { at += 1 }
      guard at < text.count, text[at] == UInt8(ascii: "=") else { continue }
      at += 1
      while at < text.count, ASCII.isSpace(text[at]) { at += 1 }
      guard at < text.count else { return nil }
      let quote = text[at]
      let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
      if isQuoted { at += 1 }
      let from = at
      while at < text.count, text[at] != UInt8(ascii: "<"),
        isQuoted ? text[at] != quote : !ASCII.isSpace(text[at]) && text[at] != UInt8(ascii: ">")
      {
        at += 1
      }
      guard at < text.count else { return nil }
      set(slot, text, from, at, into: &fields)
      if isQuoted, text[at] == quote { at += 1 }
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    JSONRepair.isNameByte(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  private static func slot(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard end - start <= 24 else { return nil }
    return FieldSchema.proposed.slot(column: [UInt8](copying: text, start, end))
  }

  // MARK: Child elements

  private mutating func children(_ text: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields) {
    work += 2 * (end - start)
    var at = start
    while true {
      at = Scan.find(UInt8(ascii: "<"), in: text, from: at, to: end)
      guard at < end else { return }
      let name = at + 1
      var after = name
      while after < end, TaskElements.isName(text[after]) { after += 1 }
      guard after > name, let slot = TaskElements.slot(text, name, after), withoutEnd & (1 << UInt64(slot)) == 0 else {
        at = max(after, at + 1)
        continue
      }
      let content = Scan.find(UInt8(ascii: ">"), in: text, from: after, to: end)
      guard content < end else { return }
      if text[content - 1] == UInt8(ascii: "/") {
        at = content + 1
        continue
      }
      guard let close = closing(text, name, after, from: content + 1, end) else {
        work += end - content
        withoutEnd |= 1 << UInt64(slot)
        at = content + 1
        continue
      }
      set(slot, text, content + 1, close, into: &fields)
      at = close + 1
    }
  }

  /// Where the closing tag begins of the element whose name is `[name, after)`.
  private func closing(_ text: Span<UInt8>, _ name: Int, _ after: Int, from start: Int, _ end: Int) -> Int? {
    var at = start
    while true {
      at = Scan.find(UInt8(ascii: "<"), in: text, from: at, to: end)
      guard at + 2 + (after - name) <= end else { return nil }
      if text[at + 1] == UInt8(ascii: "/"),
        (name..<after).allSatisfy({ ASCII.lowercased(text[$0]) == ASCII.lowercased(text[at + 2 + $0 - name]) }),
        at + 2 + after - name == end || !TaskElements.isName(text[at + 2 + after - name])
      {
        return at
      }
      at += 1
    }
  }

  // MARK: Text

  /// Sets a slot to the text of `[start, end)`; of repeated ones the last counts.
  private mutating func set(
    _ slot: Int?, _ text: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields
  ) {
    guard let slot, !ProposedSlot.lists.contains(slot) else { return }
    let from = values.count
    var (first, last) = (start, end)
    while first < last, ASCII.isSpace(text[first]) { first += 1 }
    while last > first, ASCII.isSpace(text[last - 1]) { last -= 1 }
    if slot == ProposedSlot.tags.rawValue, first < last, text[first] == UInt8(ascii: "<") {
      appendTags(text, first, last)
    } else {
      append(text, first, last)
    }
    fields.set(slot, start: from, count: values.count - from, form: .text)
  }

  /// The texts of child elements with `|` between them.
  private mutating func appendTags(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    var at = start
    while at < end {
      let open = Scan.find(UInt8(ascii: "<"), in: text, from: at, to: end)
      append(text, at, open)
      guard open < end else { return }
      let close = Scan.find(UInt8(ascii: ">"), in: text, from: open, to: end)
      if open + 1 < end, text[open + 1] == UInt8(ascii: "/") { values.append(UInt8(ascii: "|")) }
      at = close + 1
    }
  }

  /// Adds text with its entities decoded; CDATA sections as they stand.
  private mutating func append(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    var at = start
    while at < end {
      let stop = Scan.find(
        UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: "<"), in: text, from: at, to: end)
      values.append(copying: text, at, stop)
      guard stop < end else { return }
      if text[stop] == UInt8(ascii: "&") {
        at = entity(text, stop, end)
      } else if TaskElements.isCharacterData(text, stop, end) {
        let close = TaskElements.characterDataEnd(text, stop + 9, end)
        values.append(copying: text, stop + 9, close)
        at = min(close + 3, end)
      } else {
        values.append(UInt8(ascii: "<"))
        at = stop + 1
      }
    }
  }

  private static func isCharacterData(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Bool {
    let mark: StaticString = "<![CDATA["
    guard end - at >= 9 else { return false }
    return (0..<9).allSatisfy { text[at + $0] == mark.utf8Start[$0] }
  }

  private static func characterDataEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while true {
      at = Scan.find(UInt8(ascii: "]"), in: text, from: at, to: end)
      guard at + 2 < end else { return end }
      if text[at + 1] == UInt8(ascii: "]"), text[at + 2] == UInt8(ascii: ">") { return at }
      at += 1
    }
  }

  /// Adds what the reference at `start` stands for, or the `&` itself when it is none of XML's.
  /// - Returns: the place behind it.
  private mutating func entity(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start + 1
    while at < end, at - start <= 10, text[at] != UInt8(ascii: ";") { at += 1 }
    if at < end, text[at] == UInt8(ascii: ";"),
      let scalar = TaskElements.scalar(String(copying: text, start + 1, at))
    {
      values.append(contentsOf: Array(String(scalar).utf8))
      return at + 1
    }
    values.append(UInt8(ascii: "&"))
    return start + 1
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.first == "#" else { return nil }
    let isHexadecimal = name.dropFirst().first == "x"
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard digits.first?.isHexDigit == true else { return nil }
    return UInt32(digits, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init)
  }
}
