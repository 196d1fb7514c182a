import Tasks

/// What the report is about: as of when, of which tasks, from which sources.
enum HeadSection {
  static let fields: [Field<ReportModel>] = [
    .figure("asOf", "the moment as of which the report is") { model, scene in
      Figure(model.asOf.map(scene.language.moment), else: "reason-no-time")
    },
    .text("window", "which tasks it counts, by when they were created") { model, scene in window(model.window, scene) },
    .text("timezone", "the zone of its times and days") { model, _ in model.timezone },
    .text("sources", "how many files and records it rests on, and their formats") { model, scene in
      sources(model, scene)
    },
    .text("tool", "what made it, with its version") { model, _ in model.tool.name + " " + model.tool.version },
  ]

  private static func window(_ window: ReportModel.Window, _ scene: Scene) -> String {
    let from = window.from.map(scene.language.moment)
    let to = window.to.map(scene.language.moment)
    return switch (from, to) {
    case (let from?, let to?): scene.text("window-both", ["from": from, "to": to])
    case (let from?, nil): scene.text("window-from", ["from": from])
    case (nil, let to?): scene.text("window-to", ["to": to])
    case (nil, nil): scene.text("window-all")
    }
  }

  private static func sources(_ model: ReportModel, _ scene: Scene) -> String {
    let formats = Set(model.inputs.map(\.format)).sorted().joined(separator: ", ")
    let files = scene.language.text("sources", count: model.inputs.count, ["formats": formats])
    let records = scene.language.text("sources-records", count: model.records.read)
    return model.inputs.isEmpty ? scene.text("sources-none") : files + ", " + records
  }
}

/// Warns that the figures do not rest on all of the input.
struct Notice: Sendable {
  let text: String

  static let fields: [Field<Notice>] = [.text("text", "the reason, in a sentence") { notice, _ in notice.text }]

  static func all(_ scene: Scene) -> [Notice] {
    let model = scene.model
    var notices: [Notice] = []
    let partial = model.inputs.filter { !$0.complete }
    if let role = scene.role, !role.maySee(.inputs) {
      notices.append(Notice(text: scene.text("notice-role", ["role": role.rawValue])))
    }
    if !partial.isEmpty, !scene.role.maySee(.inputs) {
      notices.append(Notice(text: scene.language.text("notice-partial-unnamed", count: partial.count)))
    } else if !partial.isEmpty {
      let names =
        partial.prefix(3).map { scene.clipped($0.path) }.joined(separator: ", ") + (partial.count > 3 ? ", …" : "")
      notices.append(Notice(text: scene.language.text("notice-partial", count: partial.count, ["files": names])))
    }
    if model.records.quarantined > 0 {
      let read = scene.language.number(model.records.read)
      let phrase = scene.hasQuarantine ? "notice-quarantined" : "notice-quarantined-elsewhere"
      notices.append(Notice(text: scene.language.text(phrase, count: model.records.quarantined, ["read": read])))
    }
    return notices
  }
}
