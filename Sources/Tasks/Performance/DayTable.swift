/// Sums by day: dense around the days that are used, so that a day is found without hashing.
struct DayTable<Value: Sendable>: Sendable {
  /// The longest stretch of days that is kept densely; days outside of it are hashed.
  private static var span: Int { 4096 }

  private struct Slot: Sendable {
    var value: Value
    /// The day holds a value.
    var isUsed = false
  }

  private let zero: Value
  private let combine: @Sendable (inout Value, Value) -> Void
  /// The day of `dense[0]`.
  private var base: Int32 = 0
  private var dense: [Slot] = []
  private var sparse: [Int32: Value] = [:]

  init(zero: Value, combine: @escaping @Sendable (inout Value, Value) -> Void) {
    self.zero = zero
    self.combine = combine
  }

  var isEmpty: Bool { dense.isEmpty && sparse.isEmpty }

  @inline(__always)
  mutating func update(_ day: Int32, _ change: (inout Value) -> Void) {
    if let i = denseIndex(day) {
      DayTable.use(&dense[i], change)
    } else {
      var value = sparse[day] ?? zero
      change(&value)
      sparse[day] = value
    }
  }

  /// Changes the days of several events, one after the other; the table is opened once for them.
  @inline(__always)
  mutating func update(_ events: borrowing DayEvents, _ change: (DayCounts.Place, inout Value) -> Void) {
    // By spans: an array of fixed size may be copied for a look at one of its elements.
    let (days, places) = (events.days.span, events.places.span)
    var i = 0
    while i < events.count {
      let base = Int(base)
      var slots = dense.mutableSpan
      while i < events.count {
        let place = Int(days[i]) - base
        guard place >= 0, place < slots.count else { break }
        change(places[i], &slots[place].value)
        slots[place].isUsed = true
        i += 1
      }
      if i < events.count {
        let place = places[i]
        update(days[i]) { change(place, &$0) }
        i += 1
      }
    }
  }

  @inline(__always)
  private static func use(_ slot: inout Slot, _ change: (inout Value) -> Void) {
    change(&slot.value)
    slot.isUsed = true
  }

  /// The place of a day in `dense`, which grows to hold it; nil when it would grow too long.
  @inline(__always)
  private mutating func denseIndex(_ day: Int32) -> Int? {
    let i = Int(day) - Int(base)
    return i >= 0 && i < dense.count ? i : grownIndex(day)
  }

  @inline(never)
  private mutating func grownIndex(_ day: Int32) -> Int? {
    if dense.isEmpty { base = day }
    let i = Int(day) - Int(base)
    if i >= DayTable.span || dense.count - i > DayTable.span { return nil }
    if i >= 0 {
      dense.append(contentsOf: repeatElement(Slot(value: zero), count: i + 1 - dense.count))
      return i
    }
    // Grow by more than is needed, so that days that come in descending order cost no more than ascending ones.
    let more = min(max(-i, dense.count), DayTable.span - dense.count)
    dense.insert(contentsOf: repeatElement(Slot(value: zero), count: more), at: 0)
    base -= Int32(more)
    return i + more
  }

  subscript(_ day: Int32) -> Value? {
    let i = Int(day) - Int(base)
    if i >= 0, i < dense.count, dense[i].isUsed { return dense[i].value }
    return sparse[day]
  }

  /// The days that hold a value, in order.
  var days: [Int32] {
    var days = Array(sparse.keys)
    for i in dense.indices where dense[i].isUsed { days.append(base + Int32(i)) }
    return days.sorted()
  }

  mutating func merge(_ other: DayTable) {
    let combine = combine
    for day in other.days {
      guard let value = other[day] else { continue }
      update(day) { combine(&$0, value) }
    }
  }
}

/// What happened on one channel on one day.
package struct DayCounts: Sendable {
  /// What is counted.
  enum Place: Int { case created, approved, rejected, started, completed }

  /// By `Place`.
  fileprivate var counts = InlineArray<5, Int>(repeating: 0)
  package var created: Int { counts[Place.created.rawValue] }
  package var approved: Int { counts[Place.approved.rawValue] }
  package var rejected: Int { counts[Place.rejected.rawValue] }
  package var started: Int { counts[Place.started.rawValue] }
  package var completed: Int { counts[Place.completed.rawValue] }
  /// Sum of the times from creation to completion of the tasks completed on the day, in milliseconds.
  package var executionSum: Int128 = 0

  package init() {}

  @inline(__always)
  mutating func count(_ place: Place, _ number: Int = 1) {
    var counts = counts.mutableSpan
    counts[place.rawValue] += number
  }

  /// Counts all that happened to a task, on one day.
  /// - Parameters:
  ///   - kinds: a bit for each `EventKind`.
  ///   - took: from its creation to its completion, if it was completed.
  @inline(__always)
  mutating func count(_ kinds: UInt16, took: Int64) {
    @inline(__always)
    func bit(_ kind: EventKind) -> Int { Int(kinds &>> UInt16(kind.rawValue)) & 1 }
    // Without branches: what a task has been through no processor foresees.
    counts[0] += bit(.created)
    counts[1] += bit(.approved)
    counts[2] += bit(.rejected)
    counts[3] += bit(.started)
    counts[4] += bit(.completed)
    if bit(.completed) != 0 { executionSum += Int128(took) }
  }

  @Sendable static func add(_ a: inout DayCounts, _ b: DayCounts) {
    for i in 0..<5 { a.counts[i] += b.counts[i] }
    a.executionSum += b.executionSum
  }
}

/// The events of one task that are counted by day, and their days.
struct DayEvents {
  private(set) var days = InlineArray<5, Int32>(repeating: 0)
  private(set) var places = InlineArray<5, DayCounts.Place>(repeating: .created)
  private(set) var count = 0

  @inline(__always)
  mutating func add(_ day: Int32, _ place: DayCounts.Place) {
    var days = days.mutableSpan
    days[count] = day
    var places = places.mutableSpan
    places[count] = place
    count += 1
  }
}

/// Finds local days; remembers the stretch of constant offset that the last one fell into.
struct DayFinder: Sendable {
  private let zone: ZoneOffsets
  private var from = Int64.max
  private var to = Int64.min
  private var offset: Int64 = 0

  init(zone: ZoneOffsets) { self.zone = zone }

  @inline(__always)
  mutating func day(_ at: Int64) -> Int32 {
    if at < from || at >= to { find(at) }
    let local = at + offset
    // Without a sign it is a multiplication.
    if local >= 0 { return Int32(truncatingIfNeeded: UInt64(bitPattern: local) / UInt64(Instant.millisecondsPerDay)) }
    return Int32(truncatingIfNeeded: floorDivide(local, Instant.millisecondsPerDay))
  }

  private mutating func find(_ at: Int64) {
    let i = zone.index(at: Instant(milliseconds: at))
    from = i == 0 ? .min : zone.entries[i].from.milliseconds
    to = i + 1 < zone.entries.count ? zone.entries[i + 1].from.milliseconds : .max
    offset = Int64(zone.entries[i].offsetSeconds) * 1000
  }
}
