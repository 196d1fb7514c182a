internal import Synchronization
package import Tasks

/// Records that are looked up soon, read in the order in which they lie: of inputs where going back is dear. A class,
/// because all copies of a lookup share what was read.
final class FetchedRecords: Sendable {
  /// As many bytes as are held at once.
  static let limit = 32 << 20
  /// Larger records are few, and are read when they are wanted.
  static let largest = 1 << 20

  private let records = Mutex<[RecordOrigin: [UInt8]]>([:])

  func bytes(_ origin: RecordOrigin) -> [UInt8]? { records.withLock { $0[origin] } }

  /// Forgets what was held before.
  func hold(_ fetched: consuming [RecordOrigin: [UInt8]]) {
    let fetched = fetched
    records.withLock { $0 = fetched }
  }
}

extension RecordLookup {
  /// Reads records that are looked up next, each input once and as far as needed; in any order, and some of them several
  /// times. Does nothing for inputs that can be read anywhere at once, nor for more records than are held.
  package func fetch(_ origins: some Sequence<RecordOrigin>) throws(SourceError) {
    guard isReadInOrder else { return }
    var found: [RecordOrigin: [UInt8]] = [:]
    var held = 0
    for origin in Set(origins).sorted() {
      guard let input = input(origin), input.source.isReadInOrder, Int(origin.count) <= FetchedRecords.largest,
        held + Int(origin.count) <= FetchedRecords.limit
      else { continue }
      held += Int(origin.count)
      found[origin] = try verbatim(origin)
    }
    fetched.hold(found)
  }

  /// Cuts a list of things to be looked up into stretches whose records can be fetched at once.
  package func batches(_ count: Int, _ origins: (Int) -> [RecordOrigin]) -> [Range<Int>] {
    guard isReadInOrder else { return [0..<count] }
    var batches: [Range<Int>] = []
    var start = 0
    var size = 0
    for i in 0..<count {
      let own = origins(i).reduce(0) { $0 + Int($1.count) }
      if i > start, size + own > FetchedRecords.limit {
        batches.append(start..<i)
        start = i
        size = 0
      }
      size += own
    }
    return batches + [start..<count]
  }
}
