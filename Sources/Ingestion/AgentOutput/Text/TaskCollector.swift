internal import Tasks

/// Collects the tasks of valid JSON: checks it and reads it in one pass, without building anything but what is kept.
///
/// A task stands in a list, or alone; a list lies in at most two objects. An object that holds a list of tasks is no task
/// itself, whatever else it holds.
struct TaskCollector: ~Copyable {
  private var record = JSONRecord(schema: .proposed)
  private var fields = RecordFields()
  private let text = FieldText()
  private(set) var tasks: [FoundTask] = []
  private(set) var titles: [UInt8] = []
  /// Strings that may hold a list of tasks as JSON: one under a name of lists, or an element of an array.
  private(set) var encoded: [Range<Int>] = []
  /// An object that ends behind this place was closed by a repair: it may hold a list, but it is no task itself.
  var complete = Int.max
  /// The serial number of the task whose texts are wanted, and what they are.
  var wanted: UInt32?
  /// How many tasks were taken in, those that were dropped again included.
  private var serial: UInt32 = 0
  private(set) var wantedTexts: ProposedTexts?

  mutating func clear() {
    tasks.removeAll(keepingCapacity: true)
    titles.removeAll(keepingCapacity: true)
    encoded.removeAll(keepingCapacity: true)
    complete = Int.max
    serial = 0
    wantedTexts = nil
  }

  /// Forgets the tasks from `count` on, and the strings that may hold some.
  mutating func drop(from count: Int) {
    tasks.removeSubrange(min(count, tasks.count)...)
    encoded.removeAll(keepingCapacity: true)
  }

  mutating func forgetEncoded() { encoded.removeAll(keepingCapacity: true) }

  /// Lets `change` finish a task.
  mutating func update(_ index: Int, _ change: (inout FoundTask) -> Void) {
    if tasks.indices.contains(index) { change(&tasks[index]) }
  }

