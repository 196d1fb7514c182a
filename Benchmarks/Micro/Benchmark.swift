import Tasks

/// A single step of reading or measuring, done many times over data that are the same in every run.
struct Benchmark {
  let name: String
  /// How many items one round goes through.
  let items: Int
  /// How many bytes these have; 0 where bytes say nothing.
  let bytes: Int
  /// Goes through the data once, and returns how many items came out as they must: `items`, or nothing was measured.
  let run: () -> Int

  /// What a number of rounds gave.
  struct Result {
    /// Seconds of the clock a round, sorted.
    var seconds: [Double]
    var median: Double { seconds[seconds.count / 2] }
    /// Rounds are short: on a busy machine the shortest is the one that nothing came in between.
    var least: Double { seconds[0] }
  }

  /// An item did not come out as it must.
  struct Wrong: Error {
    var name: String
    var found: Int
    var expected: Int
  }

  /// Runs an odd number of rounds, behind one that does not count.
  func measure(rounds: Int) throws -> Result {
    let clock = ContinuousClock()
    var seconds: [Double] = []
    for round in 0...max(1, rounds | 1) {
      var found = 0
      let duration = clock.measure { found = run() }
      guard found == items else { throw Wrong(name: name, found: found, expected: items) }
      let (whole, atto) = duration.components
      if round > 0 { seconds.append(Double(whole) + Double(atto) / 1e18) }
    }
    return Result(seconds: seconds.sorted())
  }
}
