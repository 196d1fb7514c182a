package import Tasks

/// What a field's bytes are, so that the text behind them can be had without having been made.
enum FieldForm: UInt8, BitwiseCopyable, Sendable {
  /// Not there, null, or empty.
  case absent
  /// UTF-8 as it stands: a CSV cell without doubled quotes, a JSON string without escapes, XML text.
  case text
  /// The inside of a JSON string that holds backslash escapes.
  case escapedJSON
  /// The inside of a quoted CSV cell that holds doubled quotes.
  case doubledQuotes
  /// A JSON number, `true` or `false`, as it stands.
  case literal
  /// A JSON object, as it stands (XML child elements are written as one).
  case object
  /// A JSON array, as it stands.
  case array
}

/// Where a field's bytes lie in the record's buffer.
struct FieldValue: BitwiseCopyable, Sendable {
  var start: Int32 = 0
  var count: Int32 = 0
  var form: FieldForm = .absent
}

/// One record as a reader found it: for each slot of its schema, where the value lies. Reused from record to record.
///
/// Not copyable: it is larger than many records, and a copy at every look would cost more than the look.
struct RecordFields: ~Copyable {
  static let capacity = 64
  /// Bit `i`: slot `i` holds a value.
  private(set) var present: UInt64 = 0
  /// Bit `i`: slot `i` holds an object or an array.
  private(set) var structured: UInt64 = 0
  /// One for each slot; owned, freed with the struct. Every index is checked against the capacity.
  private let values: UnsafeMutablePointer<FieldValue>

  init() {
    values = .allocate(capacity: RecordFields.capacity)
    values.initialize(repeating: FieldValue(), count: RecordFields.capacity)
  }

  deinit { values.deallocate() }

  @inline(__always)
  mutating func clear() {
    present = 0
    structured = 0
  }

  /// Lets `fill` set all of it at once: values by slot, and the bits of those that are there and of those that hold objects
  /// or arrays.
  @inline(__always)
  mutating func fill(_ fill: (UnsafeMutablePointer<FieldValue>, inout UInt64, inout UInt64) -> Int?) -> Int? {
    fill(values, &present, &structured)
  }

  /// A copy, for whoever really needs one.
  func clone() -> RecordFields {
    var copy = RecordFields()
    for slot in 0..<RecordFields.capacity where has(slot) {
      let value = self[slot]
      copy.set(slot, start: Int(value.start), count: Int(value.count), form: value.form)
    }
    return copy
  }

  /// Sets a slot; of repeated ones the last counts, an absent value included.
  @inline(__always)
  mutating func set(_ slot: Int, start: Int, count: Int, form: FieldForm) {
    let bit: UInt64 = 1 << UInt64(slot)
    let isStructured = form == .object || form == .array
    structured = isStructured ? structured | bit : structured & ~bit
    if form == .absent || (count == 0 && !isStructured) {
      present &= ~bit
    } else {
      values[slot & (RecordFields.capacity - 1)] = FieldValue(
        start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: count), form: form)
      present |= bit
    }
  }

  @inline(__always)
  func has(_ slot: Int) -> Bool { present & (1 << UInt64(slot)) != 0 }

  /// The value of a slot; only meaningful where `has(slot)`.
  @inline(__always)
  subscript(_ slot: Int) -> FieldValue { values[slot & (RecordFields.capacity - 1)] }
}

/// Where a record lies in its input: offsets into the decoded (UTF-8) bytes.
struct RecordSpan: BitwiseCopyable, Sendable {
  var offset: Int64
  var count: Int
}

/// What stops the reading of a file. The place is a byte offset; line and column are found when it is shown.
package struct InputFault: Error, Sendable, Equatable {
  package var code: FindingCode
  package var offset: Int64
  /// What was found and what was expected, in English, without the place.
  package var reason: String

  package init(_ code: FindingCode, at offset: Int64, _ reason: String) {
    self.code = code
    self.offset = offset
    self.reason = reason
  }

  /// The same, elsewhere.
  func moved(to offset: Int64) -> InputFault { InputFault(code, at: offset, reason) }
}

/// What readers hand their records to.
protocol RecordSink: ~Copyable {
  /// A record whose syntax is sound.
  /// - Parameters:
  ///   - fields: ranges into `values`.
  ///   - values: the bytes that the ranges refer to (the reader's buffer; for XML, text that it collected).
  ///   - raw: the record's own bytes in the reader's buffer, as far as it has them (empty for XML).
  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan)

  /// A record that is broken but whose end is known: it goes into quarantine.
  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64)
}

/// Reads records out of a stream of chunks.
protocol ChunkReader: ~Copyable {
  /// Reads as many whole records as `bytes` holds.
  ///
  /// - Parameters:
  ///   - bytes: begins where the previous call stopped; grows when a call could use nothing of it.
  ///   - base: offset of `bytes` in the input.
  ///   - isLast: no bytes follow.
  /// - Returns: how many bytes were used; the rest comes again, with more behind it.
  mutating func read<Sink: RecordSink & ~Copyable>(
    _ bytes: Span<UInt8>, base: Int64, isLast: Bool, into sink: inout Sink
  ) throws(InputFault) -> Int

  /// Where to go on reading, when that is not where the bytes ended that were used: something is being skipped that
  /// begins there.
  var resumption: Int64? { get }
}

extension ChunkReader where Self: ~Copyable {
  var resumption: Int64? { nil }
}
