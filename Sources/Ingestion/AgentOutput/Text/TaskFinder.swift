internal import Tasks

/// The four steps from a text to its tasks.
struct TaskFinder: ~Copyable {
  private(set) var collector = TaskCollector()
  private var repair = JSONRepair()
  private(set) var repairs: [TextNote<JSONSlip>] = []
  private(set) var givenUp: [TextNote<RepairRefusal>] = []
  private var reading = TextReading()
  /// Something was cut off in a step that yielded nothing.
  private var wasCut = false
  /// How often the text that is read stood in a JSON string.
  private var level = 0
  private(set) var work = 0
  private var workLimit = 0
  /// Where nesting was last found to be too deep.
  private var tooDeepAt = 0

  private static let keptRepairs = 1_000
  private static let keptGivenUp = 100
  /// How often JSON may stand in a JSON string.
  private static let levels = 2

  mutating func find(_ text: Span<UInt8>, wanted: UInt32? = nil) -> TextReading {
    collector.clear()
    collector.wanted = wanted
    if !repairs.isEmpty { repairs.removeAll(keepingCapacity: true) }
    if !givenUp.isEmpty { givenUp.removeAll(keepingCapacity: true) }
    reading = TextReading()
    wasCut = false
    level = 0
    work = 0
    workLimit = text.count * 12 + 65_536
    tooDeepAt = 0
    reading.step = step(text)
    reading.taskCount = collector.tasks.count
    if reading.step == nil { reading.isTruncated = wasCut }
    return reading
  }

  private mutating func step(_ text: Span<UInt8>) -> TextStep? {
    if whole(text, 0, text.count), endStep() { return .wholeText }
    if fences(text), endStep() { return .fencedBlocks }
    scan(text, 0, text.count, endIsCut: true)
    if endStep() { return .scannedValues }
    elements(text)
    return endStep() ? .taskElements : nil
  }

  /// Whether the step yielded tasks; makes room for the next one otherwise.
  private mutating func endStep() -> Bool {
    if !collector.tasks.isEmpty { return true }
    forgetStep()
    return false
  }

  private mutating func forgetStep() {
    collector.drop(from: 0)
    repairs.removeAll(keepingCapacity: true)
    reading.repairCount = 0
    wasCut = wasCut || reading.isTruncated
    reading.isTruncated = false
  }

  // MARK: The whole text

  /// Reads `[start, end)` when it is JSON and nothing else: one value, or several one after the other.
  private mutating func whole(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let outset = collector.tasks.count
    let repaired = (list: repairs.count, count: reading.repairCount, isTruncated: reading.isTruncated)
    var at = TaskFinder.skipSpace(text, start, end)
    guard at < end else { return false }
    while at < end {
      guard TaskFinder.opensJSON(text[at]), let after = value(text, at, end, endIsCut: true) else { break }
      at = TaskFinder.skipSpace(text, after, end)
      if at < end, text[at] == UInt8(ascii: ",") { at = TaskFinder.skipSpace(text, at + 1, end) }
    }
    if at == end { return true }
    // It goes on with something else.
    collector.drop(from: outset)
    repairs.removeSubrange(repaired.list...)
    reading.repairCount = repaired.count
    wasCut = wasCut || reading.isTruncated
    reading.isTruncated = repaired.isTruncated
    return false
  }