  /// Reads the value at `start`, which is no white space.
  /// - Returns: the place after it. Tasks found before a fault stay; the caller drops them.
  mutating func value(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(JSONScanner.Fault) -> Int {
    guard start < end else { throw .incomplete }
    switch bytes[start] {
    case UInt8(ascii: "["): return try array(bytes, start, end, depth: 1)
    case UInt8(ascii: "{"): return try object(bytes, start, end, depth: 1, isElement: false)
    default: return try other(bytes, start, end, depth: 0)
    }
  }

  /// - Parameter depth: that of an object among its elements: the outermost object's is 1.
  private mutating func array(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, depth: Int
  ) throws(JSONScanner.Fault) -> Int {
    var at = JSONScanner.skipSpace(bytes, start + 1, end)
    guard at < end else { throw .incomplete }
    if bytes[at] == UInt8(ascii: "]") { return at + 1 }
    while true {
      guard at < end else { throw .incomplete }
      if bytes[at] == UInt8(ascii: "{") {
        let after = try record.readLines(bytes, at, end, into: &fields)
        if fields.present & ProposedSlot.listBits == 0 && fields.present & ProposedSlot.titleBits != 0 {
          take(bytes, at, after)
        } else if depth <= 2 {
          _ = try object(bytes, at, after, depth: depth, isElement: true)
        } else {
          take(bytes, at, after)
        }
        at = after
      } else {
        let after = try other(bytes, at, end, depth: depth)
        if bytes[at] == UInt8(ascii: "\"") { encoded.append(at + 1..<after - 1) }
        at = after
      }
      at = JSONScanner.skipSpace(bytes, at, end)
      guard at < end else { throw .incomplete }
      if bytes[at] == UInt8(ascii: "]") { return at + 1 }
      guard bytes[at] == UInt8(ascii: ",") else { throw .malformed(at: at) }
      at = JSONScanner.skipSpace(bytes, at + 1, end)
    }
  }

  /// Reads an object that may hold lists.
  private mutating func object(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, depth: Int, isElement: Bool
  ) throws(JSONScanner.Fault) -> Int {
    var own = RecordFields()
    var lists = ListsFound()
    let outset = tasks.count
    var at = JSONScanner.skipSpace(bytes, start + 1, end)
    guard at < end else { throw .incomplete }
    if bytes[at] == UInt8(ascii: "}") { return at + 1 }
    while true {
      let key = try self.key(bytes, at, end)
      at = key.value
      guard at < end else { throw .incomplete }
      let isList = key.slot.map { ProposedSlot.lists.contains($0) } ?? false
      let before = tasks.count
      let after: Int
      switch bytes[at] {
      case UInt8(ascii: "[") where isList:
        after = try array(bytes, at, end, depth: depth + 1)
      case UInt8(ascii: "{") where depth == 1:
        after = try object(bytes, at, end, depth: 2, isElement: isElement)
        // Only a list may lie that deep in an array's element.
        if isElement, tasks.count == before + 1, Int(tasks[before].offset) == at { tasks.removeLast() }
        if let slot = key.slot { own.set(slot, start: at, count: after - at, form: .object) }
      case UInt8(ascii: "\""):
        let string = try JSONScanner.string(bytes, at, end)
        after = string.end
        if isList { encoded.append(at + 1..<after - 1) }
        if let slot = key.slot {
          own.set(slot, start: at + 1, count: after - at - 2, form: string.hasEscapes ? .escapedJSON : .text)
        }
      default:
        after = try other(bytes, at, end, depth: depth)
        if let slot = key.slot { own.set(slot, start: at, count: after - at, form: TaskCollector.form(bytes[at])) }
      }
      if isList, after > at, bytes[at] != UInt8(ascii: "{"), let slot = key.slot {
        lists.note(slot - ProposedSlot.lists.lowerBound, before..<tasks.count)
      }
      at = JSONScanner.skipSpace(bytes, after, end)
      guard at < end else { throw .incomplete }
      if bytes[at] == UInt8(ascii: "}") { break }
      guard bytes[at] == UInt8(ascii: ",") else { throw .malformed(at: at) }
      at = JSONScanner.skipSpace(bytes, at + 1, end)
    }
    at += 1
    if let kept = lists.first {
      keep(kept, from: outset)
      return at
    }
    // Without a list it may be a task itself; else what its members hold counts.
    let before = tasks.count
    swap(&fields, &own)
    let isTask = take(bytes, start, at)
    swap(&fields, &own)
    if isTask { keep(before..<before + 1, from: outset) }
    return at
  }

  /// Of several lists in one object the first by name counts.
  private struct ListsFound {
    private var found = InlineArray<4, Range<Int>>(repeating: 0..<0)

    mutating func note(_ place: Int, _ tasks: Range<Int>) {
      if found.indices.contains(place) { found[place] = tasks }
    }

    var first: Range<Int>? {
      for i in found.indices where !found[i].isEmpty { return found[i] }
      return nil
    }
  }

  /// Keeps of the tasks from `first` on only those of `range`.
  private mutating func keep(_ range: Range<Int>, from first: Int) {
    if range.upperBound < tasks.count { tasks.removeSubrange(range.upperBound...) }
    if first < range.lowerBound { tasks.removeSubrange(first..<range.lowerBound) }
  }

  private func key(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONScanner.Fault) -> (slot: Int?, value: Int) {
    guard start < end else { throw .incomplete }
    guard bytes[start] == UInt8(ascii: "\"") else { throw .malformed(at: start) }
    let string = try JSONScanner.string(bytes, start, end)
    let count = string.end - start - 2
    let slot: Int?
    if string.hasEscapes {
      let key = JSONScanner.decoded(bytes, start + 1, count)
      slot = FieldSchema.proposed.slot(exactly: key.span, 0, key.count)
    } else {
      slot = FieldSchema.proposed.slot(exactly: bytes, start + 1, count)
    }
    let at = JSONScanner.skipSpace(bytes, string.end, end)
    guard at < end else { throw .incomplete }
    guard bytes[at] == UInt8(ascii: ":") else { throw .malformed(at: at) }
    return (slot, JSONScanner.skipSpace(bytes, at + 1, end))
  }

  private func other(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, depth: Int
  ) throws(JSONScanner.Fault) -> Int {
    if bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "["),
      let after = Scan.jsonEnd(bytes, from: start, to: end)
    {
      return after
    }
    return try JSONScanner.value(bytes, start, end, depth: depth)
  }

