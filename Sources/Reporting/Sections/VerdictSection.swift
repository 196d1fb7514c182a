import Tasks

/// Whether the system is healthy, why, and the five figures that everyone asks for.
enum VerdictSection {
  static let fields: [Field<ReportModel>] = [
    .text("code", "the health as report.json has it: `excellent`, `good`, `fair`, `poor`, `no_data`") { model, _ in
      model.system.systemHealth.rawValue
    },
    .text("word", "the health as a word") { model, scene in scene.word("health", model.system.systemHealth.rawValue) },
    .text("reason", "the rates and the target that make it so") { model, scene in reason(model.system, scene) },
    .text("scale", "how health is judged, with the settings filled in") { _, scene in Formula.text("health", scene) },
    .flag("isGood", "whether it is excellent or good") { model, _ in
      [.excellent, .good].contains(model.system.systemHealth)
    },
    .flag("isFair", "whether it is fair") { model, _ in model.system.systemHealth == .fair },
    .flag("isPoor", "whether it is poor") { model, _ in model.system.systemHealth == .poor },
    .flag("isUnknown", "whether there is nothing to judge") { model, _ in model.system.systemHealth == .noData },
    .list("figures", "the five key figures", KeyFigure.fields) { model, scene in figures(model.system, scene) },
  ]

  private static func reason(_ system: ReportModel.System, _ scene: Scene) -> String {
    guard let approval = system.averageApprovalRate, let completion = system.averageCompletionRate else {
      return scene.text("health-reason-no-data")
    }
    return scene.text(
      "health-reason",
      [
        "approval": scene.language.percent(approval), "completion": scene.language.percent(completion),
        "target": scene.language.number(exactly: scene.settings.targetRate) + "%",
      ])
  }

  private static func figures(_ system: ReportModel.System, _ scene: Scene) -> [KeyFigure] {
    let language = scene.language
    let target = scene.text("target-rate", ["target": language.number(exactly: scene.settings.targetRate) + "%"])
    return [
      KeyFigure(
        label: scene.text("figure-active-agents"), value: .known(language.number(system.activeAgents)),
        detail: language.text("figure-of-agents", count: system.totalAgents) + strangers(scene),
        target: scene.text("target-agents", ["target": language.number(scene.settings.activateAgentsBelow)]),
        isMet: system.activeAgents >= scene.settings.activateAgentsBelow),
      KeyFigure(
        label: scene.text("figure-generated"), value: .known(language.number(system.totalTasksGenerated)),
        detail: scene.text(
          "figure-generated-detail",
          [
            "completed": language.number(system.totalTasksCompleted),
            "pending": language.number(system.totalTasksPending),
          ]),
        target: scene.text("target-none"), isMet: nil),
      rate(
        "figure-approval", system.overallApprovalRate, system.totalTasksApproved, system, system.averageApprovalRate,
        target, scene),
      rate(
        "figure-completion", system.overallCompletionRate, system.totalTasksCompleted, system,
        system.averageCompletionRate, target, scene),
      executionTime(system.executionTime, scene),
    ]
  }

  /// Unregistered agents count neither as active nor in the means.
  private static func strangers(_ scene: Scene) -> String {
    let count = scene.model.agents.filter { !$0.registered && $0.tasksGenerated > 0 }.count
    return count > 0 ? "; " + scene.language.text("figure-unregistered-agents", count: count) : ""
  }

  private static func rate(
    _ label: String, _ percent: Double?, _ count: Int, _ system: ReportModel.System, _ average: Double?,
    _ target: String, _ scene: Scene
  ) -> KeyFigure {
    let fraction = scene.language.number(count) + "/" + scene.language.number(system.totalTasksGenerated)
    let detail = average.map {
      scene.text("figure-rate-detail", ["fraction": fraction, "average": scene.language.percent($0)])
    }
    return KeyFigure(
      label: scene.text(label), value: Figure(percent.map(scene.language.percent), else: "reason-no-tasks"),
      detail: detail ?? fraction, target: target, isMet: percent.map { $0 >= scene.settings.targetRate })
  }

  private static func executionTime(_ times: ReportModel.Times, _ scene: Scene) -> KeyFigure {
    let language = scene.language
    let ceiling = scene.settings.speedCeilingMinutes
    let median = times.p50Minutes.map(language.duration(minutes:))
    return KeyFigure(
      label: scene.text("figure-execution"),
      value: Figure(times.meanMinutes.map(language.duration(minutes:)), else: "reason-none-completed"),
      detail: median.map { language.text("figure-execution-detail", count: times.count, ["median": $0]) } ?? "",
      target: scene.text("target-execution", ["ceiling": language.span(minutes: ceiling)]),
      isMet: times.meanMinutes.map { $0 < ceiling })
  }
}

/// One of the five figures at the top.
struct KeyFigure: Sendable {
  let label: String
  let value: Figure
  let detail: String
  let target: String
  /// Nil when there is no target or no figure.
  let isMet: Bool?

  static let fields: [Field<KeyFigure>] = [
    .text("label", "what the figure is called") { figure, _ in figure.label },
    .figure("value", "the figure") { figure, _ in figure.value },
    .text("detail", "what stands beside it: fraction, median, n") { figure, _ in figure.detail },
    .text("target", "its target, in words") { figure, _ in figure.target },
    .flag("isMet", "whether it reaches its target") { figure, _ in figure.isMet == true },
    .flag("isMissed", "whether it misses it; neither is set where there is no target or no figure") { figure, _ in
      figure.isMet == false
    },
  ]
}
