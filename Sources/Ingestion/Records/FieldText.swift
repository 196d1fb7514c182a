/// Reaches a field's text: trimmed, escapes resolved. A class, because its buffer is reused; no two jobs share one.
final class FieldText {
  @exclusivity(unchecked) private var scratch: [UInt8] = []

  /// Calls `body` with the first of the slots that holds a value which is not empty, or returns nil when none does.
  ///
  /// - Parameter body: is given the bytes, the range of the trimmed text in them, and what the field was.
  @inline(__always)
  func first<Result>(
    _ slots: ClosedRange<Int>, of fields: borrowing RecordFields, in values: Span<UInt8>,
    _ body: (Span<UInt8>, Int, Int, FieldForm) -> Result
  ) -> Result? {
    first(among: fields.present & FieldText.bits(slots), of: fields, in: values, body)
  }

  /// The same.
  /// - Parameter present: bits of slots that hold values.
  @inline(__always)
  func first<Result>(
    among present: UInt64, of fields: borrowing RecordFields, in values: Span<UInt8>,
    _ body: (Span<UInt8>, Int, Int, FieldForm) -> Result
  ) -> Result? {
    if present == 0 { return nil }
    // Nearly every value stands as it is, without white space around it.
    let value = fields[present.trailingZeroBitCount]
    let start = Int(value.start)
    let end = start + Int(value.count)
    if value.form == .text || value.form == .literal, Scan.isTight(values, from: start, to: end) {
      return body(values, start, end, value.form)
    }
    return search(present, fields, values) { bytes, from, to, form, _ in body(bytes, from, to, form) }
  }

  /// The slot that `first` reaches.
  func slot(_ slots: ClosedRange<Int>, of fields: borrowing RecordFields, in values: Span<UInt8>) -> Int {
    search(fields.present & FieldText.bits(slots), fields, values) { _, _, _, _, slot in slot } ?? slots.lowerBound
  }

  @inline(__always)
  private static func bits(_ slots: ClosedRange<Int>) -> UInt64 {
    (UInt64.max >> UInt64(63 - (slots.upperBound - slots.lowerBound))) << UInt64(slots.lowerBound)
  }

  @inline(never)
  private func search<Result>(
    _ slots: UInt64, _ fields: borrowing RecordFields, _ values: Span<UInt8>,
    _ body: (Span<UInt8>, Int, Int, FieldForm, Int) -> Result
  ) -> Result? {
    var present = slots
    while present != 0 {
      let slot = present.trailingZeroBitCount
      present &= present - 1
      let value = fields[slot]
      let start = Int(value.start)
      let end = start + Int(value.count)
      switch value.form {
      case .text, .literal:
        let (from, to) = trimmed(values, start, end)
        if from < to { return body(values, from, to, value.form, slot) }
      case .object, .array: return body(values, start, end, value.form, slot)
      case .escapedJSON, .doubledQuotes:
        let count = decode(value, values)
        let text = scratch
        let (from, to) = trimmed(text.span, 0, count)
        if from < to { return body(text.span, from, to, .text, slot) }
      case .absent: break
      }
    }
    return nil
  }

  /// Puts the text into the first bytes of `scratch`, and returns how many they are.
  private func decode(_ value: FieldValue, _ values: Span<UInt8>) -> Int {
    let start = Int(value.start)
    let count = Int(value.count)
    if value.form == .doubledQuotes { return Scan.undouble(values, from: start, to: start + count, into: &scratch) }
    scratch.removeAll(keepingCapacity: true)
    JSONScanner.decode(values, start, count, into: &scratch)
    return scratch.count
  }

  @inline(__always)
  private func trimmed(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (Int, Int) {
    var from = start
    var to = end
    while from < to, ASCII.isSpace(bytes[from]) { from += 1 }
    while to > from, ASCII.isSpace(bytes[to - 1]) { to -= 1 }
    return (from, to)
  }
}
