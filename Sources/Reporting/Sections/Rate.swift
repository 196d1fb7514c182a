import Tasks

/// A rate beside what it counts and how sure it is.
struct Rate: Sendable {
  let percent: Double?
  let count: Int
  let total: Int
  let interval: ReportModel.Interval?

  static let fields: [Field<Rate>] = [
    .figure("value") { rate, scene in Figure(rate.percent, else: "reason-no-tasks", text: scene.language.percent) },
    .text("fraction") { rate, scene in
      scene.language.number(rate.count) + "/" + scene.language.number(rate.total)
    },
    .group("interval", ReportModel.Interval.fields) { rate, _ in rate.interval },
    .flag("isSmall") { rate, scene in rate.total > 0 && rate.total < scene.settings.smallSampleBelow },
    .group("bar", Bar.fields) { rate, _ in rate.percent.map(Bar.init(percent:)) },
    .text("target") { _, scene in Bar.length(scene.settings.targetRate) },
  ]
}

extension ReportModel.Interval {
  static let fields: [Field<ReportModel.Interval>] = [
    // One sign of percent for both ends: 41,2-83,3%.
    .text("text") { interval, scene in
      scene.language.number(interval.low, places: 1) + "–" + scene.language.percent(interval.high)
    },
    .text("start") { interval, _ in Bar.length(interval.low) },
    .text("length") { interval, _ in Bar.length(interval.high - interval.low) },
  ]
}
