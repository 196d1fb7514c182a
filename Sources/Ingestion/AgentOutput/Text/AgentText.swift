package import Tasks

/// Which of the four ways of looking found the tasks of a text.
package enum TextStep: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// The whole text is JSON.
  case wholeText
  /// Fenced code blocks hold them.
  case fencedBlocks
  /// JSON that stands in the text holds them.
  case scannedValues
  /// `<task>` elements.
  case taskElements
}

/// What one text yielded.
package struct TextReading: Sendable, BitwiseCopyable {
  /// Nil when there is no task in it.
  package var step: TextStep?
  package var taskCount = 0
  /// The JSON that holds the tasks was cut off.
  package var isTruncated = false
  /// How many slips were repaired in the JSON that holds the tasks.
  package var repairCount = 0
  /// How many places could not be read as JSON although they looked like it.
  package var givenUpCount = 0

  package init() {}

  package var isRepaired: Bool { repairCount > 0 }
}

/// A task as a text proposes it, but for its texts.
package struct FoundTask: Sendable, BitwiseCopyable {
  /// Where its title lies in `AgentTextReader.titles`: trimmed, escapes resolved, cut to 500 characters.
  package var titleStart: Int32
  package var titleCount: Int32
  /// Where the task begins in the text that was read, and how many bytes it takes there. For JSON inside a JSON string both are
  /// those of the string.
  package var offset: Int32
  package var count: Int32
  /// Ten-thousandths of an hour; the default of 4 h included.
  package var estimatedHours: Int64
  package var defaulted: DefaultedFields
  /// How many of its texts were cut (title, description).
  package var clippedTexts: UInt8
  /// The slips that were repaired within it, as a range of `AgentTextReader.repairs`; empty when it was read as it stood, or
  /// when there were more repairs than are kept.
  package var firstRepair: Int32
  package var repairCount: Int32
  /// Tells it from other tasks of the same reading, those that were dropped again included.
  var serial: UInt32

  package var isRepaired: Bool { repairCount > 0 }
}

/// The texts of one proposed task, for whoever shows it.
package struct ProposedTexts: Sendable, Equatable {
  package var title = ""
  package var description = ""
  /// `high`, `medium` or `low`, or another text as it stood.
  package var priority = "medium"
  package var category = "optimization"
  package var estimatedHours: Int64 = ProposedRules.defaultHours
  package var tags: [String] = []
}

/// A slip that was repaired, or a place that was given up.
package struct TextNote<Kind: Sendable & BitwiseCopyable>: Sendable, BitwiseCopyable {
  package var kind: Kind
  /// In the text that was read.
  package var offset: Int
}
