internal import Tasks

/// What surrounds the text of a response: who gave it, when, at what cost, and how it ended. Values are told by their
/// numbers in the list of the record's values.
struct Envelope {
  enum Outcome: Equatable {
    /// It says something, or nothing.
    case content
    case refused
    case failed
    /// An object that tells of a batch and holds no response.
    case batch
    /// An object of no provider's form; its own text may be a list of tasks.
    case plain
  }

  var outcome = Outcome.content
  /// The provider stopped it before its end.
  var isCutOff = false
  var agent: Int?
  var customID: Int?
  var time: Int?
  var plan: Int?
  var id: Int?
  /// The id of the line that holds the response.
  var lineID: Int?
  var model: Int?
  var stopReason: Int?
  var usage = TokenUsage()
  /// What the error or the refusal says, where it says something.
  var words: Int?
  /// Stands in for it where it does not.
  var reason: StaticString = ""

  var reasonText: String? { reason.utf8CodeUnitCount == 0 ? nil : "\(reason)" }
}
