/// The durations of one kind of one group of tasks: their exact sum, and each in whole seconds for the percentiles.
package struct Durations: Sendable {
  package var count: Int { seconds.count + long.count }
  /// Milliseconds; 128 bits, so that no number of tasks can overflow it.
  private(set) var sum: Int128 = 0
  /// Whole seconds, rounded down; longer than 136 years: in `long`.
  private(set) var seconds: [UInt32] = []
  /// The largest of `seconds`.
  private(set) var greatest: UInt32 = 0
  private(set) var long: [Int64] = []

  package init() {}

  /// - Parameter milliseconds: not negative.
  @inline(__always)
  package mutating func add(milliseconds: Int64) {
    sum += Int128(milliseconds)
    // Without a sign it takes fewer instructions.
    let whole = UInt64(bitPattern: milliseconds) / 1000
    if let short = UInt32(exactly: whole) {
      seconds.append(short)
      greatest = max(greatest, short)
    } else {
      long.append(Int64(bitPattern: whole))
    }
  }

  package mutating func merge(_ other: Durations) {
    sum += other.sum
    seconds += other.seconds
    greatest = max(greatest, other.greatest)
    long += other.long
  }
}

/// A group's durations as the report shows them, in minutes; all but the count are nil when there are none.
package struct DurationFigures: Sendable, Equatable {
  package var count = 0
  package var meanMinutes: Double?
  package var p50Minutes: Double?
  package var p90Minutes: Double?
  package var p95Minutes: Double?
  package var maxMinutes: Double?
  /// The mean in minutes.
  private(set) var exactMean: Fraction?

  /// The mean in hours; nil when there are none.
  var meanHours: Double? { exactMean.flatMap { Fraction(1, 60)?.multiplied(by: $0) }?.value }

  /// The figures of several groups taken together. The mean is of milliseconds; percentiles are nearest-rank over
  /// whole seconds, and the maximum is one of those.
  package init(_ groups: [Durations]) {
    count = groups.reduce(0) { $0 + $1.count }
    guard count > 0 else { return }
    let sum = groups.reduce(Int128(0)) { $0 + $1.sum }
    exactMean = Fraction(sum.magnitude, UInt128(count) * 60_000)
    meanMinutes = exactMean?.value
    let ranks = [50, 90, 95, 100].map { nearestRank(percent: $0, of: count) }
    let values = orderStatistics(ranks: ranks, of: groups)
    p50Minutes = Double(values[0]) / 60
    p90Minutes = Double(values[1]) / 60
    p95Minutes = Double(values[2]) / 60
    maxMinutes = Double(values[3]) / 60
  }
}

/// ceil(p/100 x n), from 1.
func nearestRank(percent: Int, of count: Int) -> Int { (percent * count + 99) / 100 }

/// The values of given ranks (from 1), whole seconds, over all groups together, by counting instead of sorting: in two passes.
private func orderStatistics(ranks: [Int], of groups: [Durations]) -> [Int64] {
  let shortCount = groups.reduce(0) { $0 + $1.seconds.count }
  let long = groups.flatMap(\.long).sorted()
  if shortCount <= 4096 {
    let all = groups.flatMap(\.seconds).sorted()
    return ranks.map { $0 <= shortCount ? Int64(all[$0 - 1]) : long[$0 - 1 - shortCount] }
  }
  // The upper and the lower half of the bits that are in use, each counted in a table of its own.
  let greatest = groups.reduce(UInt32(0)) { max($0, $1.greatest) }
  let lowBits = UInt32((UInt32.bitWidth - greatest.leadingZeroBitCount) / 2)
  var high = [Int](repeating: 0, count: Int(greatest >> lowBits) + 1)
  for group in groups { for value in group.seconds { high[Int(value >> lowBits)] += 1 } }
  // For each rank: the upper half of its value, and how many values have a smaller one.
  let places = ranks.map { rank -> (upper: Int, before: Int) in
    var before = 0
    var upper = 0
    while rank <= shortCount, before + high[upper] < rank {
      before += high[upper]
      upper += 1
    }
    return (upper, before)
  }
  let lower = LowerHalves(of: Set(places.map(\.upper)), lowBits, uppers: high.count, in: groups)
  return zip(ranks, places).map { rank, place in
    if rank > shortCount { return long[rank - 1 - shortCount] }
    if rank == shortCount { return Int64(greatest) }
    return Int64(place.upper) << Int64(lowBits) | Int64(lower.value(upper: place.upper, rank: rank - place.before))
  }
}

/// How often each lower half occurs among the values of a few upper halves.
private struct LowerHalves {
  /// By upper half: where its counts begin, or -1.
  private var starts: [Int]
  private var counts: [Int]

  init(of wanted: Set<Int>, _ lowBits: UInt32, uppers: Int, in groups: [Durations]) {
    starts = [Int](repeating: -1, count: uppers)
    for (i, upper) in wanted.sorted().enumerated() { starts[upper] = i << Int(lowBits) }
    counts = [Int](repeating: 0, count: wanted.count << Int(lowBits))
    let mask = (UInt32(1) << lowBits) - 1
    for group in groups {
      for value in group.seconds {
        let start = starts[Int(value >> lowBits)]
        if start >= 0 { counts[start + Int(value & mask)] += 1 }
      }
    }
  }

  /// The lower half of the value of a rank (from 1) among those with an upper half.
  func value(upper: Int, rank: Int) -> Int {
    var before = 0
    var value = 0
    while before + counts[starts[upper] + value] < rank {
      before += counts[starts[upper] + value]
      value += 1
    }
    return value
  }
}
