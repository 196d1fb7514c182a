internal import Foundation
internal import Synchronization

/// Hashes inputs on a thread of its own, so that nothing has to wait for it but the report.
final class Hashing: Sendable {
  private let found = Mutex<[Int: Result<String, SourceError>]>([:])
  private let isDone = DispatchGroup()

  init(_ inputs: [OpenInput], _ numbers: [Int]) {
    isDone.enter()
    let thread = Thread { [self] in
      for i in numbers {
        let digest: Result<String, SourceError>
        do throws(SourceError) {
          digest = .success(try InputReading.sha256(inputs[i].source))
        } catch { digest = .failure(error) }
        found.withLock { $0[i] = digest }
      }
      isDone.leave()
    }
    thread.start()
  }

  /// Waits until all is hashed. An input that could not be hashed was not read well.
  func finish(_ results: inout [InputResult]) {
    isDone.wait()
    for (i, digest) in found.withLock({ $0 }) {
      switch digest {
      case .success(let text): results[i].sha256 = text
      case .failure(let error): results[i].failure = results[i].failure ?? .source(error)
      }
    }
  }
}