  private static func form(_ first: UInt8) -> FieldForm {
    switch first {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "n"): .absent
    default: .literal
    }
  }

  /// Takes in an element that is a task.
  mutating func take(element: Range<Int>, _ values: Span<UInt8>, _ found: inout RecordFields) {
    swap(&fields, &found)
    take(values, element.lowerBound, element.upperBound)
    swap(&fields, &found)
  }

  /// Takes in what `fields` holds when it is a task.
  @inline(__always)
  @discardableResult
  private mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    if end > complete { return false }
    guard let title = title(bytes) else { return false }
    var task = FoundTask(
      titleStart: title.start, titleCount: title.count, offset: Int32(truncatingIfNeeded: start),
      count: Int32(truncatingIfNeeded: end - start), estimatedHours: ProposedRules.defaultHours,
      defaulted: DefaultedFields(rawValue: 0),
      clippedTexts: title.isClipped ? 1 : 0, firstRepair: 0, repairCount: 0,
      serial: serial)
    if !hasText(ProposedSlot.priority, bytes) { task.defaulted.insert(.priority) }
    if !hasText(ProposedSlot.category, bytes) { task.defaulted.insert(.category) }
    if let hours = hours(bytes) {
      task.estimatedHours = hours
    } else {
      task.defaulted.insert(.estimatedHours)
    }
    if isDescriptionClipped(bytes) { task.clippedTexts += 1 }
    if serial == wanted { wantedTexts = texts(bytes, task) }
    serial &+= 1
    tasks.append(task)
    return true
  }

  @inline(__always)
  private mutating func title(_ bytes: Span<UInt8>) -> (start: Int32, count: Int32, isClipped: Bool)? {
    let start = titles.count
    var isClipped = titleText(ProposedSlot.titles, bytes)
    let name = ProposedSlot.name.rawValue
    if isClipped == nil, fields.has(name), fields.present & ProposedSlot.otherFields != 0 {
      isClipped = titleText(name...name, bytes)
    }
    guard let isClipped else { return nil }
    return (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: titles.count - start), isClipped)
  }

  /// Adds the title that the slots hold to `titles`; nil when there is none.
  @inline(__always)
  private mutating func titleText(_ slots: ClosedRange<Int>, _ bytes: Span<UInt8>) -> Bool? {
    let found: Bool?? = text.first(slots, of: fields, in: bytes) { values, from, to, form in
      if form == .object || form == .array { return nil }
      let (from, to) = WideSpace.trimmed(values, from, to)
      if from >= to { return nil }
      let clip = ProposedRules.clip(values, from, to, limit: ProposedRules.titleLimit)
      titles.append(copying: values, from, clip ?? to)
      return clip != nil
    }
    return found ?? nil
  }

  @inline(__always)
  private func hasText(_ slot: ProposedSlot, _ bytes: Span<UInt8>) -> Bool {
    text.first(slot.rawValue...slot.rawValue, of: fields, in: bytes) { _, _, _, form in
      form != .object && form != .array
    } ?? false
  }

  @inline(__always)
  private func hours(_ bytes: Span<UInt8>) -> Int64? {
    let found: Int64?? = text.first(ProposedSlot.hourSlots, of: fields, in: bytes) { values, from, to, form in
      form == .object || form == .array ? nil : ProposedRules.hours(values, from, to)
    }
    return found ?? nil
  }

  /// Whether the description is longer than what is kept of it. Only a long one is looked at.
  @inline(__always)
  private func isDescriptionClipped(_ bytes: Span<UInt8>) -> Bool {
    for slot in ProposedSlot.descriptions where fields.has(slot) {
      return Int(fields[slot].count) > ProposedRules.descriptionLimit && isLongDescriptionClipped(bytes)
    }
    return false
  }

  @inline(never)
  private func isLongDescriptionClipped(_ bytes: Span<UInt8>) -> Bool {
    text.first(ProposedSlot.descriptions, of: fields, in: bytes) { values, from, to, _ in
      ProposedRules.clip(values, from, to, limit: ProposedRules.descriptionLimit) != nil
    } ?? false
  }
}

extension TaskCollector {
  /// The texts of the task that `fields` holds.
  private func texts(_ bytes: Span<UInt8>, _ task: FoundTask) -> ProposedTexts {
    var texts = ProposedTexts()
    texts.title = String(
      decoding: titles[Int(task.titleStart)..<Int(task.titleStart + task.titleCount)], as: UTF8.self)
    texts.description =
      text(of: ProposedSlot.descriptions, bytes, limit: ProposedRules.descriptionLimit) ?? texts.description
    if let priority = text(of: .priority, bytes) { texts.priority = ProposedRules.priority(priority) }
    texts.category = text(of: .category, bytes) ?? texts.category
    texts.estimatedHours = task.estimatedHours
    let tags = ProposedSlot.tags.rawValue
    texts.tags =
      text.first(tags...tags, of: fields, in: bytes) { values, from, to, form in
        ProposedTags.read(values, from, to, form)
      } ?? []
    return texts
  }

  private func text(of slot: ProposedSlot, _ bytes: Span<UInt8>) -> String? {
    text(of: slot.rawValue...slot.rawValue, bytes, limit: .max)
  }

  private func text(of slots: ClosedRange<Int>, _ bytes: Span<UInt8>, limit: Int) -> String? {
    let found: String?? = text.first(slots, of: fields, in: bytes) { values, from, to, form in
      if form == .object || form == .array { return nil }
      return String(copying: values, from, ProposedRules.clip(values, from, to, limit: limit) ?? to)
    }
    return found ?? nil
  }
}
