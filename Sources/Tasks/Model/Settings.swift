/// Every threshold, weight and limit in use. All of them can be set in the config file, all are printed in the report.
package struct Settings: Sendable, Equatable, Decodable {
  /// Weights of the performance score.
  package var approvalWeight = 0.5
  package var completionWeight = 0.3
  package var speedWeight = 0.2
  /// Average execution time, in minutes, at which the score's speed is 0.
  package var speedCeilingMinutes = 720.0
  /// An agent whose score is below this is a bottleneck.
  package var bottleneckScore = 50.0

  /// System health: both rates in percent.
  package var excellentRate = 85.0
  package var goodRate = 70.0
  package var fairApprovalRate = 60.0
  package var fairCompletionRate = 50.0
  /// The target shown beside both rates, in percent.
  package var targetRate = 85.0

  /// System recommendations: below these.
  package var activateAgentsBelow = 4
  package var reviewApprovalBelow = 70.0
  package var optimizeWorkflowBelow = 60.0

  /// Channel recommendations.
  package var lowCompletionBelow = 50.0
  package var slowCompletionAboveHours = 24.0
  package var lowVolumeBelow = 5

  /// A rate over fewer tasks than this is marked.
  package var smallSampleBelow = 20
  /// A gap of more than this many days without any created_at makes a time far.
  package var farGapDays = 366
  /// Unregistered agents (or channels) that get a row of their own.
  package var unregisteredRows = 1000
  /// Days of the daily statistics that are listed without gaps.
  package var dailyDays = 1100
  /// Rows of the lists that are cut.
  package var listRows = 20
  /// Examples kept for a finding.
  package var maxExamples = 5
  /// The largest record, in bytes.
  package var recordBytes = 16 << 20
  /// As much as a compressed input may hold, in bytes.
  package var inflatedBytes = 64 << 30

  package init() {}
}
