/// What readers of JSON documents read their objects with.
protocol JSONObjectReading: ~Copyable {
  /// Reads the object whose brace stands at `start`, checking all of it.
  /// - Returns: the place after its closing brace.
  mutating func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields
  ) throws(JSONScanner.Fault) -> Int

  /// Reads the object at `start` when it lies on one line, its keys are as expected and it is valid; nil for any other.
  func readExpected(_ bytes: Span<UInt8>, _ start: Int, into fields: inout RecordFields) -> Int?
}

extension JSONRecord: JSONObjectReading {}
