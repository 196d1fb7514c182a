/// The keys of `settings:` in the config file, which are those of report.json, with the values that each may have.
package enum SettingKeys {
  /// The property that a key sets, and what it may be.
  package enum Key: Sendable {
    case number(any WritableKeyPath<Settings, Double> & Sendable, ClosedRange<Double>)
    case count(any WritableKeyPath<Settings, Int> & Sendable, ClosedRange<Int>)
  }

  private static let rate = 0.0...100.0
  private static let weight = 0.0...1000.0
  private static let most = 1_000_000_000

  /// How many examples a finding may have.
  package static let maxExamples = 0...1000

  /// In the order of the properties.
  package static let all: [(name: String, key: Key)] = [
    ("approvalWeight", .number(\.approvalWeight, weight)),
    ("completionWeight", .number(\.completionWeight, weight)),
    ("speedWeight", .number(\.speedWeight, weight)),
    ("speedCeilingMinutes", .number(\.speedCeilingMinutes, 0.001...1e9)),
    ("bottleneckScore", .number(\.bottleneckScore, 0...1e9)),
    ("excellentRate", .number(\.excellentRate, rate)),
    ("goodRate", .number(\.goodRate, rate)),
    ("fairApprovalRate", .number(\.fairApprovalRate, rate)),
    ("fairCompletionRate", .number(\.fairCompletionRate, rate)),
    ("targetRate", .number(\.targetRate, rate)),
    ("activateAgentsBelow", .count(\.activateAgentsBelow, 0...most)),
    ("reviewApprovalBelow", .number(\.reviewApprovalBelow, rate)),
    ("optimizeWorkflowBelow", .number(\.optimizeWorkflowBelow, rate)),
    ("lowCompletionBelow", .number(\.lowCompletionBelow, rate)),
    ("slowCompletionAboveHours", .number(\.slowCompletionAboveHours, 0...1e9)),
    ("lowVolumeBelow", .count(\.lowVolumeBelow, 0...most)),
    ("smallSampleBelow", .count(\.smallSampleBelow, 0...most)),
    ("farGapDays", .count(\.farGapDays, 1...200_000)),
    ("unregisteredRows", .count(\.unregisteredRows, 1...100_000)),
    ("dailyDays", .count(\.dailyDays, 1...110_000)),
    ("listRows", .count(\.listRows, 1...10_000)),
    ("maxExamples", .count(\.maxExamples, maxExamples)),
    ("recordBytes", .count(\.recordBytes, 1024...(1 << 30))),
    ("inflatedBytes", .count(\.inflatedBytes, 1024...(1 << 50))),
  ]
}
