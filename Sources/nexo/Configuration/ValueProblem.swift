/// What is wrong with a value, wherever it came from: a flag, the environment or the config file adds the place.
struct ValueProblem: Error, Equatable {
  var text: String
  var hint: String?

  init(_ text: String, hint: String? = nil) {
    self.text = text
    self.hint = hint
  }
}
