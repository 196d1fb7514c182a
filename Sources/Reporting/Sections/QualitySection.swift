import Tasks

/// How far the figures can be trusted: what was read, and what was found in it.
enum QualitySection {
  static let fields: [Field<ReportModel>] = [
    .text("records") { model, scene in
      let language = scene.language
      return language.text(
        "quality-records", count: model.records.read,
        [
          "accepted": language.number(model.records.accepted), "superseded": language.number(model.records.superseded),
          "quarantined": language.number(model.records.quarantined),
        ])
    },
    .flag("inputsAreWithheld") { _, scene in !scene.role.maySee(.inputs) },
    .flag("hasInputs") { model, scene in scene.role.maySee(.inputs) && !model.inputs.isEmpty },
    .list("inputs", inputs) { model, scene in scene.role.maySee(.inputs) ? scene.cut(model.inputs) : [] },
    .group("inputsCut", CutNote.fields) { model, scene in
      !scene.role.maySee(.inputs)
        ? nil : scene.remainder(total: model.inputs.count, shown: scene.cut(model.inputs).count)
    },
    // What took records or files out of the figures, or may have.
    .flag("hasProblems") { model, _ in model.findings.contains { $0.severity != .information } },
    .list("problems", findings) { model, _ in model.findings.filter { $0.severity != .information } },
    .flag("hasFindings") { model, _ in !model.findings.isEmpty },
    .list("findings", findings) { model, _ in model.findings },
  ]

  private static let inputs: [Field<ReportModel.Input>] = [
    .text("path") { input, _ in input.path },
    .text("kind") { input, scene in scene.word("kind", input.kind) },
    .text("format") { input, _ in input.format },
    .figure("size") { input, scene in .known(scene.language.size(bytes: input.bytes), order: "\(input.bytes)") },
    .figure("exportTime") { input, scene in
      Figure(input.exportTime, else: "reason-no-export-time", scene)
    },
    .text("records") { input, scene in scene.language.number(input.records) },
    .text("accepted") { input, scene in scene.language.number(input.accepted) },
    .text("superseded") { input, scene in scene.language.number(input.superseded) },
    .text("quarantined") { input, scene in scene.language.number(input.quarantined) },
    .flag("isPartial") { input, _ in !input.complete },
  ]

  private static let findings: [Field<ReportModel.Finding>] = [
    .text("code") { finding, _ in finding.code },
    .text("severity") { finding, scene in scene.word("severity", finding.severity.rawValue) },
    .text("severityCode") { finding, _ in finding.severity.rawValue },
    .text("count") { finding, scene in scene.language.number(finding.count) },
    .text("message") { finding, scene in
      scene.language.catalogue.has("finding-" + finding.code) ? scene.text("finding-" + finding.code) : finding.message
    },
    .text("hint") { finding, scene in
      scene.language.catalogue.has("hint-" + finding.code) ? scene.text("hint-" + finding.code) : finding.hint
    },
    // What needs no action stays folded; paper cannot be unfolded.
    .flag("isOpen") { finding, _ in finding.severity != .information },
    .flag("hasExamples") { finding, _ in !finding.examples.isEmpty },
    .list("examples", examples) { finding, _ in finding.examples },
    .group("examplesCut", CutNote.fields) { finding, scene in
      finding.examples.isEmpty
        ? nil : scene.remainder(total: finding.count, shown: finding.examples.count, "examples-cut")
    },
  ]

  private static let examples: [Field<ReportModel.Example>] = [
    .text("place") { example, scene in place(example, scene) },
    .text("detail") { example, scene in scene.clipped(example.detail) },
  ]

  /// `tasks.csv:118:7`, and the record's id where it is known.
  private static func place(_ example: ReportModel.Example, _ scene: Scene) -> String {
    var place = example.path ?? scene.text("place-unknown")
    if let line = example.line { place += ":\(line)" }
    if example.line != nil, let column = example.column { place += ":\(column)" }
    if let record = example.record {
      place += " (" + scene.text("place-record", ["record": scene.clipped(record)]) + ")"
    }
    return place
  }
}
