/// Hashes inputs on a thread of its own, so that nothing has to wait for it but the report.
///
/// It takes a core to itself, and so the last of the jobs that read waits for it: three threads on two cores would leave the
/// hash to itself in the end, and a core with nothing to do.
final class Hashing: Sendable {
  private struct State: Sendable {
    var found: [Int: Result<String, SourceError>] = [:]
    var isDone = false
    /// Nothing is left that one more job could read.
    var isReadingOver = false
  }
  private let state = Watched(State())

  init(_ inputs: [OpenInput], _ numbers: [Int]) {
    Workers.start { [state] in
      for i in numbers {
        let digest: Result<String, SourceError>
        do throws(SourceError) {
          digest = .success(try InputReading.sha256(inputs[i].source))
        } catch { digest = .failure(error) }
        state.change { $0.found[i] = digest }
      }
      state.change { $0.isDone = true }
    }
  }

  /// For a job that would read: waits for the core that the hash takes, or until it is not needed.
  func waitForCore() { state.wait { $0.isDone || $0.isReadingOver ? () : nil } }

  /// A job found nothing left to be read.
  func noteReadingIsOver() { state.change { $0.isReadingOver = true } }

  /// Waits until all is hashed. An input that could not be hashed was not read well.
  func finish(_ results: inout [InputResult]) {
    let found = state.wait { $0.isDone ? $0.found : nil }
    for (i, digest) in found {
      switch digest {
      case .success(let text): results[i].sha256 = text
      case .failure(let error): results[i].failure = results[i].failure ?? .source(error)
      }
    }
  }
}
