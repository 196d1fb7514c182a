import Tasks

/// A rate beside what it counts and how sure it is.
struct Rate: Sendable {
  let percent: Double?
  let count: Int
  let total: Int
  let interval: ReportModel.Interval?

  static let fields: [Field<Rate>] = [
    .figure("value", "the rate in percent; none without tasks") { rate, scene in
      Figure(rate.percent, else: "reason-no-tasks", text: scene.language.percent)
    },
    .text("fraction", "what it counts: `75/84`") { rate, scene in
      scene.language.number(rate.count) + "/" + scene.language.number(rate.total)
    },
    .group("interval", "its 95% interval; left out without tasks", ReportModel.Interval.fields) { rate, _ in
      rate.interval
    },
    .flag("isSmall", "whether it rests on fewer tasks than `smallSampleBelow`") { rate, scene in
      rate.total > 0 && rate.total < scene.settings.smallSampleBelow
    },
    .group("bar", "the rate as a length; left out without tasks", Bar.fields) { rate, _ in
      rate.percent.map(Bar.init(percent:))
    },
    .text("target", "where the target lies on the bar, from 0 to 100") { _, scene in
      Bar.length(scene.settings.targetRate)
    },
  ]
}

extension ReportModel.Interval {
  static let fields: [Field<ReportModel.Interval>] = [
    // One sign of percent for both ends: 41,2-83,3%.
    .text("text", "both ends in percent") { interval, scene in
      scene.language.number(interval.low, places: 1) + "–" + scene.language.percent(interval.high)
    },
    .text("start", "its low end from 0 to 100, as SVG writes it") { interval, _ in Bar.length(interval.low) },
    .text("length", "how wide it is, likewise") { interval, _ in Bar.length(interval.high - interval.low) },
  ]
}
