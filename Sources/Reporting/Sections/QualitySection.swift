import Tasks

/// How far the figures can be trusted: what was read, and what was found in it.
enum QualitySection {
  static let fields: [Field<ReportModel>] = [
    .text("records", "how many records were read, used and not, in a sentence") { model, scene in
      let language = scene.language
      return language.text(
        "quality-records", count: model.records.read,
        [
          "accepted": language.number(model.records.accepted), "superseded": language.number(model.records.superseded),
          "quarantined": language.number(model.records.quarantined),
        ])
    },
    .flag("inputsAreWithheld", "whether the role may not see the inputs") { _, scene in !scene.role.maySee(.inputs) },
    .flag("hasInputs", "whether there are inputs to show") { model, scene in
      scene.role.maySee(.inputs) && !model.inputs.isEmpty
    },
    .list("inputs", "the files that were read, as many as `listRows`; empty when withheld", inputs) { model, scene in
      scene.role.maySee(.inputs) ? scene.cut(model.inputs) : []
    },
    .group("inputsCut", "how many files are not shown", CutNote.fields) { model, scene in
      !scene.role.maySee(.inputs)
        ? nil : scene.remainder(total: model.inputs.count, shown: scene.cut(model.inputs).count)
    },
    // What took records or files out of the figures, or may have.
    .flag("hasProblems", "whether something took records or files out of the figures, or may have") { model, _ in
      model.findings.contains { $0.severity != .information }
    },
    .list("problems", "those findings", findings) { model, _ in model.findings.filter { $0.severity != .information } },
    .flag("hasFindings", "whether anything was found") { model, _ in !model.findings.isEmpty },
    .list("findings", "every finding, information included", findings) { model, _ in model.findings },
  ]

  private static let inputs: [Field<ReportModel.Input>] = [
    .text("path", "the file, as it was named") { input, _ in input.path },
    .text("kind", "what it holds, as a word") { input, scene in scene.word("kind", input.kind) },
    .text("format", "its format: `csv`") { input, _ in input.format },
    .figure("size", "how large it is") { input, scene in
      .known(scene.language.size(bytes: input.bytes), order: "\(input.bytes)")
    },
    .figure("exportTime", "when it was exported") { input, scene in
      Figure(input.exportTime, else: "reason-no-export-time", scene)
    },
    .text("records", "the records read from it") { input, scene in scene.language.number(input.records) },
    .text("accepted", "those that are in the figures") { input, scene in scene.language.number(input.accepted) },
    .text("superseded", "those that a later record of the same task replaces") { input, scene in
      scene.language.number(input.superseded)
    },
    .text("quarantined", "those that could not be used") { input, scene in scene.language.number(input.quarantined) },
    .flag("isPartial", "whether it broke off and was used as far as it goes") { input, _ in !input.complete },
  ]

  private static let findings: [Field<ReportModel.Finding>] = [
    .text("code", "its code: `version-tie`") { finding, _ in finding.code },
    .text("severity", "how bad it is, as a word") { finding, scene in scene.word("severity", finding.severity.rawValue)
    },
    .text("severityCode", "the same as report.json has it: `error`, `warning`, `information`") { finding, _ in
      finding.severity.rawValue
    },
    .text("count", "how often it was found") { finding, scene in scene.language.number(finding.count) },
    .text("message", "what it means") { finding, scene in
      scene.language.catalogue.has("finding-" + finding.code) ? scene.text("finding-" + finding.code) : finding.message
    },
    .text("hint", "what to do about it") { finding, scene in
      scene.language.catalogue.has("hint-" + finding.code) ? scene.text("hint-" + finding.code) : finding.hint
    },
    // What needs no action stays folded; paper cannot be unfolded.
    .flag("isOpen", "whether its examples are unfolded at first") { finding, _ in finding.severity != .information },
    .flag("hasExamples", "whether there are examples") { finding, _ in !finding.examples.isEmpty },
    .list("examples", "where it was found", examples) { finding, _ in finding.examples },
    .group("examplesCut", "how many places are not shown", CutNote.fields) { finding, scene in
      finding.examples.isEmpty
        ? nil : scene.remainder(total: finding.count, shown: finding.examples.count, "examples-cut")
    },
  ]

  private static let examples: [Field<ReportModel.Example>] = [
    .text("place", "file, line, column and record, as far as they are known") { example, scene in place(example, scene)
    },
    .text("detail", "what stood there") { example, scene in scene.clipped(example.detail) },
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
