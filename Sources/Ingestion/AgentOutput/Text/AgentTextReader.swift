internal import Tasks

/// Finds the tasks in the text of a response, or in the input of a tool call.
///
/// A class, because its buffers are reused from text to text; no two jobs share one. What it found stands until the next
/// text is read.
package final class AgentTextReader {
  private var collector = TaskCollector()
  /// The slips that were repaired in what yielded the tasks, in the order of the text; the first thousand of them.
  package private(set) var repairs: [TextNote<JSONSlip>] = []
  /// Places that look like JSON and could not be read; the first hundred of them.
  package private(set) var givenUp: [TextNote<RepairRefusal>] = []

  package init() {}

  /// The tasks of the text that was read last, in its order.
  package var tasks: [FoundTask] { collector.tasks }
  /// What the ranges of their titles refer to.
  package var titles: [UInt8] { collector.titles }

  /// Reads a text: the first of the four steps that yields a task gives all of them.
  package func read(_ text: Span<UInt8>) -> TextReading {
    collector.clear()
    collector.wanted = -1
    return find(text)
  }

  /// All texts of one of the tasks that `read` finds in this text; nil when there is no such task.
  package func texts(ofTask ordinal: Int, in text: Span<UInt8>) -> ProposedTexts? {
    collector.clear()
    collector.wanted = ordinal
    _ = find(text)
    return collector.wantedTexts
  }

  private func find(_ text: Span<UInt8>) -> TextReading {
    var reading = TextReading()
    let start = JSONScanner.skipSpace(text, 0, text.count)
    if let after = try? collector.value(text, start, text.count),
      JSONScanner.skipSpace(text, after, text.count) == text.count, !collector.tasks.isEmpty
    {
      reading.step = .wholeText
      reading.taskCount = collector.tasks.count
    } else {
      collector.drop(from: 0)
    }
    return reading
  }
}
