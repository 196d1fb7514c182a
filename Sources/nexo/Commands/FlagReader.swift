import Tasks

/// Reads the values of flags, and gathers what is wrong with them.
struct FlagReader {
  private var messages: [ErrorMessage] = []

  mutating func read<Text, Value>(
    _ flag: String, _ text: Text?, _ read: (Text) throws(ValueProblem) -> Value
  ) -> Value? {
    guard let text else { return nil }
    do {
      return try read(text)
    } catch {
      messages.append(ErrorMessage("\(flag): \(error.text)", hint: error.hint))
      return nil
    }
  }

  /// Notes something wrong that is not a value's.
  mutating func note(_ text: String, hint: String? = nil) { messages.append(ErrorMessage(text, hint: hint)) }

  /// Throws what is wrong, if anything is.
  func finish() throws(Failure) {
    guard messages.isEmpty else { throw Failure(.usage, messages) }
  }
}
