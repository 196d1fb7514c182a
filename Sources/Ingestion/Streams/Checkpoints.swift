internal import Synchronization

/// Places in compressed data from which inflating can begin, with the state that it takes: so that what is looked up
/// later does not cost all that comes before. As many as memory is little for; the larger the content, the further
/// apart.
final class Checkpoints<Algorithm: Inflater & ~Copyable>: Sendable {
  /// A state of an inflater. Unchecked, because it is never changed, only copied.
  final class Mark: @unchecked Sendable {
    /// Offset in the compressed data of the byte that comes next.
    let consumed: Int64
    /// Offset in the content of the byte that comes next.
    let made: Int64
    private let inflater: Algorithm

    init(_ inflater: consuming Algorithm, consumed: Int64, made: Int64) {
      self.inflater = inflater
      self.consumed = consumed
      self.made = made
    }

    /// An inflater that goes on from here; nil without memory.
    func copy() -> Algorithm? { inflater.copy() }
  }

  private struct Marks {
    /// In the order of their places.
    var all: [Mark] = []
    var spacing: Int64
  }

  private let marks: Mutex<Marks>
  private let limit: Int

  /// - Parameters:
  ///   - spacing: as many bytes of content as lie between two at least.
  ///   - limit: as many as there may be: 40 KB of memory each, for gzip.
  init(spacing: Int64 = 1 << 20, limit: Int = 256) {
    marks = Mutex(Marks(spacing: spacing))
    self.limit = limit
  }

  /// Keeps a copy of the inflater's state, if none is kept from this far on.
  func note(_ inflater: borrowing Algorithm, consumed: Int64, made: Int64) {
    guard marks.withLock({ made >= ($0.all.last?.made ?? 0) + $0.spacing }), let copy = inflater.copy() else { return }
    let mark = Mark(copy, consumed: consumed, made: made)
    marks.withLock { marks in
      // Somebody else may have come this far meanwhile.
      guard made >= (marks.all.last?.made ?? 0) + marks.spacing else { return }
      marks.all.append(mark)
      if marks.all.count >= limit {
        marks.all = marks.all.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        marks.spacing *= 2
      }
    }
  }

  /// The last one that does not lie behind an offset of the content.
  func last(upTo offset: Int64) -> Mark? {
    marks.withLock { marks in
      var (low, high) = (0, marks.all.count)
      while low < high {
        let middle = (low + high) / 2
        if marks.all[middle].made <= offset { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? marks.all[low - 1] : nil
    }
  }
}
