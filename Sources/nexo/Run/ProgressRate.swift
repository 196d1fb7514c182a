/// How fast the reading goes, over the last seconds: steady enough to be read.
struct ProgressRate {
  private struct Sample {
    var seconds: Double
    var read: Int
  }

  /// At most so many samples, so far apart: what is shown changes twice a second and looks back over five.
  private static let samples = 10
  private static let gap = 0.5
  /// Before this nobody can tell how long it takes.
  private static let patience = 2.0

  private var samples: [Sample] = []
  private var start: Double?

  /// Bytes a second; nil as long as there is too little to tell from.
  private(set) var perSecond: Double?

  /// Takes note of how much has been read at a time.
  mutating func note(read: Int, at seconds: Double) {
    let begin = start ?? seconds
    start = begin
    if let last = samples.last, seconds - last.seconds < ProgressRate.gap { return }
    samples.append(Sample(seconds: seconds, read: read))
    if samples.count > ProgressRate.samples + 1 { samples.removeFirst() }
    guard let first = samples.first, seconds > first.seconds else { return }
    perSecond = Double(max(0, read - first.read)) / (seconds - first.seconds)
  }

  /// Seconds until `rest` bytes are read; nil as long as nobody can tell.
  func remaining(_ rest: Int, at seconds: Double) -> Double? {
    guard let start, seconds - start >= ProgressRate.patience, let perSecond, perSecond > 0, rest > 0 else {
      return nil
    }
    return Double(rest) / perSecond
  }
}
