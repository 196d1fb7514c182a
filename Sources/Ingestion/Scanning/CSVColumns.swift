internal import CScan

/// The slots of a CSV file's columns, for the C function that reads whole records. Owns its memory, which is never written after
/// it is made.
struct CSVColumns: ~Copyable {
  private let slots: UnsafeMutablePointer<Int32>
  private let count: Int
  private let delimiter: UInt8

  init(_ header: CSVHeader) {
    count = header.slots.count
    delimiter = header.delimiter
    slots = .allocate(capacity: max(1, count))
    slots.initialize(repeating: -1, count: max(1, count))
    for (column, slot) in header.slots.enumerated() { slots[column] = Int32(truncatingIfNeeded: slot) }
  }

  deinit { slots.deallocate() }

  /// Reads the record at `start` when it is sound, has a cell for each column, and does not end within the last bytes; nil for
  /// any other, of which nothing is said. The C function reads no further than the bytes that there are.
  /// - Returns: the place of its line end.
  @inline(__always)
  func read(_ bytes: Span<UInt8>, _ start: Int, into fields: inout RecordFields) -> Int? {
    guard start >= 0, start < bytes.count, count > 0 else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return fields.fill { values, present, structured in
        // FieldValue and nexo_field have the same layout; a test holds them together.
        values.withMemoryRebound(to: nexo_field.self, capacity: RecordFields.capacity) { values in
          let end = nexo_csv_record(
            base, base + start, base + buffer.count, delimiter, slots, count, values, &present)
          structured = 0
          return end.map { $0 - base }
        }
      }
    }
  }
}
