import Tasks

@testable import Ingestion

/// What a reader handed over, as values that are compared.
struct ReadItems: RecordSink, Equatable {
  struct Item: Equatable {
    /// For each slot that holds a value its form and text.
    var fields: [Field] = []
    /// Why it was rejected, and where its fault lies.
    var code: FindingCode?
    var fault: Int64?
    var offset: Int64
    var count: Int
  }

  struct Field: Equatable {
    var slot: Int
    var form: FieldForm
    var text: [UInt8]
  }

  private(set) var items: [Item] = []
  private(set) var fault: InputFault?

  mutating func take(_ fields: borrowing RecordFields, values: Span<UInt8>, raw: Range<Int>, at span: RecordSpan) {
    var item = Item(offset: span.offset, count: span.count)
    let reached = FieldText()
    for slot in 0..<RecordFields.capacity where fields.has(slot) {
      _ = reached.first(slot...slot, of: fields, in: values) { bytes, start, end, form in
        var text: [UInt8] = []
        text.append(copying: bytes, start, end)
        item.fields.append(Field(slot: slot, form: form, text: text))
      }
    }
    items.append(item)
  }

  mutating func reject(_ code: FindingCode, at span: RecordSpan, fault: Int64) {
    items.append(Item(code: code, fault: fault, offset: span.offset, count: span.count))
  }

  /// Reads everything from `start` on in pieces of so many bytes, as the pump does it: what a reader leaves comes again.
  static func read<Reader: ChunkReader & ~Copyable>(
    _ bytes: [UInt8], from start: Int, by reader: inout Reader, piece: Int
  ) -> ReadItems {
    var sink = ReadItems()
    var buffer: [UInt8] = []
    var base = start
    var next = start
    do throws(InputFault) {
      repeat {
        let end = min(bytes.count, next + max(1, piece))
        buffer += bytes[next..<end]
        next = end
        let used = try reader.read(buffer.span, base: Int64(base), isLast: end == bytes.count, into: &sink)
        promise(used >= 0 && used <= buffer.count, "a reader uses what it was given")
        buffer.removeFirst(used)
        base += used
      } while next < bytes.count
    } catch { sink.fault = error }
    return sink
  }

  /// Pieces give what the whole gives.
  func checkSame(as whole: ReadItems) {
    promise(items == whole.items, "pieces give other records: \(items) instead of \(whole.items)")
    promise(
      fault == whole.fault, "pieces end otherwise: \(String(describing: fault)), not \(String(describing: whole.fault))"
    )
  }

  /// Records lie behind each other within the input.
  func checkPlaces(in count: Int) {
    var end: Int64 = 0
    for item in items {
      promise(item.count >= 0 && item.offset >= end, "records lie behind each other")
      end = item.offset + Int64(item.count)
    }
    promise(end <= Int64(count), "records lie within the input")
  }
}
