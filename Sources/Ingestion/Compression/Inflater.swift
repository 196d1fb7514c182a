internal import Tasks

/// Undoes a compression, a piece at a time. Owns the state of the library that does it.
protocol Inflater: ~Copyable {
  /// Inflates some of `input` into `output`.
  ///
  /// Called again with what was not consumed, and with nothing to get what is held back, until it produces less than
  /// `output` holds.
  mutating func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(InflaterFault) -> InflaterStep

  /// What was read so far is whole: the input may end here.
  var isWhole: Bool { get }

  /// Another one that goes on from the same place; nil where that cannot be had.
  func copy() -> Self?
}

/// What one step did.
struct InflaterStep {
  var consumed: Int
  var produced: Int
}

/// Why compressed bytes cannot be inflated any further.
struct InflaterFault: Error {
  var code: FindingCode
  /// How much of the step's input had been consumed, as far as the library tells.
  var consumed: Int
  /// What is wrong, in English.
  var reason: String
}
