internal import Tasks

/// Finds the tasks in the text of a response, or in the input of a tool call.
///
/// A class, because its buffers are reused from text to text; no two jobs share one. What it found stands until the next
/// text is read.
package final class AgentTextReader {
  private var finder = TaskFinder()

  package init() {}

  /// The tasks of the text that was read last, in its order.
  package var tasks: [FoundTask] { finder.collector.tasks }
  /// What the ranges of their titles refer to.
  package var titles: [UInt8] { finder.collector.titles }
  /// The slips that were repaired in what yielded the tasks, in the order of the text; the first thousand of them.
  package var repairs: [TextNote<JSONSlip>] { finder.repairs }
  /// Places that look like JSON and could not be read; the first hundred of them.
  package var givenUp: [TextNote<RepairRefusal>] { finder.givenUp }
  /// Bytes that were looked at, again and again ones included: a measure of the work that no clock enters.
  var work: Int { finder.work }

  /// Reads a text: the first of the four steps that yields a task gives all of them.
  package func read(_ text: Span<UInt8>) -> TextReading { finder.find(text) }

  /// All texts of one of the tasks that `read` finds in this text; nil when there is no such task.
  package func texts(ofTask ordinal: Int, in text: Span<UInt8>) -> ProposedTexts? {
    _ = finder.find(text)
    guard tasks.indices.contains(ordinal) else { return nil }
    _ = finder.find(text, wanted: tasks[ordinal].serial)
    return finder.collector.wantedTexts
  }
}