  private static func opensJSON(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "\"")
  }

  /// White space and byte order marks.
  private static func skipSpace(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = JSONScanner.skipSpace(text, start, end)
    while at < end, let count = WideSpace.leading(text, at, end) { at += count }
    return at
  }

  // MARK: Code blocks

  /// Reads all fenced code blocks.
  private mutating func fences(_ text: Span<UInt8>) -> Bool {
    var at = 0
    while let fence = Fence.next(text, at, text.count) {
      at = block(text, fence)
    }
    return at > 0
  }

  /// Reads one block.
  /// - Returns: the place behind it.
  private mutating func block(_ text: Span<UInt8>, _ fence: Fence) -> Int {
    let start = TaskFinder.skipSpace(text, fence.content, text.count)
    if start < text.count, TaskFinder.opensJSON(text[start]), let after = strict(text, start, text.count) {
      // Valid JSON holds no line that could close the block.
      let close = fence.close(text, from: after, text.count)
      scan(text, after, close.start, endIsCut: false)
      return close.after
    }
    var close = fence.close(text, from: fence.content, text.count)
    guard start < close.start, TaskFinder.opensJSON(text[start]) else {
      scan(text, fence.content, close.start, endIsCut: !close.isThere)
      return close.after
    }
    var outcome = outcome(text, start, close.start, endIsCut: !close.isThere)
    if let first = outcome, first.isCut, close.isThere {
      // A string that holds a fence on a line of its own goes on behind it.
      var wider = close
      for _ in 0..<4 {
        wider = fence.close(text, from: wider.after, text.count)
        guard wider.isThere else { break }
        outcome = self.outcome(text, start, wider.start, endIsCut: false)
        guard let found = outcome, found.isCut else { break }
      }
      if let found = outcome, !found.isCut, wider.isThere {
        close = wider
      } else {
        outcome = self.outcome(text, start, close.start, endIsCut: false)
      }
    }
    let after = outcome.flatMap { collect($0, text, start) } ?? start + 1
    scan(text, after, close.start, endIsCut: !close.isThere)
    return close.after
  }

  // MARK: Values in the text

  /// Reads the outermost arrays and objects in `[start, end)` that hold or are objects.
  private mutating func scan(_ text: Span<UInt8>, _ start: Int, _ end: Int, endIsCut: Bool) {
    var at = start
    while true {
      at = Scan.find(UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "{"), in: text, from: at, to: end)
      guard at < end else { return }
      guard work < workLimit else { return giveUp(.tooMuchWork, at) }
      if !TaskFinder.mayHoldObjects(text, at, end) {
        at += 1
      } else if let after = value(text, at, end, endIsCut: endIsCut) {
        at = max(after, at + 1)
      } else {
        // What is nested too deeply is given up with all that lies in it.
        at = max(at + 1, tooDeepAt)
      }
    }
  }

  /// Whether what follows the bracket at `at` lets one expect JSON with objects: prose uses brackets as well.
  private static func mayHoldObjects(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Bool {
    var next = skipSpace(text, at + 1, end)
    guard next < end else { return false }
    switch text[next] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "#"),
      UInt8(ascii: ","), UInt8(ascii: "\\"):
      return true
    default: break
    }
    if text[at] == UInt8(ascii: "[") { return text[next] == UInt8(ascii: "\"") }
    if JSONRepair.Quote(text, next, end) != nil { return true }
    // A name without quotes needs its colon: `{placeholder}` is prose.
    let limit = min(end, next + 80)
    while next < limit, JSONRepair.isNameByte(text[next]) { next += 1 }
    next = skipSpace(text, next, min(end, next + 80))
    return next < end && (text[next] == UInt8(ascii: ":") || text[next] == UInt8(ascii: "\""))
  }

  // MARK: One value

  /// Reads the value at `start`, as it stands or repaired.
  /// - Returns: the place behind it; nil when it is none, and then nothing of it is kept.
  private mutating func value(_ text: Span<UInt8>, _ start: Int, _ end: Int, endIsCut: Bool) -> Int? {
    strict(text, start, end) ?? repaired(text, start, end, endIsCut: endIsCut)
  }

  private mutating func strict(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    let first = collector.tasks.count
    if text[start] == UInt8(ascii: "\"") {
      guard level < TaskFinder.levels, let string = try? JSONScanner.string(text, start, end) else { return nil }
      decode(text, start + 1..<string.end - 1, from: first)
      return string.end
    }
    do throws(JSONScanner.Fault) {
      let after = try collector.value(text, start, end)
      if !collector.encoded.isEmpty { decodeEncoded(text, from: first) }
      return after
    } catch {
      collector.drop(from: first)
      switch error {
      case .incomplete: work += end - start
      case .malformed(let at), .tooDeep(let at): work += at - start
      }
      return nil
    }
  }

  private mutating func repaired(_ text: Span<UInt8>, _ start: Int, _ end: Int, endIsCut: Bool) -> Int? {
    outcome(text, start, end, endIsCut: endIsCut).flatMap { collect($0, text, start) }
  }

  /// What a repair makes of the value at `start`; nil when it gives up, or when it has nothing to repair.
  private mutating func outcome(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, endIsCut: Bool
  ) -> JSONRepair.Outcome? {
    guard text[start] != UInt8(ascii: "\"") else { return nil }
    repair.work = 0
    defer { work += repair.work }
    do throws(JSONRepair.Failure) {
      return try repair.repair(text, start, end, endIsCut: endIsCut)
    } catch {
      switch error {
      case .refused(let refusal, let fault):
        giveUp(refusal, fault)
        if refusal == .tooDeep { tooDeepAt = fault }
      case .escapedQuotes:
        let first = collector.tasks.count
        if level < TaskFinder.levels { decode(text, start..<end, from: first) }
        if collector.tasks.count > first {
          return JSONRepair.Outcome(end: end, isCut: false, complete: .max, isRead: true)
        }
        giveUp(.unclear, start)
      case .ended: break
      }
      return nil
    }
  }

  /// Takes in the tasks of what has just been repaired.
  private mutating func collect(_ outcome: JSONRepair.Outcome, _ text: Span<UInt8>, _ start: Int) -> Int? {
    if outcome.isRead { return outcome.end }
    let first = collector.tasks.count
    let (leftOut, hasObjects) = (repair.givenUp, repair.hasObjects)
    collector.complete = outcome.complete
    let isRead = collectRepaired(from: first, start..<outcome.end)
    collector.complete = .max
    guard isRead else {
      giveUp(.unclear, start)
      return nil
    }
    if outcome.isCut, hasObjects { reading.isTruncated = true }
    for note in leftOut { giveUp(note.kind, note.offset) }
    return outcome.end
  }

  /// Collects the tasks of what was repaired, and puts them where they stand in the text.
  /// - Parameter source: where that stands in the text.
  private mutating func collectRepaired(from first: Int, _ source: Range<Int>) -> Bool {
    let output = repair.output
    do throws(JSONScanner.Fault) {
      _ = try collector.value(output.span, 0, output.count)
    } catch {
      collector.drop(from: first)
      return false
    }
    let base = repairs.count
    if collector.tasks.count > first {
      for i in first..<collector.tasks.count { place(i, base) }
      keep(repair.repairs)
    } else if !collector.encoded.isEmpty {
      // The strings are read by the same buffers, and what was cut off here says nothing about them.
      collector.complete = .max
      let notes = repair.repairs
      decodeEncoded(output.span, from: first)
      if collector.tasks.count > first { keep(notes) }
      for i in first..<collector.tasks.count {
        collector.update(i) { task in
          task.offset = Int32(truncatingIfNeeded: source.lowerBound)
          task.count = Int32(truncatingIfNeeded: source.count)
        }
      }
    }
    collector.forgetEncoded()
    return true
  }

  /// Keeps the repairs of a value. That it was cut off is told in another way.
  private mutating func keep(_ all: [JSONRepair.Repair]) {
    let notes = all.last?.slip == .cutOff ? all.dropLast() : all[...]
    reading.repairCount += notes.count
    for note in notes.prefix(max(0, TaskFinder.keptRepairs - repairs.count)) {
      repairs.append(TextNote(kind: note.slip, offset: Int(note.offset)))
    }
  }

  /// Puts a task that was found in the repaired text where it stands in the text itself, with the repairs within it.
  private mutating func place(_ index: Int, _ base: Int) {
    collector.update(index) { task in
      let start = task.offset
      let end = task.offset + task.count
      let from = JSONRepair.firstRepair(repair.repairs, atOrBehind: start)
      let to = JSONRepair.firstRepair(repair.repairs, atOrBehind: end)
      task.firstRepair = Int32(truncatingIfNeeded: base + from)
      task.repairCount = Int32(truncatingIfNeeded: to - from)
      if let source = repair.source(ofObjectAt: Int(start)) {
        task.offset = Int32(truncatingIfNeeded: source.lowerBound)
        task.count = Int32(truncatingIfNeeded: source.count)
      }
    }
  }

  private mutating func giveUp(_ kind: RepairRefusal, _ offset: Int) {
    reading.givenUpCount += 1
    if givenUp.count < TaskFinder.keptGivenUp { givenUp.append(TextNote(kind: kind, offset: offset)) }
  }

  // MARK: JSON inside JSON strings

  /// Reads the strings that may hold lists, when nothing else held a task.
  private mutating func decodeEncoded(_ text: Span<UInt8>, from first: Int) {
    let strings = collector.encoded
    collector.forgetEncoded()
    guard collector.tasks.count == first, level < TaskFinder.levels else { return }
    for string in strings { decode(text, string, from: collector.tasks.count) }
  }

  /// Reads the inside of a JSON string as a text of its own.
  private mutating func decode(_ text: Span<UInt8>, _ string: Range<Int>, from first: Int) {
    var inside = JSONScanner.skipSpace(text, string.lowerBound, string.upperBound)
    while inside + 1 < string.upperBound, text[inside] == UInt8(ascii: "\\"), text[inside + 1] == UInt8(ascii: "n") {
      inside = JSONScanner.skipSpace(text, inside + 2, string.upperBound)
    }
    guard inside < string.upperBound else { return }
    let decoded = JSONScanner.decoded(text, string.lowerBound, string.count)
    work += string.count
    level += 1
    if !whole(decoded.span, 0, decoded.count) {
      _ = fences(decoded.span)
      if collector.tasks.count == first { scan(decoded.span, 0, decoded.count, endIsCut: true) }
    }
    level -= 1
    guard collector.tasks.count > first else { return }
    reading.repairCount += 1
    repairs.append(TextNote(kind: .encodedTwice, offset: string.lowerBound))
    for i in first..<collector.tasks.count {
      collector.update(i) { task in
        task.offset = Int32(truncatingIfNeeded: string.lowerBound)
        task.count = Int32(truncatingIfNeeded: string.count)
        task.repairCount += 1
      }
    }
  }

  // MARK: Elements

  private mutating func elements(_ text: Span<UInt8>) {
    var elements = TaskElements()
    var fields = RecordFields()
    var at = 0
    while true {
      switch elements.next(text, at, into: &fields) {
      case .none:
        work += elements.work
        return
      case .cut:
        work += elements.work
        reading.isTruncated = true
        return
      case .element(let range):
        collector.take(element: range, elements.values.span, &fields)
        at = range.upperBound
      }
    }
  }
}
