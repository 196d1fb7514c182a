internal import Synchronization

/// Where a part that is being read ends: at the input's end, or where the next part begins.
///
/// The end can be moved forward while the part is read: a job that has nothing left to do takes the rear of what another
/// has not reached yet.
final class PartEnd: Sendable {
  private struct State {
    var end: Int64
    var isInputEnd: Bool
    /// Up to here the part's reader has taken bytes, and takes no less.
    var reached: Int64
  }

  private let state: Mutex<State>

  /// - Parameter isInputEnd: nothing follows; else a record that goes on behind `end` is left unread.
  init(_ end: Int64, isInputEnd: Bool, from start: Int64 = 0) {
    state = Mutex(State(end: end, isInputEnd: isInputEnd, reached: start))
  }

  /// Takes the bytes up to `goal`, or up to the end, which stays where it is once it is reached.
  func take(upTo goal: Int64) -> (end: Int64, isInputEnd: Bool) {
    state.withLock {
      $0.reached = max($0.reached, min(goal, $0.end))
      return ($0.end, $0.isInputEnd)
    }
  }

  /// What nobody has taken yet.
  var left: Range<Int64> { state.withLock { $0.reached..<max($0.reached, $0.end) } }

  /// Whether the input ends where the part does.
  var isInputEnd: Bool { state.withLock { $0.isInputEnd } }

  /// Lets the part end at `place`, which another part begins with, unless its reader is past that.
  /// - Returns: the end of the other part.
  func cut(at place: Int64) -> PartEnd? {
    state.withLock {
      guard place > $0.reached, place < $0.end else { return nil }
      let rear = PartEnd($0.end, isInputEnd: $0.isInputEnd, from: place)
      $0.end = place
      $0.isInputEnd = false
      return rear
    }
  }
}
